"""The world of a Galois connection: elements, concrete elements, and sets of these."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, Any, ClassVar

from lattice import GaloisConnection, ReducedProduct, everywhere
from lattice.errors import LatticeError
from proofs.laws.base import Sort
from proofs.laws.sorts import ElementSort, ListedSort

if TYPE_CHECKING:
    import numpy as np

Element = Any
Concrete = Any
Connection = GaloisConnection[Any, Any]

UNIVERSE_LIMIT = 32
"""Universes above this many concrete elements are sampled."""


@dataclass(frozen=True, eq=False)
class SetSort(Sort[frozenset[Any]]):
    """Finite sets of concrete elements, small ones first."""

    universe: tuple[Any, ...] | None
    draw_one: Callable[[np.random.Generator], Any]
    MOST = 4
    """Members of a sampled set."""

    @property
    def count(self) -> int | None:  # type: ignore[override]
        """Two to the size of the universe, where that can be listed."""
        listed = self.universe is not None and len(self.universe) <= 16
        return 1 << len(self.universe or ()) if listed else None

    def all(self) -> Iterator[frozenset[Any]]:
        """Yield subsets by their size; of a large universe the empty one and the singletons."""
        universe = self.universe or ()
        most = len(universe) if self.count is not None else min(1, len(universe))
        return (frozenset(s) for n in range(most + 1) for s in combinations(universe, n))

    def sample(
        self, rng: np.random.Generator, drawn: Sequence[frozenset[Any]] = ()
    ) -> frozenset[Any]:
        """Return a few random members, half of the time with those of an earlier set."""
        size = int(rng.integers(self.MOST + 1))
        fresh = frozenset(self.draw_one(rng) for _ in range(size))
        return fresh | drawn[-1] if drawn and rng.random() < 0.5 else fresh

    def smaller(self, value: frozenset[Any]) -> Iterator[frozenset[Any]]:
        """Yield the set without one member."""
        return (value - {one} for one in sorted(value, key=repr))

    def draw(self, value: frozenset[Any]) -> str:
        """Return the members in braces."""
        return "{" + ", ".join(map(str, sorted(value, key=repr))) + "}"

    def dump(self, value: frozenset[Any]) -> object:
        """Return the members, sorted."""
        return sorted(value, key=repr)

    def load(self, data: Any) -> frozenset[Any]:  # noqa: ANN401
        """Read the members; JSON has lists where tuples were."""
        return frozenset(tuple(one) if isinstance(one, list) else one for one in data)


@dataclass(frozen=True, eq=False)
class OneSort(Sort[Any]):
    """Concrete elements."""

    universe: tuple[Any, ...] | None
    draw_one: Callable[[np.random.Generator], Any]

    @property
    def count(self) -> int | None:  # type: ignore[override]
        """The size of the universe, where it can be listed."""
        return None if self.universe is None else len(self.universe)

    def all(self) -> Iterator[Any]:
        """Yield the universe."""
        return iter(self.universe or ())

    def sample(self, rng: np.random.Generator, drawn: Sequence[Any] = ()) -> Any:  # noqa: ANN401
        """Return any."""
        return self.draw_one(rng)

    def load(self, data: Any) -> Any:  # noqa: ANN401
        """JSON has lists where tuples were."""
        return tuple(data) if isinstance(data, list) else data


@dataclass(frozen=True, eq=False)
class ConnectionWorld:
    """A connection under law; sorts are ``element``, ``set``, ``one`` and ``unreduced``.

    Attributes:
        name: see `World`.
        connection: what is under law.
        fresh: random elements, where the lattice's own sample will not do.
        draw_one: a random concrete element; from the universe by default.
        drawing: how to draw an element.
    """

    name: str
    connection: Connection
    fresh: Callable[[np.random.Generator], Element] | None = None
    draw_one: Callable[[np.random.Generator], Concrete] | None = None
    drawing: Callable[[Element], str] | None = None
    weight: ClassVar[int] = 1

    @cached_property
    def universe(self) -> tuple[Any, ...] | None:
        """All concrete elements, or None: too many, or none declared."""
        try:
            return self.connection.all_concrete(UNIVERSE_LIMIT)
        except LatticeError:
            return None

    def sort(self, name: str) -> Sort[Any]:
        """Return the elements, sets of concrete elements, single ones, or those of a product."""
        if name == "set":
            return SetSort(self.universe, self._draw_one)
        if name == "one":
            return OneSort(self.universe, self._draw_one)
        if name == "unreduced":
            assert isinstance(self.connection.lattice, ReducedProduct)
            return ElementSort(self.connection.lattice.product)
        assert name == "element", name
        return ElementSort(self.connection.lattice, self.fresh, self.drawing)

    def _draw_one(self, rng: np.random.Generator) -> Concrete:
        if self.draw_one is not None:
            return self.draw_one(rng)
        assert self.universe is not None, "a connection without a universe needs draw_one"
        return ListedSort(self.universe).sample(rng)

    def below(self, left: Element, right: Element) -> bool:
        """Whether left ⊑ right."""
        return everywhere(self.connection.lattice.leq(left, right))

    def label(self, element: Element) -> str:
        """Return the element in words."""
        return (self.drawing or self.connection.lattice.label)(element)

    def outside(self, element: Element, concrete: frozenset[Any]) -> list[Any]:
        """The members of a set that are not in γ(element)."""
        contains = self.connection.contains
        return [one for one in sorted(concrete, key=repr) if not contains(element, one)]
