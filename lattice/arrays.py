"""Lattices whose elements are read-only numpy arrays: one place for shapes, types and freezing."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Generic, TypeVar, final

import numpy as np
from numpy.typing import NDArray

from lattice.order import Lattice

if TYPE_CHECKING:
    from collections.abc import Iterable

Scalar = TypeVar("Scalar", bound=np.generic)


def read_only(array: NDArray[Scalar]) -> NDArray[Scalar]:
    """The same data as an array that refuses writes; for results nobody else holds yet."""
    frozen = np.asarray(array)
    frozen.flags.writeable = False
    return frozen


def nonzero_components(differs: NDArray[np.bool_]) -> frozenset[int]:
    """Indexes along the last axis that are true in any batch entry."""
    anywhere = differs.any(axis=tuple(range(differs.ndim - 1)))
    return frozenset(np.flatnonzero(anywhere).tolist())


class ArrayLattice(Lattice[NDArray[Scalar]], Generic[Scalar]):
    """A lattice over arrays of shape ``(*batch, *core_shape)`` and one number type."""

    __slots__ = ()

    # REQUIRED: representation

    @property
    @abstractmethod
    def core_shape(self) -> tuple[int, ...]:
        """Shape of a single element."""

    @property
    @abstractmethod
    def dtype(self) -> np.dtype[Scalar]:
        """Number type of the elements."""

    @abstractmethod
    def _why_bad_values(self, element: NDArray[Scalar]) -> str | None:
        """What is wrong with the entries of an array of the right type and shape."""

    @abstractmethod
    def _why_not_leq_single(self, left: NDArray[Scalar], right: NDArray[Scalar]) -> str:
        """Why ``leq`` fails for two single elements."""

    # TEMPLATES

    @final
    def batch_shape(self, element: NDArray[Scalar]) -> tuple[int, ...]:
        """The leading axes of ``element``."""
        return element.shape[: element.ndim - len(self.core_shape)]

    @final
    def stack(self, elements: Iterable[NDArray[Scalar]]) -> NDArray[Scalar]:
        """One batch, with a new first axis, of elements that have one common batch shape."""
        listed = list(elements)
        if not listed:
            return read_only(np.empty((0, *self.core_shape), dtype=self.dtype))
        return read_only(np.stack(listed))

    @final
    def why_improper(self, element: object) -> str | None:
        """What is wrong with type, shape, writability or entries; None if nothing is."""
        if not isinstance(element, np.ndarray):
            return f"expected a numpy array, found {type(element).__name__}: {element!r}"
        if element.dtype != self.dtype:
            return f"expected dtype {self.dtype}, found {element.dtype}"
        core = element.shape[max(0, element.ndim - len(self.core_shape)) :]
        if core != self.core_shape:
            return f"expected trailing shape {self.core_shape}, found shape {element.shape}"
        if element.flags.writeable:
            return "expected a read-only array, found a writable one"
        return self._why_bad_values(element)

    @final
    def _why_not_leq(self, left: NDArray[Scalar], right: NDArray[Scalar]) -> str:
        left, right = np.broadcast_arrays(left, right)
        where = tuple(int(axis) for axis in np.argwhere(~np.asarray(self.leq(left, right)))[0])
        reason = self._why_not_leq_single(left[where], right[where])
        return f"at batch index {where}: {reason}" if where else reason
