"""Tables: CSV (comma, semicolon or tab) whose header names a column puzzle or question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from domains.errors import InputError, Place
from domains.families.grid.found import (
    Field,
    FoundGrid,
    read_box,
    read_grid,
    read_rating,
    read_solution,
)
from domains.families.grid.lines import Lines
from domains.reading import Line

DELIMITERS = ",;\t"
COLUMNS = {
    "puzzle": ("puzzle", "puzzles", "question", "quiz", "quizzes"),
    "solution": ("solution", "solutions", "answer"),
    "source": ("source",),
    "rating": ("rating",),
    "box": ("box",),
}
"""What this library calls a column -> the names under which it is known."""


@dataclass(frozen=True, slots=True)
class Header:
    """The delimiter of a table and the 0-based positions of the columns it has."""

    delimiter: str
    positions: dict[str, int]


def read_header(text: str) -> Header | None:
    """Return the header a line is, or None where it names no puzzle column."""
    for delimiter in DELIMITERS:
        names = [name.strip().strip('"').lower() for name in text.split(delimiter)]
        positions = {
            ours: names.index(theirs)
            for ours, known in COLUMNS.items()
            for theirs in known
            if theirs in names
        }
        if "puzzle" in positions:
            return Header(delimiter, positions)
    return None


def read_table(
    lines: Lines, header: Header, sizes: tuple[int, ...]
) -> Iterator[FoundGrid | InputError]:
    """Yield the grid of each row below the header, or the error that stands in its place."""
    for line in lines:
        if isinstance(line, InputError):
            yield line
        elif line.text and not line.text.isspace() and not line.text.startswith("#"):
            try:
                yield _read_row(line, Place(lines.source, line.number), header, sizes)
            except InputError as error:
                yield error


def _read_row(line: Line, place: Place, header: Header, sizes: tuple[int, ...]) -> FoundGrid:
    texts = _split(line.text, place, header.delimiter)
    at = header.positions
    if len(texts) <= at["puzzle"]:
        raise InputError(place, f"{len(texts)} fields", f"the puzzle in field {at['puzzle'] + 1}")
    puzzle = _field(line.text, texts, at["puzzle"], place)
    size, masks, text = read_grid(puzzle, sizes)
    solution = _optional(line.text, texts, at.get("solution"), place)
    box = _optional(line.text, texts, at.get("box"), place)
    source = _optional(line.text, texts, at.get("source"), place)
    rating = _optional(line.text, texts, at.get("rating"), place)
    return FoundGrid(
        size,
        masks,
        place,
        text,
        read_box(box) if box else None,
        read_solution(solution, size) if solution else None,
        source.text if source else None,
        read_rating(rating.text) if rating else None,
    )


def _split(text: str, place: Place, delimiter: str) -> list[str]:
    """Return the fields of a row; the csv module is asked only where something is quoted."""
    if '"' not in text:
        return text.split(delimiter)
    import csv  # few tables quote anything

    try:
        return next(csv.reader([text], delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise InputError(
            place, f"a broken quotation ({error})", "fields in closed quotes"
        ) from None


def _field(line: str, texts: list[str], position: int, place: Place) -> Field:
    """Return a field without surrounding blanks, and where it begins."""
    text = texts[position].strip()
    if '"' in line:
        return Field(text, place, max(line.find(text), 0) + 1)
    before = sum(map(len, texts[:position])) + position
    return Field(text, place, before + texts[position].find(text) + 1)


def _optional(line: str, texts: list[str], position: int | None, place: Place) -> Field | None:
    """Return a field that may be absent or empty."""
    if position is None or position >= len(texts) or not texts[position].strip():
        return None
    return _field(line, texts, position, place)
