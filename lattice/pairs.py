"""Compatible pairs: which values of one variable go with which values of another.

The knowledge that path consistency works on (Montanari, Networks of constraints, Information
Sciences 1974; Mackworth, Consistency in networks of relations, Artificial Intelligence 1977).
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from lattice.arrays import ArrayLattice, read_only
from lattice.errors import LatticeError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class PairSets(ArrayLattice[np.bool_]):
    """Sets of pairs of candidates, ordered by inclusion.

    Elements are read-only symmetric Boolean arrays of shape ``(*batch, n, n)`` over all n
    candidates, those of one variable next to each other: entry (i, j) says that both may be taken
    together, entry (i, i) that candidate i may be taken at all. Two candidates of one variable are
    never together. ``widths`` are the numbers of values. Raises `LatticeError` for a width below 1.

    >>> pairs = PairSets((1, 2))
    >>> pairs.label(pairs.alpha(np.array([[True, False, True]])))
    '00 02 22'
    """

    widths: tuple[int, ...]
    top: NDArray[np.bool_] = field(init=False, repr=False, compare=False)
    bottom: NDArray[np.bool_] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for variable, width in enumerate(self.widths):
            if width < 1:
                raise LatticeError(f"variable {variable}: expected a value at least, found {width}")
        owner = np.repeat(np.arange(len(self.widths)), self.widths)
        apart = owner[:, np.newaxis] != owner
        object.__setattr__(self, "top", read_only(apart | np.eye(len(owner), dtype=np.bool_)))
        object.__setattr__(self, "bottom", read_only(np.zeros_like(apart)))

    # Order

    def leq(self, left: NDArray[np.bool_], right: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Inclusion."""
        return np.asarray(~(left & ~right).any(axis=(-2, -1)))

    def meet(self, left: NDArray[np.bool_], right: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Intersection."""
        return read_only(left & right)

    def join(self, left: NDArray[np.bool_], right: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Union."""
        return read_only(left | right)

    # Meaning

    def alpha(self, taken: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """The pairs of m assignments, shape ``(*batch, m, n)``: true at the candidates taken."""
        counts = taken.astype(np.float32)
        return read_only(np.swapaxes(counts, -1, -2) @ counts > 0)

    def contains(self, element: NDArray[np.bool_], taken: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Membership in gamma: all pairs of an assignment, shape ``(*batch, n)``, are in."""
        counts, missing = taken.astype(np.float32), (~element).astype(np.float32)
        lost = (counts[..., np.newaxis, :] @ missing @ counts[..., :, np.newaxis])[..., 0, 0]
        return np.asarray(lost == 0)

    # Support

    @property
    def core_shape(self) -> tuple[int, ...]:
        """Candidates by candidates."""
        return (sum(self.widths),) * 2

    @property
    def dtype(self) -> np.dtype[np.bool_]:
        """Truth values."""
        return np.dtype(np.bool_)

    @property
    def cardinality(self) -> int:
        """Two to the number of pairs."""
        return 1 << len(self._pairs())

    def sample(self, rng: np.random.Generator, batch: tuple[int, ...] = ()) -> NDArray[np.bool_]:
        """Random pairs, from few to many."""
        first, second = self._pairs().T
        kept = rng.random((*batch, len(first))) < rng.random((*batch, 1))
        return self._of(first, second, kept)

    def label(self, element: NDArray[np.bool_]) -> str:
        """The pairs in it, by the numbers of their candidates; a candidate with itself is alive."""
        space = "" if self.core_shape[0] <= 10 else "-"
        kept = [pair for pair in self._pairs().tolist() if element[tuple(pair)]]
        return " ".join(f"{first}{space}{second}" for first, second in kept) or "nothing"

    def _pairs(self) -> NDArray[np.int64]:
        """The pairs (i, j) with i <= j that ⊤ has."""
        return np.argwhere(np.triu(self.top))

    def _of(
        self, first: NDArray[np.int64], second: NDArray[np.int64], kept: NDArray[np.bool_]
    ) -> NDArray[np.bool_]:
        element = np.zeros((*kept.shape[:-1], *self.core_shape), dtype=np.bool_)
        element[..., first, second] = kept
        element[..., second, first] = kept
        return read_only(element)

    def _elements(self) -> Iterator[NDArray[np.bool_]]:
        """⊤ first: most others leave a variable without a candidate."""
        first, second = self._pairs().T
        for kept in itertools.product((True, False), repeat=len(first)):
            yield self._of(first, second, np.array(kept, dtype=np.bool_))

    def _why_bad_values(self, element: NDArray[np.bool_]) -> str | None:
        wrong = np.argwhere((element & ~self.top) | (element != np.swapaxes(element, -1, -2)))
        if not len(wrong):
            return None
        first, second = wrong[0][-2:].tolist()
        return f"expected a symmetric array below the top, found otherwise at {(first, second)}"

    def _why_not_leq_single(self, left: NDArray[np.bool_], right: NDArray[np.bool_]) -> str:
        first, second = np.argwhere(left & ~right)[0].tolist()
        return f"the pair {(first, second)} is in the left one alone"
