"""A quick guess at a whole board: min-conflicts, which finds a solution of large boards at once.

Each row in turn takes a square with fewest attackers; then rows under attack move to a square with
fewest, ties broken at random. On an empty board some fifty moves suffice, whatever its size
(Minton, Johnston, Philips and Laird, "Minimizing conflicts", Artificial Intelligence 58, 1992). It
proves nothing and gives up early; what it finds is checked by the rules like everything else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from domains.problem import Assignment, Problem, bits

RESTARTS = 4
MOVES_PER_ROW = 4
MOVES_AT_LEAST = 60
MOVES_PER_SLICE = 16


def guesses(problem: Problem, rng: Random) -> Iterator[Assignment | None]:
    """Yield None after each slice of work, and last a solution if one was found.

    Args:
        problem: a board; queens stay on the squares that its masks leave.
        rng: breaks ties.
    """
    squares = [list(bits(mask)) for mask in problem.masks]
    if not all(squares):
        return
    for _ in range(RESTARTS):
        board = _Board(squares, rng)
        yield from board.fill()
        for _ in range(max(MOVES_AT_LEAST, MOVES_PER_ROW * len(squares)) // MOVES_PER_SLICE):
            if board.settle(MOVES_PER_SLICE):
                yield tuple(board.column)
                return
            yield None


class _Board:
    """A queen in every row, and how many stand on each line."""

    def __init__(self, squares: Sequence[Sequence[int]], rng: Random) -> None:
        size = len(squares)
        self.squares, self.rng = squares, rng
        self.column = [-1] * size
        self.columns = [0] * size
        self.sums = [0] * (2 * size - 1)
        self.differences = [0] * (2 * size - 1)  # from size - 1 below zero: negative indices
        self.movable = [row for row in range(size) if len(squares[row]) > 1]

    def fill(self) -> Iterator[None]:
        """Give each row its first square, those without a choice first; stop now and then."""
        chosen = set(self.movable)
        rows = [row for row in range(len(self.squares)) if row not in chosen]
        rows += self.rng.sample(self.movable, len(self.movable))
        for number, row in enumerate(rows):
            self._put(row, self._best(row))
            if number % MOVES_PER_SLICE == 0:
                yield

    def settle(self, moves: int) -> bool:
        """Move so many queens under attack; tell whether none is left."""
        for _ in range(moves):
            attacked = [row for row in self.movable if self._attackers(row, self.column[row]) > 3]
            if not attacked:
                break
            row = self.rng.choice(attacked)
            self._put(row, self._best(row))
        return all(self._attackers(row, c) == 3 for row, c in enumerate(self.column))

    def _attackers(self, row: int, column: int) -> int:
        """Count the queens on the three lines of a square; one that stands there counts thrice."""
        return self.columns[column] + self.sums[row + column] + self.differences[row - column]

    def _best(self, row: int) -> int:
        """Return a square of a row with fewest attackers, its own queen left out."""
        self._lift(row)
        columns, sums, differences = self.columns, self.sums, self.differences
        attackers = [columns[c] + sums[row + c] + differences[row - c] for c in self.squares[row]]
        fewest = min(attackers)
        best = [c for c, count in zip(self.squares[row], attackers, strict=True) if count == fewest]
        return self.rng.choice(best)

    def _lift(self, row: int) -> None:
        if self.column[row] >= 0:
            self._count(row, -1)
            self.column[row] = -1

    def _put(self, row: int, column: int) -> None:
        self.column[row] = column
        self._count(row, 1)

    def _count(self, row: int, change: int) -> None:
        column = self.column[row]
        self.columns[column] += change
        self.sums[row + column] += change
        self.differences[row - column] += change
