"""All boards with some queens that can be completed: the published training set for 8 x 8.

Learned reasoners are trained on 8 x 8 boards with one to seven queens of a solution: 19,564 of them
(Oarga and Du, arXiv 2510.20607, draw from these).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from domains.families.queens.board import Square, queens_problem, solutions
from domains.problem import Problem


def extendable_boards(size: int, queens: Iterable[int]) -> Iterator[tuple[Square, ...]]:
    """Yield each placement of so many queens that some solution contains, once.

    Args:
        size: rows of the board. All solutions are enumerated, so 12 is about the most.
        queens: the numbers of queens wanted.

    Yields:
        The (row, column) of each queen, rows ascending; few queens first, then in ascending order.
    """
    found = list(solutions(size))
    for count in queens:
        subsets = {subset for each in found for subset in combinations(enumerate(each), count)}
        yield from sorted(subsets)


def extendable_problems(size: int, queens: Iterable[int]) -> Iterator[Problem]:
    """Yield the problem of each of `extendable_boards`."""
    return (queens_problem(size, placed) for placed in extendable_boards(size, queens))
