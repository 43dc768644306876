"""Star Battle: so many stars in each row, column and region, none beside another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random
from typing import ClassVar

from domains.errors import Place
from domains.families.base import SolutionOracle
from domains.families.gallery.family import Drawn, SheetFamily
from domains.families.gallery.fields import cages, members, number
from domains.families.gallery.generate import is_unique, random_cages, random_solution
from domains.families.gallery.sheet import Sheet, as_rows, name_of, rectangle
from domains.families.grid.found import Field
from domains.families.grid.layout import GridLayout
from domains.problem import Structure
from domains.rules.base import Rule
from domains.rules.cardinality import Cardinality

TRIES = 20
"""Random regions tried for one set of stars; where none makes them unique, stars are given."""

MOST_STARS = 3


class StarBattle(SheetFamily):
    """Stars do not touch, not even at a corner; each row, column and region has its number."""

    name: ClassVar[str] = "starbattle"
    summary: ClassVar[str] = "Star Battle: stars in rows, columns and regions that do not touch"
    formats: ClassVar[tuple[str, ...]] = (
        "starbattle:STARS:REGIONS[:CELLS], such as starbattle:1:aabb/aacb/cccd/cddd, cells * - .",
    )
    fields: ClassVar[tuple[str, ...]] = ("STARS", "REGIONS")
    sizes: ClassVar[tuple[int, ...]] = (4, 5, 6, 7, 8, 9, 10)
    usual: ClassVar[int] = 8

    def build(self, fields: Sequence[Field]) -> Structure:
        """Return a variable per square, star or none, and a rule per line, region and corner."""
        stars = number(fields[0], 1, MOST_STARS)
        size, regions = cages(fields[1], range(2, 26))
        cells = rectangle(size, size)
        rules = [*_lines(size, stars)]
        for name, squares in members(regions).items():
            literals = [(cells.index(one), 1) for one in squares]
            rules.append(Cardinality.exactly(stars, literals, f"region {name}"))
        sheet = Sheet(cells, regions, characters="-*")
        names = tuple(map(name_of, cells))
        return Structure(names, ((0, 1),) * len(cells), tuple(rules), layout=sheet)

    def drawn(self, size: int, rng: Random, oracle: SolutionOracle) -> Drawn:
        """Return regions around random stars, one each, with no other solution if that succeeds."""
        cells, names = rectangle(size, size), tuple(map(name_of, rectangle(size, size)))
        empty = Structure(names, ((0, 1),) * len(cells), tuple(_lines(size, 1)))
        values = random_solution(empty, rng, oracle)
        stars = [one for one, value in zip(cells, values, strict=True) if value]
        for _ in range(TRIES):
            fields = ("1", as_rows(random_cages(cells, stars, len(cells), rng)))
            structure = self.structure([Field(text, Place(self.name)) for text in fields])
            if is_unique(structure.problem(), oracle):
                break
        return fields, values


def _lines(size: int, stars: int) -> Iterator[Rule]:
    """Yield the rules of rows, columns and of each two by two squares, which touch each other."""
    grid = GridLayout(size, size, size)
    for k in range(size):
        for kind, line in (("row", grid.row(k)), ("column", grid.column(k))):
            yield Cardinality.exactly(stars, [(v, 1) for v in line], f"{kind} {k + 1}")
    for r, c in rectangle(size - 1, size - 1):
        first = r * size + c
        touching = [(v, 1) for v in (first, first + 1, first + size, first + size + 1)]
        yield Cardinality.at_most(1, touching, f"around the corner below {name_of((r, c))}")
