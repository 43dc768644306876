"""The whole symmetry group of Sudoku grids.

Rows may change places within their band, and bands as a whole; columns and stacks likewise; symbols
freely; and the grid may be transposed where boxes are square (a transposed 2 x 3 box is a 3 x 2
box, which is another structure). For 9 x 9 these are 2 · 6⁸ = 3,359,232 movements of cells (Russell
and Jarvis, "Mathematics of Sudoku II", 2006) times 9! relabellings.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import factorial, prod
from random import Random

from domains.families.base import Symmetry
from domains.families.grid.layout import GridLayout
from domains.families.grid.symmetry import (
    band_swaps,
    grid_symmetry,
    neighbour_swaps,
    random_lines,
    transposition,
)


def position_group_order(box_rows: int, box_columns: int) -> int:
    """Return how many movements of cells are symmetries, relabelling left out.

    >>> position_group_order(3, 3)
    3359232
    """
    rows = factorial(box_columns) * prod([factorial(box_rows)] * box_columns)
    columns = factorial(box_rows) * prod([factorial(box_columns)] * box_rows)
    return rows * columns * (1 + (box_rows == box_columns))


def group_order(box_rows: int, box_columns: int) -> int:
    """Return the size of the whole group."""
    return position_group_order(box_rows, box_columns) * factorial(box_rows * box_columns)


def sudoku_generators(layout: GridLayout) -> Iterator[tuple[str, Symmetry]]:
    """Yield generators of the whole group, each with what it does in words."""
    n, same = layout.size, range(layout.size)
    for (a, b), rows in neighbour_swaps(n, layout.box_rows):
        yield f"exchange rows {a + 1} and {b + 1}", grid_symmetry(rows, same, same)
    for (a, b), rows in band_swaps(n, layout.box_rows):
        yield f"exchange bands {a + 1} and {b + 1}", grid_symmetry(rows, same, same)
    for (a, b), columns in neighbour_swaps(n, layout.box_columns):
        yield f"exchange columns {a + 1} and {b + 1}", grid_symmetry(same, columns, same)
    for (a, b), columns in band_swaps(n, layout.box_columns):
        yield f"exchange stacks {a + 1} and {b + 1}", grid_symmetry(same, columns, same)
    for (a, b), symbols in neighbour_swaps(n, n):
        yield f"exchange values {a + 1} and {b + 1}", grid_symmetry(same, same, symbols)
    if layout.box_rows == layout.box_columns:
        yield "transpose", transposition(n)


def random_sudoku_symmetry(layout: GridLayout, rng: Random) -> Symmetry:
    """Return a uniformly random element of the whole group."""
    rows = random_lines(layout.size, layout.box_rows, rng)
    columns = random_lines(layout.size, layout.box_columns, rng)
    symbols = rng.sample(range(layout.size), layout.size)
    transposed = layout.box_rows == layout.box_columns and rng.random() < 0.5
    return grid_symmetry(rows, columns, symbols, transposed=transposed)
