"""Galois connections between concrete sets and a lattice (Cousot and Cousot 1977, 1979).

alpha maps a finite set of concrete elements to the least lattice element that describes it, gamma
maps a lattice element to the set it describes, and the two are adjoint: alpha(S) <= a exactly
when S is a subset of gamma(a). gamma is a membership test; it is enumerated only over a declared
finite universe.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np

from lattice.errors import NoUniverseError, TooManyElementsError
from lattice.maps import CHECK_LIMIT, Counterexample
from lattice.order import ELEMENT_LIMIT, Element, Lattice, everywhere
from lattice.product import Components, Product
from lattice.reduced import ReducedProduct

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from lattice.candidates import CandidateSets
    from lattice.interval import Interval

Concrete = TypeVar("Concrete", bound=Hashable)


@dataclass(frozen=True, slots=True)
class GaloisConnection(Generic[Element, Concrete]):
    """A lattice with its meaning; elements are single here, concrete elements are hashable.

    Attributes:
        lattice: the abstract side.
        alpha: the best abstraction of a finite collection of concrete elements.
        contains: membership in gamma.
        universe: gives all concrete elements; None where there are too many to list.
    """

    lattice: Lattice[Element]
    alpha: Callable[[Iterable[Concrete]], Element]
    contains: Callable[[Element, Concrete], bool]
    universe: Callable[[], Iterable[Concrete]] | None = None

    @classmethod
    def from_representation(
        cls,
        lattice: Lattice[Element],
        represent: Callable[[Concrete], Element],
        universe: Callable[[], Iterable[Concrete]] | None = None,
    ) -> GaloisConnection[Element, Concrete]:
        """From the best abstraction of each single concrete element.

        alpha is then the join, and gamma(a) all whose representation is below a (the representation
        functions of Nielson, Nielson and Hankin 1999, section 4.3).
        """

        def alpha(concrete: Iterable[Concrete]) -> Element:
            return lattice.join_all(represent(one) for one in concrete)

        def contains(element: Element, one: Concrete) -> bool:
            return everywhere(lattice.leq(represent(one), element))

        return cls(lattice, alpha, contains, universe)

    def all_concrete(self, limit: int = ELEMENT_LIMIT) -> tuple[Concrete, ...]:
        """The whole universe.

        Raises `NoUniverseError` where none is declared, `TooManyElementsError` above ``limit``.
        """
        if self.universe is None:
            raise NoUniverseError(f"this connection to {self.lattice} declares no finite universe")
        listed = tuple(itertools.islice(self.universe(), limit + 1))
        if len(listed) > limit:
            raise TooManyElementsError(f"the universe has more than {limit} concrete elements")
        return listed

    def gamma(self, element: Element, limit: int = ELEMENT_LIMIT) -> frozenset[Concrete]:
        """The concrete elements that ``element`` describes, by going through the universe."""
        return frozenset(one for one in self.all_concrete(limit) if self.contains(element, one))

    def closure(self, concrete: Iterable[Concrete]) -> frozenset[Concrete]:
        """The closure gamma(alpha(S)): the least describable superset of S."""
        return self.gamma(self.alpha(concrete))

    def reduce(self, element: Element) -> Element:
        """The reduction alpha(gamma(a)): the least element with the meaning of a."""
        return self.alpha(self.gamma(element))

    def best_abstraction(
        self, image: Callable[[Concrete], Iterable[Concrete]]
    ) -> Callable[[Element], Element]:
        """The composition alpha . f . gamma, the best abstract version of the concrete map f.

        ``image`` gives the results of f for one concrete element: one for a function, any number
        for a relation, none or the element itself for a filter.
        """

        def best(element: Element) -> Element:
            return self.alpha(result for one in self.gamma(element) for result in image(one))

        return best

    def best_deduction(self, holds: Callable[[Concrete], bool]) -> Callable[[Element], Element]:
        """The best deduction: a to alpha of the members of gamma(a) at which ``holds``.

        This is ded_p where ``holds`` tells the solutions of the problem p.
        """
        return self.best_abstraction(lambda one: (one,) if holds(one) else ())

    def refute_sound(
        self,
        deduction: Callable[[Element], Element],
        holds: Callable[[Concrete], bool] | None = None,
        limit: int = CHECK_LIMIT,
    ) -> Counterexample[Element] | None:
        """An element from whose gamma the deduction removes a solution, if there is one.

        ``holds`` tells the solutions; without it everything is one, and the check says whether the
        deduction preserves gamma, as a reduction has to.
        """
        for element in self.lattice.elements(limit):
            lost = self.gamma(element) - self.gamma(deduction(element))
            named = sorted(repr(one) for one in lost if holds is None or holds(one))
            if named:
                text = f"at {self.lattice.label(element)} it loses {named[0]}"
                return Counterexample("sound", (element,), text)
        return None


def direct_product(
    connections: Sequence[GaloisConnection[Element, Concrete]],
) -> GaloisConnection[Components, Concrete]:
    """Several descriptions of one universe side by side; gamma is the intersection."""

    def alpha(concrete: Iterable[Concrete]) -> Components:
        listed = tuple(concrete)
        return tuple(connection.alpha(listed) for connection in connections)

    def contains(element: Components, one: Concrete) -> bool:
        zipped = zip(connections, element, strict=True)
        return all(connection.contains(component, one) for connection, component in zipped)

    product = Product(tuple(connection.lattice for connection in connections))
    return GaloisConnection(product, alpha, contains, connections[0].universe)


def reduced_product(
    connections: Sequence[GaloisConnection[Element, Concrete]],
    reduction: Callable[[Components], Components],
) -> GaloisConnection[Components, Concrete]:
    """The direct product whose components exchange what they know through ``reduction``.

    alpha needs no reduction: it is the least element with its meaning already, and a reduction that
    keeps gamma cannot go below.
    """
    direct = direct_product(connections)
    product = Product(tuple(connection.lattice for connection in connections))
    reduced = ReducedProduct(product, reduction)
    return GaloisConnection(reduced, direct.alpha, direct.contains, direct.universe)


def cartesian_connection(
    candidates: CandidateSets,
) -> GaloisConnection[NDArray[np.uint64], tuple[int, ...]]:
    """Candidate sets as the abstraction of sets of assignments.

    >>> from lattice import CandidateSets
    >>> pairs = cartesian_connection(CandidateSets((3, 3)))
    >>> different = pairs.best_deduction(lambda pair: pair[0] != pair[1])
    >>> element = pairs.lattice.meet(pairs.lattice.top, pairs.alpha([(0, 0), (0, 1)]))
    >>> pairs.lattice.label(element), pairs.lattice.label(different(element))
    ('({0}, {0, 1})', '({0}, {1})')
    """
    return GaloisConnection.from_representation(
        candidates,
        lambda assignment: candidates.singleton(_vector(assignment)),
        lambda: candidates.members(candidates.top),
    )


def interval_connection(interval: Interval) -> GaloisConnection[NDArray[np.int64], int]:
    """Intervals as the abstraction of sets of integers."""
    return GaloisConnection.from_representation(
        interval,
        lambda value: interval.alpha(_vector((value,))),
        lambda: interval.members(interval.top),
    )


def _vector(values: Sequence[int]) -> NDArray[np.int64]:
    return np.asarray(values, dtype=np.int64)
