"""The laws of a Galois connection (Cousot and Cousot, POPL 1977).

α(S) ⊑ a ⇔ S ⊆ γ(a) says it all; what follows from it is checked too, because a broken connection
is easier to understand by the consequence that it breaks. γ is only used as a membership test,
except where a law says ``where the universe can be listed``.
"""

from __future__ import annotations

from typing import Any

from lattice import ReducedProduct, everywhere
from proofs.laws.base import Law, law
from proofs.laws.connection_world import Concrete, ConnectionWorld, Element


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
