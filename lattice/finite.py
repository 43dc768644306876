"""A small finite lattice given by its order relation, checked to be a lattice."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from lattice.arrays import ArrayLattice, read_only
from lattice.errors import LatticeError, NotALatticeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class FiniteLattice(ArrayLattice[np.int64]):
    """The lattice on ``names`` whose order is the reflexive and transitive closure of ``edges``.

    An edge ``(low, high)`` says that ``low`` is below ``high``. Elements are read-only int64
    arrays of shape ``(*batch)``: indexes into ``names``. Raises `NotALatticeError` where the
    closure is no partial order or two elements have no meet or no join, and names the two.

    >>> diamond = FiniteLattice.from_covers({"0": ["a", "b"], "a": ["1"], "b": ["1"]})
    >>> diamond.label(diamond.join(diamond.element("a"), diamond.element("b")))
    '1'
    """

    names: tuple[str, ...]
    edges: frozenset[tuple[str, str]]
    top: NDArray[np.int64] = field(init=False, repr=False, compare=False)
    bottom: NDArray[np.int64] = field(init=False, repr=False, compare=False)
    _below: NDArray[np.bool_] = field(init=False, repr=False, compare=False)
    _meets: NDArray[np.int64] = field(init=False, repr=False, compare=False)
    _joins: NDArray[np.int64] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        below = _closure(self.names, self.edges)
        meets = _greatest_lower_bounds(below, self.names, "meet")
        joins = _greatest_lower_bounds(below.T, self.names, "join")
        for name, value in (
            ("top", np.asarray(np.argmax(below.all(axis=0)))),
            ("bottom", np.asarray(np.argmax(below.all(axis=1)))),
            ("_below", below),
            ("_meets", meets),
            ("_joins", joins),
        ):
            object.__setattr__(self, name, read_only(value))

    @classmethod
    def from_covers(cls, covers: Mapping[str, Iterable[str]]) -> FiniteLattice:
        """From each element to the elements directly above it; names in order of appearance."""
        edges = [(low, high) for low, highs in covers.items() for high in highs]
        names = dict.fromkeys(name for low, highs in covers.items() for name in (low, *highs))
        return cls(tuple(names), frozenset(edges))

    @classmethod
    def chain(cls, length: int) -> FiniteLattice:
        """The total order ``0 < 1 < ... < length - 1``."""
        names = tuple(str(rank) for rank in range(length))
        return cls(names, frozenset(itertools.pairwise(names)))

    def element(self, name: str) -> NDArray[np.int64]:
        """The single element of this name; `LatticeError` where there is none."""
        if name not in self.names:
            raise LatticeError(f"expected one of {self.names}, found {name!r}")
        return read_only(np.array(self.names.index(name), dtype=np.int64))

    # Order

    def leq(self, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.bool_]:
        """By table."""
        return np.asarray(self._below[left, right])

    def meet(self, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.int64]:
        """By table."""
        return read_only(np.asarray(self._meets[left, right]))

    def join(self, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.int64]:
        """By table."""
        return read_only(np.asarray(self._joins[left, right]))

    # Support

    @property
    def core_shape(self) -> tuple[int, ...]:
        """Single elements are zero-dimensional arrays."""
        return ()

    @property
    def dtype(self) -> np.dtype[np.int64]:
        """Indexes into the names."""
        return np.dtype(np.int64)

    @property
    def cardinality(self) -> int:
        """Number of names."""
        return len(self.names)

    def sample(self, rng: np.random.Generator, batch: tuple[int, ...] = ()) -> NDArray[np.int64]:
        """Uniform."""
        return read_only(np.asarray(rng.integers(len(self.names), size=batch)))

    def label(self, element: NDArray[np.int64]) -> str:
        """The name."""
        return self.names[int(element)]

    def _elements(self) -> Iterator[NDArray[np.int64]]:
        return (self.element(name) for name in self.names)

    def _why_bad_values(self, element: NDArray[np.int64]) -> str | None:
        outside = element[(element < 0) | (element >= len(self.names))]
        if not outside.size:
            return None
        return f"expected an index below {len(self.names)}, found {outside[0]}"

    def _why_not_leq_single(self, left: NDArray[np.int64], right: NDArray[np.int64]) -> str:
        below = "it is above" if self._below[right, left] else "they are incomparable"
        return f"{self.label(left)} is not below {self.label(right)}: {below}"


def _closure(names: tuple[str, ...], edges: frozenset[tuple[str, str]]) -> NDArray[np.bool_]:
    """The order as a Boolean matrix ``[low, high]``, by Warshall's algorithm."""
    if not names or len(set(names)) != len(names):
        raise NotALatticeError(f"expected at least one name and no name twice, found {names}")
    index = {name: position for position, name in enumerate(names)}
    below = np.eye(len(names), dtype=np.bool_)
    for low, high in sorted(edges):
        if low not in index or high not in index:
            raise NotALatticeError(f"the edge {(low, high)} names an element outside {names}")
        below[index[low], index[high]] = True
    for middle in range(len(names)):
        below |= below[:, middle : middle + 1] & below[middle : middle + 1, :]
    cycle = np.argwhere(below & below.T & ~np.eye(len(names), dtype=np.bool_))
    if len(cycle):
        first, second = (names[position] for position in cycle[0])
        raise NotALatticeError(f"no partial order: {first} and {second} are below each other")
    return below


def _greatest_lower_bounds(
    below: NDArray[np.bool_], names: tuple[str, ...], operation: str
) -> NDArray[np.int64]:
    """The table of meets of an order matrix; of its transpose, the table of joins."""
    rank = below.sum(axis=0)  # the greatest of some elements has the most elements below it
    table = np.empty(below.shape, dtype=np.int64)
    for first in range(len(names)):
        for second in range(len(names)):
            lower = below[:, first] & below[:, second]
            greatest = int(np.argmax(np.where(lower, rank, -1)))
            if not lower[greatest] or not below[lower, greatest].all():
                raise NotALatticeError(f"{names[first]} and {names[second]} have no {operation}")
            table[first, second] = greatest
    return table
