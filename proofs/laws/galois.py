"""The laws of a Galois connection (Cousot and Cousot, POPL 1977).

α(S) ⊑ a ⇔ S ⊆ γ(a) says it all; what follows from it is checked too, because a broken connection
is easier to understand by the consequence that it breaks. γ is only used as a membership test,
except where a law says ``where the universe can be listed``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, Any, ClassVar

from lattice import GaloisConnection, ReducedProduct, everywhere
from lattice.errors import LatticeError
from proofs.laws.base import Law, Sort, law
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


def listed(world: ConnectionWorld) -> str | None:
    """Apply to connections whose universe can be listed."""
    return None if world.universe is not None else "the universe cannot be listed"


def reduced(world: ConnectionWorld) -> str | None:
    """Apply to reduced products."""
    return None if isinstance(world.connection.lattice, ReducedProduct) else "no reduced product"


@law("galois", "α(∅) = ⊥", about="GaloisConnection.alpha AbstractDomain.alpha")
def alpha_of_nothing_is_bottom(world: ConnectionWorld) -> str | None:
    """The best description of nothing."""
    empty, lattice = world.connection.alpha([]), world.connection.lattice
    return None if everywhere(lattice.is_bottom(empty)) else f"α(∅) = {lattice.label(empty)}"


@law("galois", "α(s) is a proper element", "set", about="GaloisConnection.alpha")
def alpha_is_proper(world: ConnectionWorld, s: frozenset[Any]) -> str | None:
    """What α gives belongs to the lattice."""
    return world.connection.lattice.why_improper(world.connection.alpha(s))


@law(
    "galois",
    "s ⊆ γ(α(s))",
    "set",
    about="GaloisConnection.alpha GaloisConnection.closure AbstractDomain.contains",
)
def gamma_after_alpha_is_extensive(world: ConnectionWorld, s: frozenset[Any]) -> str | None:
    """α forgets no member."""
    alpha = world.connection.alpha(s)
    lost = world.outside(alpha, s)
    return f"α(s) = {world.label(alpha)} does not allow {lost[0]}" if lost else None


@law(
    "galois",
    "α(s) ⊑ a ⇔ s ⊆ γ(a)",
    "set",
    "element",
    about="GaloisConnection.alpha GaloisConnection.contains GaloisConnection.from_representation "
    "AbstractDomain.alpha AbstractDomain.contains",
)
def adjoint(world: ConnectionWorld, s: frozenset[Any], a: Element) -> str | None:
    """The adjunction."""
    alpha = world.connection.alpha(s)
    less, lost = world.below(alpha, a), world.outside(a, s)
    if less == (not lost):
        return None
    if less:
        return f"α(s) = {world.label(alpha)} is below a, but {lost[0]} is not in γ(a)"
    return f"all of s is in γ(a), but α(s) = {world.label(alpha)} is not below a"


@law("galois", "s ⊆ t ⇒ α(s) ⊑ α(t)", "set", "set", about="GaloisConnection.alpha")
def alpha_is_monotone(world: ConnectionWorld, s: frozenset[Any], t: frozenset[Any]) -> str | None:
    """More members, more is allowed; t stands for s ∪ t."""
    less, more = world.connection.alpha(s), world.connection.alpha(s | t)
    if world.below(less, more):
        return None
    return f"α(s) = {world.label(less)} is not below α(s ∪ t) = {world.label(more)}"


@law("galois", "a ⊑ b ⇒ γ(a) ⊆ γ(b)", *["element"] * 2, "one", about="GaloisConnection.contains")
def gamma_is_monotone(world: ConnectionWorld, a: Element, b: Element, x: Concrete) -> str | None:
    """What a lower element allows, a higher one allows; b stands for a ⊔ b."""
    above = world.connection.lattice.join(a, b)
    contains = world.connection.contains
    if contains(a, x) and not contains(above, x):
        return f"x is in γ(a) and not in γ(a ⊔ b), where a ⊔ b = {world.label(above)}"
    return None


@law("galois", "γ(a ⊓ b) = γ(a) ∩ γ(b)", *["element"] * 2, "one", about="GaloisConnection.contains")
def gamma_keeps_meets(world: ConnectionWorld, a: Element, b: Element, x: Concrete) -> str | None:
    """A meet knows what both know (an upper adjoint keeps meets)."""
    met, contains = world.connection.lattice.meet(a, b), world.connection.contains
    both = contains(a, x) and contains(b, x)
    if contains(met, x) == both:
        return None
    return f"x is {'' if both else 'not '}in both, and the meet {world.label(met)} says otherwise"


@law("galois", "γ(⊤) is everything, γ(⊥) nothing", "one", about="GaloisConnection.contains")
def extremes_mean_everything_and_nothing(world: ConnectionWorld, x: Concrete) -> str | None:
    """No knowledge and contradiction."""
    lattice, contains = world.connection.lattice, world.connection.contains
    if not contains(lattice.top, x):
        return "x is not in γ(⊤)"
    return "x is in γ(⊥)" if contains(lattice.bottom, x) else None


@law(
    "galois",
    "α(γ(a)) ⊑ a",
    "element",
    about="GaloisConnection.reduce GaloisConnection.gamma",
    applies=listed,
)
def alpha_after_gamma_is_reductive(world: ConnectionWorld, a: Element) -> str | None:
    """Describing again what a means gives nothing above a."""
    again = world.connection.reduce(a)
    return None if world.below(again, a) else f"α(γ(a)) = {world.label(again)}"


@law(
    "galois",
    "γ(α(γ(a))) = γ(a)",
    "element",
    about="GaloisConnection.reduce GaloisConnection.closure",
    applies=listed,
)
def reduction_keeps_the_meaning(world: ConnectionWorld, a: Element) -> str | None:
    """Describing again loses no member."""
    gamma = world.connection.gamma(a)
    lost = gamma ^ world.connection.closure(gamma)
    return f"they differ at {sorted(lost, key=repr)[0]}" if lost else None


@law(
    "galois",
    "ρ keeps γ: x ∈ γ(a) ⇔ x ∈ γ(ρ(a))",
    "unreduced",
    "one",
    about="ReducedProduct.reduce reduced_product",
    applies=reduced,
)
def reduction_of_a_product_keeps_gamma(
    world: ConnectionWorld, a: Element, x: Concrete
) -> str | None:
    """Components that exchange what they know lose nothing (Cousot and Cousot 1979, 10.1)."""
    lattice = world.connection.lattice
    assert isinstance(lattice, ReducedProduct)
    less, contains = lattice.reduce(a), world.connection.contains
    if contains(a, x) == contains(less, x):
        return None
    return f"ρ(a) = {lattice.label(less)} says otherwise of x"


@law(
    "galois",
    "a ⊑ b ⇒ ρ(a) ⊑ ρ(b)",
    *["unreduced"] * 2,
    about="ReducedProduct.reduce",
    applies=reduced,
)
def reduction_of_a_product_is_monotone(
    world: ConnectionWorld, a: Element, b: Element
) -> str | None:
    """Otherwise the fixed points are no lattice; a stands for a ⊓ b."""
    lattice = world.connection.lattice
    assert isinstance(lattice, ReducedProduct)
    less, more = lattice.reduce(lattice.product.meet(a, b)), lattice.reduce(b)
    if everywhere(lattice.leq(less, more)):
        return None
    return f"ρ(a ⊓ b) = {lattice.label(less)} is not below ρ(b) = {lattice.label(more)}"


GALOIS_LAWS: tuple[Law, ...] = (
    alpha_of_nothing_is_bottom,
    alpha_is_proper,
    gamma_after_alpha_is_extensive,
    adjoint,
    alpha_is_monotone,
    gamma_is_monotone,
    gamma_keeps_meets,
    extremes_mean_everything_and_nothing,
    alpha_after_gamma_is_reductive,
    reduction_keeps_the_meaning,
    reduction_of_a_product_keeps_gamma,
    reduction_of_a_product_is_monotone,
)
"""Every law of a Galois connection."""
