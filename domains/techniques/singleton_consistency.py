"""Singleton consistency.

Idea: failed literals until none is left, under a stronger propagation: unit propagation (hidden
singles included), locked candidates, and each rule's own deductions.
Source: R. Debruyne and C. Bessière, "Some Practicable Filtering Techniques for the Constraint
Satisfaction Problem", IJCAI 1997.
Soundness: every technique of the inner propagation keeps every solution; so when the assumption of
a candidate ends in a conflict, no solution uses it, and the same holds after it was removed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from domains.deduction import Deduction, Removal
from domains.problem import Structure
from domains.techniques.base import Technique
from domains.techniques.failed_literal import emptied, open_candidates
from domains.techniques.intersections import CLAIMING, POINTING
from domains.techniques.propagation import Effort, propagator_of
from domains.techniques.refutation import explain_failure
from domains.techniques.rule_deduction import RULE_DEDUCTION
from domains.techniques.unit_propagation import UNIT_PROPAGATION

INNER: tuple[Technique, ...] = (POINTING, CLAIMING, RULE_DEDUCTION)
"""What is applied where unit propagation has nothing left to say."""


class SingletonConsistency(Technique):
    """Candidates that the stronger propagation refutes, to a fixpoint.

    Attributes:
        effort: how many rules and constraints one call of `find` looks at before it gives up; a
            hard 9×9 Sudoku takes about 40,000 of them, a 25×25 one half a million.
    """

    name = "singleton consistency"
    summary = "failed literals to a fixpoint, with locked candidates and rules inside"
    source = "R. Debruyne and C. Bessière, IJCAI 1997"
    # Sudoku Explainer's dynamic forcing chains with locked candidates inside start at 9.0.
    difficulty = 9.0
    effort: ClassVar[int] = 250_000

    def find(self, structure: Structure, masks: Sequence[int]) -> Iterator[Deduction]:
        """Yield one deduction per candidate that fails; later ones build on earlier ones."""
        effort, open_masks = Effort(self.effort), list(masks)
        closed = _close(structure, masks, range(len(masks)), effort) if all(masks) else None
        progress = closed is not None
        while progress and closed:
            progress = False
            for variable, bit in open_candidates(tuple(open_masks)):
                if not closed or effort.left <= 0:
                    break
                if not _fails(structure, closed, (variable, bit), effort):
                    continue
                yield self._deduction(structure, open_masks, (variable, bit))
                open_masks[variable] ^= bit
                closed[variable] &= ~bit
                closed = _close(structure, closed, [variable], effort)
                progress = True
        if not closed and all(open_masks):
            yield emptied(self.name, open_masks)

    def _deduction(self, structure: Structure, masks: Sequence[int], failing: Removal) -> Deduction:
        """Return the removal of a failing candidate, with its reason."""
        techniques = (UNIT_PROPAGATION, *INNER)
        return Deduction(
            (failing,), explain_failure(self.name, structure, masks, failing, techniques)
        )


def _fails(structure: Structure, closed: Sequence[int], literal: Removal, effort: Effort) -> bool:
    """Tell whether assuming a candidate in a closed element ends in a conflict."""
    trial = propagator_of(structure).assume(closed, *literal, effort)
    return trial is None or _close(structure, trial, (), effort) is None


def _close(
    structure: Structure, masks: Sequence[int], changed: Iterable[int], effort: Effort
) -> list[int] | None:
    """Return the closure under unit propagation and `INNER`, or None at a conflict."""
    current, propagator = list(masks), propagator_of(structure)
    while propagator.close(current, changed, effort):
        if not effort.spend(len(structure.rules)):  # what the techniques below look at
            return current
        found = [d for technique in INNER for d in technique.find(structure, current)]
        if not found:
            return current
        removals = [removal for deduction in found for removal in deduction.removals]
        for variable, removed in removals:
            current[variable] &= ~removed
        changed = {variable for variable, _ in removals}
    return None


SINGLETON_CONSISTENCY = SingletonConsistency()
