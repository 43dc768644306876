"""Naked single.

Idea: a variable with one value left takes it, so the value leaves its all-different rules.
Source: folklore; the name as in Nicolas Juillerat's Sudoku Explainer, which rates it 2.3.
Soundness: every assignment in γ(masks) gives the variable that value; a solution that used the
value again in the same all-different rule would break the rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domains.deduction import Deduction, Reason
from domains.problem import Structure
from domains.techniques.base import Technique
from domains.techniques.tables import tables_of


class NakedSingle(Technique):
    """A variable with one value left: the value leaves the other variables of its rules."""

    name = "naked single"
    summary = "a variable with one value left takes that value from its all-different rules"
    source = "folklore; name and rating from Sudoku Explainer (Juillerat)"
    difficulty = 2.3

    def find(self, structure: Structure, masks: Sequence[int]) -> Iterator[Deduction]:
        """Yield one deduction per fixed variable whose value is still possible elsewhere."""
        bit_of, peers = structure.bit_of, tables_of(structure).peers
        for variable, mask in enumerate(masks):
            if mask and not mask & (mask - 1):
                value = structure.value_at(variable, mask)
                hit = [
                    (other, bit, rule)
                    for other, rule in peers[variable]
                    if (bit := masks[other] & bit_of[other].get(value, 0))
                ]
                if hit:
                    rules = tuple(sorted({rule for _, _, rule in hit}))
                    reason = Reason(self.name, rules, ((variable, mask),))
                    yield Deduction(tuple((other, bit) for other, bit, _ in hit), reason)


NAKED_SINGLE = NakedSingle()
