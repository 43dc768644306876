"""What a drawing of a grid shows; the terminal and the SVG draw the same."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from domains.families.grid.alphabet import alphabet
from domains.families.grid.layout import GridLayout, layout_of
from domains.problem import Structure, bits


@dataclass(frozen=True)
class GridView:
    """An element of a grid, with what stands out in it.

    Attributes:
        family: name of the family, for titles.
        layout: the grid.
        masks: the element.
        marked: cell -> mask of the candidates that stand out, alive or not.
        given: cells the puzzle itself fixed.
        shows_candidates: whether open cells are drawn with their candidates: where some are gone
            or marked. An untouched puzzle is drawn with blanks.
    """

    family: str
    layout: GridLayout
    masks: tuple[int, ...]
    marked: dict[int, int]
    given: frozenset[int]
    shows_candidates: bool

    @classmethod
    def of(
        cls,
        structure: Structure,
        masks: Sequence[int],
        marked: Sequence[tuple[int, int]],
        givens: Sequence[int],
    ) -> GridView:
        """Gather what a drawing needs; `givens` are the masks the puzzle started from."""
        merged: dict[int, int] = {}
        for cell, mask in marked:
            merged[cell] = merged.get(cell, 0) | mask
        given = frozenset(cell for cell, mask in enumerate(givens) if mask.bit_count() == 1)
        partial = any(
            mask != full and mask & (mask - 1)
            for mask, full in zip(masks, structure.top, strict=True)
        )
        shows = partial or any(merged.values())
        return cls(structure.family, layout_of(structure), tuple(masks), merged, given, shows)

    @property
    def symbols(self) -> str:
        """The symbol of each value."""
        return alphabet(self.layout.size).symbols

    @property
    def candidate_columns(self) -> int:
        """How many candidates stand side by side in a cell."""
        return math.isqrt(self.layout.size - 1) + 1

    def is_marked(self, cell: int, k: int) -> bool:
        """Tell whether the k-th candidate of a cell stands out."""
        return bool(self.marked.get(cell, 0) >> k & 1)

    def is_single(self, cell: int) -> bool:
        """Tell whether a cell is drawn large: it is fixed, and nothing else is marked in it."""
        mask = self.masks[cell]
        return mask.bit_count() == 1 and not self.marked.get(cell, 0) & ~mask

    def text_of(self, mask: int) -> str:
        """Return the symbols of a mask, blanks between them."""
        return " ".join(self.symbols[k] for k in bits(mask))

    def drawn(self, cell: int) -> list[int]:
        """Return which candidates of an open cell are drawn: those alive and those marked."""
        return list(bits(self.masks[cell] | self.marked.get(cell, 0)))
