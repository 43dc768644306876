"""Reading snowflakes: lines ``snowflake:LAYOUT:CELLS``, or published JSON records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from domains.errors import InputError, Place
from domains.families.base import Puzzle
from domains.families.sample import is_json
from domains.families.snowflake.layout import LayoutError
from domains.families.snowflake.text import layout_from_text, puzzle_of, read_masks, read_solution
from domains.reading import Line, Source

LINE = re.compile(r"\s*snowflake:(?P<layout>[^:]*):(?P<cells>\S*)(?:\s+(?P<solution>\S+))?\s*")
EXPECTED = "snowflake:LAYOUT:CELLS, such as snowflake:1:12.4.."


def read_snowflakes(source: Source) -> Iterator[Puzzle | InputError]:
    """Yield each puzzle of a source, or the error that stands in its place."""
    lines = (line for line in source.lines if isinstance(line, InputError) or line.text.strip())
    first = next(lines, None)
    if first is None:
        return
    again = Source(source.name, chain([first], lines))
    if isinstance(first, Line) and is_json(first.text):
        from domains.families.snowflake.published import read_published

        yield from read_published(again)
    else:
        yield from _read_lines(again)


def _read_lines(source: Source) -> Iterator[Puzzle | InputError]:
    """Read one puzzle a line; ``#`` begins a comment line."""
    for line in source.lines:
        if isinstance(line, InputError):
            yield line
        elif not line.text.lstrip().startswith("#"):
            try:
                yield _read_line(line, Place(source.name, line.number))
            except InputError as error:
                yield error


def _read_line(line: Line, place: Place) -> Puzzle:
    """Read ``snowflake:LAYOUT:CELLS``, and behind it, if it is there, the stored solution.

    Raises:
        InputError: the first thing that is wrong.
    """
    match = LINE.fullmatch(line.text)
    if match is None:
        text = line.text.strip()
        raise InputError(place, repr(text if len(text) <= 40 else text[:40] + "…"), EXPECTED)

    def at(field: str, index: int = 0) -> Place:
        return Place(place.source, place.line, match.start(field) + index + 1)

    try:
        layout = layout_from_text(match["layout"])
    except LayoutError as error:
        raise InputError(at("layout"), error.found, error.expected) from None
    masks = read_masks(match["cells"], layout, lambda index: at("cells", index))
    if match["solution"]:
        read_solution(layout, match["solution"], at("solution"))
    return puzzle_of(layout, masks, place, match["solution"])
