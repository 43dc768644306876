"""Structures small enough to know every solution of: what the audit of a technique runs on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from weakref import WeakKeyDictionary

from domains.deduction import Deduction
from domains.families.sudoku.structure import sudoku_structure
from domains.problem import Assignment, Masks, Problem, Structure
from domains.rules import (
    AllDifferent,
    Cardinality,
    Clause,
    LinearSum,
    Parity,
    PseudoBoolean,
    Rule,
    ShortestPath,
    Table,
    Term,
)
from proofs.laws.enumeration import Values, structure_of
from proofs.laws.sorts import random_masks

THREE = (1, 2, 3)
LATIN_ROWS = (AllDifferent((0, 1, 2), "row 1"), AllDifferent((3, 4, 5), "row 2"))
LATIN_COLUMNS = tuple(AllDifferent((c, c + 3), f"column {c + 1}") for c in range(3))

MINIATURES: dict[str, Structure] = {
    "no rules": structure_of(((0, 1), (3, 4))),
    "one value": structure_of(((7,), (6, 7)), AllDifferent((0, 1))),
    "empty clause": structure_of(((0, 1),), Clause(())),
    "table": structure_of(((0, 1), (5, 6, 7)), Table((0, 1), ((0, 5), (1, 7)))),
    "clauses": structure_of(((0, 1),) * 3, Clause(((0, 1), (1, 0))), Clause(((1, 1), (2, 0)))),
    "pigeons": structure_of(((1, 2),) * 3, AllDifferent((0, 1, 2))),
    "all different": structure_of(((1, 2), (1, 2, 3), (2, 3)), AllDifferent((0, 1, 2))),
}
"""Universes of which all pairs of elements can be tried."""


@dataclass(frozen=True, slots=True)
class Weighted(Rule):
    """A pseudo-Boolean constraint as a rule: any coefficients, and bounds on both sides.

    The rules of the library ground to less; learned and written constraints do not.

    Attributes:
        terms: coefficient, variable and index of a value each.
        lower: the least sum, or None.
        upper: the greatest sum, or None.
    """

    terms: tuple[tuple[int, int, int], ...]
    lower: int | None
    upper: int | None
    values: Values
    label: str = "weighted"

    @property
    def scope(self) -> tuple[int, ...]:  # type: ignore[override]
        """The variables of the terms."""
        return tuple(dict.fromkeys(variable for _, variable, _ in self.terms))

    def holds(self, values: Sequence[int]) -> bool:
        """Add the coefficients of what is taken."""
        taken = dict(zip(self.scope, values, strict=True))
        total = sum(c for c, v, k in self.terms if taken[v] == self.values[v][k])
        above = self.lower is None or self.lower <= total
        return above and (self.upper is None or total <= self.upper)

    def deduce(
        self, index: int, values: Sequence[tuple[int, ...]], masks: Sequence[int]
    ) -> Iterator[Deduction]:
        """Yield nothing: unit propagation is what is tried."""
        return iter(())

    def ground(self, values: Sequence[tuple[int, ...]]) -> Iterator[PseudoBoolean]:
        """Yield the constraint."""
        yield PseudoBoolean(tuple(Term(*term) for term in self.terms), self.lower, self.upper)


WEIGHED: Values = ((0, 1), (-1, 2, 3), (0, 1))
"""The values of the variables of the weighted rules below."""


def weighted(
    *rules: tuple[tuple[tuple[int, int, int], ...], int | None, int | None],
) -> Structure:
    """Return a structure of weighted rules over `WEIGHED`."""
    return structure_of(WEIGHED, *(Weighted(*rule, WEIGHED) for rule in rules))


def shortest_paths() -> Structure:
    """Two layers of two vertices and one of one, a link missing, and a vertex that leads astray."""
    links = ((2, 5), (2, 3, 5), (0, 1, 4, 6), (1, 4, 6), (2, 3), (0, 1), (2, 3))
    return structure_of(((0, 1),) * 5, ShortestPath((0, 1, 2, 3, 4), links))


TINY: dict[str, Structure] = {
    "one permutation": structure_of((THREE,) * 3, AllDifferent((0, 1, 2))),
    "a value to spare": structure_of(((1, 2, 3, 4),) * 3, AllDifferent((2, 0, 1))),
    "different values": structure_of(
        ((1, 2), (2, 3, 5), (1, 5), (2, 7)), AllDifferent((0, 1, 2)), AllDifferent((1, 2, 3))
    ),
    "other rules": structure_of(
        ((0, 1), (0, 1), (-1, 2, 3), (0, 1, 2)),
        Clause(((0, 1), (1, 1), (2, 3))),
        Cardinality(((0, 0), (1, 1), (3, 2)), 1, 2),
        LinearSum((2, 3), (2, -1), -3, 4),
        Table((0, 3), ((0, 1), (1, 0), (1, 2))),
    ),
    "parities": structure_of(
        ((0, 1), (1, 2, 4), (2, 3), (0, 1)), Parity((0, 1, 2)), Parity((1, 2, 3), 0)
    ),
    "shortest paths": shortest_paths(),
    "weights": weighted((((2, 0, 1), (3, 1, 1), (-1, 1, 2), (2, 2, 1)), 1, 4)),
    "weights above": weighted((((2, 0, 1), (2, 1, 2), (2, 2, 1)), None, 3)),
    "heavy weights": weighted(
        (((2, 0, 0), (3, 0, 1), (2, 1, 0), (4, 1, 1), (5, 1, 2), (3, 2, 0), (4, 2, 1)), None, 9),
    ),
    "signs, and nothing": weighted(
        (
            ((1, 0, 0), (-1, 0, 1), (1, 1, 0), (-1, 1, 1), (-1, 1, 2), (-1, 2, 0), (1, 2, 1)),
            1,
            None,
        ),
        (((1, 0, 0), (0, 1, 0), (1, 2, 1)), 2, None),
    ),
    "weights without a zero": weighted(
        (((2, 0, 0), (3, 0, 1), (2, 1, 0), (2, 1, 1), (5, 1, 2)), 5, 7),
        (((-1, 0, 1), (1, 1, 0), (-1, 2, 1)), 0, None),
    ),
    "weights that count": weighted(
        (((1, 0, 0), (1, 0, 1), (1, 1, 0), (1, 2, 1)), 2, 2),
        (((1, 0, 1), (1, 1, 1), (1, 1, 2), (1, 2, 0)), 1, 2),
    ),
}
"""Universes of which every element is tried."""


def nested_rules() -> Structure:
    """A permutation of four values inside one of six, and one across: crossings of all kinds."""
    inner, outer = AllDifferent((0, 1, 2, 3), "inner"), AllDifferent((0, 1, 2, 3, 4, 5), "outer")
    values: Values = ((1, 2, 3, 4),) * 4 + ((1, 2, 3, 4, 5, 6),) * 2
    return structure_of(values, inner, outer, AllDifferent((2, 3, 4), "across"))


def thin_latin_square(order: int) -> Structure:
    """A Latin square with three values a cell: fish of all smaller sizes swim in order 5."""
    cells = [(row, column) for row in range(order) for column in range(order)]
    values = [sorted({(r + c + shift) % order + 1 for shift in (0, 1, 3)}) for r, c in cells]
    rows = [tuple(range(r * order, (r + 1) * order)) for r in range(order)]
    columns = [tuple(range(c, order**2, order)) for c in range(order)]
    return structure_of(tuple(map(tuple, values)), *map(AllDifferent, (*rows, *columns)))


def uneven_latin_square() -> Structure:
    """A Latin square of order 3 in which two variables lack a value from the start."""
    lines = [tuple(range(r, r + 3)) for r in (0, 3, 6)] + [(c, c + 3, c + 6) for c in range(3)]
    values: Values = ((1, 2), THREE, THREE, THREE, THREE, (2, 3), THREE, THREE, THREE)
    return structure_of(values, *map(AllDifferent, lines))


def diagonal_latin_square() -> Structure:
    """A Latin square of order 3 whose diagonal is a permutation, too.

    One value on the diagonal serves a row as well, so that what holds of the rows of a grid, or of
    its columns, does not hold of rows and the diagonal together.
    """
    lines = [tuple(range(r, r + 3)) for r in (0, 3, 6)] + [(c, c + 3, c + 6) for c in range(3)]
    return structure_of((THREE,) * 9, *map(AllDifferent, [*lines, (0, 4, 8)]))


LARGER: dict[str, Structure] = {
    "4x4 Sudoku": sudoku_structure(2, 2),
    "Latin rectangle": structure_of((THREE,) * 6, *LATIN_ROWS, *LATIN_COLUMNS),
    "four of five": structure_of(((1, 2, 3, 4, 5),) * 4, AllDifferent((0, 1, 2, 3))),
    "five with a sum": structure_of(
        ((1, 2, 3, 4, 5),) * 5, AllDifferent(tuple(range(5))), LinearSum.exactly(6, (0, 1, 2))
    ),
    "nested rules": nested_rules(),
    "uneven Latin square": uneven_latin_square(),
    "diagonal Latin square": diagonal_latin_square(),
    "thin Latin square": thin_latin_square(5),
}
"""Universes of which a sample of the elements is tried."""

UNIVERSES = TINY | LARGER

MOST_SOLUTIONS = 1000
"""Of a structure with more solutions, this many are known."""

MOST_STEPS = 200_000
"""After so many partial assignments enumeration gives up and the oracle is asked."""


class _TooLargeError(Exception):
    """Enumeration would take too long."""


class _Enumeration:
    """All solutions in lexicographic order, by trying values in order.

    Only `holds` is asked, so that the ground form and the oracle can be judged by it.
    """

    def __init__(self, structure: Structure) -> None:
        self.structure = structure
        self.steps = 0
        closing: list[list[int]] = [[] for _ in range(len(structure.values) + 1)]
        for index, rule in enumerate(structure.rules):
            closing[max(rule.scope, default=-1) + 1].append(index)
        self.closing = closing

    def extend(self, chosen: Assignment) -> Iterator[Assignment]:
        """Yield the solutions that begin with the chosen values."""
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise _TooLargeError
        if not self._fits(chosen):
            return
        if len(chosen) == len(self.structure.values):
            yield chosen
            return
        for value in self.structure.values[len(chosen)]:
            yield from self.extend((*chosen, value))

    def _fits(self, chosen: Assignment) -> bool:
        """Tell whether no rule is broken whose variables are all chosen."""
        rules = self.structure.rules
        for index in self.closing[len(chosen)]:
            if not rules[index].holds([chosen[v] for v in rules[index].scope]):
                return False
        touched = self.structure.rules_of[len(chosen) - 1] if chosen else ()
        return all(_may_go_on(rules[index], chosen) for index in touched)


def _may_go_on(rule: Rule, chosen: Assignment) -> bool:
    """Tell whether a rule may still hold: any part of an all-different is one too."""
    if not isinstance(rule, AllDifferent):
        return True
    known = [chosen[v] for v in rule.scope if v < len(chosen)]
    return len(set(known)) == len(known)


def _sampled(structure: Structure, wanted: int = 32) -> tuple[Assignment, ...]:
    """Return some solutions far from each other: each the oracle's, near a random element."""
    from domains.oracle import ExactOracle

    oracle, rng, problem = ExactOracle(), Random(0), structure.problem()
    found: dict[Assignment, None] = {}
    for _ in range(wanted):
        masks = list(structure.top)
        for variable in rng.sample(range(len(masks)), len(masks)):
            before = masks[variable]
            values = [1 << k for k in range(len(structure.values[variable]))]
            masks[variable] = rng.choice(values)
            if rng.random() < 0.2 or not oracle.solutions(problem.restrict(masks), 1):
                masks[variable] = before
                if rng.random() < 0.2:
                    break
        found.update(dict.fromkeys(oracle.solutions(problem.restrict(masks), 1)))
    return tuple(one for one in found if problem.holds(one))


