"""Explaining a problem to the end: techniques first, and refutation by search where they stall.

When no technique finds anything, the candidate whose refutation is shortest is refuted by the
complete tree: assuming it leaves no solution, so it goes. That is a sound deduction like any other,
only with a reason no person would want to redo; its detail says how many decisions it took.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from domains.deduction import Deduction, Reason
from domains.logic import LogicStep, deduction_steps
from domains.oracle import ExactOracle
from domains.problem import Problem, Structure, bits
from domains.techniques import TECHNIQUES, Technique
from search.answer import Goal, Infeasible
from search.budget import Budget
from search.symbolic import search_tree

PATIENCE = (10, 100, 1_000, 10_000, None)
"""Node limits under which all candidates are tried, one after the other, for a short refutation."""


class RefutationBySearch(Technique):
    """Assume a candidate; a complete search finds no solution; so the candidate goes."""

    name: ClassVar[str] = "refutation by search"
    summary: ClassVar[str] = "assuming the candidate, a complete search finds no solution"
    source: ClassVar[str] = "singleton consistency with a complete inner search; this project"
    difficulty: ClassVar[float] = 10.0

    def find(self, structure: Structure, masks: Sequence[int]) -> Iterator[Deduction]:
        """Yield a candidate with a short refutation, if any candidate can be refuted.

        Which can is asked of the exact oracle first (ded_p), so that no time goes into candidates
        that some solution uses; of the rest, those of the variables with fewest values are tried.
        """
        problem = Problem(structure, tuple(masks))
        kept = ExactOracle().best_deduction(problem, masks)
        refutable = [(v, mask & ~kept[v]) for v, mask in enumerate(masks) if mask & ~kept[v]]
        fewest = min((masks[v].bit_count() for v, _ in refutable), default=0)
        tried = [(v, 1 << k) for v, mask in refutable if masks[v].bit_count() == fewest
                 for k in bits(mask)]  # fmt: skip
        for patience in PATIENCE if tried else ():
            attempts = (_refute(problem, variable, mask, patience) for variable, mask in tried)
            found = [attempt for attempt in attempts if attempt]
            if found:
                yield min(found, key=lambda pair: pair[0])[1]
                return


REFUTATION_BY_SEARCH = RefutationBySearch()


def _refute(
    problem: Problem, variable: int, mask: int, patience: int | None
) -> tuple[int, Deduction] | None:
    """Return the deduction that removes a candidate, when assuming it leads nowhere."""
    assumed = list(problem.masks)
    assumed[variable] = mask
    answer = search_tree(problem.restrict(assumed), Goal.first(), Budget(nodes=patience))
    if not isinstance(answer, Infeasible):
        return None
    nodes = answer.statistics.nodes
    detail = f"assuming it, {nodes} further decisions end in conflicts"
    reason = Reason(REFUTATION_BY_SEARCH.name, (), ((variable, mask),), detail)
    return nodes, Deduction(((variable, mask),), reason)


def explain(problem: Problem, techniques: Sequence[Technique] = TECHNIQUES) -> Iterator[LogicStep]:
    """Yield steps until every variable is fixed, or the step that shows there is no solution.

    A problem with several solutions ends where only they are left.
    """
    yield from deduction_steps(problem, (*techniques, REFUTATION_BY_SEARCH))
