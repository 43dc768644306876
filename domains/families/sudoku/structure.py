"""What all Sudokus of one box shape share: the cells, their values, and the rules."""

from __future__ import annotations

import math
from functools import cache

from domains.families.grid.layout import GridLayout, grid_structure
from domains.problem import Structure

SMALLEST, LARGEST = 4, 36


@cache
def default_box(size: int) -> tuple[int, int] | None:
    """Return the most square box of a size as (rows, columns), rows <= columns; None for a prime.

    >>> default_box(6), default_box(16), default_box(7)
    ((2, 3), (4, 4), None)
    """
    rows = next((r for r in range(math.isqrt(size), 1, -1) if size % r == 0), None)
    return None if rows is None else (rows, size // rows)


SIZES = tuple(n for n in range(SMALLEST, LARGEST + 1) if default_box(n))
"""The sizes a Sudoku can have here: those with a box of at least two rows and two columns."""


@cache
def sudoku_structure(box_rows: int, box_columns: int) -> Structure:
    """Return the one structure of all Sudokus with this box shape.

    The rules are the rows, then the columns, then the boxes, each all-different.

    Raises:
        ValueError: a box side below 2, or a grid larger than 36 x 36.
    """
    size = box_rows * box_columns
    if min(box_rows, box_columns) < 2 or size > LARGEST:
        shape = f"a box of {box_rows}x{box_columns}"
        message = f"{shape}; both sides are at least 2, the area is at most {LARGEST}"
        raise ValueError(message)
    return grid_structure("sudoku", GridLayout(size, box_rows, box_columns))
