"""Structures small enough to know every solution of, and elements of their candidate domain."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from random import Random

from domains.families.sudoku.structure import sudoku_structure
from domains.problem import Assignment, Masks, Problem, Structure
from domains.rules import AllDifferent, Cardinality, Clause, LinearSum, Table
from tests.domains.enumeration import Values, elements, members, structure_of

THREE = (1, 2, 3)
LATIN_ROWS = (AllDifferent((0, 1, 2), "row 1"), AllDifferent((3, 4, 5), "row 2"))
LATIN_COLUMNS = tuple(AllDifferent((c, c + 3), f"column {c + 1}") for c in range(3))

TINY: dict[str, Structure] = {
    "one permutation": structure_of((THREE,) * 3, AllDifferent((0, 1, 2))),
    "a value to spare": structure_of(((1, 2, 3, 4),) * 3, AllDifferent((2, 0, 1))),
    "different values": structure_of(
        ((1, 2), (2, 3, 5), (1, 5), (7, 2)), AllDifferent((0, 1, 2)), AllDifferent((1, 2, 3))
    ),
    "other rules": structure_of(
        ((0, 1), (0, 1), (-1, 2, 3), (0, 1, 2)),
        Clause(((0, 1), (1, 1), (2, 3))),
        Cardinality(((0, 0), (1, 1), (3, 2)), 1, 2),
        LinearSum((2, 3), (2, -1), -3, 4),
        Table((0, 3), ((0, 1), (1, 0), (1, 2))),
    ),
}
"""Universes of which every element is tried."""

LARGER: dict[str, Structure] = {
    "4x4 Sudoku": sudoku_structure(2, 2),
    "Latin rectangle": structure_of((THREE,) * 6, *LATIN_ROWS, *LATIN_COLUMNS),
    "four of five": structure_of(((1, 2, 3, 4, 5),) * 4, AllDifferent((0, 1, 2, 3))),
    "five with a sum": structure_of(
        ((1, 2, 3, 4, 5),) * 5, AllDifferent(tuple(range(5))), LinearSum.exactly(6, (0, 1, 2))
    ),
}
"""Universes of which a sample of the elements is tried."""


def nested_rules() -> Structure:
    """A permutation of four values inside one of six, and one across: crossings of all kinds."""
    inner, outer = AllDifferent((0, 1, 2, 3), "inner"), AllDifferent((0, 1, 2, 3, 4, 5), "outer")
    values: Values = ((1, 2, 3, 4),) * 4 + ((1, 2, 3, 4, 5, 6),) * 2
    return structure_of(values, inner, outer, AllDifferent((2, 3, 4), "across"))


LARGER["nested rules"] = nested_rules()
UNIVERSES = TINY | LARGER


def _complete(structure: Structure, chosen: tuple[int, ...]) -> Iterator[Assignment]:
    """The solutions that begin with the chosen values, by trying them in order."""
    for rule in structure.rules:
        if rule.scope and max(rule.scope) == len(chosen) - 1:
            if not rule.holds([chosen[v] for v in rule.scope]):
                return
        elif isinstance(rule, AllDifferent):  # any part of an all-different is one too
            known = [chosen[v] for v in rule.scope if v < len(chosen)]
            if len(set(known)) < len(known):
                return
    if len(chosen) == len(structure.values):
        yield chosen
        return
    for value in structure.values[len(chosen)]:
        yield from _complete(structure, (*chosen, value))


@cache
def solutions(structure: Structure) -> tuple[Masks, ...]:
    """Every solution of a structure, as masks of one bit."""
    problem = Problem(structure, structure.top)
    found = list(_complete(structure, ()))
    assert all(problem.holds(assignment) for assignment in found)
    return tuple(structure.encode(assignment) for assignment in found)


def inside(solution: Masks, masks: Masks) -> bool:
    """Whether a solution is in γ(masks)."""
    return all(bit & mask for bit, mask in zip(solution, masks, strict=True))


def random_element(structure: Structure, rng: Random) -> Masks:
    """An element with or without a solution inside, from nearly empty to nearly full."""
    density = rng.random()
    masks = [
        sum((rng.random() < density) << k for k in range(len(values)))
        for values in structure.values
    ]
    if rng.random() < 0.7:  # keep some solution, which few random elements do
        kept = rng.choice(solutions(structure))
        masks = [mask | bit for mask, bit in zip(masks, kept, strict=True)]
    return tuple(masks)


def samples(structure: Structure, count: int, seed: int = 0) -> Iterator[Masks]:
    """A fixed sample of elements."""
    rng = Random(seed)
    return (random_element(structure, rng) for _ in range(count))


def tried(name: str, count: int = 100) -> Iterator[Masks]:
    """The elements of a universe that the laws are checked on."""
    structure = UNIVERSES[name]
    return elements(structure.values) if name in TINY else samples(structure, count)


def brute_force(structure: Structure, masks: Masks) -> Masks:
    """ded_p: the least element with the same solutions inside."""
    best = [0] * len(masks)
    problem = Problem(structure, structure.top)
    for assignment in members(structure.values, masks):
        if problem.holds(assignment):
            for variable, bit in enumerate(structure.encode(assignment)):
                best[variable] |= bit
    return tuple(best)
