"""Disjunctive splits: the candidate sets again, deduced by cases.

An open variable takes one of its values. Each value is a branch; every branch is propagated, and
their join is what is left: a value goes where all branches exclude it. This is constructive
disjunction (Van Hentenryck, Saraswat and Deville, Design, implementation, and evaluation of the
constraint language cc(FD), Journal of Logic Programming 1998), and the dilemma rule at depth 1
(Sheeran and Stålmarck, A tutorial on Stålmarck's proof procedure for propositional logic, FMCAD
1998). Soundness: the branches cover γ of the element, and the join is above each of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from domains.candidates import CandidateDomain, CandidateElement
from domains.problem import Masks, Problem, bits


@dataclass(frozen=True, eq=False)
class SplitDomain(CandidateDomain):
    """Candidate sets, of which those are left that some branch of every open variable leaves.

    Order, meaning and attributes are those of the candidate domain; only `deduce` says more. A
    candidate that propagation refutes is gone, as its branch is ⊥ (singleton consistency), and so
    is what the other branches agree to exclude.
    """

    def _deduce(self, problem: Problem, element: CandidateElement) -> CandidateElement:
        return self._map(lambda masks: self._fixpoint(problem.restrict(masks).masks), element)

    def _fixpoint(self, masks: Masks) -> Masks:
        """Propagate and take every open variable by cases, until nothing changes."""
        before = None
        while masks != before:
            before, masks = masks, self.propagated(masks)
            for variable in range(len(masks)):
                if masks[variable] & (masks[variable] - 1):
                    masks = self._by_cases(masks, variable)
        return masks

    def _by_cases(self, masks: Masks, variable: int) -> Masks:
        """Return the join of the propagated branches; one that is refuted is ⊥ and drops out."""
        joined: Masks = (0,) * len(masks)
        for branch in self._branches(masks, variable):
            left = self.propagated(branch)
            joined = tuple(mask | other for mask, other in zip(joined, left, strict=True))
            if joined == masks:
                break  # the other branches are below, too
        return joined

    def _branches(self, masks: Masks, variable: int) -> Iterator[Masks]:
        """Yield the masks with each candidate of the variable taken; together they cover γ."""
        for k in bits(masks[variable]):
            yield (*masks[:variable], 1 << k, *masks[variable + 1 :])
