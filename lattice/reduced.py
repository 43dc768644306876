"""The reduced product: components exchange what they know (Cousot and Cousot 1979, 10.1).

Its elements are the fixed points of the reduction. For a monotone and reductive map these form a
lattice of their own: they are closed under join, and the greatest fixed point below the meet of the
product is their meet (Tarski 1955).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lattice.maps import require_reductive
from lattice.order import Lattice, Truth, everywhere
from lattice.product import Components, Product

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np


@dataclass(frozen=True, slots=True)
class ReducedProduct(Lattice[Components]):
    """The elements of ``product`` that ``reduction`` leaves as they are, in its order.

    ``reduction`` takes and gives elements of the product, whole batches where it is used on
    batches. It must be monotone and reductive, and preserve gamma; one application need not be a
    fixed point. A step that is not reductive raises `BrokenOperatorError`;
    `lattice.refute_monotone` finds whether it is monotone, and ``refute_sound`` of the connection
    whether it keeps gamma.

    >>> from lattice import Interval
    >>> digits = Interval(0, 3)
    >>> def agree(element):  # both components describe the same number
    ...     common = digits.meet(element[0], element[1])
    ...     return (common, common)
    >>> reduced = ReducedProduct(Product((digits, digits)), agree)
    >>> reduced.label(reduced.reduce((digits.between(0, 2), digits.between(1, 3))))
    '<[1, 2], [1, 2]>'
    """

    product: Product
    reduction: Callable[[Components], Components]
    top: Components = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "top", self.reduce(self.product.top))

    def reduce(self, element: Components) -> Components:
        """The greatest fixed point of the reduction below an element of the product."""
        while True:
            reduced = self.reduction(element)
            require_reductive(self.product, "the reduction", element, reduced)
            if not self.product.changed_components(element, reduced):
                return element
            element = reduced

    @property
    def bottom(self) -> Components:
        """The bottom of the product, a fixed point of every reductive map."""
        return self.product.bottom

    def leq(self, left: Components, right: Components) -> Truth:
        """The order of the product."""
        return self.product.leq(left, right)

    def meet(self, left: Components, right: Components) -> Components:
        """The reduction of the meet in the product."""
        return self.reduce(self.product.meet(left, right))

    def join(self, left: Components, right: Components) -> Components:
        """The join in the product, a fixed point because the reduction is monotone."""
        return self.product.join(left, right)

    def changed_components(self, before: Components, after: Components) -> frozenset[int]:
        """Indexes of the factors at which two elements differ, in any batch entry."""
        return self.product.changed_components(before, after)

    @property
    def cardinality(self) -> int:
        """That of the product, an upper bound."""
        return self.product.cardinality

    def sample(self, rng: np.random.Generator, batch: tuple[int, ...] = ()) -> Components:
        """The reduction of a sample of the product."""
        return self.reduce(self.product.sample(rng, batch))

    def label(self, element: Components) -> str:
        """As in the product."""
        return self.product.label(element)

    def why_improper(self, element: object) -> str | None:
        """An improper component, or that the element is not reduced."""
        problem = self.product.why_improper(element)
        if problem is not None or not isinstance(element, tuple):
            return problem
        if everywhere(self.product.equal(element, self.reduce(element))):
            return None
        return "not reduced: the reduction would still descend"

    def _elements(self) -> Iterator[Components]:
        return filter(self.proper, self.product.elements(self.product.cardinality))

    def _why_not_leq(self, left: Components, right: Components) -> str:
        return self.product._why_not_leq(left, right)
