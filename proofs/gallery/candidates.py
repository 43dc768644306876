"""Broken candidate sets: an operator of its own disagrees with the sets."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lattice import CandidateSets, Truth, read_only
from proofs.gallery.base import Specimen

Masks = NDArray[np.uint64]
WIDTHS = (2, 3)


class ShiftedBooleans(CandidateSets):
    """The Booleans start at the second value."""

    def to_booleans(self, element: Masks) -> NDArray[np.bool_]:
        """Turn each row by one."""
        return np.roll(CandidateSets.to_booleans(self, element), 1, axis=-1)


class HoleInGamma(CandidateSets):
    """An empty set at the first variable does not make γ empty."""

    def is_empty(self, element: Masks) -> Truth:
        """Look at the others."""
        return np.equal(element[..., 1:], np.uint64(0)).any(axis=-1)


class EmptyIsSingle(CandidateSets):
    """A variable without candidates counts as one with one."""

    def is_singleton(self, element: Masks) -> NDArray[np.bool_]:
        """One or fewer."""
        return np.less_equal(self.sizes(element), 1)


class GenerousAssign(CandidateSets):
    """Assigning brings a candidate back that was gone."""

    def assign(self, element: Masks, variable: int, value: int) -> Masks:
        """Overwrite."""
        changed = element.copy()
        changed[..., variable] = np.uint64(1 << value)
        return read_only(changed)


class LenientAssign(CandidateSets):
    """A variable of -1 is the last one."""

    def remove(self, element: Masks, variable: int, value: int) -> Masks:
        """Count from the end."""
        return CandidateSets.remove(self, element, variable % len(self.widths), value)


class LastIsNamed(CandidateSets):
    """What is wrong is looked for from the end."""

    def _why_not_leq_single(self, left: Masks, right: Masks) -> str:
        """Name the last variable."""
        return f"variable {len(left) - 1}: the left side allows more"


def _of(kind: type[CandidateSets], fault: str, law: str) -> Specimen:
    words = "".join(f" {c.lower()}" if c.isupper() else c for c in kind.__name__).strip()
    return Specimen(f"candidate sets: {words}", fault, lambda: kind(WIDTHS), (law,))


BROKEN_CANDIDATE_SETS: tuple[Specimen, ...] = (
    _of(ShiftedBooleans, "the Booleans start at the second value", "conversions are faithful"),
    _of(HoleInGamma, "an empty first set does not empty γ", "gamma is the product"),
    _of(EmptyIsSingle, "no candidate counts as one", "questions agree with sets"),
    _of(GenerousAssign, "assigning revives a candidate", "one candidate is changed"),
    _of(LenientAssign, "variable -1 is taken for the last", "what does not exist is refused"),
    _of(LastIsNamed, "an error names the last variable", "errors name the first variable"),
)
"""Candidate sets, each wrong in one way that the laws of lattices do not see."""
