"""The board: a variable per covered cell, safe or a mine, and a rule per number that is shown.

Posed so that it has an answer: a solution is any placement that agrees with the numbers, and what
is certain is what all of them agree on (`domains.families.minesweeper.certain`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from domains.problem import Problem, Structure
from domains.rules.base import Rule
from domains.rules.cardinality import Cardinality
from domains.rules.clause import Clause

COVERED = "?"
NUMBERS = "012345678"
LARGEST = 200
"""Most rows or columns."""

MINE = 1
VALUES = (0, MINE)

Cell = tuple[int, int]
"""Row and column, from 0."""


@dataclass(frozen=True, slots=True)
class MineLayout:
    """A partly revealed board.

    Attributes:
        rows: per row a character per cell: a number, or ``?`` for a covered one. All rows have one
            length.
        mines: how many mines there are on the whole board, or None where that is not known.
    """

    rows: tuple[str, ...]
    mines: int | None = None

    def covered(self) -> list[Cell]:
        """Return the covered cells, row by row: the variables' order."""
        return [cell for cell, sign in self.cells() if sign == COVERED]

    def cells(self) -> Iterator[tuple[Cell, str]]:
        """Yield every cell with its character."""
        for r, row in enumerate(self.rows):
            for c, sign in enumerate(row):
                yield (r, c), sign


def around(cell: Cell) -> Iterator[Cell]:
    """Yield the eight cells around a cell, wherever the edge may be."""
    for down, across in product((-1, 0, 1), repeat=2):
        if down or across:
            yield cell[0] + down, cell[1] + across


@lru_cache(maxsize=64)
def mine_structure(layout: MineLayout) -> Structure:
    """Return the structure of a board."""
    cells = layout.covered()
    names = tuple(f"r{r + 1}c{c + 1}" for r, c in cells)
    rules = tuple(_rules(layout, {cell: variable for variable, cell in enumerate(cells)}))
    return Structure(names, (VALUES,) * len(cells), rules, "minesweeper", layout)


def _rules(layout: MineLayout, number: dict[Cell, int]) -> Iterator[Rule]:
    """Yield what each number says of the covered cells around it, and the number of all mines."""
    for cell, sign in layout.cells():
        if sign != COVERED:
            near = [number[other] for other in around(cell) if other in number]
            yield from _exactly(int(sign), near, f"{sign} at r{cell[0] + 1}c{cell[1] + 1}")
    if layout.mines is not None:
        yield from _exactly(layout.mines, list(number.values()), f"{layout.mines} mines in all")


def _exactly(count: int, variables: list[int], label: str) -> Iterator[Rule]:
    """Yield that so many variables are mines; where there is no variable, nothing or no way."""
    if variables:
        yield Cardinality.exactly(count, [(variable, MINE) for variable in variables], label)
    elif count:
        yield Clause((), label)


def mine_problem(*rows: str, mines: int | None = None) -> Problem:
    """Return the problem of a board that is written row by row."""
    return mine_structure(MineLayout(rows, mines)).problem()


def layout_of(structure: Structure) -> MineLayout:
    """Return the board of a structure."""
    layout = structure.layout
    assert isinstance(layout, MineLayout), f"{structure.family} is no minesweeper board"
    return layout
