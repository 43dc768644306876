"""The powerset of a fixed universe of at most 64 members, ordered by inclusion."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np

from lattice.arrays import ArrayLattice, read_only
from lattice.bits import MAXIMUM_WIDTH, full_mask, mask_of, members_of, popcount, random_masks
from lattice.errors import LatticeError

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    from numpy.typing import NDArray

Member = TypeVar("Member", bound="Hashable")


@dataclass(frozen=True, slots=True)
class Powerset(ArrayLattice[np.uint64], Generic[Member]):
    """All subsets of ``universe``; elements are read-only uint64 masks of shape ``(*batch)``.

    Bit k of a mask is set when ``universe[k]`` belongs to the subset. Raises `LatticeError` for a
    universe above 64 members, or with two members of the same text (labels could not tell them).

    >>> letters = Powerset(("a", "b", "c"))
    >>> both = letters.join(letters.from_members("a"), letters.from_members("c"))
    >>> letters.label(both), bool(letters.leq(both, letters.top))
    ('{a, c}', True)
    """

    universe: tuple[Member, ...]
    top: NDArray[np.uint64] = field(init=False, repr=False, compare=False)
    bottom: NDArray[np.uint64] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if len({str(member) for member in self.universe}) != len(self.universe):
            raise LatticeError(f"two members have the same text in {self.universe!r}")
        if len(self.universe) > MAXIMUM_WIDTH:
            raise LatticeError(f"expected at most 64 members, found {len(self.universe)}")
        full = np.array(full_mask(len(self.universe)), dtype=np.uint64)
        object.__setattr__(self, "top", read_only(full))
        object.__setattr__(self, "bottom", read_only(np.zeros((), dtype=np.uint64)))

    # Order

    def leq(self, left: NDArray[np.uint64], right: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """Inclusion."""
        return np.equal(np.bitwise_and(left, np.bitwise_not(right)), np.uint64(0))

    def meet(self, left: NDArray[np.uint64], right: NDArray[np.uint64]) -> NDArray[np.uint64]:
        """Intersection."""
        return read_only(np.bitwise_and(left, right))

    def join(self, left: NDArray[np.uint64], right: NDArray[np.uint64]) -> NDArray[np.uint64]:
        """Union."""
        return read_only(np.bitwise_or(left, right))

    # Meaning

    def complement(self, element: NDArray[np.uint64]) -> NDArray[np.uint64]:
        """The members of the universe that are not in ``element``."""
        return read_only(np.bitwise_xor(element, self.top))

    def size(self, element: NDArray[np.uint64]) -> NDArray[np.int64]:
        """Number of members, for each batch entry."""
        return popcount(element)

    def from_members(self, members: Iterable[Member]) -> NDArray[np.uint64]:
        """The single element with exactly these members; `LatticeError` on a foreign one."""
        try:
            mask = mask_of(self.universe.index(member) for member in members)
        except ValueError as error:
            raise LatticeError(
                f"not a member of the universe {self.universe!r}: {error}"
            ) from error
        return read_only(np.array(mask, dtype=np.uint64))

    def members(self, element: NDArray[np.uint64]) -> Iterator[Member]:
        """The members of a single element, in the order of the universe."""
        return (self.universe[k] for k in members_of(int(element)))

    # Support

    @property
    def core_shape(self) -> tuple[int, ...]:
        """Single elements are zero-dimensional arrays."""
        return ()

    @property
    def dtype(self) -> np.dtype[np.uint64]:
        """One unsigned 64-bit word an element."""
        return np.dtype(np.uint64)

    @property
    def cardinality(self) -> int:
        """Two to the number of members."""
        return 1 << len(self.universe)

    def sample(self, rng: np.random.Generator, batch: tuple[int, ...] = ()) -> NDArray[np.uint64]:
        """Random subsets, from sparse to dense."""
        return read_only(random_masks(rng, batch, self.top))

    def label(self, element: NDArray[np.uint64]) -> str:
        """The subset in braces."""
        return "{" + ", ".join(str(member) for member in self.members(element)) + "}"

    def _elements(self) -> Iterator[NDArray[np.uint64]]:
        for mask in range(self.cardinality):
            yield read_only(np.array(mask, dtype=np.uint64))

    def _why_bad_values(self, element: NDArray[np.uint64]) -> str | None:
        outside = np.bitwise_and(element, np.bitwise_not(self.top))
        if not outside.any():
            return None
        return f"bits beyond the {len(self.universe)} members of the universe are set"

    def _why_not_leq_single(self, left: NDArray[np.uint64], right: NDArray[np.uint64]) -> str:
        extra = np.asarray(np.bitwise_and(left, np.bitwise_not(right)))
        return f"{self.label(extra)} belongs to the left set and not to the right one"
