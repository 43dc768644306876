"""Each rule's own deductions, where they are stronger than its ground form.

Idea: a rule knows best what it excludes (an interval of sums, the rows of a table, a path).
Source: every rule names its own; for constraints in general A. Mackworth, "Consistency in Networks
of Relations", 1977.
Soundness: `Rule.deduce` promises it, and the audit of the rules checks it; solutions satisfy each
rule, so what one rule excludes no solution uses.

All-different rules are left out: their own deduction is the technique *all-different matching*.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domains.deduction import Deduction
from domains.problem import Structure
from domains.rules.all_different import AllDifferent
from domains.techniques.base import Technique


class RuleDeduction(Technique):
    """What each rule shows by itself."""

    name = "rule deduction"
    summary = "what a single rule excludes by an argument of its own"
    source = "Mackworth 1977; each rule names its own"
    # No rating in Sudoku Explainer: one rule at a time, but with all it implies.
    difficulty = 4.5

    def find(self, structure: Structure, masks: Sequence[int]) -> Iterator[Deduction]:
        """Yield the deductions of each rule that is not all-different."""
        for index, rule in enumerate(structure.rules):
            if not isinstance(rule, AllDifferent):
                yield from rule.deduce(index, structure.values, masks)


RULE_DEDUCTION = RuleDeduction()
