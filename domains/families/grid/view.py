"""What a drawing of a grid shows; the terminal and the SVG draw the same."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from domains.families.grid.alphabet import alphabet
from domains.families.grid.layout import GridLayout, layout_of
from domains.families.view import ElementView
from domains.problem import Structure, bits


@dataclass(frozen=True)
class GridView(ElementView):
    """An element of a grid, with what stands out in it.

    Attributes:
        layout: the grid.
    """

    layout: GridLayout

    @classmethod
    def of(
        cls,
        structure: Structure,
        masks: Sequence[int],
        marked: Sequence[tuple[int, int]],
        givens: Sequence[int],
    ) -> GridView:
        """Gather what a drawing needs; `givens` are the masks the puzzle started from."""
        view = ElementView.of(structure, masks, marked, givens)
        return cls(**vars(view), layout=layout_of(structure))

    @property
    def symbols(self) -> str:
        """The symbol of each value."""
        return alphabet(self.layout.size).symbols

    @property
    def candidate_columns(self) -> int:
        """How many candidates stand side by side in a cell."""
        return math.isqrt(self.layout.size - 1) + 1

    def text_of(self, mask: int) -> str:
        """Return the symbols of a mask, blanks between them."""
        return " ".join(self.symbols[k] for k in bits(mask))
