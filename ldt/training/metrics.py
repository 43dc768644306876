"""Metrics of a run: one JSON line a reading, each step at most once over all sittings."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any

from ldt.training.measuring import Progress

LOSSES = ("loss", "candidate", "value", "conflict")
"""Names of the losses, the weighted sum first."""


def as_row(progress: Progress) -> dict[str, Any]:
    """Return what a step did as a flat record."""
    row = asdict(progress)
    step, losses = row.pop("step"), row.pop("losses")
    return {"step": step, **dict(zip(LOSSES, losses, strict=True)), **row}


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of a file; a last line that was cut off in the middle is left out."""
    if not path.exists():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            yield json.loads(line)
        except json.JSONDecodeError:
            return


class MetricsFile:
    """The file ``metrics.jsonl``, open for the steps from ``step`` on.

    What an earlier sitting wrote after its last checkpoint is taken away first: those steps are
    taken again.
    """

    def __init__(self, path: Path, step: int) -> None:
        self.path = path
        kept = [json.dumps(row) for row in read_rows(path) if row["step"] < step]
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        beside.write_text("".join(f"{line}\n" for line in kept), encoding="utf-8")
        beside.replace(path)
        self.stream = path.open("a", encoding="utf-8")

    def add(self, progress: Progress) -> None:
        """Write one line."""
        self.stream.write(json.dumps(as_row(progress)) + "\n")

    def flush(self) -> None:
        """Make sure that what was added is there; to be called before a checkpoint is written."""
        self.stream.flush()
        os.fsync(self.stream.fileno())

    def __enter__(self) -> MetricsFile:
        """Return the open file."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self.stream.close()