_KNOWN: WeakKeyDictionary[Structure, tuple[tuple[Assignment, ...], bool]] = WeakKeyDictionary()


def known_solutions(structure: Structure) -> tuple[tuple[Assignment, ...], bool]:
    """Return solutions of a structure, and whether they are all there are; found once."""
    if structure not in _KNOWN:
        found: list[Assignment] = []
        try:
            for assignment in _Enumeration(structure).extend(()):
                found.append(assignment)
                if len(found) > MOST_SOLUTIONS:
                    raise _TooLargeError
            known: tuple[Assignment, ...] = tuple(found)
            _KNOWN[structure] = known, True
        except _TooLargeError:
            _KNOWN[structure] = _sampled(structure), False
    return _KNOWN[structure]


@cache
def solutions(structure: Structure) -> tuple[Masks, ...]:
    """Return every solution of a small structure, as masks of one bit."""
    found, complete = known_solutions(structure)
    assert complete, "the solutions of a small structure can be listed"
    problem = Problem(structure, structure.top)
    assert all(problem.holds(assignment) for assignment in found)
    return tuple(structure.encode(assignment) for assignment in found)


def inside(solution: Masks, masks: Masks) -> bool:
    """Tell whether a solution is in γ(masks)."""
    return all(bit & mask for bit, mask in zip(solution, masks, strict=True))


def samples(structure: Structure, count: int, seed: int = 0) -> Iterator[Masks]:
    """Return a fixed sample of elements."""
    rng = Random(seed)
    return (random_masks(structure, solutions(structure), rng) for _ in range(count))
