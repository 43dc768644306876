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

from domains.problem import Problem, Structure
from domains.rules.all_different import AllDifferent
from proofs.certificates.derivation import Sum
from proofs.certificates.numbering import numbered


class Intersection(NamedTuple):
    """Two all-different rules that share variables, and one value (by its index, as a mask)."""

    bit: int
    first_only: tuple[int, ...]
    shared: tuple[int, ...]
    second_only: tuple[int, ...]
    sum: Sum


def intersection_sums(problem: Problem) -> Iterator[Sum]:
    """Yield the sums that may be of use: those of values that the givens leave open there."""
    masks = problem.masks
    for bit, first_only, shared, second_only, derived in _intersections(problem.structure):
        placed = any(masks[v] == bit for v in (*first_only, *shared, *second_only))
        if not placed and _live(masks, shared, bit) and _live(masks, second_only, bit):
            yield derived


def _live(masks: tuple[int, ...], variables: tuple[int, ...], bit: int) -> bool:
    return any(masks[v] & bit for v in variables)


@lru_cache(maxsize=16)
def _intersections(structure: Structure) -> tuple[Intersection, ...]:
    """Return the intersections of all pairs of rules, for all values."""
    lowers, uppers = _numbers(structure)
    found = []
    for one, other in _pairs(structure):
        first, second = (set(structure.rules[rule].scope) for rule in (one, other))
        parts = [tuple(sorted(s)) for s in (first - second, first & second, second - first)]
        for value, lower in lowers[one].items():
            upper = uppers[other].get(value, 0)
            if lower and upper:
                derived = Sum(((lower, 1), (upper, 1)))
                found.append(Intersection(1 << value, parts[0], parts[1], parts[2], derived))
    return tuple(found)


def _numbers(structure: Structure) -> tuple[list[dict[int, int]], list[dict[int, int]]]:
    """Return per rule and value index the numbers of "at least once" and "at most once"."""
    lowers: list[dict[int, int]] = [{} for _ in structure.rules]
    uppers: list[dict[int, int]] = [{} for _ in structure.rules]
    for entry in numbered(structure):
        if entry.rule is not None and entry.constraint.terms:
            value = entry.constraint.terms[0].index
            lowers[entry.rule][value] = entry.lower
            uppers[entry.rule][value] = entry.upper
    return lowers, uppers


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
