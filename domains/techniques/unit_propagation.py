"""Unit propagation over the ground form of any rules.

Idea: a candidate that would push some pseudo-Boolean constraint out of its bounds can go.
Source: M. Davis and H. Putnam 1960 for clauses; D. Chai and A. Kuehlmann, DAC 2003, for
pseudo-Boolean constraints; with exactly one value per variable taken into account (`Linear`).
Soundness: a solution takes one live value per variable, so the sum stays between the least and the
greatest contributions; if one candidate alone leaves no sum within the bounds, no solution uses it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domains.deduction import Deduction, Reason
from domains.problem import Structure
from domains.techniques.base import Technique
from domains.techniques.propagation import propagator_of


class UnitPropagation(Technique):
    """Bounds of every ground constraint."""

    name = "unit propagation"
    summary = "a candidate that would push a constraint of the ground form out of its bounds"
    source = "Davis and Putnam 1960; Chai and Kuehlmann, DAC 2003"
    # No rating in Sudoku Explainer: just above the singles, which it generalises.
    difficulty = 2.4

    def find(self, structure: Structure, masks: Sequence[int]) -> Iterator[Deduction]:
        """Yield one deduction per constraint that removes something."""
        if not all(masks):
            return
        for constraint in propagator_of(structure).constraints:
            removals = constraint.removals(masks)
            if removals:
                pattern, words = constraint.argument(masks)
                reason = Reason(self.name, (constraint.origin,), pattern, words)
                yield Deduction(tuple(removals), reason)


UNIT_PROPAGATION = UnitPropagation()
