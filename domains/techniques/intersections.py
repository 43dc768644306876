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
from domains.techniques.tables import Alphabet, Crossing, kept, tables_of


class Intersection(Technique):
    """A value confined to the variables that two rules share."""

    source = "folklore; name and rating from Sudoku Explainer (Juillerat)"
    points: ClassVar[bool]

    def find(self, structure: Structure, masks: Sequence[int]) -> Iterator[Deduction]:
        """Yield one deduction per pair of rules and confined value that removes something."""
        tables = tables_of(structure)
        wide = tables.alphabet.widen(masks)
        for crossing in tables.crossings:
            if crossing.points == self.points:
                outside = rest = 0
                for variable in crossing.outside:
                    outside |= wide[variable]
                for variable in crossing.rest:
                    rest |= wide[variable]
                for j in bits(rest & ~outside):
                    yield from self._removed(tables.alphabet, wide, crossing, 1 << j)

    def _removed(
        self, alphabet: Alphabet, wide: Sequence[int], crossing: Crossing, bit: int
    ) -> Iterator[Deduction]:
        """Yield the deduction from a value that the crossed rule has outside, the other has not."""
        pattern = kept((v, alphabet.narrow(v, wide[v] & bit)) for v in crossing.shared)
        if pattern:  # else the value has no place at all, or the first rule never has it
            removals = kept((v, alphabet.narrow(v, wide[v] & bit)) for v in crossing.rest)
            yield Deduction(removals, Reason(self.name, crossing.rules, pattern))


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
