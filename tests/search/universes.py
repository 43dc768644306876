"""What the search is tried on: structures of every kind, elements, and what to compare with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations
from random import Random

from domains.families.base import GenerateRequest
from domains.families.cnf import cnf_problem
from domains.families.grid.fill import random_filling
from domains.families.latin import latin_structure
from domains.families.sudoku import Sudoku, sudoku_structure
from domains.logic import deduce_to_fixpoint
from domains.oracle import ExactOracle
from domains.problem import Masks, Problem, Structure
from domains.rules import AllDifferent, Cardinality, Clause, LinearSum, Table
from domains.techniques.hidden_single import HIDDEN_SINGLE
from domains.techniques.intersections import CLAIMING, POINTING
from domains.techniques.naked_single import NAKED_SINGLE
from domains.techniques.unit_propagation import UNIT_PROPAGATION
from tests.domains.enumeration import structure_of
from tests.domains.small_problems import TINY as ORACLE_TINY
from tests.domains.techniques.universes import TINY as TECHNIQUE_TINY

THREE = (1, 2, 3)
KERNEL_TINY: dict[str, Structure] = {
    "a small permutation beside more values": structure_of(
        (THREE, THREE, THREE, (1, 2, 3, 4)), AllDifferent((0, 1, 2)), Clause(((0, 1), (3, 4)))
    ),
    "more variables than values": structure_of(((1, 2),) * 3, AllDifferent((0, 1, 2))),
    "an empty table": structure_of(((0, 1),) * 2, Table((0, 1), ())),
    "no variables": structure_of(()),
    "no variables, an empty clause": structure_of((), Clause(())),
    "an equation": structure_of(((0, 2),) * 3, LinearSum((0, 1, 2), (1, 2, -1), 1, 1)),
    "sums that meet": structure_of(
        ((0, 1, 2, 3),) * 3, LinearSum.exactly(4, (0, 1, 2)), LinearSum((0, 1), (1, -1), 1, None)
    ),
}

TINY: dict[str, Structure] = (
    {f"o: {name}": structure for name, structure in ORACLE_TINY.items()}
    | {f"t: {name}": structure for name, structure in TECHNIQUE_TINY.items()}
    | KERNEL_TINY
)
"""Structures of which every element is tried."""

GRIDS: dict[str, Structure] = {
    "4x4": sudoku_structure(2, 2),
    "6x6": sudoku_structure(2, 3),
    "9x9": sudoku_structure(3, 3),
    "Latin 5": latin_structure(5),
}


def colouring(vertices: int, edges: int, colours: int, seed: int) -> Structure:
    """A random graph whose adjacent vertices get different colours."""
    rng = Random(seed)
    pairs = [(a, b) for b in range(vertices) for a in range(b)]
    rules = [AllDifferent(pair, f"{pair}") for pair in rng.sample(pairs, edges)]
    names = tuple(f"v{v}" for v in range(vertices))
    return Structure(names, (tuple(range(colours)),) * vertices, tuple(rules), "colouring")


BIT_SETS: dict[str, Structure] = GRIDS | {
    "3 colours": colouring(12, 20, 3, seed=1),
    "2 colours": colouring(12, 5, 2, seed=2),
    "4 colours": colouring(30, 70, 4, seed=3),
}
"""Structures of all-different rules over common values alone: no sums."""


def formula(variables: int, clauses: int, seed: int) -> Problem:
    """A random formula of three literals a clause."""
    rng = Random(seed)
    listed = [
        [v * rng.choice((1, -1)) for v in rng.sample(range(1, variables + 1), 3)]
        for _ in range(clauses)
    ]
    return cnf_problem(variables, listed)


def pigeons(holes: int) -> Problem:
    """One pigeon too many, as a formula: short to say and long to refute."""
    places = [[p * holes + h + 1 for h in range(holes)] for p in range(holes + 1)]
    clauses = [list(row) for row in places]
    for h in range(holes):
        clauses += [[-a[h], -b[h]] for a, b in combinations(places, 2)]
    return cnf_problem((holes + 1) * holes, clauses)


def mixed() -> Structure:
    """All kinds of rules over variables of different numbers of values."""
    values = ((1, 2, 3, 4),) * 4 + ((0, 1),) * 4 + ((-2, 0, 5),) * 2
    return structure_of(
        values,
        AllDifferent((0, 1, 2, 3)),
        AllDifferent((2, 3, 4)),
        Cardinality(((4, 1), (5, 1), (6, 1), (7, 0), (0, 2)), 1, 3),
        LinearSum((0, 4, 8, 9), (1, 3, -1, 2), -3, 8),
        Table((3, 8), ((1, -2), (2, 0), (3, 5), (4, 5))),
        Clause(((5, 0), (6, 0), (9, 5))),
    )


SUMS: dict[str, Structure] = {
    "mixed": mixed(),
    "killer cage": structure_of(
        ((1, 2, 3, 4, 5, 6),) * 6,
        AllDifferent(tuple(range(6))),
        LinearSum.exactly(6, (0, 1, 2)),
        LinearSum((3, 4), (1, -1), 1, 2),
    ),
    "formula": formula(12, 40, seed=4).structure,
    "loose formula": formula(20, 40, seed=5).structure,
}
"""Structures with rules that become sums."""

ALL: dict[str, Structure] = TINY | BIT_SETS | SUMS


@cache
def some_solution(structure: Structure) -> Masks:
    """One solution of a grid, as masks."""
    return tuple(random_filling(structure, Random(len(structure.values))))


def random_elements(structure: Structure, count: int, seed: int = 0) -> Iterator[Masks]:
    """A fixed sample, from nearly empty to nearly full; of grids, most with a solution inside."""
    rng = Random(seed)
    grid = structure.family in {"sudoku", "latin"}
    for _ in range(count):
        density = rng.random()
        masks = [
            sum((rng.random() < density) << k for k in range(len(values)))
            for values in structure.values
        ]
        if grid and rng.random() < 0.9:
            masks = [m | kept for m, kept in zip(masks, some_solution(structure), strict=True)]
        elif rng.random() < 0.8:
            masks = [m or t for m, t in zip(masks, structure.top, strict=True)]
        yield tuple(masks)


def puzzles(structure: Structure, count: int, givens: int, seed: int = 0) -> Iterator[Problem]:
    """Grids with some cells of a fixed solution given."""
    rng = Random(seed)
    for _ in range(count):
        masks = list(structure.top)
        for cell in rng.sample(range(len(masks)), givens):
            masks[cell] = some_solution(structure)[cell]
        yield Problem(structure, tuple(masks))


@cache
def minimal_puzzles(size: int, count: int) -> tuple[Problem, ...]:
    """Generated Sudokus of one solution each, from which no given can be left out."""
    request, oracle = GenerateRequest(size=size), ExactOracle()
    return tuple(Sudoku().generate(request, Random(seed), oracle) for seed in range(count))


def leq(smaller: Sequence[int], larger: Sequence[int]) -> bool:
    """Whether one element is below another."""
    return all(not a & ~b for a, b in zip(smaller, larger, strict=True))


def only_common(structure: Structure) -> Structure:
    """The structure with nothing but its all-different rules over common values."""
    rules = tuple(
        rule
        for rule in structure.rules
        if isinstance(rule, AllDifferent)
        and len({structure.values[v] for v in rule.scope}) == 1
        and len(set(rule.scope)) == len(rule.scope)
    )
    return Structure(structure.names, structure.values, rules)


def singles_and_intersections(structure: Structure, masks: Masks) -> Masks:
    """The fixpoint of the Python techniques that the kernel's bit sets stand for."""
    techniques = [NAKED_SINGLE, HIDDEN_SINGLE, POINTING, CLAIMING]
    return deduce_to_fixpoint(structure, masks, techniques)


def reference_fixpoint(structure: Structure, masks: Masks) -> Masks:
    """What the kernel is to reach, by the Python techniques.

    Unit propagation over the whole ground form, and intersections of the all-different rules over
    common values (of others the kernel reads the ground form alone).
    """
    twin = only_common(structure)
    current = tuple(masks)
    while True:
        smaller = deduce_to_fixpoint(structure, current, [UNIT_PROPAGATION])
        smaller = deduce_to_fixpoint(twin, smaller, [POINTING, CLAIMING])
        if smaller == current:
            return current
        current = smaller
