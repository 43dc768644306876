"""What a drawing needs to know of a square grid puzzle, and how its cells are numbered."""

from __future__ import annotations

from dataclasses import dataclass

from domains.problem import Structure
from domains.rules.all_different import AllDifferent


@dataclass(frozen=True, slots=True)
class GridLayout:
    """A square grid cut into blocks by thick lines; cell (r, c) is variable ``r * size + c``.

    Attributes:
        size: number of rows, of columns, and of values.
        box_rows: rows of a block; `size` where the grid has no blocks.
        box_columns: columns of a block; `size` where the grid has no blocks.
    """

    size: int
    box_rows: int
    box_columns: int

    @property
    def has_boxes(self) -> bool:
        """Tell whether the blocks are smaller than the grid."""
        return self.box_rows < self.size

    @property
    def names(self) -> tuple[str, ...]:
        """The name of each cell, ``r1c1`` first."""
        numbers = range(1, self.size + 1)
        return tuple(f"r{row}c{column}" for row in numbers for column in numbers)

    def row(self, r: int) -> tuple[int, ...]:
        """Return the cells of row r, counted from 0."""
        return tuple(range(r * self.size, (r + 1) * self.size))

    def column(self, c: int) -> tuple[int, ...]:
        """Return the cells of column c, counted from 0."""
        return tuple(range(c, self.size**2, self.size))

    def box(self, b: int) -> tuple[int, ...]:
        """Return the cells of block b, counted from 0 along the rows of blocks."""
        across = self.size // self.box_columns
        top, left = b // across * self.box_rows, b % across * self.box_columns
        return tuple(
            r * self.size + c
            for r in range(top, top + self.box_rows)
            for c in range(left, left + self.box_columns)
        )


def grid_structure(family: str, layout: GridLayout) -> Structure:
    """Return a structure whose rows, columns and blocks (where there are any) are all-different."""
    numbers = range(layout.size)
    units = [("row", layout.row), ("column", layout.column)]
    units += [("box", layout.box)] if layout.has_boxes else []
    rules = [AllDifferent(cells(k), f"{kind} {k + 1}") for kind, cells in units for k in numbers]
    values = (tuple(range(1, layout.size + 1)),) * layout.size**2
    return Structure(layout.names, values, tuple(rules), family, layout)


def layout_of(structure: Structure) -> GridLayout:
    """Return the layout of a grid puzzle's structure."""
    layout = structure.layout
    assert isinstance(layout, GridLayout), f"{structure.family} has no grid layout"
    return layout
