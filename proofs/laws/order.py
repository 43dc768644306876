"""The laws of a lattice: partial order, bounds, meet and join, and the templates built on them.

Equality is judged by labels, which do not rely on the order that the laws examine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from lattice import Lattice, ReducedProduct
from proofs.laws.base import Law, Sort, law
from proofs.laws.sorts import ElementSort

Element = Any


@dataclass(frozen=True, eq=False)
class LatticeWorld:
    """A lattice under law; the sort is ``element``."""

    name: str
    lattice: Lattice[Any]
    weight: ClassVar[int] = 1

    def sort(self, name: str) -> Sort[Any]:
        """Return the elements."""
        assert name == "element", name
        return ElementSort(self.lattice)

    def differ(self, left: tuple[str, Element], right: tuple[str, Element]) -> str | None:
        """Say that two terms, each with its value, differ; None when they are the same."""
        first, second = self.lattice.label(left[1]), self.lattice.label(right[1])
        if first == second:
            return None
        return f"{left[0]} = {first}, but {right[0]} = {second}"


def below(world: LatticeWorld, left: Element, right: Element) -> bool:
    """Whether left ⊑ right, of single elements."""
    return bool(world.lattice.leq(left, right))


# Partial order


@law("lattice", "a ⊑ a", "element", about="Lattice.leq")
def reflexive(world: LatticeWorld, a: Element) -> str | None:
    """Every element is below itself."""
    return None if below(world, a, a) else "a is not below itself"


@law("lattice", "a ⊑ b and b ⊑ a imply a = b", "element", "element", about="Lattice.leq")
def antisymmetric(world: LatticeWorld, a: Element, b: Element) -> str | None:
    """Two elements below each other are one."""
    if below(world, a, b) and below(world, b, a):
        return world.differ(("a", a), ("b", b))
    return None


@law("lattice", "a ⊑ b and b ⊑ c imply a ⊑ c", "element", "element", "element", about="Lattice.leq")
def transitive(world: LatticeWorld, a: Element, b: Element, c: Element) -> str | None:
    """The order can be chained."""
    if below(world, a, b) and below(world, b, c) and not below(world, a, c):
        return "a ⊑ b and b ⊑ c, but a is not below c"
    return None


@law("lattice", "⊥ ⊑ a ⊑ ⊤", "element", about="Lattice.top Lattice.bottom")
def bounded(world: LatticeWorld, a: Element) -> str | None:
    """The bounds are bounds."""
    if not below(world, world.lattice.bottom, a):
        return "the bottom is not below a"
    return None if below(world, a, world.lattice.top) else "a is not below the top"


# Meet and join


@law("lattice", "c ⊑ a ⊓ b ⇔ c ⊑ a and c ⊑ b", *["element"] * 3, about="Lattice.meet")
def meet_is_greatest_lower_bound(
    world: LatticeWorld, a: Element, b: Element, c: Element
) -> str | None:
    """The definition of the meet."""
    met = world.lattice.meet(a, b)
    both = below(world, c, a) and below(world, c, b)
    if both == below(world, c, met):
        return None
    return f"a ⊓ b = {world.lattice.label(met)}, but c is {'' if both else 'not '}below both"


@law("lattice", "a ⊔ b ⊑ c ⇔ a ⊑ c and b ⊑ c", *["element"] * 3, about="Lattice.join")
def join_is_least_upper_bound(
    world: LatticeWorld, a: Element, b: Element, c: Element
) -> str | None:
    """The definition of the join."""
    joined = world.lattice.join(a, b)
    both = below(world, a, c) and below(world, b, c)
    if both == below(world, joined, c):
        return None
    return f"a ⊔ b = {world.lattice.label(joined)}, but c is {'' if both else 'not '}above both"


@law("lattice", "a ⊓ a = a = a ⊔ a", "element", about="Lattice.meet Lattice.join")
def idempotent(world: LatticeWorld, a: Element) -> str | None:
    """Once is enough."""
    met, joined = world.lattice.meet(a, a), world.lattice.join(a, a)
    return world.differ(("a ⊓ a", met), ("a", a)) or world.differ(("a ⊔ a", joined), ("a", a))


@law("lattice", "a ⊓ b = b ⊓ a, a ⊔ b = b ⊔ a", *["element"] * 2, about="Lattice.meet Lattice.join")
def commutative(world: LatticeWorld, a: Element, b: Element) -> str | None:
    """The order of two operands does not matter."""
    meet, join = world.lattice.meet, world.lattice.join
    return world.differ(("a ⊓ b", meet(a, b)), ("b ⊓ a", meet(b, a))) or world.differ(
        ("a ⊔ b", join(a, b)), ("b ⊔ a", join(b, a))
    )


@law("lattice", "(a ⊓ b) ⊓ c = a ⊓ (b ⊓ c)", *["element"] * 3, about="Lattice.meet")
def meet_associative(world: LatticeWorld, a: Element, b: Element, c: Element) -> str | None:
    """Meets need no brackets."""
    meet = world.lattice.meet
    left, right = meet(meet(a, b), c), meet(a, meet(b, c))
    return world.differ(("(a ⊓ b) ⊓ c", left), ("a ⊓ (b ⊓ c)", right))


@law("lattice", "(a ⊔ b) ⊔ c = a ⊔ (b ⊔ c)", *["element"] * 3, about="Lattice.join")
def join_associative(world: LatticeWorld, a: Element, b: Element, c: Element) -> str | None:
    """Joins need no brackets."""
    join = world.lattice.join
    left, right = join(join(a, b), c), join(a, join(b, c))
    return world.differ(("(a ⊔ b) ⊔ c", left), ("a ⊔ (b ⊔ c)", right))


@law(
    "lattice",
    "a ⊓ (a ⊔ b) = a = a ⊔ (a ⊓ b)",
    *["element"] * 2,
    about="Lattice.meet Lattice.join",
)
def absorption(world: LatticeWorld, a: Element, b: Element) -> str | None:
    """Meet and join belong to one order."""
    meet, join = world.lattice.meet, world.lattice.join
    return world.differ(("a ⊓ (a ⊔ b)", meet(a, join(a, b))), ("a", a)) or world.differ(
        ("a ⊔ (a ⊓ b)", join(a, meet(a, b))), ("a", a)
    )


@law(
    "lattice",
    "a ⊑ b ⇔ a ⊓ b = a ⇔ a ⊔ b = b",
    *["element"] * 2,
    about="Lattice.leq Lattice.meet Lattice.join",
)
def order_agrees_with_meet_and_join(world: LatticeWorld, a: Element, b: Element) -> str | None:
    """The order is that of the operations."""
    less = below(world, a, b)
    by_meet = world.differ(("a ⊓ b", world.lattice.meet(a, b)), ("a", a))
    by_join = world.differ(("a ⊔ b", world.lattice.join(a, b)), ("b", b))
    if less:
        return by_meet or by_join
    return None if by_meet and by_join else "a is not below b, but a ⊓ b = a or a ⊔ b = b"


@law(
    "lattice",
    "a ⊓ ⊤ = a = a ⊔ ⊥, a ⊓ ⊥ = ⊥, a ⊔ ⊤ = ⊤",
    "element",
    about="Lattice.meet Lattice.join Lattice.top Lattice.bottom",
)
def bounds_are_neutral(world: LatticeWorld, a: Element) -> str | None:
    """What a bound does to an element."""
    lattice = world.lattice
    top, bottom = lattice.top, lattice.bottom
    return (
        world.differ(("a ⊓ ⊤", lattice.meet(a, top)), ("a", a))
        or world.differ(("a ⊔ ⊥", lattice.join(a, bottom)), ("a", a))
        or world.differ(("a ⊓ ⊥", lattice.meet(a, bottom)), ("⊥", bottom))
        or world.differ(("a ⊔ ⊤", lattice.join(a, top)), ("⊤", top))
    )


# Templates and support


@law(
    "lattice",
    "equal(a, b) ⇔ a and b have one label",
    *["element"] * 2,
    about="Lattice.equal Lattice.label",
)
def equal_agrees_with_label(world: LatticeWorld, a: Element, b: Element) -> str | None:
    """Different elements have different labels."""
    equal, differ = bool(world.lattice.equal(a, b)), world.differ(("a", a), ("b", b))
    if equal:
        return differ
    return None if differ else "a and b have one label and are not equal"


@law(
    "lattice",
    "is_top(a) ⇔ a = ⊤, is_bottom(a) ⇔ a = ⊥",
    "element",
    about="Lattice.is_top Lattice.is_bottom",
)
def extremes_are_recognised(world: LatticeWorld, a: Element) -> str | None:
    """The bounds, and nothing else, are told."""
    lattice = world.lattice
    if bool(lattice.is_top(a)) != (world.differ(("", a), ("", lattice.top)) is None):
        return "is_top is wrong"
    same = world.differ(("", a), ("", lattice.bottom)) is None
    return None if bool(lattice.is_bottom(a)) == same else "is_bottom is wrong"


MOST_LISTED = 300
"""A lattice with more elements is not listed for the law below."""


def listable(world: LatticeWorld) -> str | None:
    """Apply to lattices of few elements."""
    return None if world.lattice.cardinality <= MOST_LISTED else "too many elements to list"


@law(
    "lattice",
    "elements lists each of the elements once",
    about="Lattice.elements Lattice.cardinality",
    applies=listable,
)
def elements_are_listed_once(world: LatticeWorld) -> str | None:
    """An exhaustive audit tries what is listed; the cardinality of a reduced product is a bound."""
    labels = [world.lattice.label(element) for element in world.lattice.elements()]
    cardinality, different = world.lattice.cardinality, len(set(labels))
    bounded = isinstance(world.lattice, ReducedProduct) and different <= cardinality
    if len(labels) == different and (different == cardinality or bounded):
        return None
    return f"{len(labels)} are listed, {different} different, of {cardinality}"


@law(
    "lattice",
    "meet_all and join_all fold a, b, c",
    *["element"] * 3,
    about="Lattice.meet_all Lattice.join_all",
)
def folds(world: LatticeWorld, a: Element, b: Element, c: Element) -> str | None:
    """Many operands are two at a time."""
    lattice = world.lattice
    met = lattice.meet(a, lattice.meet(b, c))
    joined = lattice.join(a, lattice.join(b, c))
    return world.differ(("meet_all", lattice.meet_all([a, b, c])), ("⊓", met)) or world.differ(
        ("join_all", lattice.join_all([a, b, c])), ("⊔", joined)
    )


@law(
    "lattice",
    "a, b, ⊤, ⊥, a ⊓ b and a ⊔ b are proper elements",
    *["element"] * 2,
    about="Lattice.proper Lattice.why_improper Lattice.require_proper Lattice.sample",
)
def results_are_proper(world: LatticeWorld, a: Element, b: Element) -> str | None:
    """Nothing leaves the representation."""
    lattice = world.lattice
    results = (a, b, lattice.top, lattice.bottom, lattice.meet(a, b), lattice.join(a, b))
    for element in results:
        why = lattice.why_improper(element)
        if why is not None or not lattice.proper(element):
            return why or "proper and why_improper disagree"
    return None if lattice.require_proper(a) is a else "require_proper returns something else"


@law(
    "lattice",
    "explain_not_leq(a, b) says something ⇔ not a ⊑ b",
    *["element"] * 2,
    about="Lattice.explain_not_leq",
)
def explained_exactly_where_it_fails(world: LatticeWorld, a: Element, b: Element) -> str | None:
    """Whoever is not below is told why."""
    reason = world.lattice.explain_not_leq(a, b)
    if (reason is None) == below(world, a, b) and reason != "":
        return None
    return f"the explanation is {reason!r}"


@law(
    "lattice",
    "changed_components(a, b) = ∅ ⇔ a = b",
    *["element"] * 2,
    about="Lattice.changed_components",
)
def changed_exactly_where_different(world: LatticeWorld, a: Element, b: Element) -> str | None:
    """A difference is somewhere."""
    changed = world.lattice.changed_components(a, b)
    same = world.differ(("", a), ("", b)) is None
    return None if (not changed) == same else f"the changed components are {set(changed)}"


LATTICE_LAWS: tuple[Law, ...] = (
    reflexive,
    antisymmetric,
    transitive,
    bounded,
    meet_is_greatest_lower_bound,
    join_is_least_upper_bound,
    idempotent,
    commutative,
    meet_associative,
    join_associative,
    absorption,
    order_agrees_with_meet_and_join,
    bounds_are_neutral,
    equal_agrees_with_label,
    extremes_are_recognised,
    folds,
    elements_are_listed_once,
    results_are_proper,
    explained_exactly_where_it_fails,
    changed_exactly_where_different,
)
"""Every law of a lattice, the basic ones first."""
