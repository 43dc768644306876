"""Hidden subsets: pairs, triples and quads.

Idea: k values that must be taken and have k places among them fill these places.
Source: P. Hall, "On Representatives of Subsets", 1935; ratings from Sudoku Explainer (Juillerat).
Soundness: a rule with as many variables as values takes each value (pigeonhole); in a solution the
k values stand at k different places out of the k they have, so nothing else stands there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from domains.deduction import Deduction, Reason
from domains.problem import Structure, bits
from domains.techniques.base import Technique
from domains.techniques.hall import tight_sets
from domains.techniques.tables import View, kept, tables_of


class HiddenSubset(Technique):
    """``size`` values with ``size`` places among them."""

    source = "P. Hall 1935; name and rating from Sudoku Explainer (Juillerat)"
    size: ClassVar[int]

    def find(self, structure: Structure, masks: Sequence[int]) -> Iterator[Deduction]:
        """Yield one deduction per rule and tight set that removes something."""
        for view in tables_of(structure).permutations:
            if len(view.scope) > self.size:
                for members, union in tight_sets(view.places(masks), self.size):
                    yield from self._removed(view, view.local(masks), members, union)

    def _removed(
        self, view: View, local: Sequence[int], members: tuple[int, ...], union: int
    ) -> Iterator[Deduction]:
        """Yield the deduction from one tight set, if it removes anything."""
        values = sum(1 << j for j in members)
        removals = kept(view.candidates(p, local[p] & ~values) for p in bits(union))
        if removals:
            pattern = tuple(view.candidates(p, local[p] & values) for p in bits(union))
            yield Deduction(removals, Reason(self.name, (view.index,), pattern))


class HiddenPair(HiddenSubset):
    """Two values with two places."""

    name = "hidden pair"
    summary = "two values with two places between them in a rule that takes every value"
    difficulty = 3.4
    size = 2


class HiddenTriple(HiddenSubset):
    """Three values with three places."""

    name = "hidden triple"
    summary = "three values with three places among them in a rule that takes every value"
    difficulty = 4.0
    size = 3


class HiddenQuad(HiddenSubset):
    """Four values with four places."""

    name = "hidden quad"
    summary = "four values with four places among them in a rule that takes every value"
    difficulty = 5.4
    size = 4


HIDDEN_PAIR, HIDDEN_TRIPLE, HIDDEN_QUAD = HiddenPair(), HiddenTriple(), HiddenQuad()
