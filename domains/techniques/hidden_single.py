"""Hidden single.

Idea: a value that must be taken and has one place left goes there.
Source: folklore; the name as in Nicolas Juillerat's Sudoku Explainer (1.2 in a box, 1.5 in a line).
Soundness: an all-different rule with as many variables as values takes each value (pigeonhole), so
a solution in γ(masks) has the value at its only place; with no place left there is no solution.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domains.deduction import Deduction, Reason
from domains.problem import Structure, bits
from domains.techniques.base import Technique
from domains.techniques.tables import View, tables_of


class HiddenSingle(Technique):
    """A value with one place left in a rule that takes every value."""

    name = "hidden single"
    summary = "a value with one place left in a rule that takes every value goes there"
    source = "folklore; name and rating from Sudoku Explainer (Juillerat)"
    # Sudoku Explainer says 1.2 in a box and 1.5 in a line; rules here are neither in general.
    difficulty = 1.5

    def find(self, structure: Structure, masks: Sequence[int]) -> Iterator[Deduction]:
        """Yield one deduction per rule and value with a single place, or with none."""
        for view in tables_of(structure).permutations:
            local = view.local(masks)
            once = twice = fixed = 0
            for mask in local:
                twice |= once & mask
                once |= mask
                if not mask & (mask - 1):
                    fixed |= mask
            if once.bit_count() < len(view.scope):
                yield from self._no_place(view, local, once)
            for j in bits(once & ~twice & ~fixed):
                yield self._one_place(view, local, 1 << j)

    def _one_place(self, view: View, local: Sequence[int], bit: int) -> Deduction:
        """Return what follows from a value's only place."""
        position = next(p for p, mask in enumerate(local) if mask & bit)
        reason = Reason(self.name, (view.index,), (view.candidates(position, bit),))
        return Deduction((view.candidates(position, local[position] ^ bit),), reason)

    def _no_place(self, view: View, local: Sequence[int], once: int) -> Iterator[Deduction]:
        """Yield the conflict of a value without a place: it empties the rule's first variable."""
        missing = next(value for j, value in enumerate(view.alphabet.values) if not once >> j & 1)
        position = next((p for p, mask in enumerate(local) if mask), None)
        if position is not None:
            detail = f"no place is left for {missing} in {view.label}"
            reason = Reason(self.name, (view.index,), detail=detail)
            yield Deduction((view.candidates(position, local[position]),), reason)


HIDDEN_SINGLE = HiddenSingle()
