"""Turning and mirroring mazes.

The walls are part of a maze's structure, so that a movement of the square is a symmetry of a maze
only where it puts the walls on themselves and keeps or exchanges start and goal (a path backwards
takes the same cells). What holds of every maze is a symmetry *between* puzzles: `moved` returns the
image of a puzzle, and where its cells went.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from random import Random

from domains.families.base import Symmetry
from domains.families.maze.board import (
    FREE,
    GOAL,
    START,
    VALUES,
    Cell,
    MazeLayout,
    layout_of,
    maze_structure,
)
from domains.problem import Problem, Structure

Rows = tuple[str, ...]
EXCHANGED = str.maketrans(START + GOAL, GOAL + START)


@dataclass(frozen=True, slots=True)
class Movement:
    """A movement: of all rows of a maze, and of a single cell of it."""

    rows: Callable[[Rows], Rows]
    cell: Callable[[Cell, MazeLayout], Cell]


TURN = Movement(
    lambda rows: tuple("".join(column) for column in zip(*rows[::-1], strict=True)),
    lambda cell, maze: (cell[1], len(maze.rows) - 1 - cell[0]),
)
"""Clockwise by a quarter."""

MIRROR = Movement(
    lambda rows: tuple(row[::-1] for row in rows),
    lambda cell, maze: (cell[0], maze.width - 1 - cell[1]),
)
"""Left and right."""

SWAP = Movement(lambda rows: tuple(row.translate(EXCHANGED) for row in rows), lambda cell, _: cell)
"""Start and goal."""


def moved(
    problem: Problem, turns: int = 0, *, mirror: bool = False, swap: bool = False
) -> tuple[Problem, Symmetry]:
    """Return the image of a puzzle and the bijection of candidates that leads to it.

    Args:
        problem: a maze.
        turns: quarter turns, clockwise; after mirroring.
        mirror: whether to mirror left and right first.
        swap: whether to exchange start and goal.
    """
    layout, symmetry = _movement(layout_of(problem.structure), turns % 4, mirror, swap)
    return Problem(maze_structure(layout), symmetry.apply(problem.masks)), symmetry


def _movement(
    layout: MazeLayout,
    turns: int,
    mirror: bool,
    swap: bool,
) -> tuple[MazeLayout, Symmetry]:
    """Return the image of a maze, and where the candidates of its cells went."""
    places = layout.find(FREE)
    for change, times in ((SWAP, swap), (MIRROR, mirror), (TURN, turns)):
        for _ in range(times):
            places = [change.cell(cell, layout) for cell in places]
            layout = MazeLayout(change.rows(layout.rows))
    number = {cell: variable for variable, cell in enumerate(layout.find(FREE))}
    same = tuple(range(len(VALUES)))
    return layout, Symmetry(tuple(number[cell] for cell in places), (same,) * len(places))


def symmetries(structure: Structure) -> Iterator[tuple[str, Symmetry]]:
    """Yield the movements that put a maze on itself, the one that moves nothing first."""
    layout = layout_of(structure)
    for turns, mirror, swap in product(range(4), (False, True), (False, True)):
        image, symmetry = _movement(layout, turns, mirror, swap)
        if image == layout:
            yield _name(turns, mirror=mirror, swap=swap), symmetry


def _name(turns: int, *, mirror: bool, swap: bool) -> str:
    words = ["mirror"] if mirror else []
    words += [f"turn by {90 * turns}°"] if turns else []
    words += ["exchange start and goal"] if swap else []
    return " and ".join(words) or "leave"


def generators(structure: Structure) -> Iterator[tuple[str, Symmetry]]:
    """Yield every movement of the maze's own group but the one that moves nothing."""
    found = list(symmetries(structure))
    yield from found[1:]


def random_symmetry(structure: Structure, rng: Random) -> Symmetry:
    """Return each of the maze's own movements with the same probability."""
    return rng.choice([symmetry for _, symmetry in symmetries(structure)])
