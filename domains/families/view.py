"""What a drawing shows of an element, whatever its shape: terminal and SVG draw the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domains.problem import Structure, bits


@dataclass(frozen=True)
class ElementView:
    """An element with what stands out in it.

    Attributes:
        family: name of the family, for titles.
        masks: the element.
        marked: cell -> mask of the candidates that stand out, alive or not.
        given: cells the puzzle itself fixed.
        shows_candidates: whether open cells are drawn with their candidates: where some are gone
            or marked. An untouched puzzle is drawn with blanks.
    """

    family: str
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
    ) -> ElementView:
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
        return ElementView(structure.family, tuple(masks), merged, given, shows)

    @property
    def fixed_count(self) -> int:
        """How many cells have one value left."""
        return sum(mask.bit_count() == 1 for mask in self.masks)

    @property
    def marked_count(self) -> int:
        """How many candidates stand out."""
        return sum(mask.bit_count() for mask in self.marked.values())

    def is_marked(self, cell: int, k: int) -> bool:
        """Tell whether the k-th candidate of a cell stands out."""
        return bool(self.marked.get(cell, 0) >> k & 1)

    def is_single(self, cell: int) -> bool:
        """Tell whether a cell is drawn large: it is fixed, and nothing else is marked in it."""
        mask = self.masks[cell]
        return mask.bit_count() == 1 and not self.marked.get(cell, 0) & ~mask

    def drawn(self, cell: int) -> list[int]:
        """Return which candidates of an open cell are drawn: those alive and those marked."""
        return list(bits(self.masks[cell] | self.marked.get(cell, 0)))

    def kind(self, cell: int) -> str:
        """Return how the value of a cell is drawn: marked, gone, given or value."""
        if self.marked.get(cell):
            return "marked"
        if not self.masks[cell]:
            return "gone"
        return "given" if cell in self.given else "value"
