"""Boards as characters: ``minesweeper:ROW/ROW/…``, or ``minesweeper:MINES:ROW/ROW/…``.

``0`` to ``8`` are revealed cells, ``?``, ``#`` or ``.`` a covered one. Of a covered cell may be
known: ``*`` a mine, ``-`` none, ``!`` neither is possible.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from domains.errors import InputError, Place
from domains.families.minesweeper.board import (
    COVERED,
    LARGEST,
    NUMBERS,
    MineLayout,
    layout_of,
    mine_structure,
)
from domains.problem import Assignment, Problem, Structure

NAME = "minesweeper"
PREFIX = f"{NAME}:"
MASK_OF = {COVERED: 0b11, "#": 0b11, ".": 0b11, "-": 0b01, "*": 0b10, "!": 0}
SIGN_OF = "!-*?"
"""The character of a covered cell, by its mask."""

EXPECTED = "0-8, ? for a covered cell, * for a mine, - for a covered cell without one"
BODY = re.compile(r"(?:(?P<mines>[0-9]{1,6}):)?(?P<rows>[^:\s]*)(?:\s+(?P<solution>\S+))?\s*")

Where = Callable[[int, int], Place]
"""From a row and a column, from 0, to their place in the input."""


def write_rows(structure: Structure, masks: Sequence[int]) -> list[str]:
    """Return the rows of a board, its covered cells by what is known of them."""
    known = iter(masks)
    return [
        "".join([SIGN_OF[next(known)] if cell == COVERED else cell for cell in row])
        for row in layout_of(structure).rows
    ]


def write_puzzle(problem: Problem) -> str:
    """Return the board in one line.

    >>> from domains.families.minesweeper.board import mine_problem
    >>> write_puzzle(mine_problem("1?", "1?", mines=1))
    'minesweeper:1:1?/1?'
    """
    mines = layout_of(problem.structure).mines
    rows = "/".join(write_rows(problem.structure, problem.masks))
    return PREFIX + ("" if mines is None else f"{mines}:") + rows


def write_solution(structure: Structure, assignment: Assignment) -> str:
    """Return the rows of a board with ``*`` for mines and ``-`` for covered cells without one."""
    return "/".join(write_rows(structure, structure.encode(assignment)))


def read_rows(rows: Sequence[str], mines: int | None, place: Where) -> Problem:
    """Read a board, one text per row.

    Raises:
        InputError: no rectangle, too large, or a character without a meaning.
    """
    width = len(rows[0]) if rows else 0
    if not 1 <= width <= LARGEST or len(rows) > LARGEST:
        raise InputError(place(0, 0), f"{len(rows)} rows of {width} cells", f"1 to {LARGEST}")
    for r, row in enumerate(rows):
        if len(row) != width:
            expected = f"{width}, as the first has"
            raise InputError(place(r, 0), f"a row of {len(row)} cells", expected)
        for c, sign in enumerate(row):
            if sign not in MASK_OF and sign not in NUMBERS:
                raise InputError(place(r, c), repr(sign), EXPECTED)
    masks = tuple([MASK_OF[sign] for row in rows for sign in row if sign in MASK_OF])
    covered = str.maketrans(dict.fromkeys(MASK_OF, COVERED))
    layout = MineLayout(tuple(row.translate(covered) for row in rows), mines)
    return Problem(mine_structure(layout), masks)


def read_solution(structure: Structure, text: str, place: Place) -> Assignment:
    """Read a board with ``*`` for mines and ``-`` for the other covered cells.

    Raises:
        InputError: another board, or a covered cell that is neither.
    """
    rows = layout_of(structure).rows
    cells = text.removeprefix(PREFIX).replace("/", "").replace("\n", "").replace("\r", "")
    wanted = "".join(rows)
    if len(cells) != len(wanted):
        raise InputError(place, f"{len(cells)} cells in a solution", f"{len(wanted)}")
    for at, (found, sign) in enumerate(zip(cells, wanted, strict=True)):
        if not (found in "-*" if sign == COVERED else found == sign):
            r, c = divmod(at, len(rows[0]))
            expected = "* or -" if sign == COVERED else f"{sign}, as on the board"
            raise InputError(place, f"{found!r} at r{r + 1}c{c + 1}", expected)
    pairs = zip(cells, wanted, strict=True)
    return tuple([int(found == "*") for found, sign in pairs if sign == COVERED])
