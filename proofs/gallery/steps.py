"""Broken explanations: a step short, out of order, miscounted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from domains.logic import Difficulty, LogicStep, deduction_steps, rate
from domains.problem import Problem
from domains.techniques import TECHNIQUES
from proofs.audit.kinds import Explainer
from proofs.gallery.base import Specimen


def all_but_the_last(problem: Problem) -> Iterator[LogicStep]:
    """Leave the last step out."""
    return (step for step, _ in pairwise(deduction_steps(problem)))


def hardest_first(problem: Problem) -> Iterator[LogicStep]:
    """Prefer the hardest technique."""
    return deduction_steps(problem, TECHNIQUES[::-1])


def one_more_step(problem: Problem) -> Difficulty:
    """Count one step too many of the hardest technique."""
    right = rate(problem)
    counts = tuple((t, n + (t is right.hardest)) for t, n in right.counts)
    return replace(right, counts=counts)


BROKEN_EXPLANATIONS: tuple[Specimen, ...] = (
    Specimen(
        "explanation: all but the last",
        "the last step is not told",
        lambda: Explainer(all_but_the_last, rate),
        ("steps lead to the end",),
    ),
    Specimen(
        "explanation: hardest first",
        "the hardest technique comes first",
        lambda: Explainer(hardest_first, rate),
        ("steps are the easiest",),
    ),
    Specimen(
        "explanation: one more step",
        "one step too many is counted",
        lambda: Explainer(deduction_steps, one_more_step),
        ("rating counts the steps",),
    ),
)
"""Explanations, each wrong in one way."""
