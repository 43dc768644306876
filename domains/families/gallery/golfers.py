"""Social golfers: groups week after week, such that no two players meet twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, product
from random import Random
from typing import ClassVar

from domains.errors import Place
from domains.families.base import SolutionOracle, Symmetry
from domains.families.gallery.family import Drawn, SheetFamily
from domains.families.gallery.fields import wrong
from domains.families.gallery.generate import random_solution
from domains.families.gallery.sheet import Sheet, rectangle, sheet_of
from domains.families.grid.found import Field
from domains.families.grid.symmetry import neighbour_swaps
from domains.problem import Structure
from domains.rules.base import Rule
from domains.rules.cardinality import Cardinality
from domains.rules.table import Table

TIMES = re.compile(r"([2-5])x([2-5])x([2-5])")
WEEKS = 3


class Golfers(SheetFamily):
    """Each week the players form groups of one size; two players share a group at most once."""

    name: ClassVar[str] = "golfers"
    summary: ClassVar[str] = "social golfers: groups in which no two players meet twice"
    formats: ClassVar[tuple[str, ...]] = (
        "golfers:WEEKSxGROUPSxSIZE[:CELLS], such as golfers:2x2x2:11/1./2./2.: a row per player, "
        "the group of each week",
    )
    fields: ClassVar[tuple[str, ...]] = ("WEEKSxGROUPSxSIZE",)
    sizes: ClassVar[tuple[int, ...]] = (2, 3, 4)
    usual: ClassVar[int] = 3

    def build(self, fields: Sequence[Field]) -> Structure:
        """Return the group of each player each week, full groups, and a table per meeting."""
        match = TIMES.fullmatch(fields[0].text)
        if match is None:
            raise wrong(fields[0], "three numbers from 2 to 5, such as 3x3x3")
        weeks, groups, size = map(int, match.groups())
        players, values = groups * size, tuple(range(1, groups + 1))
        rules: list[Rule] = [
            Cardinality.exactly(
                size,
                [(player * weeks + week, group) for player in range(players)],
                f"group {group} of week {week + 1}",
            )
            for week, group in product(range(weeks), values)
        ]
        once = tuple((a, b, c, d) for a, b, c, d in product(values, repeat=4) if a != b or c != d)
        for (p, q), (v, w) in product(
            combinations(range(players), 2), combinations(range(weeks), 2)
        ):
            scope = tuple(player * weeks + week for week in (v, w) for player in (p, q))
            rules.append(
                Table(scope, once, f"players {p + 1} and {q + 1} in weeks {v + 1}, {w + 1}")
            )
        names = tuple(f"p{p + 1}w{w + 1}" for p, w in rectangle(players, weeks))
        sheet = _sheet(players, weeks)
        return Structure(names, (values,) * len(names), tuple(rules), layout=sheet)

    def drawn(self, size: int, rng: Random, oracle: SolutionOracle) -> Drawn:
        """Return as many groups as each has players, three weeks, and a random solution."""
        fields = (f"{WEEKS}x{size}x{size}",)
        structure = self.structure([Field(fields[0], Place(self.name))])
        return fields, random_solution(structure, rng, oracle)

    def symmetry_generators(self, structure: Structure) -> Iterator[tuple[str, Symmetry]]:
        """Yield exchanges of neighbouring players, weeks, and groups of one week."""
        weeks, groups, size = map(int, sheet_of(structure).fields[0].split("x"))
        same = [list(range(n)) for n in (groups * size, weeks, groups)]
        for kind, count in (("players", groups * size), ("weeks", weeks)):
            for (a, b), swap in neighbour_swaps(count, count):
                players, moved = (swap, same[1]) if kind == "players" else (same[0], swap)
                yield (
                    f"exchange {kind} {a + 1} and {b + 1}",
                    _symmetry(players, moved, [same[2]] * weeks),
                )
        for week, ((a, b), swap) in product(range(weeks), neighbour_swaps(groups, groups)):
            swapped = [swap if week == other else same[2] for other in range(weeks)]
            name = f"exchange groups {a + 1} and {b + 1} of week {week + 1}"
            yield name, _symmetry(same[0], same[1], swapped)

    def random_symmetry(self, structure: Structure, rng: Random) -> Symmetry:
        """Return a uniformly random element of the group that these make."""
        weeks, groups, size = map(int, sheet_of(structure).fields[0].split("x"))
        players, moved = (rng.sample(range(n), n) for n in (groups * size, weeks))
        return _symmetry(players, moved, [rng.sample(range(groups), groups) for _ in range(weeks)])


def _symmetry(
    players: Sequence[int], weeks: Sequence[int], groups: Sequence[Sequence[int]]
) -> Symmetry:
    """Return the symmetry that moves players and weeks, and the groups of each week."""
    squares = rectangle(len(players), len(weeks))
    targets = tuple(players[p] * len(weeks) + weeks[w] for p, w in squares)
    return Symmetry(targets, tuple(tuple(groups[w]) for _, w in squares))


def _sheet(players: int, weeks: int) -> Sheet:
    """Return a row per player and a column per week, with their numbers beside."""
    squares = tuple((p + 1, w + 1) for p, w in rectangle(players, weeks))
    notes = {(p + 1, 0): f"p{p + 1}" for p in range(players)}
    notes |= {(0, w + 1): f"w{w + 1}" for w in range(weeks)}
    return Sheet(squares, notes=notes)
