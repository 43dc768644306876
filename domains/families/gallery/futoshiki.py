"""Futoshiki: a Latin square with signs "less than" between some neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import ClassVar

from domains.families.base import SolutionOracle
from domains.families.gallery.family import Drawn, SheetFamily
from domains.families.gallery.fields import halves, number, pieces, square, wrong
from domains.families.gallery.sheet import Sheet, Square, around, name_of, rectangle
from domains.families.grid.fill import random_filling
from domains.families.grid.found import Field
from domains.families.latin import latin_structure
from domains.problem import Structure
from domains.rules.linear import LinearSum

SIGNS_PER_CELL = 0.6


class Futoshiki(SheetFamily):
    """Each row and column holds each value once, and every sign is right."""

    name: ClassVar[str] = "futoshiki"
    summary: ClassVar[str] = "Futoshiki: a Latin square with signs between neighbours"
    formats: ClassVar[tuple[str, ...]] = (
        "futoshiki:SIZE:SIGNS[:CELLS], such as futoshiki:3:r1c1<r1c2,r3c1<r2c1",
    )
    fields: ClassVar[tuple[str, ...]] = ("SIZE", "SIGNS")
    sizes: ClassVar[tuple[int, ...]] = (3, 4, 5, 6, 7, 8, 9)
    usual: ClassVar[int] = 5

    def build(self, fields: Sequence[Field]) -> Structure:
        """Return a Latin square whose signs are sums: the smaller less the larger is below 0."""
        size = number(fields[0], 2, 9)
        latin, squares = latin_structure(size), rectangle(size, size)
        rules, signs = list(latin.rules), []
        for part in pieces(fields[1], ","):
            small, large = _sign(part, size)
            scope = squares.index(small), squares.index(large)
            rules.append(LinearSum(scope, (1, -1), None, -1, part.text))
            signs.append((small, large, "<") if small < large else (large, small, ">"))
        sheet = Sheet(squares, signs=tuple(signs))
        return replace(latin, rules=tuple(rules), layout=sheet)

    def drawn(self, size: int, rng: Random, oracle: SolutionOracle) -> Drawn:
        """Return a random Latin square with some of its signs."""
        values = [mask.bit_length() for mask in random_filling(latin_structure(size), rng)]
        value = dict(zip(rectangle(size, size), values, strict=True))
        pairs = [(one, near) for one in value for near in around(one)[:2] if near in value]
        kept = sorted(rng.sample(pairs, round(SIGNS_PER_CELL * len(value))))
        signs = [sorted(pair, key=lambda one: value[one]) for pair in kept]
        return (str(size), ",".join("<".join(map(name_of, sign)) for sign in signs)), values


def _sign(part: Field, size: int) -> tuple[Square, Square]:
    """Return the smaller and the larger of two neighbours."""
    expected = "two neighbours and a sign, such as r1c1<r1c2"
    sign = ">" if ">" in part.text else "<"
    first, second = (square(half, size, size) for half in halves(part, sign, expected))
    if first not in around(second):
        raise wrong(part, expected)
    return (first, second) if sign == "<" else (second, first)
