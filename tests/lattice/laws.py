"""The laws of a lattice as plain functions: no test framework, first counterexample or None.

Each law is a predicate over a lattice and some single elements. `first_counterexample` looks for
elements at which it fails, over all tuples of the elements it is given.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from lattice import Lattice

E = TypeVar("E")


@dataclass(frozen=True, slots=True)
class Law:
    """A law: its name, how many elements it speaks of, and the operators it pins down."""

    name: str
    arity: int
    operators: frozenset[str]
    holds: Callable[..., bool]


LAWS: dict[str, Law] = {}


def law(*operators: str) -> Callable[[Callable[..., bool]], Callable[..., bool]]:
    """Register the predicate under its name, as a law about the operators."""

    def register(holds: Callable[..., bool]) -> Callable[..., bool]:
        arity = holds.__code__.co_argcount - 1
        LAWS[holds.__name__] = Law(holds.__name__, arity, frozenset(operators), holds)
        return holds

    return register


def first_counterexample(
    lattice: Lattice[Any], law_: Law, elements: Iterable[Any]
) -> tuple[str, ...] | None:
    """The labels of the first elements at which the law fails."""
    for chosen in itertools.product(tuple(elements), repeat=law_.arity):
        if not law_.holds(lattice, *chosen):
            return tuple(lattice.label(element) for element in chosen)
    return None


def same(lattice: Lattice[E], left: E, right: E) -> bool:
    """Equality by label, which does not rely on the order that the laws examine."""
    return lattice.label(left) == lattice.label(right)


# Partial order


@law("leq")
def reflexive(lattice: Lattice[E], a: E) -> bool:
    return bool(lattice.leq(a, a))


@law("leq")
def antisymmetric(lattice: Lattice[E], a: E, b: E) -> bool:
    return not (lattice.leq(a, b) and lattice.leq(b, a)) or same(lattice, a, b)


@law("leq")
def transitive(lattice: Lattice[E], a: E, b: E, c: E) -> bool:
    return not (lattice.leq(a, b) and lattice.leq(b, c)) or bool(lattice.leq(a, c))


@law("top", "bottom")
def bounded(lattice: Lattice[E], a: E) -> bool:
    return bool(lattice.leq(lattice.bottom, a)) and bool(lattice.leq(a, lattice.top))


# Meet and join


@law("meet")
def meet_is_greatest_lower_bound(lattice: Lattice[E], a: E, b: E, c: E) -> bool:
    below_both = bool(lattice.leq(c, a)) and bool(lattice.leq(c, b))
    return below_both == bool(lattice.leq(c, lattice.meet(a, b)))


@law("join")
def join_is_least_upper_bound(lattice: Lattice[E], a: E, b: E, c: E) -> bool:
    above_both = bool(lattice.leq(a, c)) and bool(lattice.leq(b, c))
    return above_both == bool(lattice.leq(lattice.join(a, b), c))


@law("meet", "join")
def idempotent(lattice: Lattice[E], a: E) -> bool:
    return same(lattice, lattice.meet(a, a), a) and same(lattice, lattice.join(a, a), a)


@law("meet", "join")
def commutative(lattice: Lattice[E], a: E, b: E) -> bool:
    meets = same(lattice, lattice.meet(a, b), lattice.meet(b, a))
    return meets and same(lattice, lattice.join(a, b), lattice.join(b, a))


@law("meet")
def meet_associative(lattice: Lattice[E], a: E, b: E, c: E) -> bool:
    left = lattice.meet(lattice.meet(a, b), c)
    return same(lattice, left, lattice.meet(a, lattice.meet(b, c)))


@law("join")
def join_associative(lattice: Lattice[E], a: E, b: E, c: E) -> bool:
    left = lattice.join(lattice.join(a, b), c)
    return same(lattice, left, lattice.join(a, lattice.join(b, c)))


@law("meet", "join")
def absorption(lattice: Lattice[E], a: E, b: E) -> bool:
    meets = same(lattice, lattice.meet(a, lattice.join(a, b)), a)
    return meets and same(lattice, lattice.join(a, lattice.meet(a, b)), a)


@law("leq", "meet", "join")
def order_agrees_with_meet_and_join(lattice: Lattice[E], a: E, b: E) -> bool:
    below = bool(lattice.leq(a, b))
    by_meet = same(lattice, lattice.meet(a, b), a)
    return below == by_meet == same(lattice, lattice.join(a, b), b)


@law("meet", "join", "top", "bottom")
def bounds_are_neutral(lattice: Lattice[E], a: E) -> bool:
    neutral = same(lattice, lattice.meet(a, lattice.top), a)
    neutral = neutral and same(lattice, lattice.join(a, lattice.bottom), a)
    absorbing = same(lattice, lattice.meet(a, lattice.bottom), lattice.bottom)
    return neutral and absorbing and same(lattice, lattice.join(a, lattice.top), lattice.top)


# Templates and support


@law("equal", "label")
def equal_agrees_with_label(lattice: Lattice[E], a: E, b: E) -> bool:
    return bool(lattice.equal(a, b)) == same(lattice, a, b)


@law("is_top", "is_bottom")
def extremes_are_recognised(lattice: Lattice[E], a: E) -> bool:
    top = bool(lattice.is_top(a)) == same(lattice, a, lattice.top)
    return top and bool(lattice.is_bottom(a)) == same(lattice, a, lattice.bottom)


@law("meet_all", "join_all")
def folds(lattice: Lattice[E], a: E, b: E, c: E) -> bool:
    meets = same(lattice, lattice.meet_all([a, b, c]), lattice.meet(a, lattice.meet(b, c)))
    return meets and same(lattice, lattice.join_all([a, b, c]), lattice.join(a, lattice.join(b, c)))


@law("proper", "why_improper", "require_proper")
def results_are_proper(lattice: Lattice[E], a: E, b: E) -> bool:
    results = (a, b, lattice.top, lattice.bottom, lattice.meet(a, b), lattice.join(a, b))
    proper = all(lattice.proper(element) for element in results)
    return proper and lattice.require_proper(a) is a and lattice.why_improper(b) is None


@law("explain_not_leq")
def explained_exactly_where_it_fails(lattice: Lattice[E], a: E, b: E) -> bool:
    reason = lattice.explain_not_leq(a, b)
    return (reason is None) == bool(lattice.leq(a, b)) and reason != ""


@law("changed_components")
def changed_exactly_where_different(lattice: Lattice[E], a: E, b: E) -> bool:
    return (not lattice.changed_components(a, b)) == same(lattice, a, b)
