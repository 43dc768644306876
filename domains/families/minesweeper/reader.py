"""Reading boards: ``minesweeper:…`` lines, rows over lines, or JSON records as they are published.

A record has ``board``, a list of texts, and may have ``total_mines`` and ``example_mines``, a list
of [row, column] from 0, which is read as the stored solution.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

from domains.errors import InputError, Place
from domains.families.base import Puzzle
from domains.families.minesweeper.board import MINE, layout_of
from domains.families.minesweeper.text import (
    BODY,
    NAME,
    PREFIX,
    read_rows,
    read_solution,
    write_puzzle,
    write_solution,
)
from domains.families.records import Record, read_records, shown
from domains.families.sample import is_json
from domains.problem import Problem
from domains.reading import Line, Source

MOST_MINES = 200 * 200
EXPECTED = "minesweeper:ROW/ROW/..., such as minesweeper:1?/??, or minesweeper:MINES:ROW/ROW/..."


def read_boards(source: Source) -> Iterator[Puzzle | InputError]:
    """Yield each board of a source, or the error that stands in its place."""
    lines = (line for line in source.lines if isinstance(line, InputError) or line.text.strip())
    first = next(lines, None)
    if first is None:
        return
    again = Source(source.name, chain([first], source.lines))
    if isinstance(first, Line) and is_json(first.text):
        for record in read_records(again):
            yield record if isinstance(record, InputError) else _caught(_from_record, record)
    else:
        yield from _from_lines(again)


def _caught(read: Callable[..., Puzzle], *arguments: object) -> Puzzle | InputError:
    """Return what a reader returns, or the error that it raises."""
    try:
        return read(*arguments)
    except InputError as error:
        return error


def _from_lines(source: Source) -> Iterator[Puzzle | InputError]:
    """Read lines with the prefix one by one, others as rows of boards that empty lines end."""
    rows: list[Line] = []
    for line in source.lines:
        is_row = isinstance(line, Line) and line.text.strip() and not line.text.startswith(PREFIX)
        if is_row and isinstance(line, Line):
            rows.append(line)
            continue
        if rows:
            yield _caught(_from_rows, rows, source.name)
            rows = []
        if isinstance(line, InputError):
            yield line
        elif line.text.strip():
            yield _caught(_from_line, line, source.name)
    if rows:
        yield _caught(_from_rows, rows, source.name)


def _from_rows(rows: list[Line], name: str) -> Puzzle:
    def place(row: int, column: int) -> Place:
        return Place(name, rows[row].number, column + 1)

    problem = read_rows([line.text.rstrip() for line in rows], None, place)
    return Puzzle(NAME, problem, write_puzzle(problem), Place(name, rows[0].number))


def _from_line(line: Line, name: str) -> Puzzle:
    match = BODY.fullmatch(line.text, len(PREFIX))
    if match is None:
        raise InputError(Place(name, line.number, len(PREFIX) + 1), repr(line.text[:40]), EXPECTED)
    rows, start = match["rows"].split("/"), match.start("rows") + 1

    def place(row: int, column: int) -> Place:
        return Place(name, line.number, start + row * (len(rows[0]) + 1) + column)

    mines = None if match["mines"] is None else int(match["mines"])
    problem = read_rows(rows, mines, place)
    solution = match["solution"]
    if solution:
        at = Place(name, line.number, match.start("solution") + 1)
        stored = read_solution(problem.structure, solution, at)
        solution = write_solution(problem.structure, stored)
    return Puzzle(NAME, problem, write_puzzle(problem), Place(name, line.number), solution)


def _from_record(record: Record) -> Puzzle:
    """Read one published record.

    Raises:
        InputError: a field is wrong.
    """
    rows = record.sequence("board", "a list of rows")
    if isinstance(rows, str) or not all(isinstance(row, str) for row in rows):
        raise record.wrong("board", "a list of rows, each a text")
    known = record.fields.get("total_mines") is not None
    mines = record.integer("total_mines", 0, MOST_MINES) if known else None
    problem = read_rows(rows, mines, lambda _row, _column: record.place)
    solution = _solution(record, problem) if record.fields.get("example_mines") else None
    text = write_puzzle(problem)
    return Puzzle(NAME, problem, text, record.place, solution, record.word("source"))


def _solution(record: Record, problem: Problem) -> str:
    """Return the stored placement in the one-line form."""
    cells = layout_of(problem.structure).covered()
    stored = record.sequence("example_mines", "a list of [row, column]")
    mines = [cell for cell in cells if isinstance(stored, list) and list(cell) in stored]
    if len(mines) < len(stored):
        found = f"example_mines: {shown(record.fields['example_mines'])}"
        raise record.error(found, "different covered cells [row, column], from 0")
    return write_solution(problem.structure, tuple([MINE * (cell in mines) for cell in cells]))
