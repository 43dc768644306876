"""The maze: a variable per free cell, on the path or not, and one rule that knows all distances.

Walls, start and goal are no variables but part of the structure, so that each maze has a structure
of its own. Masks may say of free cells that the path takes them, or does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from domains.paths import guesses
from domains.problem import Problem, Structure
from domains.rules.layering import Links
from domains.rules.shortest_path import ShortestPath

WALL, FREE, START, GOAL = "#", ".", "S", "G"
LARGEST = 1000
"""Most rows or columns."""

VALUES = (0, 1)

Cell = tuple[int, int]
"""Row and column, from 0."""


@dataclass(frozen=True, slots=True)
class MazeLayout:
    """A maze without what is known of its path.

    Attributes:
        rows: per row a character per cell: ``#`` wall, ``.`` free, ``S`` start, ``G`` goal. All
            rows have one length, and there is one start and one goal.
    """

    rows: tuple[str, ...]

    @property
    def width(self) -> int:
        """How many cells a row has."""
        return len(self.rows[0])

    def find(self, sign: str) -> list[Cell]:
        """Return the cells of one kind, row by row; of free cells, in the variables' order."""
        return [
            (r, c)
            for r, row in enumerate(self.rows)
            for c, found in enumerate(row)
            if found == sign
        ]

    def vertices(self) -> list[Cell]:
        """Return the vertices of the rule: free cells, then the start, then the goal."""
        return [*self.find(FREE), *self.find(START), *self.find(GOAL)]

    def links(self) -> Links:
        """Return per vertex its neighbours above, left, right and below."""
        number = {cell: vertex for vertex, cell in enumerate(self.vertices())}
        return tuple(
            tuple([number[near] for near in neighbours(cell) if near in number]) for cell in number
        )


def neighbours(cell: Cell) -> Iterator[Cell]:
    """Yield the four cells beside a cell, wherever the edge may be."""
    r, c = cell
    yield from ((r - 1, c), (r, c - 1), (r, c + 1), (r + 1, c))


@lru_cache(maxsize=16)
def maze_structure(layout: MazeLayout) -> Structure:
    """Return the structure of a maze."""
    cells = layout.find(FREE)
    names = tuple([f"r{r + 1}c{c + 1}" for r, c in cells])
    rule = ShortestPath(tuple(range(len(cells))), layout.links())
    return Structure(names, (VALUES,) * len(cells), (rule,), "maze", layout, guesses)


def maze_problem(*rows: str) -> Problem:
    """Return the problem of a maze that is written row by row; nothing is known of its path."""
    return maze_structure(MazeLayout(rows)).problem()


def layout_of(structure: Structure) -> MazeLayout:
    """Return the maze of a structure."""
    layout = structure.layout
    assert isinstance(layout, MazeLayout), f"{structure.family} is no maze"
    return layout
