"""Candidate sets: for each variable the set of values still possible, as one bit mask a variable.

This is the element type of the candidate domain: the pointwise powerset, whose gamma is the
Cartesian product of the sets (the independent-attribute abstraction of Cousot and Cousot 1979).
An element with an empty entry denotes no assignment at all. Many representations share that
meaning; the order stays pointwise on the representation, so that operations are plain word
operations, and ``canonical`` collapses them to the bottom.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from lattice.arrays import ArrayLattice, nonzero_components, read_only
from lattice.bits import (
    MAXIMUM_WIDTH,
    full_mask,
    lowest_member,
    mask_of,
    members_of,
    popcount,
    random_masks,
)
from lattice.errors import ImproperElementError, LatticeError
from lattice.order import Truth

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class CandidateSets(ArrayLattice[np.uint64]):
    """Candidate sets for variables 0 to n - 1, where variable v has the values below ``widths[v]``.

    Elements are read-only uint64 arrays of shape ``(*batch, n)``; bit k of entry v is set when
    value k of variable v is still possible. Raises `LatticeError` for a width outside 1 to 64.

    >>> candidates = CandidateSets((2, 3))
    >>> element = candidates.from_sets([{0, 1}, {2}])
    >>> candidates.label(element), list(candidates.members(element))
    ('({0, 1}, {2})', [(0, 2), (1, 2)])
    """

    widths: tuple[int, ...]
    top: NDArray[np.uint64] = field(init=False, repr=False, compare=False)
    bottom: NDArray[np.uint64] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for variable, width in enumerate(self.widths):
            if not 1 <= width <= MAXIMUM_WIDTH:
                raise LatticeError(f"variable {variable}: expected 1 to 64 values, found {width}")
        full = np.array([full_mask(width) for width in self.widths], dtype=np.uint64)
        object.__setattr__(self, "top", read_only(full))
        object.__setattr__(self, "bottom", read_only(np.zeros_like(full)))

    @classmethod
    def uniform(cls, variables: int, width: int) -> CandidateSets:
        """The same number of values for every variable."""
        return cls((width,) * variables)

    # Order

    def leq(self, left: NDArray[np.uint64], right: NDArray[np.uint64]) -> Truth:
        """Inclusion at every variable."""
        return np.logical_not(np.bitwise_and(left, np.bitwise_not(right)).any(axis=-1))

    def meet(self, left: NDArray[np.uint64], right: NDArray[np.uint64]) -> NDArray[np.uint64]:
        """Intersection at every variable."""
        return read_only(np.bitwise_and(left, right))

    def join(self, left: NDArray[np.uint64], right: NDArray[np.uint64]) -> NDArray[np.uint64]:
        """Union at every variable."""
        return read_only(np.bitwise_or(left, right))

    # Meaning: an element stands for the Cartesian product of its sets

    def singleton(self, assignments: NDArray[np.integer]) -> NDArray[np.uint64]:
        """The elements that allow exactly one assignment each.

        ``assignments`` holds integers, shape ``(*batch, n)``. `LatticeError` outside the widths.
        """
        values = np.asarray(assignments)
        outside = (values < 0) | (values >= np.asarray(self.widths))
        if outside.any():
            where = tuple(int(axis) for axis in np.argwhere(outside)[0])
            width = self.widths[where[-1]]
            found = f"found {values[where]} at index {where}"
            raise LatticeError(f"variable {where[-1]}: expected a value below {width}, {found}")
        return read_only(np.left_shift(np.uint64(1), values.astype(np.uint64)))

    def alpha(self, assignments: NDArray[np.integer]) -> NDArray[np.uint64]:
        """The least element that allows all m assignments, shape ``(*batch, m, n)``."""
        return read_only(np.bitwise_or.reduce(self.singleton(assignments), axis=-2))

    def contains(self, element: NDArray[np.uint64], assignments: NDArray[np.integer]) -> Truth:
        """Membership in gamma: whether all values of an assignment are allowed.

        ``assignments`` holds integers, shape ``(*batch, n)``; the result has shape ``(*batch)``.
        A value outside the widths is never allowed.
        """
        values = np.asarray(assignments)
        known = (values >= 0) & (values < MAXIMUM_WIDTH)
        bits = np.left_shift(np.uint64(1), np.where(known, values, 0).astype(np.uint64))
        allowed: NDArray[np.bool_] = known & ((element & bits) != 0)
        return allowed.all(axis=-1)

    def members(self, element: NDArray[np.uint64]) -> Iterator[tuple[int, ...]]:
        """The assignments in gamma of a single element, in lexicographic order."""
        return itertools.product(*self.to_sets(element))

    def member_count(self, element: NDArray[np.uint64]) -> int:
        """Number of assignments in gamma of a single element, exact however large."""
        return math.prod(int(size) for size in self.sizes(element))

    def is_empty(self, element: NDArray[np.uint64]) -> Truth:
        """Whether gamma is empty: some variable has no candidate left."""
        return np.equal(element, np.uint64(0)).any(axis=-1)

    def canonical(self, element: NDArray[np.uint64]) -> NDArray[np.uint64]:
        """The least element of the same meaning: the bottom where `is_empty`, else the element."""
        empty = np.asarray(self.is_empty(element))
        return read_only(np.where(empty[..., np.newaxis], np.uint64(0), element))

    # Candidates

    def sizes(self, element: NDArray[np.uint64]) -> NDArray[np.int64]:
        """Number of candidates of each variable, shape ``(*batch, n)``."""
        return popcount(element)

    def is_singleton(self, element: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """Whether a variable has exactly one candidate, shape ``(*batch, n)``."""
        return np.equal(popcount(element), 1)

    def is_assignment(self, element: NDArray[np.uint64]) -> Truth:
        """Whether every variable has exactly one candidate, shape ``(*batch)``."""
        return self.is_singleton(element).all(axis=-1)

    def lowest_values(self, element: NDArray[np.uint64]) -> NDArray[np.int64]:
        """The least candidate of each variable, -1 where none is left, shape ``(*batch, n)``.

        Where `is_assignment` holds this is the assignment.
        """
        return lowest_member(element)

    def literals(self, element: NDArray[np.uint64]) -> Iterator[tuple[int, int]]:
        """The candidates (variable, value) of a single element, in order."""
        for variable, mask in enumerate(element.tolist()):
            for value in members_of(mask):
                yield variable, value

    def assign(self, element: NDArray[np.uint64], variable: int, value: int) -> NDArray[np.uint64]:
        """Keep at most this one candidate of the variable: the meet with the literal."""
        return self._replace(element, variable, self._bit(variable, value))

    def remove(self, element: NDArray[np.uint64], variable: int, value: int) -> NDArray[np.uint64]:
        """Remove one candidate of the variable: the meet with the negated literal."""
        return self._replace(element, variable, ~self._bit(variable, value))

    def _bit(self, variable: int, value: int) -> np.uint64:
        if not 0 <= variable < len(self.widths):
            raise LatticeError(f"expected a variable below {len(self.widths)}, found {variable}")
        if not 0 <= value < self.widths[variable]:
            expected = f"expected a value below {self.widths[variable]}, found {value}"
            raise LatticeError(f"variable {variable}: {expected}")
        return np.uint64(1 << value)

    def _replace(
        self, element: NDArray[np.uint64], variable: int, keep: np.uint64
    ) -> NDArray[np.uint64]:
        changed = element.copy()
        changed[..., variable] &= keep
        return read_only(changed)

    # Conversions

    def from_sets(self, sets: Iterable[Iterable[int]]) -> NDArray[np.uint64]:
        """The single element with these candidate values, one set a variable."""
        return self.from_ints(mask_of(values) for values in sets)

    def to_sets(self, element: NDArray[np.uint64]) -> tuple[frozenset[int], ...]:
        """The candidate values of a single element, one set a variable."""
        return tuple(frozenset(members_of(mask)) for mask in element.tolist())

    def from_ints(self, masks: Iterable[int]) -> NDArray[np.uint64]:
        """The single element with these masks; `ImproperElementError` where one does not fit."""
        listed = list(masks)
        for variable, mask in enumerate(listed):
            if not 0 <= mask < 1 << MAXIMUM_WIDTH:
                raise ImproperElementError(f"variable {variable}: {mask} is no 64-bit mask")
        return self.require_proper(read_only(np.array(listed, dtype=np.uint64)))

    def to_ints(self, element: NDArray[np.uint64]) -> tuple[int, ...]:
        """The masks of a single element as Python integers."""
        return tuple(element.tolist())

    def from_booleans(self, keep: NDArray[np.bool_]) -> NDArray[np.uint64]:
        """From one Boolean a candidate, shape ``(*batch, n, max(widths))``.

        Raises `ImproperElementError` where one is true beyond the width of its variable.
        """
        weights = np.left_shift(np.uint64(1), np.arange(keep.shape[-1], dtype=np.uint64))
        masks = np.where(keep, weights, np.uint64(0)).sum(axis=-1, dtype=np.uint64)
        return self.require_proper(read_only(masks))

    def to_booleans(self, element: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """One Boolean a candidate, shape ``(*batch, n, max(widths))``, false beyond a width."""
        shifts = np.arange(max(self.widths, default=0), dtype=np.uint64)
        bits = np.right_shift(element[..., np.newaxis], shifts) & np.uint64(1)
        return bits.astype(np.bool_)

    # Support

    def changed_components(
        self, before: NDArray[np.uint64], after: NDArray[np.uint64]
    ) -> frozenset[int]:
        """The variables whose candidates differ, in any batch entry."""
        return nonzero_components(np.not_equal(before, after))

    @property
    def core_shape(self) -> tuple[int, ...]:
        """One mask a variable."""
        return (len(self.widths),)

    @property
    def dtype(self) -> np.dtype[np.uint64]:
        """Unsigned 64-bit words."""
        return np.dtype(np.uint64)

    @property
    def cardinality(self) -> int:
        """Two to the number of literals."""
        return 1 << sum(self.widths)

    def sample(self, rng: np.random.Generator, batch: tuple[int, ...] = ()) -> NDArray[np.uint64]:
        """Random candidate sets, each variable from sparse to dense."""
        return read_only(random_masks(rng, (*batch, len(self.widths)), self.top))

    def label(self, element: NDArray[np.uint64]) -> str:
        """The sets in braces, one a variable."""
        sets = (", ".join(map(str, members_of(mask))) for mask in element.tolist())
        return "(" + ", ".join("{" + text + "}" for text in sets) + ")"

    def _elements(self) -> Iterator[NDArray[np.uint64]]:
        for masks in itertools.product(*(range(1 << width) for width in self.widths)):
            yield read_only(np.array(masks, dtype=np.uint64))

    def _why_bad_values(self, element: NDArray[np.uint64]) -> str | None:
        outside = np.argwhere(np.bitwise_and(element, np.bitwise_not(self.top)))
        if not len(outside):
            return None
        where = tuple(int(axis) for axis in outside[0])
        width = self.widths[where[-1]]
        return f"variable {where[-1]} has {width} values, found the mask {element[where]:#x}"

    def _why_not_leq_single(self, left: NDArray[np.uint64], right: NDArray[np.uint64]) -> str:
        extra = np.bitwise_and(left, np.bitwise_not(right))
        variable = int(np.flatnonzero(extra)[0])
        values = ", ".join(map(str, members_of(int(extra[variable]))))
        return f"variable {variable}: the left side allows {values}, the right side does not"
