"""KenKen: a Latin square whose cages have a sum, difference, product or quotient."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from random import Random
from typing import ClassVar

from domains.families.base import SolutionOracle
from domains.families.gallery.family import Drawn, SheetFamily
from domains.families.gallery.fields import by_cage, cages, members, wrong
from domains.families.gallery.generate import random_cages
from domains.families.gallery.sheet import Sheet, as_rows, rectangle
from domains.families.grid.fill import random_filling
from domains.families.grid.found import Field
from domains.families.latin import latin_structure
from domains.problem import Structure
from domains.rules.base import Rule
from domains.rules.linear import LinearSum
from domains.rules.table import Table

CLUE = re.compile(r"([1-9][0-9]{0,5})([-+*/]?)")
LARGEST_CAGE = 4


class KenKen(SheetFamily):
    """Each row and column holds each value once; a cage's values make its number."""

    name: ClassVar[str] = "kenken"
    summary: ClassVar[str] = "KenKen: a Latin square with arithmetic cages"
    formats: ClassVar[tuple[str, ...]] = (
        "kenken:CAGES:CLUES[:CELLS], such as kenken:aab/cdb/cdd:a=3+,b=2-,c=6*,d=6+; also 2/ and 3",
    )
    fields: ClassVar[tuple[str, ...]] = ("CAGES", "CLUES")
    sizes: ClassVar[tuple[int, ...]] = (3, 4, 5, 6, 7, 8, 9)
    usual: ClassVar[int] = 6

    def build(self, fields: Sequence[Field]) -> Structure:
        """Return a Latin square with a rule for each clue: a sum, or a table of what makes it."""
        size, found = cages(fields[0], self.sizes)
        latin, squares, by_name = latin_structure(size), rectangle(size, size), members(found)
        rules, labels = list(latin.rules), {}
        for name, clue in by_cage(fields[1], by_name):
            scope = tuple(map(squares.index, by_name[name]))
            rules.append(_rule(clue, name, scope, size))
            labels[by_name[name][0]] = clue.text
        sheet = Sheet(squares, found, labels=labels)
        return replace(latin, rules=tuple(rules), layout=sheet)

    def drawn(self, size: int, rng: Random, oracle: SolutionOracle) -> Drawn:
        """Return a random Latin square cut into random cages, each with a random clue."""
        values = [mask.bit_length() for mask in random_filling(latin_structure(size), rng)]
        value = dict(zip(rectangle(size, size), values, strict=True))
        starts = rng.sample(list(value), len(value) * 2 // 5)
        found = random_cages(list(value), starts, LARGEST_CAGE, rng)
        clues = [
            f"{name}={rng.choice(list(_possible([value[one] for one in cage])))}"
            for name, cage in members(found).items()
        ]
        return (as_rows(found), ",".join(clues)), values


def _rule(clue: Field, name: str, scope: tuple[int, ...], size: int) -> Rule:
    """Return what a clue says of its cage."""
    match = CLUE.fullmatch(clue.text)
    if match is None or (len(scope) == 1) != (not match[2]):
        raise wrong(clue, "a number and one of + - * /, or a number alone for a cage of one cell")
    if len(scope) > (LARGEST_CAGE if match[2] == "*" else 2) and match[2] not in {"", "+"}:
        raise wrong(clue, f"- and / for two cells, * for at most {LARGEST_CAGE}")
    label = f"cage {name}, {clue.text}"
    if match[2] in {"", "+"}:
        return LinearSum.exactly(int(match[1]), scope, label)
    rows = product(range(1, size + 1), repeat=len(scope))
    return Table(scope, tuple(row for row in rows if clue.text in _possible(row)), label)


def _possible(row: Sequence[int]) -> Iterator[str]:
    """Yield every clue that is true of the values of a cage."""
    if len(row) == 1:
        yield str(row[0])
        return
    yield f"{sum(row)}+"
    yield f"{math.prod(row)}*"
    low, high = min(row), max(row)
    if len(row) == 2 and low != high:
        yield f"{high - low}-"
    if len(row) == 2 and high % low == 0:
        yield f"{high // low}/"
