"""Exact answers by enumeration, for universes that are small enough; nothing here is clever."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from domains.ground import GroundForm
from domains.problem import Assignment, Masks, Structure, bits
from domains.rules import PseudoBoolean, Rule

Values = tuple[tuple[int, ...], ...]
LETTERS = "abcdefghijklmnop"


def structure_of(values: Values, *rules: Rule) -> Structure:
    """A structure whose variables are called a, b, c and so on; x1, x2 … when there are many."""
    many = len(values) > len(LETTERS)
    names = [f"x{n}" for n in range(1, len(values) + 1)] if many else LETTERS[: len(values)]
    return Structure(tuple(names), values, rules)


def elements(values: Values) -> Iterator[Masks]:
    """Every element of the candidate domain, those with empty masks included."""
    return product(*(range(1 << len(row)) for row in values))


def members(values: Values, masks: Sequence[int]) -> Iterator[Assignment]:
    """γ(masks)."""
    return product(*([v[k] for k in bits(m)] for v, m in zip(values, masks, strict=True)))


def accepts(rule: Rule, assignment: Assignment) -> bool:
    """Whether an assignment of the whole structure satisfies a rule."""
    return rule.holds([assignment[v] for v in rule.scope])


def satisfies(values: Values, assignment: Assignment, constraint: PseudoBoolean) -> bool:
    """Whether an assignment satisfies a constraint over candidates, from its definition."""
    total = sum(
        term.coefficient
        for term in constraint.terms
        if assignment[term.variable] == values[term.variable][term.index]
    )
    above = constraint.lower is None or constraint.lower <= total
    return above and (constraint.upper is None or total <= constraint.upper)


def alpha(values: Values, assignments: Sequence[Assignment]) -> Masks:
    """The least element that contains the assignments."""
    masks = [0] * len(values)
    for assignment in assignments:
        for variable, value in enumerate(assignment):
            masks[variable] |= 1 << values[variable].index(value)
    return tuple(masks)


def literals_of(ground: GroundForm, assignment: Assignment) -> list[int]:
    """The value of every atom in an assignment, as signed atoms."""
    return [
        atom if assignment[variable] == ground.structure.values[variable][k] else -atom
        for atom, (variable, k) in enumerate(ground.candidates(), 1)
    ]
