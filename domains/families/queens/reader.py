"""Reading boards: lines ``queens:ROW/ROW/…``, or JSON records as they are published.

A record (csplib prob079 and prob080) has ``n`` and any of ``placed`` (squares [row, column] that
hold a queen), ``excluded_sum`` and ``excluded_diff`` (diagonals that must stay empty, by row +
column and by row - column), and ``board`` (a text per row, ``#`` blocked). Everything counts from
0. A stored ``solution`` is a column per row.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from domains.errors import InputError, Place
from domains.families.base import Puzzle
from domains.families.queens.board import (
    LARGEST,
    Square,
    board_masks,
    diagonal_squares,
    queens_structure,
)
from domains.families.queens.text import (
    NAME,
    read_board,
    read_row,
    read_solution,
    write_board,
    write_solution,
)
from domains.families.records import Record, is_integer, read_records, shown
from domains.families.sample import is_json
from domains.problem import Problem
from domains.reading import Line, Source

START = f"{NAME}:"
EXPECTED = "queens:ROW/ROW/..., such as queens:.Q../4./4./4., or queens:SIZE"


def read_queens(source: Source) -> Iterator[Puzzle | InputError]:
    """Yield each board of a source, or the error that stands in its place."""
    lines = (line for line in source.lines if isinstance(line, InputError) or line.text.strip())
    first = next(lines, None)
    if first is None:
        return
    again = Source(source.name, chain([first], lines))
    found: Iterator[Record | Line | InputError] = again.lines
    if isinstance(first, Line) and is_json(first.text):
        found = read_records(again)
    for one in found:
        if isinstance(one, InputError):
            yield one
        elif isinstance(one, Record) or not one.text.lstrip().startswith("#"):
            try:
                yield _from_record(one) if isinstance(one, Record) else _from_line(one, source.name)
            except InputError as error:
                yield error


def _from_line(line: Line, name: str) -> Puzzle:
    """Read ``queens:BOARD``, and behind it, if it is there, the stored solution."""
    text = line.text.strip()
    at = line.text.index(text) + 1
    if not text.startswith(START):
        found = repr(text if len(text) <= 40 else text[:40] + "…")
        raise InputError(Place(name, line.number, at), found, EXPECTED)
    board, _, solution = text[len(START) :].partition(" ")
    problem = read_board(board, Place(name, line.number, at + len(START)))
    if solution:
        place = Place(name, line.number, at + len(START) + len(board) + 1)
        solution = write_solution(read_solution(len(problem.masks), solution, place))
    place = Place(name, line.number)
    return Puzzle(NAME, problem, write_board(problem), place, solution or None)


def _from_record(record: Record) -> Puzzle:
    """Read one published record.

    Raises:
        InputError: a field is wrong.
    """
    size = record.integer("n", 1, LARGEST)
    placed = [_square(record, size, value) for value in _items(record, "placed")]
    sums = _numbers(record, "excluded_sum", 0, 2 * size - 2)
    differences = _numbers(record, "excluded_diff", 1 - size, size - 1)
    masks = board_masks(size, placed, diagonal_squares(size, sums, differences))
    problem = Problem(queens_structure(size), masks)
    if "board" in record.fields:
        problem = problem.restrict(_board(record, size))
    columns = _numbers(record, "solution", 0, size - 1)
    if columns and len(columns) != size:
        raise record.error(f"solution: {len(columns)} columns", f"{size}, one a row")
    solution = write_solution(tuple(columns)) if columns else None
    text = write_board(problem)
    return Puzzle(NAME, problem, text, record.place, solution, record.word("source"))


def _items(record: Record, key: str) -> list[object]:
    """Return the items of a list; none where the field is absent or null."""
    if record.fields.get(key) is None:
        return []
    found = record.sequence(key, "a list")
    if isinstance(found, str):
        raise record.wrong(key, "a list")
    return found


def _numbers(record: Record, key: str, low: int, high: int) -> list[int]:
    """Return a list of whole numbers."""
    numbers: list[int] = []
    for value in _items(record, key):
        if not is_integer(value) or not low <= value <= high:
            raise record.error(f"{shown(value)} in {key}", f"a number from {low} to {high}")
        numbers.append(value)
    return numbers


def _square(record: Record, size: int, value: object) -> Square:
    expected = f"a pair [row, column] of numbers from 0 to {size - 1}"
    if not isinstance(value, list) or len(value) != 2:
        raise record.error(f"{shown(value)} in placed", expected)
    row, column = value
    for number in (row, column):
        if not is_integer(number) or not 0 <= number < size:
            raise record.error(f"{shown(value)} in placed", expected)
    return row, column


def _board(record: Record, size: int) -> list[int]:
    """Return the mask of each row of the field ``board``."""
    rows = _items(record, "board")
    if len(rows) != size:
        raise record.error(f"board: {len(rows)} rows", f"{size}, as n says")
    masks = []
    for number, row in enumerate(rows):
        if not isinstance(row, str):
            raise record.error(f"{shown(row)} as row {number} of board", "a text")
        try:
            masks.append(read_row(row, size, record.place))
        except InputError as error:
            raise record.error(f"{error.found} in row {number} of board", error.expected) from None
    return masks
