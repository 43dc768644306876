"""Magic squares: the numbers from 1 on, all lines and diagonals adding up to the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random
from typing import ClassVar

from domains.errors import Place
from domains.families.base import SolutionOracle, Symmetry
from domains.families.gallery.family import Drawn, SheetFamily
from domains.families.gallery.fields import number
from domains.families.gallery.sheet import Sheet, name_of, rectangle
from domains.families.grid.found import Field
from domains.families.grid.layout import GridLayout
from domains.families.grid.symmetry import grid_symmetry
from domains.problem import Structure
from domains.rules.all_different import AllDifferent
from domains.rules.base import Rule
from domains.rules.linear import LinearSum

KNOWN = {
    3: (2, 7, 6, 9, 5, 1, 4, 3, 8),
    4: (16, 3, 2, 13, 5, 10, 11, 8, 9, 6, 7, 12, 4, 15, 14, 1),
}
"""The Lo Shu, and the square of Dürer's engraving Melencolia I (1514)."""


class MagicSquare(SheetFamily):
    """1 to n² in a square of n rows; each row, column and diagonal has the same sum."""

    name: ClassVar[str] = "magic"
    summary: ClassVar[str] = "magic squares of orders 3 to 7 with numbers missing"
    formats: ClassVar[tuple[str, ...]] = (
        "magic:SIZE[:CELLS], such as magic:3:2../..1/..., above 9 in letters: A is 10",
    )
    fields: ClassVar[tuple[str, ...]] = ("SIZE",)
    sizes: ClassVar[tuple[int, ...]] = tuple(KNOWN)
    usual: ClassVar[int] = 4

    def build(self, fields: Sequence[Field]) -> Structure:
        """Return an all-different and a sum per line and diagonal."""
        size = number(fields[0], 3, 7)
        cells, grid = rectangle(size, size), GridLayout(size, size, size)
        total = size * (size * size + 1) // 2
        lines = {f"row {k + 1}": grid.row(k) for k in range(size)}
        lines |= {f"column {k + 1}": grid.column(k) for k in range(size)}
        lines["falling diagonal"] = tuple(range(0, size * size, size + 1))
        lines["rising diagonal"] = tuple(range(size - 1, size * size - 1, size - 1))
        rules: list[Rule] = [AllDifferent(tuple(range(len(cells))), "different numbers")]
        rules += [LinearSum.exactly(total, scope, label) for label, scope in lines.items()]
        values = (tuple(range(1, len(cells) + 1)),) * len(cells)
        return Structure(tuple(map(name_of, cells)), values, tuple(rules), layout=Sheet(cells))

    def drawn(self, size: int, rng: Random, oracle: SolutionOracle) -> Drawn:
        """Return an empty square and a random image of a known magic square."""
        structure = self.structure([Field(str(size), Place(self.name))])
        known = structure.encode(KNOWN[size])
        moved = self.random_symmetry(structure, rng).apply(known)
        return (str(size),), structure.decode(moved)

    def symmetry_generators(self, structure: Structure) -> Iterator[tuple[str, Symmetry]]:
        """Yield two reflections, which make the eight of the square, and the complement."""
        names = ("mirror up and down", "transpose", "complement")
        for k, name in enumerate(names):
            yield name, _symmetry(structure, *(k == other for other in (0, 3, 1, 2)))

    def random_symmetry(self, structure: Structure, rng: Random) -> Symmetry:
        """Return each of the group of sixteen with the same probability."""
        return _symmetry(structure, *(rng.random() < 0.5 for _ in range(4)))


def _symmetry(
    structure: Structure, upside_down: bool, mirrored: bool, transposed: bool, complement: bool
) -> Symmetry:
    """Return a movement of the square, perhaps with v exchanged for n² + 1 - v."""
    size = round(len(structure.values) ** 0.5)
    steps = (-1 if upside_down else 1, -1 if mirrored else 1, -1 if complement else 1)
    lines, values = range(size), range(size * size)
    rows, columns, symbols = lines[:: steps[0]], lines[:: steps[1]], values[:: steps[2]]
    return grid_symmetry(rows, columns, symbols, transposed=transposed)
