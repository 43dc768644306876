"""What is certain on a board, and playing on from it.

A covered cell is certainly safe where no placement that agrees with the numbers has a mine in it,
certainly a mine where all have one, and open otherwise. That is ded_p, the best deduction: the
union of all solutions, cell by cell. Playing without a guess uncovers what is certainly safe,
reads the new numbers, and asks again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from domains.families.minesweeper.board import (
    COVERED,
    Cell,
    MineLayout,
    around,
    layout_of,
    mine_structure,
)
from domains.oracle import ExactOracle
from domains.problem import Masks, Problem

SAFE_MASK, MINE_MASK = 0b01, 0b10


@dataclass(frozen=True, slots=True)
class Certain:
    """What all placements agree on; the cells are row and column, from 0.

    Attributes:
        safe: covered cells without a mine in any placement.
        mines: covered cells with a mine in every placement.
        open: covered cells with a mine in some.
        masks: the same as an element; all zero where no placement agrees with the numbers, and
            then no cell is safe, a mine, or open.
    """

    safe: tuple[Cell, ...]
    mines: tuple[Cell, ...]
    open: tuple[Cell, ...]
    masks: Masks


def certain(problem: Problem, oracle: ExactOracle | None = None) -> Certain:
    """Return what is certain, exactly.

    Args:
        problem: a board.
        oracle: who is asked; a new one by default.
    """
    masks = (oracle or ExactOracle()).best_deduction(problem, problem.masks)
    cells = layout_of(problem.structure).covered()
    safe, mines, still_open = (
        tuple(cell for cell, mask in zip(cells, masks, strict=True) if mask == wanted)
        for wanted in (SAFE_MASK, MINE_MASK, SAFE_MASK | MINE_MASK)
    )
    return Certain(safe, mines, still_open, masks)


@dataclass(frozen=True, slots=True)
class MineField:
    """A whole board: where the mines are, and so what every cell shows when it is uncovered.

    Attributes:
        height: rows.
        width: columns.
        mines: the cells with a mine.
    """

    height: int
    width: int
    mines: frozenset[Cell]

    def number(self, cell: Cell) -> int:
        """Return how many mines are around a cell."""
        return sum(other in self.mines for other in around(cell))

    def inside(self, cell: Cell) -> bool:
        """Tell whether a cell is on the board."""
        return 0 <= cell[0] < self.height and 0 <= cell[1] < self.width

    def opened(self, cells: Iterable[Cell]) -> set[Cell]:
        """Return the cells that uncovering some uncovers: around a 0 all the others, and so on.

        Raises:
            ValueError: one of them has a mine, or is not on the board.
        """
        found: set[Cell] = set()
        waiting = list(cells)
        for cell in waiting:
            if cell in self.mines or not self.inside(cell):
                message = f"expected a cell without a mine, found {cell}"
                raise ValueError(message)
        while waiting:
            cell = waiting.pop()
            if cell not in found:
                found.add(cell)
                if self.number(cell) == 0:
                    waiting += filter(self.inside, around(cell))
        return found

    def shown(self, uncovered: set[Cell], *, count_known: bool = True) -> Problem:
        """Return the board with some cells uncovered."""
        rows = tuple(
            "".join(
                str(self.number((r, c))) if (r, c) in uncovered else COVERED
                for c in range(self.width)
            )
            for r in range(self.height)
        )
        layout = MineLayout(rows, len(self.mines) if count_known else None)
        return mine_structure(layout).problem()


def play(field: MineField, start: Cell, *, count_known: bool = True) -> Iterator[Problem]:
    """Yield the board after the first cell, and after each round of certainly safe ones.

    Ends when no covered cell is certainly safe: all mines are found, or only a guess goes on.

    Args:
        field: where the mines are; the player is told nothing but the numbers.
        start: the cell to begin with.
        count_known: whether the player knows how many mines there are.

    Raises:
        ValueError: there is a mine in the first cell, or it is not on the board.
    """
    oracle, uncovered = ExactOracle(), field.opened([start])
    while True:
        problem = field.shown(uncovered, count_known=count_known)
        yield problem
        safe = certain(problem, oracle).safe
        if not safe:
            return
        uncovered |= field.opened(safe)
