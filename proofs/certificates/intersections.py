"""Intersections as cutting planes: what pointing and claiming need to be unit propagation.

Let each value be taken in A, and at most once in B. Adding "k is at least once in A" and "k is at
most once in B" leaves "k is at least as often in A outside B as in B outside A". With this
constraint at hand, unit propagation removes k from B outside A once A outside B has no place for
it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from domains.problem import Problem, Structure, bits
from domains.rules.all_different import AllDifferent
from proofs.certificates.derivation import Sum
from proofs.certificates.numbering import counts_of_values


class Intersection(NamedTuple):
    """Two all-different rules that share variables, and one value; variables are bits of a set."""

    value: int
    both: int
    shared: int
    second_only: int
    sum: Sum


def intersection_sums(problem: Problem) -> Iterator[Sum]:
    """Yield the sums that may be of use: those of values that the givens leave open there."""
    most = max((len(values) for values in problem.structure.values), default=0)
    live, placed = [0] * most, [0] * most  # per value the variables that can, or must, take it
    for variable, mask in enumerate(problem.masks):
        for value in bits(mask):
            live[value] |= 1 << variable
            if mask == 1 << value:
                placed[value] |= 1 << variable
    for value, both, shared, second_only, derived in _intersections(problem.structure):
        if not placed[value] & both and live[value] & shared and live[value] & second_only:
            yield derived


@lru_cache(maxsize=16)
def _intersections(structure: Structure) -> tuple[Intersection, ...]:
    """Return the intersections of all pairs of rules, for all values."""
    lowers, uppers = counts_of_values(structure)
    found = []
    for one, other in _pairs(structure):
        first, second = (
            sum(1 << variable for variable in structure.rules[rule].scope) for rule in (one, other)
        )
        for value, lower in lowers[one].items():
            upper = uppers[other].get(value, 0)
            if lower and upper:
                derived = Sum(((lower, 1), (upper, 1)))
                sets = first | second, first & second, second & ~first
                found.append(Intersection(value, *sets, derived))
    return tuple(found)


def _pairs(structure: Structure) -> Iterator[tuple[int, int]]:
    """Yield the all-different rules over the same values that share two variables or more."""
    rules = [index for index, rule in enumerate(structure.rules) if _plain(structure, rule)]
    scopes = {index: set(structure.rules[index].scope) for index in rules}
    for one in rules:
        near = {i for v in scopes[one] for i in structure.rules_of[v] if i in scopes}
        for other in sorted(near):
            if scopes[one] != scopes[other] and len(scopes[one] & scopes[other]) > 1:
                yield one, other


def _plain(structure: Structure, rule: object) -> bool:
    """Tell whether a rule is all-different over variables that have the same values."""
    if not isinstance(rule, AllDifferent) or len(set(rule.scope)) < len(rule.scope):
        return False
    return len({structure.values[v] for v in rule.scope}) == 1
