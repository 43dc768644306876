"""Structures small enough to know every solution of, and elements of their candidate domain."""

from __future__ import annotations

from collections.abc import Iterator

from domains.problem import Masks, Problem, Structure
from proofs.laws.enumeration import elements, members
from proofs.laws.universes import LARGER, TINY, UNIVERSES, inside, samples, solutions

__all__ = [
    "LARGER",
    "TINY",
    "UNIVERSES",
    "brute_force",
    "inside",
    "samples",
    "solutions",
    "tried",
]


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
