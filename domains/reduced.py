"""Reduced products of abstract domains: several at once, which exchange candidates.

The reduction (Cousot and Cousot 1979, 10.1) goes through what all domains here can say and hear:
which candidates are left. Each tells its candidates, and each keeps those that all have.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from domains.affine import AffineDomain
from domains.masked import MaskedDomain
from domains.pairs import PairDomain
from domains.problem import Assignment, Masks, Problem, Structure
from lattice import Product, ReducedProduct, Truth, everywhere
from lattice.product import Components

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class ReducedDomain(MaskedDomain[Components]):
    """Several domains of one structure; elements are single, one component a domain.

    Attributes:
        makers: the domains, as classes or functions of a structure.
    """

    makers: tuple[Callable[[Structure], MaskedDomain[Any]], ...]

    @cached_property
    def parts(self) -> tuple[MaskedDomain[Any], ...]:
        """The domains."""
        return tuple(make(self.structure) for make in self.makers)

    # Order

    @cached_property
    def lattice(self) -> ReducedProduct:
        """The product, of which the elements count that say the same of candidates."""
        return ReducedProduct(Product(tuple(part.lattice for part in self.parts)), self._exchange)

    def _exchange(self, element: Components) -> Components:
        """Meet every component with the candidates that all of them leave."""
        masks = self.to_masks(element)
        if not all(masks):
            return tuple(part.bottom for part in self.parts)
        pairs = zip(self.parts, element, strict=True)
        return tuple(part.meet(component, part.from_masks(masks)) for part, component in pairs)

    # Meaning

    def _alpha(self, assignments: NDArray[np.int64]) -> Components:
        return tuple(part.alpha(assignments) for part in self.parts)

    def _contains(self, element: Components, assignments: NDArray[np.int64]) -> Truth:
        inside: Truth = True
        for part, component in zip(self.parts, element, strict=True):
            inside = inside & part.contains(component, assignments)
        return inside

    def sample(self, rng: np.random.Generator) -> tuple[Components, Assignment]:
        """Return a random element joined with a random assignment, and that assignment."""
        member = tuple(int(rng.choice(values)) for values in self.structure.values)
        return self.join(self.lattice.sample(rng), self.alpha([member])), member

    # Deductions

    def _deduce(self, problem: Problem, element: Components) -> Components:
        """Let each domain deduce and all exchange, until nothing changes."""
        while True:
            pairs = zip(self.parts, element, strict=True)
            deduced = tuple(part.deduce(problem, component) for part, component in pairs)
            lower = self.lattice.reduce(deduced)
            if everywhere(self.lattice.equal(lower, element)):
                return element
            element = lower

    @property
    def claims(self) -> frozenset[str]:
        """What all of them claim."""
        return frozenset[str].intersection(*(part.claims for part in self.parts))

    # Candidates

    def to_masks(self, element: Components) -> Masks:
        """Return the candidates that all components leave."""
        told = [part.to_masks(c) for part, c in zip(self.parts, element, strict=True)]
        masks = told[0]
        for others in told[1:]:
            masks = tuple(mask & other for mask, other in zip(masks, others, strict=True))
        return masks

    def from_masks(self, masks: Sequence[int]) -> Components:
        """Return the element of candidate sets."""
        return self.lattice.reduce(tuple(part.from_masks(masks) for part in self.parts))


def pairs_and_equations(structure: Structure) -> ReducedDomain:
    """Pairs and linear equations modulo 2 at once; neither says what the other does."""
    return ReducedDomain(structure, (PairDomain, AffineDomain))
