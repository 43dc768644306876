"""Reading mazes: ``maze:ROW/ROW/…``, square mazes in one line, rows over lines, and tables.

Blanks are cells, so that nothing is stripped but line ends. A table (CSV) names columns ``puzzle``
or ``question``, and ``solution`` or ``answer``; its mazes are square and in one line, as Maze-Hard
was published.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from itertools import chain, groupby
from math import isqrt

from domains.errors import InputError, Place
from domains.families.base import Puzzle
from domains.families.maze.board import GOAL, START
from domains.families.maze.text import (
    NAME,
    PREFIX,
    Where,
    read_rows,
    read_solution,
    write_puzzle,
    write_solution,
)
from domains.reading import Line, Source

PUZZLE = ("puzzle", "question")
SOLUTION = ("solution", "answer")


def read_mazes(source: Source) -> Iterator[Puzzle | InputError]:
    """Yield each maze of a source, or the error that stands in its place."""
    first = next(source.lines, None)
    if first is None:
        return
    header = [] if isinstance(first, InputError) else first.text.lower().split(",")
    if any(name in header for name in PUZZLE):
        yield from _read_table(header, source)
        return
    lines = chain([first], source.lines)
    for kind, group in groupby(lines, _kind):
        if kind == "error":
            yield from (item for item in group if isinstance(item, InputError))
        elif kind == "maze":
            yield from (_read_prefixed(line, source.name) for line in group if _is_line(line))
        elif kind == "rows":
            yield from _read_block([line for line in group if isinstance(line, Line)], source.name)


def _is_line(item: Line | InputError) -> bool:
    return isinstance(item, Line)


def _kind(item: Line | InputError) -> str:
    """Say what a line is: an error, nothing, a maze behind its prefix, or rows."""
    if isinstance(item, InputError):
        return "error"
    if not item.text:
        return "nothing"
    return "maze" if item.text.startswith(PREFIX) else "rows"


def _read_prefixed(line: Line | InputError, name: str) -> Puzzle | InputError:
    """Read ``maze:ROW/ROW/…``, and behind a blank, if it is there, the stored solution."""
    assert isinstance(line, Line), "errors stand apart"
    text, _, solution = line.text[len(PREFIX) :].rstrip().partition(" ")
    rows = text.split("/")
    width = len(rows[0]) + 1

    def place(row: int, column: int) -> Place:
        return Place(name, line.number, len(PREFIX) + row * width + column + 1)

    return _puzzle(rows, place, Place(name, line.number), solution)


def _read_block(lines: Sequence[Line], name: str) -> Iterator[Puzzle | InputError]:
    """Read consecutive lines: the rows of one maze, or a square maze a line.

    A line can be both where its length is a square number. Rows have one start and one goal
    together; mazes have one each.
    """
    together = "".join(line.text for line in lines)
    is_one = len(lines) > 1 and together.count(START) == together.count(GOAL) == 1
    if is_one or any(_side(line.text) is None for line in lines):
        yield _puzzle(
            [line.text for line in lines],
            lambda row, column: Place(name, lines[row].number, column + 1),
            Place(name, lines[0].number),
        )
        return
    for line in lines:
        yield _read_square(line.text, Place(name, line.number))


def _side(text: str) -> int | None:
    """Return the side of a square maze in one line, or None where no square has so many cells."""
    side = isqrt(len(text))
    return side if side * side == len(text) and side > 1 else None


def _read_square(
    text: str, place: Place, solution: str = "", source: str | None = None
) -> Puzzle | InputError:
    """Read a square maze in one line, a character per cell."""
    side = _side(text)
    if side is None:
        expected = "a square number, 900 for 30 x 30 (leading and trailing blanks are cells)"
        return InputError(place, f"{len(text)} cells", expected)

    def at(row: int, column: int) -> Place:
        return Place(place.source, place.line, row * side + column + 1)

    rows = [text[k : k + side] for k in range(0, len(text), side)]
    return _puzzle(rows, at, place, solution, source)


def _puzzle(
    rows: Sequence[str], where: Where, place: Place, solution: str = "", source: str | None = None
) -> Puzzle | InputError:
    """Return the puzzle of some rows, or what is wrong with them."""
    try:
        problem = read_rows(rows, where)
        structure = problem.structure
        stored = read_solution(structure, solution, place) if solution else None
    except InputError as error:
        return error
    path = None if stored is None else write_solution(structure, stored)
    return Puzzle(NAME, problem, write_puzzle(problem), place, path, source)


def _read_table(header: Sequence[str], source: Source) -> Iterator[Puzzle | InputError]:
    """Read a maze a row of a table."""
    puzzle, solution = _column(header, PUZZLE), _column(header, SOLUTION)
    stated = _column(header, ("source",))
    for line in source.lines:
        if isinstance(line, InputError):
            yield line
        elif line.text:
            place = Place(source.name, line.number)
            fields = next(csv.reader([line.text]))
            texts = [
                fields[at] if at is not None and at < len(fields) else ""
                for at in (puzzle, solution, stated)
            ]
            yield _read_square(texts[0], place, texts[1], texts[2] or None)


def _column(header: Sequence[str], names: Sequence[str]) -> int | None:
    """Return the position of the column with one of the names."""
    return next((header.index(name) for name in names if name in header), None)
