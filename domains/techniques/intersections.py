"""Intersections (locked candidates): pointing and claiming.

Idea: a value confined, within a rule that must take it, to variables of a second rule, is taken
there, so it leaves the rest of the second rule.
Source: folklore; names and ratings from Nicolas Juillerat's Sudoku Explainer (2.6 and 2.8).
Soundness: in a solution the first rule takes the value, at a shared variable as no other is left;
the second rule then has it there and, being all-different, nowhere else.

In Sudoku a box *points* along a line, and a line *claims* in a box. Without boxes and lines in the
words: a rule points when it meets at least as many rules in two or more variables as the other
one does (a 3×3 box meets six lines that way, a line three boxes).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from domains.deduction import Deduction, Reason
from domains.problem import Structure, bits
from domains.techniques.base import Technique
from domains.techniques.tables import Crossing, View, kept, tables_of


class Intersection(Technique):
    """A value confined to the variables that two rules share."""

    source = "folklore; name and rating from Sudoku Explainer (Juillerat)"
    points: ClassVar[bool]

    def find(self, structure: Structure, masks: Sequence[int]) -> Iterator[Deduction]:
        """Yield one deduction per pair of rules and confined value that removes something."""
        last: View | None = None
        places: list[int] = []
        for crossing in tables_of(structure).crossings:
            if crossing.points == self.points:
                if crossing.confining is not last:  # crossings of one rule follow each other
                    last, places = crossing.confining, crossing.confining.places(masks)
                for j, found in enumerate(places):
                    if found and not found & ~crossing.shared:
                        yield from self._removed(structure, masks, crossing, j, found)

    def _removed(
        self, structure: Structure, masks: Sequence[int], crossing: Crossing, j: int, found: int
    ) -> Iterator[Deduction]:
        """Yield the deduction from one confined value, if it removes anything."""
        confining, crossed = crossing.confining, crossing.crossed
        value = confining.alphabet.values[j]
        rest = (crossed.scope[p] for p in crossing.rest)
        removals = kept((v, masks[v] & structure.bit_of[v].get(value, 0)) for v in rest)
        if removals:
            pattern = tuple(confining.candidates(p, 1 << j) for p in bits(found))
            yield Deduction(removals, Reason(self.name, (confining.index, crossed.index), pattern))


class Pointing(Intersection):
    """From a rule that meets many others (a box) to one that meets few (a line)."""

    name = "pointing"
    summary = "a value confined to one line within a box leaves the rest of the line"
    difficulty = 2.6
    points = True


class Claiming(Intersection):
    """From a rule that meets few others (a line) to one that meets many (a box)."""

    name = "claiming"
    summary = "a value confined to one box within a line leaves the rest of the box"
    difficulty = 2.8
    points = False


POINTING, CLAIMING = Pointing(), Claiming()
