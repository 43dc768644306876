"""Grids as numpy arrays: one number a cell, 0 where it is blank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domains.errors import InputError, Place

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    from domains.families.grid.family import GridFamily
    from domains.problem import Assignment, Problem, Structure

SOURCE = Place("array")


def from_array(
    family: GridFamily, cells: ArrayLike, *, box: tuple[int, int] | None = None
) -> Problem:
    """Return the problem of a grid puzzle.

    >>> from domains.families.latin import Latin
    >>> from_array(Latin(), [[1, 0], [0, 0]]).masks
    (1, 3, 3, 3)

    Args:
        family: what it is a puzzle of, such as `domains.families.sudoku.Sudoku`.
        cells: whole numbers of shape (size, size): 1 to size, and 0 for a blank.
        box: rows and columns of a box, where the size alone does not say them.

    Raises:
        InputError: another shape, a number that no cell can take, or a size that does not exist.
    """
    import numpy as np

    grid = np.asarray(cells)
    if grid.ndim != 2 or grid.shape[0] != grid.shape[1] or not grid.size:
        raise InputError(SOURCE, f"shape {grid.shape}", "as many rows as columns")
    if not np.issubdtype(grid.dtype, np.integer):
        raise InputError(SOURCE, f"elements of type {grid.dtype}", "whole numbers")
    size = len(grid)
    for row, column in np.argwhere((grid < 0) | (grid > size)).tolist():
        place = Place("array", row + 1, column + 1)
        raise InputError(place, str(grid[row, column]), f"1 to {size}, or 0 for a blank")
    try:
        structure = family.structure(size, box)
    except ValueError as error:
        raise InputError(SOURCE, f"{size} rows: {error}", f"a size of {family.name}") from None
    cells_in_order = enumerate(grid.ravel().tolist())
    return structure.problem((cell, value) for cell, value in cells_in_order if value)


def to_array(structure: Structure, assignment: Assignment) -> NDArray[np.int64]:
    """Return a solution of a grid puzzle as an array of shape (size, size)."""
    import numpy as np

    from domains.families.grid.layout import layout_of

    size = layout_of(structure).size
    return np.array(assignment, dtype=np.int64).reshape(size, size)
