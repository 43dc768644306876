"""Naked subsets: pairs, triples and quads.

Idea: k variables of an all-different rule with k values among them use these values up.
Source: P. Hall, "On Representatives of Subsets", 1935; ratings from Sudoku Explainer (Juillerat).
Soundness: in a solution the k variables take k different values out of the k they have, hence all
of them; another variable of the rule that took one would repeat it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from domains.deduction import Deduction, Reason
from domains.problem import Structure
from domains.techniques.base import Technique
from domains.techniques.hall import tight_sets
from domains.techniques.tables import View, kept, tables_of


class NakedSubset(Technique):
    """``size`` variables with ``size`` values among them."""

    source = "P. Hall 1935; name and rating from Sudoku Explainer (Juillerat)"
    size: ClassVar[int]

    def find(self, structure: Structure, masks: Sequence[int]) -> Iterator[Deduction]:
        """Yield one deduction per rule and tight set that removes something."""
        for view in tables_of(structure).all_different:
            if len(view.scope) > self.size:
                local = view.local(masks)
                for members, union in tight_sets(local, self.size):
                    yield from self._removed(view, local, members, union)

    def _removed(
        self, view: View, local: Sequence[int], members: tuple[int, ...], union: int
    ) -> Iterator[Deduction]:
        """Yield the deduction from one tight set, if it removes anything."""
        removals = kept(
            view.candidates(p, mask & union) for p, mask in enumerate(local) if p not in members
        )
        if removals:
            pattern = tuple(view.candidates(p, local[p]) for p in members)
            yield Deduction(removals, Reason(self.name, (view.index,), pattern))


class NakedPair(NakedSubset):
    """Two variables with two values."""

    name = "naked pair"
    summary = "two variables of an all-different rule with two values between them"
    difficulty = 3.0
    size = 2


class NakedTriple(NakedSubset):
    """Three variables with three values."""

    name = "naked triple"
    summary = "three variables of an all-different rule with three values among them"
    difficulty = 3.6
    size = 3


class NakedQuad(NakedSubset):
    """Four variables with four values."""

    name = "naked quad"
    summary = "four variables of an all-different rule with four values among them"
    difficulty = 5.0
    size = 4


NAKED_PAIR, NAKED_TRIPLE, NAKED_QUAD = NakedPair(), NakedTriple(), NakedQuad()
