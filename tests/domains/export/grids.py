"""A Sudoku's structure written down directly, so that these tests need no puzzle family."""

from __future__ import annotations

from domains.problem import Structure
from domains.rules import AllDifferent


def sudoku(box: int) -> Structure:
    """Rows, columns and boxes of a grid of ``box`` times ``box`` boxes."""
    size = box * box
    cells = [(row, column) for row in range(size) for column in range(size)]
    groups: dict[tuple[str, int], list[int]] = {}
    for index, (row, column) in enumerate(cells):
        block = row // box * box + column // box
        for key in (("row", row), ("column", column), ("box", block)):
            groups.setdefault(key, []).append(index)
    names = tuple(f"r{row + 1}c{column + 1}" for row, column in cells)
    values = (tuple(range(1, size + 1)),) * len(cells)
    return Structure(names, values, tuple(AllDifferent(tuple(g)) for g in groups.values()))
