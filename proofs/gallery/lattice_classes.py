"""Lattices, each wrong in one way."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from lattice import CandidateSets, FiniteLattice, Interval, Powerset, Truth, read_only

Masks = NDArray[np.uint64]
Ends = NDArray[np.int64]


class StrictOrder(CandidateSets):
    """An element is not below itself."""

    def leq(self, left: Masks, right: Masks) -> Truth:
        """Smaller, not equal."""
        return bool(CandidateSets.leq(self, left, right)) and not np.array_equal(left, right)


class BlindOrder(CandidateSets):
    """The order does not look at the last variable."""

    def leq(self, left: Masks, right: Masks) -> Truth:
        """Inclusion, except at the end."""
        return np.logical_not(np.bitwise_and(left, ~right)[..., :-1].any(axis=-1))


class RockPaperScissors(FiniteLattice):
    """The order goes round in a circle: it cannot be chained."""

    def leq(self, left: Ends, right: Ends) -> NDArray[np.bool_]:
        """Each is below itself and the next."""
        return np.asarray((right - left) % len(self.names) <= 1)


class LeftMeet(Powerset[str]):
    """The meet is the left operand."""

    def meet(self, left: Masks, right: Masks) -> Masks:
        """Ignore the right."""
        return left


class ShortJoin(Interval):
    """The join is one too short at the upper end."""

    def join(self, left: Ends, right: Ends) -> Ends:
        """Off by one."""
        joined = Interval.join(self, left, right)
        return self.between(joined[..., 0], np.maximum(joined[..., 1] - 1, joined[..., 0]))


class HighJoin(CandidateSets):
    """The join of different elements is the top: an upper bound, not the least."""

    def join(self, left: Masks, right: Masks) -> Masks:
        """Give up."""
        return left if np.array_equal(left, right) else self.top


class LeftEnd(CandidateSets):
    """The join takes the last variable from its left operand."""

    def join(self, left: Masks, right: Masks) -> Masks:
        """Overlook the right one there."""
        joined = np.bitwise_or(left, right)
        joined[..., -1] = left[..., -1]
        return read_only(joined)


class HastyMeet(CandidateSets):
    """The meet of elements that are not comparable is the bottom, not the greatest bound."""

    def meet(self, left: Masks, right: Masks) -> Masks:
        """Give up unless one is below the other."""
        comparable = bool(self.leq(left, right)) or bool(self.leq(right, left))
        return CandidateSets.meet(self, left, right) if comparable else self.bottom


class HastyJoin(CandidateSets):
    """The join of elements that are not comparable is the top."""

    def join(self, left: Masks, right: Masks) -> Masks:
        """Give up unless one is below the other."""
        comparable = bool(self.leq(left, right)) or bool(self.leq(right, left))
        return CandidateSets.join(self, left, right) if comparable else self.top


class JoinIsMeet(CandidateSets):
    """The join is the meet."""

    def join(self, left: Masks, right: Masks) -> Masks:
        """Take the wrong one."""
        return self.meet(left, right)


class UpsideDown(CandidateSets):
    """The order is the opposite of what meet and join say."""

    def leq(self, left: Masks, right: Masks) -> Truth:
        """Turn it round."""
        return CandidateSets.leq(self, right, left)


class FearOfTheTop(CandidateSets):
    """The meet with the top is the bottom."""

    def meet(self, left: Masks, right: Masks) -> Masks:
        """Run away."""
        at_top = np.array_equal(right, self.top)
        return self.bottom if at_top else CandidateSets.meet(self, left, right)


class NearlyEmpty(CandidateSets):
    """What has only one candidate left counts as below everything."""

    def leq(self, left: Masks, right: Masks) -> Truth:
        """Overlook one."""
        return bool(CandidateSets.leq(self, left, right)) or bool(self.sizes(left).sum() == 1)


class CountingMeet(CandidateSets):
    """The meet of three in a row depends on how they are grouped."""

    def meet(self, left: Masks, right: Masks) -> Masks:
        """Keep one candidate fewer where the left operand is small and not the same."""
        met = CandidateSets.meet(self, left, right)
        same = np.array_equal(left, right) or np.array_equal(met, left)
        return met if same or self.sizes(left).sum() > 2 else self.bottom


class ShortList(CandidateSets):
    """The first element is not listed."""

    def _elements(self) -> Iterator[Masks]:
        return islice(CandidateSets._elements(self), 1, None)


class WritableMeet(CandidateSets):
    """The meet is an array that can be written to."""

    def meet(self, left: Masks, right: Masks) -> Masks:
        """Forget to freeze."""
        return np.bitwise_and(left, right)


class UncheckedMeet(Interval):
    """The meet of disjoint intervals is a pair of crossed ends, not the empty interval."""

    def meet(self, left: Ends, right: Ends) -> Ends:
        """The greater of the least, the least of the greater."""
        least = np.maximum(left[..., 0], right[..., 0])
        return read_only(np.stack((least, np.minimum(left[..., 1], right[..., 1])), axis=-1))


class ShortLabel(CandidateSets):
    """The label leaves the last variable out, so different elements look the same."""

    def label(self, element: Masks) -> str:
        """All but the last."""
        return CandidateSets.label(self, element[:-1])


class SilentExplanation(CandidateSets):
    """Why an element is not below another is explained by an empty text."""

    def _why_not_leq_single(self, left: Masks, right: Masks) -> str:
        return ""


class BlindDifference(CandidateSets):
    """Changes of the last variable go unnoticed, so a worklist misses them."""

    def changed_components(self, before: Masks, after: Masks) -> frozenset[int]:
        """Look at all but the last."""
        last = len(self.widths) - 1
        return CandidateSets.changed_components(self, before, after) - {last}
