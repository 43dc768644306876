"""Mazes as characters: in one line, ``maze:ROW/ROW/…``, and the cells of any form.

``#`` wall, ``S`` start, ``G`` goal, ``.`` or a blank for a free cell. A cell of which something is
known: ``o`` the path takes it, ``-`` it does not, ``!`` neither is possible.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from domains.errors import InputError, Place
from domains.families.maze.board import (
    FREE,
    GOAL,
    LARGEST,
    START,
    WALL,
    MazeLayout,
    layout_of,
    maze_structure,
)
from domains.problem import Assignment, Problem, Structure

NAME = "maze"
PREFIX = f"{NAME}:"
MASK_OF = {FREE: 0b11, " ": 0b11, "-": 0b01, "o": 0b10, "!": 0}
SIGN_OF = "!-o."
"""The character of a free cell, by its mask."""

CELLS = frozenset(MASK_OF) | {WALL, START, GOAL}
EXPECTED = (
    "# for a wall, S start, G goal, . or a blank for a free cell, o or - on the path or off it"
)

Where = Callable[[int, int], Place]
"""From a row and a column, from 0, to their place in the input."""


def write_rows(structure: Structure, signs: Sequence[str]) -> list[str]:
    """Return the rows of a maze with a character per variable in place of its free cells."""
    free = iter(signs)
    return [
        "".join([next(free) if cell == FREE else cell for cell in row])
        for row in layout_of(structure).rows
    ]


def write_puzzle(problem: Problem) -> str:
    """Return ``maze:ROW/ROW/…``.

    >>> from domains.families.maze.board import maze_problem
    >>> write_puzzle(maze_problem("S.#", "#.G"))
    'maze:S.#/#.G'
    """
    rows = write_rows(problem.structure, [SIGN_OF[mask] for mask in problem.masks])
    return PREFIX + "/".join(rows)


def write_solution(structure: Structure, assignment: Assignment) -> str:
    """Return the rows of a maze with ``o`` for the path.

    >>> from domains.families.maze.board import maze_problem
    >>> write_solution(maze_problem("S.#", "..G").structure, (1, 0, 1))
    'So#/.oG'
    """
    return "/".join(write_rows(structure, [".o"[value] for value in assignment]))


def read_rows(rows: Sequence[str], place: Where) -> Problem:
    """Read a maze, one text per row.

    Raises:
        InputError: no rectangle, too large, a character without a meaning, or not one start and one
            goal.
    """
    width = len(rows[0])
    if not 1 <= width <= LARGEST or len(rows) > LARGEST:
        raise InputError(place(0, 0), f"{len(rows)} rows of {width} cells", f"1 to {LARGEST}")
    for r, row in enumerate(rows):
        if len(row) != width:
            raise InputError(
                place(r, 0), f"a row of {len(row)} cells", f"{width}, as the first has"
            )
        for c, sign in enumerate(row):
            if sign not in CELLS:
                raise InputError(place(r, c), repr(sign), EXPECTED)
    free = "".join(rows).translate({ord(sign): None for sign in (WALL, START, GOAL)})
    to_free = {ord(sign): FREE for sign in MASK_OF}
    layout = MazeLayout(tuple([row.translate(to_free) for row in rows]))
    for sign, word in ((START, "start"), (GOAL, "goal")):
        _require_one(layout, sign, word, place)
    return Problem(maze_structure(layout), tuple([MASK_OF[sign] for sign in free]))


def _require_one(layout: MazeLayout, sign: str, word: str, place: Where) -> None:
    """Raise InputError unless a sign stands once."""
    cells = layout.find(sign)
    if not cells:
        raise InputError(place(0, 0), f"no {word}", f"one cell {sign}")
    if len(cells) > 1:
        raise InputError(place(*cells[1]), f"a second {word}", f"one cell {sign}")


def read_solution(structure: Structure, text: str, place: Place) -> Assignment:
    """Read a path: the maze's cells with ``o`` on the path, in rows or one after the other.

    Rows may end with ``/`` or a line end; ``maze:`` may stand before. Cells are compared with the
    maze's, so that a path through a wall is an error here.

    Raises:
        InputError: another number of cells, or a cell that the maze has not.
    """
    rows = layout_of(structure).rows
    cells = text.removeprefix(PREFIX).replace("/", "").replace("\r", "").replace("\n", "")
    wanted = "".join(rows)
    if len(cells) != len(wanted):
        raise InputError(place, f"{len(cells)} cells in a solution", f"{len(wanted)}")
    for at, (found, sign) in enumerate(zip(cells, wanted, strict=True)):
        if not (found in " .-o" if sign == FREE else found == sign):
            r, c = divmod(at, len(rows[0]))
            expected = "o, . or a blank" if sign == FREE else repr(sign)
            raise InputError(place, f"{found!r} at r{r + 1}c{c + 1}", f"{expected}, as in the maze")
    return tuple(
        [int(found == "o") for found, sign in zip(cells, wanted, strict=True) if sign == FREE]
    )
