"""Deductions: what a sound rule removes, and why. A network's proposal never becomes one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domains.problem import Masks

Removal = tuple[int, int]
"""A variable and the mask of the candidates removed from it."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why candidates may go.

    Attributes:
        technique: name of the technique, as listed by ``ldt domains``.
        rules: indices into ``structure.rules`` of the constraints the argument uses.
        pattern: the candidates the argument rests on, as (variable, mask) pairs.
        detail: a few words for the reader where the pattern does not speak for itself.
    """

    technique: str
    rules: tuple[int, ...] = ()
    pattern: tuple[Removal, ...] = ()
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Deduction:
    """Candidates that no solution inside the element uses, with the reason.

    ``removals`` is never empty, each mask is nonzero, and every removed candidate was alive. A
    deduction that empties a variable states a conflict: γ(a) ∩ ‖p‖ = ∅.
    """

    removals: tuple[Removal, ...]
    reason: Reason

    def apply(self, masks: Sequence[int]) -> Masks:
        """Return the masks without the removed candidates."""
        result = list(masks)
        for variable, removed in self.removals:
            result[variable] &= ~removed
        return tuple(result)

    def conflicts(self, masks: Sequence[int]) -> bool:
        """Tell whether applying the deduction empties a variable."""
        return any(not masks[variable] & ~removed for variable, removed in self.removals)
