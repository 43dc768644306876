"""The board: a variable per row, a value per column, and what queens must not share.

Rows and columns count from 0, as in the published instances. Placed queens, excluded diagonals and
blocked squares are no rules: they are squares taken out of the masks, so that all puzzles of a size
share one structure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from domains.families.queens.guess import guesses
from domains.problem import Masks, Problem, Structure
from domains.rules.all_different import AllDifferent
from domains.rules.base import Rule
from domains.rules.cardinality import Cardinality

LARGEST = 1024
Square = tuple[int, int]


@lru_cache(maxsize=16)
def queens_structure(size: int) -> Structure:
    """Return the one structure of all boards of a size: columns differ, diagonals hold one queen.

    Raises:
        ValueError: a size outside 1 to 1024.
    """
    if not 1 <= size <= LARGEST:
        message = f"a board of {size} rows; sizes 1 to {LARGEST} are known"
        raise ValueError(message)
    rows = range(size)
    rules: list[Rule] = [AllDifferent(tuple(rows), "columns")] if size > 1 else []
    rules += _diagonals(size)
    names = tuple(f"row{row}" for row in rows)
    return Structure(names, (tuple(rows),) * size, tuple(rules), "queens", size, guesses)


def _diagonals(size: int) -> Iterator[Cardinality]:
    """Yield a rule for each diagonal of two squares and more."""
    for total in range(1, 2 * size - 2):
        rows = range(max(0, total - size + 1), min(size, total + 1))
        label = f"diagonal row + column = {total}"
        yield Cardinality.at_most(1, [(row, total - row) for row in rows], label)
    for difference in range(2 - size, size - 1):
        rows = range(max(0, difference), min(size, size + difference))
        label = f"diagonal row - column = {difference}"
        yield Cardinality.at_most(1, [(row, row - difference) for row in rows], label)


def board_masks(size: int, placed: Iterable[Square], blocked: Iterable[Square]) -> Masks:
    """Return the masks of a board with queens placed and squares blocked.

    Two queens in one row leave that row without a square: such a board has no solution.
    """
    masks = [(1 << size) - 1] * size
    for row, column in placed:
        masks[row] &= 1 << column
    for row, column in blocked:
        masks[row] &= ~(1 << column)
    return tuple(masks)


def diagonal_squares(
    size: int, sums: Iterable[int], differences: Iterable[int]
) -> Iterator[Square]:
    """Yield the squares whose row + column, or row - column, is among those named."""
    for total in sums:
        for row in range(max(0, total - size + 1), min(size, total + 1)):
            yield row, total - row
    for difference in differences:
        for row in range(max(0, difference), min(size, size + difference)):
            yield row, row - difference


def queens_problem(
    size: int, placed: Iterable[Square] = (), blocked: Iterable[Square] = ()
) -> Problem:
    """Return the problem of completing a board."""
    return Problem(queens_structure(size), board_masks(size, placed, blocked))


def solutions(size: int) -> Iterator[tuple[int, ...]]:
    """Yield every solution of the empty board, a column per row, in ascending order.

    Source: the classic depth-first search with three bit sets (J. Richards, "Backtracking
    algorithms in MCPL using bit patterns and recursion", 1997).
    """
    full = (1 << size) - 1

    def below(
        columns: int, left: int, right: int, taken: Sequence[int]
    ) -> Iterator[tuple[int, ...]]:
        if columns == full:
            yield tuple(taken)
        free = full & ~(columns | left | right)
        while free:
            bit = free & -free
            free ^= bit
            after = (*taken, bit.bit_length() - 1)
            yield from below(columns | bit, (left | bit) << 1 & full, (right | bit) >> 1, after)

    return below(0, 0, 0, ())
