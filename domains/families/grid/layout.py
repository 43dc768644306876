"""What a drawing needs to know of a square grid puzzle, and how its cells are numbered."""

from __future__ import annotations

from dataclasses import dataclass


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
