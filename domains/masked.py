"""Abstract domains that can say, and hear, which candidates are left.

Every richer domain relates to candidates: it tells those that an element leaves, and has an element
for each candidate set. Splitting, reduced products and comparisons need nothing else.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import final

from domains.abstract import AbstractDomain, Element
from domains.problem import Masks


class MaskedDomain(AbstractDomain[Element]):
    """An abstract domain with a way to candidates and back. REQUIRED: both ways."""

    @abstractmethod
    def to_masks(self, element: Element) -> Masks:
        """Return candidates that allow all of γ(element), which is single."""

    @abstractmethod
    def from_masks(self, masks: Sequence[int]) -> Element:
        """Return an element that allows all of γ(masks)."""

    @final
    def split(self, element: Element, variable: int, mask: int) -> tuple[Element, Element]:
        """Return the element with a variable inside the mask, and outside it, as far as it can say.

        The branches cover γ(element); they overlap where the domain cannot say "inside".
        """
        top = self.structure.top
        return (
            self._within(element, variable, mask & top[variable]),
            self._within(element, variable, ~mask & top[variable]),
        )

    def _within(self, element: Element, variable: int, mask: int) -> Element:
        top = self.structure.top
        bound = self.from_masks((*top[:variable], mask, *top[variable + 1 :]))
        return self.meet(element, bound)
