"""Binairo (Takuzu): noughts and ones, no three alike in a row, no two lines alike.

That lines differ is said by their numbers: a line, read in binary, is a number, and the numbers of
the rows are all different, as are those of the columns. A number is a variable beside its line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from random import Random
from typing import ClassVar

from domains.errors import InputError, Place
from domains.families.base import SolutionOracle, Symmetry
from domains.families.gallery.family import Drawn, SheetFamily
from domains.families.gallery.fields import number
from domains.families.gallery.generate import random_solution
from domains.families.gallery.sheet import (
    Sheet,
    name_of,
    rectangle,
    sheet_of,
)
from domains.families.grid.found import Field
from domains.families.grid.layout import GridLayout
from domains.problem import Structure
from domains.rules.all_different import AllDifferent
from domains.rules.base import Rule
from domains.rules.cardinality import Cardinality
from domains.rules.clause import Clause

LARGEST = 14
"""Most rows that are read: 518 lines are balanced then, and each digit has a rule about half."""


class Binairo(SheetFamily):
    """As many noughts as ones in each line, no three alike side by side, and no two lines alike."""

    name: ClassVar[str] = "binairo"
    summary: ClassVar[str] = "Binairo (Takuzu): noughts and ones in balanced, different lines"
    formats: ClassVar[tuple[str, ...]] = (
        "binairo:SIZE[:CELLS], such as binairo:4:1..0/..0./.0../..11",
    )
    fields: ClassVar[tuple[str, ...]] = ("SIZE",)
    sizes: ClassVar[tuple[int, ...]] = (2, 4, 6, 8, 10)
    usual: ClassVar[int] = 8

    def build(self, fields: Sequence[Field]) -> Structure:
        """Return cells and the numbers of the lines, tied to each other digit by digit."""
        size = number(fields[0], 2, LARGEST)
        if size % 2:
            raise InputError(fields[0].place(0), str(size), "an even number")
        grid, cells = GridLayout(size, size, size), rectangle(size, size)
        lines = {f"row{k + 1}": grid.row(k) for k in range(size)}
        lines |= {f"column{k + 1}": grid.column(k) for k in range(size)}
        rules = [rule for v, one in enumerate(lines.items()) for rule in _line(size**2 + v, *one)]
        for first, kind in ((size**2, "rows"), (size**2 + size, "columns")):
            rules.append(AllDifferent(tuple(range(first, first + size)), f"different {kind}"))
        margin = (*((k, size) for k in range(size)), *((size, k) for k in range(size)))
        values = ((0, 1),) * len(cells) + (balanced(size),) * len(margin)
        sheet = Sheet(cells, margin=margin)
        names = (*map(name_of, cells), *lines)
        return Structure(names, values, tuple(rules), layout=sheet)

    def auxiliary(self, structure: Structure, cells: Sequence[int]) -> tuple[int, ...]:
        """Return the numbers of the lines; of a line that is wrong, some number."""
        size = round(len(cells) ** 0.5)
        lines = [cells[k * size : (k + 1) * size] for k in range(size)]
        lines += [cells[k::size] for k in range(size)]
        found = [int("".join(map(str, line)), 2) for line in lines]
        return tuple(n if n in balanced(size) else balanced(size)[0] for n in found)

    def drawn(self, size: int, rng: Random, oracle: SolutionOracle) -> Drawn:
        """Return an empty grid and a random filling."""
        fields = (str(size),)
        structure = self.structure([Field(fields[0], Place(self.name))])
        return fields, random_solution(structure, rng, oracle)[: size**2]

    def symmetry_generators(self, structure: Structure) -> Iterator[tuple[str, Symmetry]]:
        """Yield the exchange of noughts and ones, and transposition; there are more."""
        yield "exchange 0 and 1", _symmetry(structure, exchanged=True, transposed=False)
        yield "transpose", _symmetry(structure, exchanged=False, transposed=True)

    def random_symmetry(self, structure: Structure, rng: Random) -> Symmetry:
        """Return each of the group of four with the same probability."""
        exchanged, transposed = rng.random() < 0.5, rng.random() < 0.5
        return _symmetry(structure, exchanged=exchanged, transposed=transposed)


@cache
def balanced(size: int) -> tuple[int, ...]:
    """Return the numbers of all lines with as many ones as noughts, and no three alike."""
    found = [""]
    for _ in range(size):
        longer = [line + digit for line in found for digit in "01"]
        found = [line for line in longer if line[-3:] not in {"000", "111"}]
    return tuple(int(line, 2) for line in found if line.count("1") * 2 == size)


def _line(number_of: int, name: str, line: Sequence[int]) -> Iterator[Rule]:
    """Yield what a line must be, then what ties it to its number, digit by digit."""
    size = len(line)
    yield Cardinality.exactly(size // 2, [(v, 1) for v in line], f"half of {name}")
    for k in range(size - 2):
        for value in (0, 1):
            literals = tuple((v, value) for v in line[k : k + 3])
            yield Clause(literals, f"not three alike in {name}")
    for k, cell in enumerate(line):
        with_one = [(number_of, n) for n in balanced(size) if n >> (size - 1 - k) & 1]
        yield Cardinality.exactly(1, [(cell, 0), *with_one], f"digit {k + 1} of {name}")


def _symmetry(structure: Structure, *, exchanged: bool, transposed: bool) -> Symmetry:
    """Return a symmetry; exchanging digits turns the order of balanced numbers round."""
    sheet = sheet_of(structure)
    at = {square: v for v, square in enumerate(sheet.squares)}
    targets = [at[(c, r) if transposed else (r, c)] for r, c in sheet.squares]
    indices = [tuple(range(len(values))) for values in structure.values]
    moved = tuple(tuple(reversed(one)) if exchanged else one for one in indices)
    return Symmetry(tuple(targets), moved)
