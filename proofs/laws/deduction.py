"""The laws of a deduction as an operator on elements: sound, reductive, never below ded_p.

ded_p(a) = α(γ(a) ∩ ‖p‖) is the most precise sound deduction. The solutions are enumerated where
that is possible; where only some are known, the laws say so much of those.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from domains.abstract import AbstractDomain
from domains.problem import Assignment, Problem
from lattice import everywhere
from proofs.laws.base import Law, Sort, law
from proofs.laws.drawing import draw_assignment, equation
from proofs.laws.sorts import ElementSort

Element = Any

GUIDES_KEPT = 50
"""So many solutions help to make a counterexample smaller."""


@dataclass(frozen=True, eq=False)
class DeductionWorld:
    """A deduction for one problem; the sort is ``element``.

    Attributes:
        name: see `World`.
        domain: whose elements it takes and gives.
        problem: what the deduction is for.
        deduce: the deduction.
        known: solutions of the problem, all of them where that is possible.
        claims: ``monotone`` and ``idempotent`` where they are claimed.
        drawing: how to draw an element.
        weight: see `World`.
    """

    name: str
    domain: AbstractDomain[Any]
    problem: Problem
    deduce: Callable[[Element], Element]
    known: tuple[Assignment, ...]
    claims: frozenset[str] = frozenset()
    drawing: Callable[[Element], str] | None = None
    weight: int = 1

    def sort(self, name: str) -> Sort[Any]:
        """Return the elements, sampled around solutions."""
        assert name == "element", name
        encoded = tuple(map(self.problem.structure.encode, self.known[:GUIDES_KEPT]))
        return ElementSort(self.domain.lattice, self._fresh, self.drawing, encoded)

    def _fresh(self, rng: Any) -> Element:  # noqa: ANN401  (numpy's generator)
        """Return a random element; most have a solution inside, which few would have by chance."""
        element, _ = self.domain.sample(rng)
        if not self.known or rng.random() < 0.2:
            return element
        kept = self.known[int(rng.integers(len(self.known)))]
        return self.domain.join(element, self.domain.alpha([kept]))

    def inside(self, element: Element) -> list[Assignment]:
        """The known solutions in γ(element)."""
        if not self.known:
            return []
        allowed = self.domain.contains(element, self.known)
        return [one for one, yes in zip(self.known, allowed, strict=True) if yes]  # type: ignore[arg-type]

    def below(self, left: Element, right: Element) -> bool:
        """Whether left ⊑ right."""
        return everywhere(self.domain.leq(left, right))

    def show(self, term: str, element: Element) -> str:
        """Return ``term = element``, in words or as a drawing."""
        return equation(term, (self.drawing or self.domain.lattice.label)(element))

    def lost(self, solution: Assignment) -> str:
        """Say that a solution is lost."""
        return equation("the lost solution", draw_assignment(self.problem.structure, solution))


def claims(word: str) -> Callable[[DeductionWorld], str | None]:
    """Apply to deductions that claim a property."""
    return lambda world: None if word in world.claims else "not claimed"


@law("deduction", "γ(a) ∩ ‖p‖ ⊆ γ(ded(a))", "element", about="AbstractDomain.deduce")
def sound(world: DeductionWorld, a: Element) -> str | None:
    """No solution is lost."""
    deduced = world.deduce(a)
    for solution in world.inside(a):
        if not everywhere(world.domain.contains(deduced, solution)):
            return f"{world.show('ded(a)', deduced)}\n{world.lost(solution)}"
    return None


@law("deduction", "ded(a) ⊑ a", "element", about="AbstractDomain.deduce")
def reductive(world: DeductionWorld, a: Element) -> str | None:
    """It only descends."""
    deduced = world.deduce(a)
    if world.below(deduced, a):
        return None
    return f"{world.show('ded(a)', deduced)}\n{world.domain.explain_not_leq(deduced, a)}"


@law(
    "deduction",
    "α(γ(a) ∩ ‖p‖) ⊑ ded(a)",
    "element",
    about="AbstractDomain.deduce AbstractDomain.alpha",
)
def never_below_the_best(world: DeductionWorld, a: Element) -> str | None:
    """Nothing sound is below ded_p."""
    best, deduced = world.domain.alpha(world.inside(a)), world.deduce(a)
    if world.below(best, deduced):
        return None
    return f"{world.show('ded_p(a)', best)}\n{world.show('ded(a)', deduced)}"


@law(
    "deduction",
    "γ(ded(a)) = ∅ ⇒ γ(a) ∩ ‖p‖ = ∅",
    "element",
    about="AbstractDomain.deduce AbstractDomain.size",
)
def conflict_means_no_solution(world: DeductionWorld, a: Element) -> str | None:
    """A conflict is stated only where there is one."""
    deduced, inside = world.deduce(a), world.inside(a)
    empty = everywhere(world.domain.lattice.is_bottom(deduced)) or world.domain.size(deduced) == 0
    return f"a conflict is stated\n{world.lost(inside[0])}" if empty and inside else None


@law("deduction", "ded(⊥) = ⊥", about="AbstractDomain.deduce")
def bottom_stays(world: DeductionWorld) -> str | None:
    """Nothing comes back from a contradiction."""
    deduced = world.deduce(world.domain.bottom)
    if everywhere(world.domain.lattice.is_bottom(deduced)):
        return None
    return world.show("ded(⊥)", deduced)


@law("deduction", "ded(a) is proper, and a is left as it was", "element", about="Lattice.proper")
def result_is_proper_and_argument_kept(world: DeductionWorld, a: Element) -> str | None:
    """Elements are values."""
    before = world.domain.lattice.label(a)
    why = world.domain.lattice.why_improper(world.deduce(a))
    if world.domain.lattice.label(a) != before:
        return f"a was {before} before, and is {world.domain.lattice.label(a)} after"
    return why


@law("deduction", "ded(a) = ded(a)", "element", about="AbstractDomain.deduce")
def repeatable(world: DeductionWorld, a: Element) -> str | None:
    """The same question has the same answer."""
    first, second = world.deduce(a), world.deduce(a)
    if everywhere(world.domain.lattice.equal(first, second)):
        return None
    return f"{world.show('first', first)}\n{world.show('then', second)}"


@law(
    "deduction",
    "a ⊑ b ⇒ ded(a) ⊑ ded(b), where claimed",
    *["element"] * 2,
    about="AbstractDomain.claims",
    applies=claims("monotone"),
)
def monotone(world: DeductionWorld, a: Element, b: Element) -> str | None:
    """Where more is known, no less is deduced; a stands for a ⊓ b."""
    low = world.domain.meet(a, b)
    less, more = world.deduce(low), world.deduce(b)
    if world.below(less, more):
        return None
    return f"{world.show('ded(a ⊓ b)', less)}\n{world.show('ded(b)', more)}"


@law(
    "deduction",
    "ded(ded(a)) = ded(a), where claimed",
    "element",
    about="AbstractDomain.claims",
    applies=claims("idempotent"),
)
def idempotent(world: DeductionWorld, a: Element) -> str | None:
    """Once is enough."""
    once = world.deduce(a)
    twice = world.deduce(once)
    if everywhere(world.domain.lattice.equal(once, twice)):
        return None
    return f"{world.show('ded(a)', once)}\n{world.show('ded(ded(a))', twice)}"


DEDUCTION_LAWS: tuple[Law, ...] = (
    sound,
    reductive,
    never_below_the_best,
    conflict_means_no_solution,
    bottom_stays,
    result_is_proper_and_argument_kept,
    repeatable,
    monotone,
    idempotent,
)
"""Every law of a deduction."""
