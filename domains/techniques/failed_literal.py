"""Failed literals.

Idea: assume a candidate and propagate units; if that ends in a conflict, the candidate goes.
Source: J. W. Freeman, PhD thesis, University of Pennsylvania 1995; D. Le Berre, "Exploiting the
real power of unit propagation lookahead", 2001.
Soundness: unit propagation keeps every solution that uses the candidate, and a conflict means that
it kept none; so no solution in γ(masks) uses the candidate.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from domains.deduction import Deduction, Reason, Removal
from domains.problem import Structure, bits
from domains.techniques.base import Technique
from domains.techniques.propagation import Effort, propagator_of
from domains.techniques.refutation import explain_failure
from domains.techniques.unit_propagation import UNIT_PROPAGATION


class FailedLiteral(Technique):
    """Candidates that unit propagation refutes.

    Attributes:
        effort: how many rules and constraints one call of `find` looks at before it gives up; a
            hard 9×9 Sudoku takes about 5,000 of them, a 25×25 one 60,000.
    """

    name = "failed literal"
    summary = "a candidate whose assumption unit propagation refutes"
    source = "Freeman 1995; Le Berre 2001"
    # Sudoku Explainer's dynamic forcing chains, which draw on the same consequences, start at 8.5.
    difficulty = 8.5
    effort: ClassVar[int] = 250_000

    def find(self, structure: Structure, masks: Sequence[int]) -> Iterator[Deduction]:
        """Yield one deduction per candidate that fails, variables with few candidates first."""
        if not all(masks):
            return
        propagator, effort = propagator_of(structure), Effort(self.effort)
        closed = list(masks)
        if not propagator.close(closed, range(len(masks)), effort):
            yield emptied(self.name, masks)
            return
        for variable, bit in open_candidates(masks):
            if effort.left <= 0:
                return
            if propagator.assume(closed, variable, bit, effort) is None:
                reason = explain_failure(
                    self.name, structure, masks, (variable, bit), (UNIT_PROPAGATION,)
                )
                yield Deduction(((variable, bit),), reason)


def open_candidates(masks: Sequence[int]) -> Iterator[Removal]:
    """Yield the candidates of the variables that are not fixed, fewest candidates first."""
    still_open = [v for v, mask in enumerate(masks) if mask & (mask - 1)]
    for variable in sorted(still_open, key=lambda v: masks[v].bit_count()):
        for k in bits(masks[variable]):
            yield variable, 1 << k


def emptied(name: str, masks: Sequence[int]) -> Deduction:
    """Return the conflict that needs no assumption, stated of a variable with fewest candidates."""
    variable = min(range(len(masks)), key=lambda v: masks[v].bit_count())
    reason = Reason(name, detail="propagation ends in a conflict without any assumption")
    return Deduction(((variable, masks[variable]),), reason)


FAILED_LITERAL = FailedLiteral()
