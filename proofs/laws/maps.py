"""The laws of an operator as fixpoint iteration uses it (`lattice.chaotic_iteration`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from lattice import Lattice, Operator, everywhere
from proofs.laws.base import Law, Sort, law
from proofs.laws.sorts import ElementSort

Element = Any


@dataclass(frozen=True, eq=False)
class OperatorWorld:
    """An operator on a lattice; the sort is ``element``."""

    name: str
    lattice: Lattice[Any]
    operator: Operator[Any]
    weight: ClassVar[int] = 1

    def sort(self, name: str) -> Sort[Any]:
        """Return the elements."""
        assert name == "element", name
        return ElementSort(self.lattice)

    def below(self, left: Element, right: Element) -> bool:
        """Whether left ⊑ right."""
        return everywhere(self.lattice.leq(left, right))


def claims_idempotence(world: OperatorWorld) -> str | None:
    """Apply to operators that say so."""
    return None if world.operator.idempotent else "not claimed"


@law("operator", "f(a) is a proper element", "element", about="Operator.apply")
def image_is_proper(world: OperatorWorld, a: Element) -> str | None:
    """The operator stays in the lattice."""
    return world.lattice.why_improper(world.operator.apply(a))


@law("operator", "f(a) ⊑ a", "element", about="Operator.apply refute_reductive")
def operator_is_reductive(world: OperatorWorld, a: Element) -> str | None:
    """It only descends."""
    image = world.operator.apply(a)
    return None if world.below(image, a) else f"f(a) = {world.lattice.label(image)}"


@law("operator", "a ⊑ b ⇒ f(a) ⊑ f(b)", *["element"] * 2, about="Operator.apply refute_monotone")
def operator_is_monotone(world: OperatorWorld, a: Element, b: Element) -> str | None:
    """It knows no less where more is known; a stands for a ⊓ b."""
    low = world.lattice.meet(a, b)
    less, more = world.operator.apply(low), world.operator.apply(b)
    if world.below(less, more):
        return None
    label = world.lattice.label
    return f"f({label(low)}) = {label(less)} is not below f(b) = {label(more)}"


@law(
    "operator",
    "f(f(a)) = f(a)",
    "element",
    about="Operator.idempotent refute_idempotent",
    applies=claims_idempotence,
)
def operator_is_idempotent(world: OperatorWorld, a: Element) -> str | None:
    """The worklist does not run it again for its own changes."""
    once = world.operator.apply(a)
    again = world.operator.apply(once)
    if everywhere(world.lattice.equal(once, again)):
        return None
    return f"f(a) = {world.lattice.label(once)}, f(f(a)) = {world.lattice.label(again)}"


@law(
    "operator",
    "b ⊑ a, f(a) = a and b differs only where f does not read ⇒ f(b) = b",
    *["element"] * 2,
    about="Operator.reads refute_reads",
)
def reads_are_declared(world: OperatorWorld, a: Element, b: Element) -> str | None:
    """The worklist wakes it when it may have something to say; a is brought to a fixed point."""
    lattice, apply = world.lattice, world.operator.apply
    for _ in range(64):  # the height of what is audited; an operator that climbs breaks another law
        before, a = a, apply(a)
        if not lattice.changed_components(before, a):
            break
    low = lattice.meet(a, b)
    if lattice.changed_components(a, low) & world.operator.reads:
        return None
    moved = lattice.changed_components(low, apply(low))
    if not moved:
        return None
    return f"{lattice.label(a)} is a fixed point and {lattice.label(low)} is not"


OPERATOR_LAWS: tuple[Law, ...] = (
    image_is_proper,
    operator_is_reductive,
    operator_is_monotone,
    operator_is_idempotent,
    reads_are_declared,
)
"""Every law of an operator."""
