"""Zebra puzzles (Einstein's riddle): who lives in which house, from clues about neighbours."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import permutations, product
from random import Random
from typing import ClassVar

from domains.errors import InputError, Place
from domains.families.base import SolutionOracle
from domains.families.gallery.family import Drawn, SheetFamily
from domains.families.gallery.fields import number, pieces, wrong
from domains.families.gallery.generate import is_unique
from domains.families.gallery.sheet import Sheet
from domains.families.grid.found import Field
from domains.problem import Structure
from domains.rules.all_different import AllDifferent
from domains.rules.base import Rule
from domains.rules.clause import Clause
from domains.rules.table import Table

RELATIONS: Mapping[str, Callable[[int, int], bool]] = {
    "<<": lambda a, b: b - a == 1,
    "<": lambda a, b: a < b,
    "~": lambda a, b: abs(a - b) == 1,
    "=": lambda a, b: a == b,
}
"""Next to the left of, somewhere to the left of, next to, the same house as."""

CLUE = re.compile(r"(?P<first>\w+)(?P<relation><<|<|~|=)(?P<second>\w+)")
MOST_KINDS, MOST_HOUSES = 20, 9
ITEMS = (
    "Dane,Swede,Finn,Pole,Greek",
    "red,blue,green,white,black",
    "dog,cat,fox,owl,zebra",
    "tea,milk,cola,juice,water",
    "flute,drum,harp,viola,horn",
)


class Zebra(SheetFamily):
    """Items of each kind live in different houses, and every clue is true."""

    name: ClassVar[str] = "zebra"
    summary: ClassVar[str] = "zebra puzzles: who lives in which house, from clues"
    formats: ClassVar[tuple[str, ...]] = (
        "zebra:ITEMS:CLUES[:CELLS], such as zebra:Dane,Swede/red,blue:Dane=red,red<<Swede; clues "
        "are A=B (same house), A=1, A~B (neighbours), A<B (left of), A<<B (next to the left)",
    )
    fields: ClassVar[tuple[str, ...]] = ("ITEMS", "CLUES")
    sizes: ClassVar[tuple[int, ...]] = (2, 3, 4, 5)
    usual: ClassVar[int] = 5

    def build(self, fields: Sequence[Field]) -> Structure:
        """Return a variable per item, its house, an all-different per kind, a rule per clue."""
        kinds = _kinds(fields[0])
        names = [item.text for kind in kinds for item in kind]
        houses = tuple(range(1, len(kinds[0]) + 1))
        rules: list[Rule] = [
            AllDifferent(tuple(names.index(item.text) for item in kind), f"kind {k}")
            for k, kind in enumerate(kinds, 1)
        ]
        rules += [_rule(clue, names, houses) for clue in pieces(fields[1], ",")]
        squares = tuple((r, c) for r in range(len(kinds)) for c in range(len(houses)))
        labels = dict(zip(squares, names, strict=True))
        sheet = Sheet(squares, labels, labels=labels)
        return Structure(tuple(names), (houses,) * len(names), tuple(rules), layout=sheet)

    def drawn(self, size: int, rng: Random, oracle: SolutionOracle) -> Drawn:
        """Return random houses and clues that decide them, none of which can be left out."""
        kinds = [line.split(",")[:size] for line in ITEMS[:size]]
        house = {item: k for kind in kinds for k, item in enumerate(rng.sample(kind, size), 1)}
        items = "/".join(map(",".join, kinds))
        true = list(_true_clues(kinds, house))
        rng.shuffle(true)

        def decided(clues: Sequence[str]) -> bool:
            fields = [Field(text, Place(self.name)) for text in (items, ",".join(clues))]
            return is_unique(self.structure(fields).problem(), oracle)

        count = next(n for n in range(2 * size, len(true) + size, size) if decided(true[:n]))
        clues = true[:count]
        for clue in list(clues):
            fewer = [other for other in clues if other != clue]
            clues = fewer if decided(fewer) else clues
        return (items, ",".join(clues)), [house[item] for kind in kinds for item in kind]


def _kinds(field: Field) -> list[tuple[Field, ...]]:
    """Return the items of each kind: as many of each, all of them different words."""
    lines = pieces(field, "/")
    kinds, seen = [pieces(line, ",") for line in lines], set[str]()
    if not 1 <= len(kinds) <= MOST_KINDS or not 2 <= len(kinds[0]) <= MOST_HOUSES:
        expected = (
            f"1 to {MOST_KINDS} kinds of 2 to {MOST_HOUSES} items, such as Dane,Swede/red,blue"
        )
        raise wrong(field, expected)
    for line, kind in zip(lines, kinds, strict=True):
        if len(kind) != len(kinds[0]):
            found = f"{len(kind)} items"
            raise InputError(line.place(0), found, f"{len(kinds[0])}, one a house")
        for item in kind:
            if not item.text.isidentifier() or item.text in seen:
                raise wrong(item, "a word of letters, another one for each item")
            seen.add(item.text)
    return kinds


def _rule(clue: Field, names: Sequence[str], houses: Sequence[int]) -> Rule:
    """Return what a clue says."""
    match = CLUE.fullmatch(clue.text)
    if match is None or match["first"] not in names:
        raise wrong(clue, f"a clue such as {names[0]}=1, {names[0]}~{names[-1]}, with = < << or ~")
    first, second = names.index(match["first"]), match["second"]
    if second.isdecimal() and match["relation"] == "=":
        at = Field(second, clue.line, clue.column + match.start("second"))
        return Clause(((first, number(at, 1, len(houses))),), clue.text)
    if second not in names or second == match["first"]:
        raise wrong(clue, f"another item behind {match['relation']}")
    holds = RELATIONS[match["relation"]]
    rows = tuple(pair for pair in product(houses, repeat=2) if holds(*pair))
    return Table((first, names.index(second)), rows, clue.text)


def _true_clues(kinds: Sequence[Sequence[str]], house: Mapping[str, int]) -> Iterator[str]:
    """Yield the clues that are true of items of different kinds, and single houses."""
    for first, second in permutations(kinds, 2):
        for a, b in product(first, second):
            for sign, holds in RELATIONS.items():
                once = sign in {"<", "<<"} or a < b
                if once and holds(house[a], house[b]):
                    yield f"{a}{sign}{b}"
    yield from (f"{item}={number}" for item, number in house.items() if number == 1)
