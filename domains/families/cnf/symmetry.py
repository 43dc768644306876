"""Symmetries of one formula: variables that can take each other's place.

Renaming variables and flipping signs map the whole family to itself, but one formula only where
its clauses stay the same. Finding all such maps is as hard as graph isomorphism. What is cheap,
and found here, are the *interchangeable* variables: those that can be swapped without changing the
set of clauses. Swapping is transitive, so they fall into classes, and all permutations within the
classes form a group: a subgroup of the formula's symmetries, often a trivial one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from random import Random

from domains.families.base import Symmetry
from domains.families.cnf.formula import literal_of
from domains.problem import Structure
from domains.rules.clause import Clause
from domains.techniques.tables import per_structure

LiteralSet = frozenset[int]
Occurrences = set[LiteralSet]
Links = tuple[frozenset[LiteralSet], frozenset[LiteralSet]]


def swaps(structure: Structure) -> Iterator[tuple[str, Symmetry]]:
    """Yield the swap of each two neighbours in a class, with its name."""
    for members in interchangeable(structure):
        for v, w in pairwise(members):
            name = f"swap {structure.names[v]} and {structure.names[w]}"
            yield name, _renaming(structure, {v: w, w: v})


def random_renaming(structure: Structure, rng: Random) -> Symmetry:
    """Return a uniformly random permutation of the variables within their classes."""
    targets: dict[int, int] = {}
    for members in interchangeable(structure):
        targets |= zip(members, rng.sample(members, len(members)), strict=True)
    return _renaming(structure, targets)


def _renaming(structure: Structure, targets: dict[int, int]) -> Symmetry:
    """Return the symmetry that renames some variables and keeps all values."""
    count = len(structure.values)
    return Symmetry(tuple(targets.get(v, v) for v in range(count)), ((0, 1),) * count)


@per_structure
def interchangeable(structure: Structure) -> tuple[tuple[int, ...], ...]:
    """Return the classes of two and more variables that can be swapped, each ascending."""
    occurrences = _occurrences(structure)
    root = list(range(len(occurrences)))  # of a class: its least variable
    members = [[variable] for variable in root]
    for v, w in _pairs_to_try(occurrences):
        low, high = sorted((root[v], root[w]))
        if low != high and _can_swap(occurrences, v, w):
            for variable in members[high]:
                root[variable] = low
            members[low] += members[high]
            members[high] = []
    return tuple(tuple(sorted(found)) for found in members if len(found) > 1)


def _occurrences(structure: Structure) -> list[Occurrences]:
    """Return per variable the clauses that speak of it, as sets of literals."""
    occurrences: list[Occurrences] = [set() for _ in structure.values]
    for rule in structure.rules:
        assert isinstance(rule, Clause), f"a formula has clauses only, not {rule!r}"
        clause = frozenset([literal_of(variable, value) for variable, value in rule.literals])
        for variable in rule.scope:
            occurrences[variable].add(clause)
    return occurrences


def _pairs_to_try(occurrences: Sequence[Occurrences]) -> Iterator[tuple[int, int]]:
    """Yield enough pairs of variables to find all classes.

    Two variables without a common clause can be swapped exactly when they have the same links (what
    is left of their clauses without them), so neighbours among those suffice. With a common clause
    they are tried out if their clauses have the same lengths.
    """
    linked: dict[Links, list[int]] = {}
    for variable, clauses in enumerate(occurrences):
        linked.setdefault(_links(variable, clauses), []).append(variable)
    for members in linked.values():
        yield from pairwise(members)
    profiles = [_profile(variable, clauses) for variable, clauses in enumerate(occurrences)]
    for clause in set[LiteralSet]().union(*occurrences):
        for v, w in combinations(sorted(abs(literal) - 1 for literal in clause), 2):
            if profiles[v] == profiles[w]:
                yield v, w


def _links(variable: int, clauses: Occurrences) -> Links:
    """Return what is left of the clauses with x, and of those with its negation."""
    literal = variable + 1
    return (
        frozenset([clause - {literal} for clause in clauses if literal in clause]),
        frozenset([clause - {-literal} for clause in clauses if -literal in clause]),
    )


def _profile(variable: int, clauses: Occurrences) -> list[tuple[bool, int]]:
    return sorted((variable + 1 in clause, len(clause)) for clause in clauses)


def _can_swap(occurrences: Sequence[Occurrences], v: int, w: int) -> bool:
    """Tell whether the clauses stay the same when two variables are swapped."""
    x, y = v + 1, w + 1
    image = {x: y, y: x, -x: -y, -y: -x}
    swapped = {
        frozenset([image.get(literal, literal) for literal in clause]) for clause in occurrences[v]
    }
    return swapped == occurrences[w]
