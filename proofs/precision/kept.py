"""Tables that are kept beside the code, so that any change of what they count shows in a diff."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import astuple, fields
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    Line = TypeVar("Line", bound=DataclassInstance)


def to_csv(kind: type[Line], lines: Iterable[Line]) -> str:
    """Return a table as CSV: a line for each dataclass, a column for each of its fields."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([field.name for field in fields(kind)])
    writer.writerows(map(astuple, lines))
    return stream.getvalue()


def changed_lines(path: Path, lines: Iterable[Line]) -> Iterator[Line]:
    """Yield the lines that the kept table does not have."""
    with path.open(encoding="utf-8", newline="") as stream:
        kept = set(map(tuple, csv.reader(stream)))
    return (line for line in lines if tuple(map(str, astuple(line))) not in kept)
