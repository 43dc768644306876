"""Products: the Cartesian product, and one array lattice lifted to many variables."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeAlias

import numpy as np

from lattice.arrays import ArrayLattice, Scalar, nonzero_components, read_only
from lattice.order import Lattice, Truth, everywhere

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

#: Elements of a product: one element of each factor, all of one batch shape.
Components: TypeAlias = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Product(Lattice[Components]):
    """The Cartesian product, ordered at every factor; elements are tuples.

    >>> from lattice import Interval, Powerset
    >>> both = Product((Powerset(("even", "odd")), Interval(0, 3)))
    >>> both.label(both.top)
    '<{even, odd}, [0, 3]>'
    """

    factors: tuple[Lattice[Any], ...]

    @property
    def top(self) -> Components:
        """The tops of the factors."""
        return tuple(factor.top for factor in self.factors)

    @property
    def bottom(self) -> Components:
        """The bottoms of the factors."""
        return tuple(factor.bottom for factor in self.factors)

    def leq(self, left: Components, right: Components) -> Truth:
        """Whether every component of ``left`` is below that of ``right``."""
        below: Truth = True
        for factor, first, second in zip(self.factors, left, right, strict=True):
            below = below & factor.leq(first, second)
        return below

    def meet(self, left: Components, right: Components) -> Components:
        """The meets of the components."""
        zipped = zip(self.factors, left, right, strict=True)
        return tuple(factor.meet(first, second) for factor, first, second in zipped)

    def join(self, left: Components, right: Components) -> Components:
        """The joins of the components."""
        zipped = zip(self.factors, left, right, strict=True)
        return tuple(factor.join(first, second) for factor, first, second in zipped)

    def changed_components(self, before: Components, after: Components) -> frozenset[int]:
        """Indexes of the factors at which two elements differ, in any batch entry."""
        zipped = zip(self.factors, before, after, strict=True)
        return frozenset(
            index
            for index, (factor, first, second) in enumerate(zipped)
            if not everywhere(factor.equal(first, second))
        )

    @property
    def cardinality(self) -> int:
        """The product of the cardinalities."""
        return math.prod(factor.cardinality for factor in self.factors)

    def sample(self, rng: np.random.Generator, batch: tuple[int, ...] = ()) -> Components:
        """An independent sample of every factor."""
        return tuple(factor.sample(rng, batch) for factor in self.factors)

    def label(self, element: Components) -> str:
        """The labels of the components in angle brackets."""
        zipped = zip(self.factors, element, strict=True)
        return "<" + ", ".join(factor.label(component) for factor, component in zipped) + ">"

    def why_improper(self, element: object) -> str | None:
        """The first component that is missing or improper."""
        if not isinstance(element, tuple) or len(element) != len(self.factors):
            return f"expected a tuple of {len(self.factors)} components, found {element!r}"
        for index, (factor, component) in enumerate(zip(self.factors, element, strict=True)):
            problem = factor.why_improper(component)
            if problem is not None:
                return f"component {index}: {problem}"
        return None

    def _elements(self) -> Iterator[Components]:
        return itertools.product(*(factor.elements(factor.cardinality) for factor in self.factors))

    def _why_not_leq(self, left: Components, right: Components) -> str:
        zipped = zip(self.factors, left, right, strict=True)
        reasons = [factor.explain_not_leq(first, second) for factor, first, second in zipped]
        return next(f"component {index}: {text}" for index, text in enumerate(reasons) if text)


@dataclass(frozen=True, slots=True)
class Pointwise(ArrayLattice[Scalar], Generic[Scalar]):
    """An array lattice lifted to ``variables`` variables: one element of ``base`` for each.

    Elements are arrays of shape ``(*batch, variables, *base.core_shape)``, in other words batches
    of ``base`` whose last batch axis became part of the element.

    >>> from lattice import Interval
    >>> boxes = Pointwise(Interval(0, 4), 2)
    >>> boxes.top.tolist()
    [[0, 4], [0, 4]]
    """

    base: ArrayLattice[Scalar]
    variables: int
    top: NDArray[Scalar] = field(init=False, repr=False, compare=False)
    bottom: NDArray[Scalar] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for name, extreme in (("top", self.base.top), ("bottom", self.base.bottom)):
            shape = (self.variables, *self.base.core_shape)
            object.__setattr__(self, name, read_only(np.broadcast_to(extreme, shape).copy()))

    def leq(self, left: NDArray[Scalar], right: NDArray[Scalar]) -> Truth:
        """Whether ``left`` is below ``right`` at every variable."""
        return np.asarray(self.base.leq(left, right)).all(axis=-1)

    def meet(self, left: NDArray[Scalar], right: NDArray[Scalar]) -> NDArray[Scalar]:
        """The meet at every variable."""
        return self.base.meet(left, right)

    def join(self, left: NDArray[Scalar], right: NDArray[Scalar]) -> NDArray[Scalar]:
        """The join at every variable."""
        return self.base.join(left, right)

    def changed_components(self, before: NDArray[Scalar], after: NDArray[Scalar]) -> frozenset[int]:
        """The variables at which two elements differ, in any batch entry."""
        return nonzero_components(np.logical_not(self.base.equal(before, after)))

    @property
    def core_shape(self) -> tuple[int, ...]:
        """The variables, then the shape of the base."""
        return (self.variables, *self.base.core_shape)

    @property
    def dtype(self) -> np.dtype[Scalar]:
        """That of the base."""
        return self.base.dtype

    @property
    def cardinality(self) -> int:
        """The cardinality of the base to the number of variables."""
        return int(self.base.cardinality**self.variables)

    def sample(self, rng: np.random.Generator, batch: tuple[int, ...] = ()) -> NDArray[Scalar]:
        """An independent sample for every variable."""
        return self.base.sample(rng, (*batch, self.variables))

    def label(self, element: NDArray[Scalar]) -> str:
        """The labels of the variables in parentheses."""
        return "(" + ", ".join(self.base.label(part) for part in element) + ")"

    def _elements(self) -> Iterator[NDArray[Scalar]]:
        base = list(self.base.elements(self.base.cardinality))
        for parts in itertools.product(base, repeat=self.variables):
            yield self.base.stack(parts)

    def _why_bad_values(self, element: NDArray[Scalar]) -> str | None:
        return self.base.why_improper(element)

    def _why_not_leq_single(self, left: NDArray[Scalar], right: NDArray[Scalar]) -> str:
        below = np.asarray(self.base.leq(left, right))
        variable = int(np.flatnonzero(~below)[0])
        reason = self.base.explain_not_leq(left[variable], right[variable])
        return f"variable {variable}: {reason}"
