"""Integer intervals within finite bounds, with one empty element (Cousot and Cousot 1977)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from lattice.arrays import ArrayLattice, read_only
from lattice.errors import LatticeError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

#: Bounds stay inside 64-bit integers, so that the empty interval can be written around them.
MAXIMUM_BOUND = 2**61


@dataclass(frozen=True, slots=True)
class Interval(ArrayLattice[np.int64]):
    """Intervals of integers from ``low`` to ``high``, both included.

    Elements are read-only int64 arrays of shape ``(*batch, 2)``: least and greatest member. The
    empty interval has the one representation ``(high + 1, low - 1)``; with it order and join need
    no special case. Intervals for several variables are ``Pointwise(Interval(low, high),
    variables)``. Raises `LatticeError` when ``low > high`` or a bound is beyond 2**61.

    >>> digits = Interval(0, 9)
    >>> digits.label(digits.meet(digits.between(2, 6), digits.between(5, 9)))
    '[5, 6]'
    >>> digits.label(digits.meet(digits.between(2, 3), digits.between(5, 9)))
    'empty'
    """

    low: int
    high: int
    top: NDArray[np.int64] = field(init=False, repr=False, compare=False)
    bottom: NDArray[np.int64] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not -MAXIMUM_BOUND <= self.low <= self.high <= MAXIMUM_BOUND:
            expected = "expected -2**61 <= low <= high <= 2**61"
            raise LatticeError(f"{expected}, found low {self.low} and high {self.high}")
        object.__setattr__(self, "top", read_only(np.array((self.low, self.high), dtype=np.int64)))
        empty = np.array((self.high + 1, self.low - 1), dtype=np.int64)
        object.__setattr__(self, "bottom", read_only(empty))

    # Order

    def leq(self, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Inclusion."""
        return np.logical_and(left[..., 0] >= right[..., 0], left[..., 1] <= right[..., 1])

    def meet(self, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.int64]:
        """Intersection."""
        least = np.maximum(left[..., 0], right[..., 0])
        return self.between(least, np.minimum(left[..., 1], right[..., 1]))

    def join(self, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.int64]:
        """The least interval that includes both."""
        least = np.minimum(left[..., 0], right[..., 0])
        return read_only(np.stack((least, np.maximum(left[..., 1], right[..., 1])), axis=-1))

    # Meaning

    def between(
        self, least: int | NDArray[np.int64], greatest: int | NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """The integers from ``least`` to ``greatest`` that lie within the bounds; batched."""
        ends = np.stack(np.broadcast_arrays(least, greatest), axis=-1).astype(np.int64)
        inside = np.clip(ends, (self.low, self.bottom[1]), (self.bottom[0], self.high))
        empty = inside[..., :1] > inside[..., 1:]
        return read_only(np.where(empty, self.bottom, inside))

    def alpha(self, values: NDArray[np.int64]) -> NDArray[np.int64]:
        """The least interval with all m values, shape ``(*batch, m)``; `LatticeError` outside."""
        ends = np.asarray(values, dtype=np.int64)
        outside = ends[(ends < self.low) | (ends > self.high)]
        if outside.size:
            raise LatticeError(f"expected values within {self.label(self.top)}, found {outside[0]}")
        least = ends.min(axis=-1, initial=self.high + 1)
        return self.between(least, ends.max(axis=-1, initial=self.low - 1))

    def contains(
        self, element: NDArray[np.int64], value: int | NDArray[np.int64]
    ) -> NDArray[np.bool_]:
        """Membership in gamma, for each batch entry."""
        return np.logical_and(
            np.less_equal(element[..., 0], value), np.less_equal(value, element[..., 1])
        )

    def is_empty(self, element: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether no integer belongs to the interval."""
        return np.greater(element[..., 0], element[..., 1])

    def size(self, element: NDArray[np.int64]) -> NDArray[np.int64]:
        """Number of integers in the interval."""
        return np.asarray(np.maximum(0, element[..., 1] - element[..., 0] + 1), dtype=np.int64)

    def members(self, element: NDArray[np.int64]) -> range:
        """The integers of a single interval."""
        return range(int(element[0]), int(element[1]) + 1)

    # Support

    @property
    def core_shape(self) -> tuple[int, ...]:
        """The two ends."""
        return (2,)

    @property
    def dtype(self) -> np.dtype[np.int64]:
        """Signed 64-bit integers."""
        return np.dtype(np.int64)

    @property
    def cardinality(self) -> int:
        """One empty interval and one for each ordered pair of ends."""
        width = self.high - self.low + 1
        return 1 + width * (width + 1) // 2

    def sample(self, rng: np.random.Generator, batch: tuple[int, ...] = ()) -> NDArray[np.int64]:
        """Two random ends, sorted; one interval in eight is empty."""
        ends = np.sort(rng.integers(self.low, self.high, size=(*batch, 2), endpoint=True))
        return read_only(np.where(rng.random((*batch, 1)) < 1 / 8, self.bottom, ends))

    def label(self, element: NDArray[np.int64]) -> str:
        """``[least, greatest]``, or ``empty``."""
        return "empty" if self.is_empty(element) else f"[{element[0]}, {element[1]}]"

    def _elements(self) -> Iterator[NDArray[np.int64]]:
        yield self.bottom
        for least in range(self.low, self.high + 1):
            for greatest in range(least, self.high + 1):
                yield self.between(least, greatest)

    def _why_bad_values(self, element: NDArray[np.int64]) -> str | None:
        ordered = element[..., 0] <= element[..., 1]
        inside = ordered & (element[..., 0] >= self.low) & (element[..., 1] <= self.high)
        fine = inside | (element == self.bottom).all(axis=-1)
        if fine.all():
            return None
        expected = (
            f"expected an interval within {self.label(self.top)} or {tuple(self.bottom.tolist())}"
        )
        return f"{expected}, found {element[~fine][0].tolist()}"

    def _why_not_leq_single(self, left: NDArray[np.int64], right: NDArray[np.int64]) -> str:
        witness = left[0] if not self.contains(right, left[0]) else left[1]
        return f"{witness} belongs to {self.label(left)} and not to {self.label(right)}"
