"""The one-line form of a board, ``queens:ROW/ROW/…``, and of a solution.

A row is its squares: ``.`` free, ``#`` blocked, ``Q`` a queen; a number before one of them says how
often it stands there (``3.Q4.``), as in the run-length form of chess positions and cellular
automata. ``queens:N`` is an empty board of N rows.
"""

from __future__ import annotations

import re
from itertools import groupby

from domains.errors import InputError, Place
from domains.families.queens.board import LARGEST, queens_structure
from domains.problem import Assignment, Problem

NAME = "queens"
FREE, BLOCKED, QUEEN = ".", "#", "Q"
EXPECTED = ". for a free square, # for a blocked one, Q for a queen, or a number before one of them"
RUN = re.compile(r"([0-9]{0,4})([.#Qq])")
WORD = re.compile(r"[^\s,\[\]]+")
SIZE = re.compile(r"[0-9]{1,9}")


def write_board(problem: Problem) -> str:
    """Return ``queens:ROW/ROW/…``, or ``queens:N`` for an empty board.

    >>> from domains.families.queens.board import queens_problem
    >>> write_board(queens_problem(4, placed=[(0, 1)], blocked=[(2, 0)]))
    'queens:.Q2./4./#3./4.'
    """
    structure = problem.structure
    if problem.masks == structure.top:
        return f"{NAME}:{len(problem.masks)}"
    return f"{NAME}:{'/'.join(_row(mask, len(problem.masks)) for mask in problem.masks)}"


def squares(mask: int, size: int) -> str:
    """Return the squares of a row, one character each; beside a queen the others are free."""
    if mask.bit_count() == 1:
        at = mask.bit_length() - 1
        return FREE * at + QUEEN + FREE * (size - 1 - at)
    return "".join([FREE if mask >> column & 1 else BLOCKED for column in range(size)])


def _row(mask: int, size: int) -> str:
    runs = ((sign, len(list(run))) for sign, run in groupby(squares(mask, size)))
    return "".join(sign if count == 1 else f"{count}{sign}" for sign, count in runs)


def read_board(text: str, place: Place) -> Problem:
    """Read what stands behind ``queens:``.

    Args:
        text: the rows, or the size of an empty board.
        place: where the text begins, with a column.

    Raises:
        InputError: a character without a meaning, rows of another length than their number, or too
            many of them.
    """
    if SIZE.fullmatch(text):
        size = int(text)
        if not 1 <= size <= LARGEST:
            raise InputError(place, f"{size} rows", f"1 to {LARGEST}")
        return queens_structure(size).problem()
    rows = text.split("/")
    if len(rows) > LARGEST:
        raise InputError(place, f"{len(rows)} rows", f"1 to {LARGEST}")
    masks: list[int] = []
    column = place.column or 1
    for row in rows:
        masks.append(read_row(row, len(rows), Place(place.source, place.line, column)))
        column += len(row) + 1
    return Problem(queens_structure(len(rows)), tuple(masks))


def read_row(text: str, size: int, place: Place) -> int:
    """Return the mask of a row: its queen alone, or the squares that are not blocked.

    Two queens leave no square.

    Raises:
        InputError: something else than squares, or not ``size`` of them.
    """
    free, queens, column, at = 0, (1 << size) - 1, 0, 0
    while at < len(text) and column <= size:
        match = RUN.match(text, at)
        if match is None:
            where = Place(place.source, place.line, (place.column or 1) + at)
            raise InputError(where, repr(text[at]), EXPECTED)
        count = int(match[1] or 1)
        run = ((1 << count) - 1) << column
        if match[2] == FREE:
            free |= run
        elif match[2] != BLOCKED:
            free |= run
            queens &= run if count == 1 else 0
        column += count
        at = match.end()
    if column != size:
        length = str(column) if at == len(text) else f"over {size}"
        raise InputError(place, f"a row of {length} squares", f"{size}, as there are rows")
    return free & queens


def write_solution(assignment: Assignment) -> str:
    """Return the column of each row's queen, from 0."""
    return " ".join(map(str, assignment))


def read_solution(size: int, text: str, place: Place) -> Assignment:
    """Read a column per row, separated by blanks or commas, with or without brackets.

    Raises:
        InputError: another number of them, or something that is no column.
    """
    words = list(WORD.finditer(text))
    if len(words) != size:
        raise InputError(place, f"{len(words)} columns in a solution", f"{size}, one a row")
    for word in words:
        if not SIZE.fullmatch(word[0]) or int(word[0]) >= size:
            where = Place(place.source, place.line, (place.column or 1) + word.start())
            raise InputError(where, repr(word[0][:20]), f"a column from 0 to {size - 1}")
    return tuple(int(word[0]) for word in words)
