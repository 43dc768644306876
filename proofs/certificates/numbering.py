"""Which number each constraint of the ground form has in its OPB file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from domains.ground import Inequality
from domains.problem import Structure
from domains.rules.base import PseudoBoolean


class Numbered(NamedTuple):
    """A constraint of the ground form as one or two inequalities of the file.

    ``lower`` and ``upper`` are their numbers from 1, or 0 where every assignment meets that bound.
    """

    constraint: PseudoBoolean
    rule: int | None
    inequalities: tuple[Inequality, ...]
    lower: int
    upper: int


@lru_cache(maxsize=16)
def numbered(structure: Structure) -> Sequence[Numbered]:
    """Return all constraints with their numbers: exactly-one of the variables first (rule None)."""
    ground = structure.ground
    own = [(constraint, None) for constraint in ground.variable_constraints()]
    of_rules = zip(ground.constraints, ground.origin, strict=True)
    found, number = [], 0
    for constraint, rule in [*own, *of_rules]:
        signed, inequalities = ground.signed(constraint), tuple(ground.normalised(constraint))
        lower = upper = 0
        for inequality in inequalities:
            number += 1
            if inequality.literals == signed.literals and not lower:
                lower = number
            else:
                upper = number
        found.append(Numbered(constraint, rule, inequalities, lower, upper))
    return found


def exactly_one(structure: Structure) -> dict[int, tuple[int, int]]:
    """Return the numbers of "at least one" and "at most one" of variables with several atoms."""
    return {
        entry.constraint.terms[0].variable: (entry.lower, entry.upper)
        for entry in numbered(structure)
        if entry.rule is None and entry.lower and entry.upper
    }


def counts_of_values(structure: Structure) -> tuple[list[dict[int, int]], list[dict[int, int]]]:
    """Return per rule and value index the numbers of "at least once" and "at most once"."""
    lowers: list[dict[int, int]] = [{} for _ in structure.rules]
    uppers: list[dict[int, int]] = [{} for _ in structure.rules]
    for entry in numbered(structure):
        if entry.rule is not None and entry.constraint.terms:
            value = entry.constraint.terms[0].index
            lowers[entry.rule][value] = entry.lower
            uppers[entry.rule][value] = entry.upper
    return lowers, uppers
