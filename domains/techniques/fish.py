"""Fish: X-wing, swordfish and jellyfish.

Idea: k disjoint rules (bases) that must all take a value, and can only within k other rules
(covers), use up the value's one place in each cover.
Source: folklore of Sudoku players; names and ratings from Sudoku Explainer (Juillerat).
Soundness: in a solution the k bases hold the value k times, all within k covers that hold it at
most once each; so each cover has it in a base, and nowhere outside the bases.

Bases and covers come from a `Grid`: two families, such as rows and columns, whose rules meet once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from domains.deduction import Deduction, Reason
from domains.problem import Structure, bits
from domains.techniques.base import Technique
from domains.techniques.hall import TightSet, tight_sets
from domains.techniques.tables import Grid, kept, tables_of


class Fish(Technique):
    """``size`` bases whose places for a value lie in ``size`` covers."""

    source = "folklore; name and rating from Sudoku Explainer (Juillerat)"
    size: ClassVar[int]

    def find(self, structure: Structure, masks: Sequence[int]) -> Iterator[Deduction]:
        """Yield one deduction per grid, value and tight set of bases that removes something."""
        for grid in tables_of(structure).grids:
            if len(grid.bases) > self.size:
                for value, occupied in _occupied(grid, masks):
                    for tight in tight_sets(occupied, self.size):
                        yield from self._removed(structure, masks, grid, value, tight)

    def _removed(
        self,
        structure: Structure,
        masks: Sequence[int],
        grid: Grid,
        value: int,
        tight: TightSet,
    ) -> Iterator[Deduction]:
        """Yield the deduction from one tight set of bases, if it removes anything."""
        bases = [grid.bases[b] for b in tight[0]]
        covers = [grid.covers[c] for c in bits(tight[1])]
        inside = {v for base in bases for v in base.scope}

        def alive(v: int) -> int:
            return masks[v] & structure.bit_of[v].get(value, 0)

        outside = dict.fromkeys(v for cover in covers for v in cover.scope if v not in inside)
        removals = kept((v, alive(v)) for v in outside)
        if removals:
            rules = tuple(view.index for view in (*bases, *covers))
            pattern = kept((v, alive(v)) for v in sorted(inside))
            yield Deduction(removals, Reason(self.name, rules, pattern))


def _occupied(grid: Grid, masks: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
    """Yield per value that all bases take: per base the mask of covers it has places in."""
    by_value: dict[int, list[int]] = {}
    for base, cover_of in zip(grid.bases, grid.cover_of, strict=True):
        for value, found in zip(base.alphabet.values, base.places(masks), strict=True):
            covers = sum(1 << cover_of[p] for p in bits(found))
            by_value.setdefault(value, []).append(covers)
    for value, occupied in by_value.items():
        if len(occupied) == len(grid.bases):
            yield value, occupied


class XWing(Fish):
    """Two bases, two covers."""

    name = "X-wing"
    summary = "a value whose places in two rows lie in two columns (or the other way round)"
    difficulty = 3.2
    size = 2


class Swordfish(Fish):
    """Three bases, three covers."""

    name = "swordfish"
    summary = "a value whose places in three rows lie in three columns (or the other way round)"
    difficulty = 3.8
    size = 3


class Jellyfish(Fish):
    """Four bases, four covers."""

    name = "jellyfish"
    summary = "a value whose places in four rows lie in four columns (or the other way round)"
    difficulty = 5.2
    size = 4


X_WING, SWORDFISH, JELLYFISH = XWing(), Swordfish(), Jellyfish()
