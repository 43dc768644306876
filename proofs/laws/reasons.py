"""The laws of deductions with reasons, as techniques and rules yield them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import Any

from domains.best import BestDeductions
from domains.deduction import Deduction
from domains.problem import Masks, Structure
from domains.techniques.refutation import MOST_NAMED
from proofs.laws.base import Law, Sort, law
from proofs.laws.drawing import draw_assignment, draw_candidates, draw_masks
from proofs.laws.sorts import ListedSort, MasksSort
from proofs.laws.universes import inside, known_solutions
from proofs.laws.words import wrong_words


@dataclass(frozen=True, eq=False)
class ReasonWorld:
    """Whatever yields deductions of a structure's elements; sorts are ``masks`` and ``solution``.

    Attributes:
        name: see `World`.
        structure: the structure.
        find: yields the deductions from an element.
        technique: the name that every reason has to give; None where several are right.
        rule: the index that every reason has to name; None where any may be.
        weight: see `World`.
    """

    name: str
    structure: Structure
    find: Callable[[Sequence[int]], Iterable[Deduction]]
    technique: str | None = None
    rule: int | None = None
    weight: int = 1

    @cached_property
    def solutions(self) -> tuple[Masks, ...]:
        """Known solutions, as masks of one bit."""
        known, _ = known_solutions(self.structure)
        return tuple(map(self.structure.encode, known))

    @cached_property
    def deductions(self) -> Callable[[Masks], tuple[Deduction, ...]]:
        """All deductions from an element; the last answer is kept, as several laws ask for it."""
        return lru_cache(maxsize=1)(lambda masks: tuple(self.find(masks)))

    @cached_property
    def best(self) -> BestDeductions:
        """ded_p of the structure's parts."""
        return BestDeductions()

    @cached_property
    def part(self) -> Callable[[tuple[int, ...]], Structure]:
        """The structure with some of its rules only."""
        names, values, rules = self.structure.names, self.structure.values, self.structure.rules
        return lru_cache(maxsize=None)(
            lambda kept: Structure(names, values, tuple(rules[index] for index in kept))
        )

    def sort(self, name: str) -> Sort[Any]:
        """Return the elements, or the known solutions."""
        if name == "solution":
            return ListedSort(self.solutions, partial(draw_masks, self.structure))
        assert name == "masks", name
        return MasksSort(self.structure, self.solutions)

    def say(self, deduction: Deduction) -> str:
        """Return a deduction in words."""
        return f"it removes {draw_candidates(self.structure, deduction.removals)}"


@law("reasons", "every deduction removes something", "masks", about="Technique.find Rule.deduce")
def removes_something(world: ReasonWorld, a: Masks) -> str | None:
    """No empty deduction, no empty mask, no variable twice."""
    for deduction in world.deductions(a):
        variables = [variable for variable, _ in deduction.removals]
        if not variables or not all(mask for _, mask in deduction.removals):
            return f"a deduction removes nothing: {deduction}"
        if len(set(variables)) < len(variables):
            return f"a variable is named twice: {deduction}"
    return None


@law("reasons", "what is removed was alive", "masks", about="Technique.find Rule.deduce")
def removals_are_alive(world: ReasonWorld, a: Masks) -> str | None:
    """Only candidates of the element are removed."""
    for deduction in world.deductions(a):
        if any(not 0 <= variable < len(a) for variable, _ in deduction.removals):
            return f"a variable that there is not: {deduction.removals}"
        dead = [(v, mask & ~a[v]) for v, mask in deduction.removals if mask & ~a[v]]
        if dead:
            variable, mask = dead[0]
            return f"{world.structure.names[variable]} had no candidate {mask & -mask:#b} to remove"
    return None


@law(
    "reasons",
    "each deduction alone keeps γ(a) ∩ ‖p‖",
    "masks",
    about="Technique.find Rule.deduce Deduction.apply",
)
def each_deduction_is_sound(world: ReasonWorld, a: Masks) -> str | None:
    """No solution in the element uses a removed candidate."""
    alive = [solution for solution in world.solutions if inside(solution, a)]
    for deduction in world.deductions(a):
        smaller = deduction.apply(a)
        for solution in alive:
            if not inside(solution, smaller):
                lost = draw_assignment(world.structure, world.structure.decode(solution))
                return f"{world.say(deduction)}, and so loses the solution\n{lost}"
    return None


@law(
    "reasons",
    "a deduction that empties a variable: γ(a) ∩ ‖p‖ = ∅",
    "masks",
    about="Technique.find Rule.deduce Deduction.conflicts",
)
def stated_conflicts_are_conflicts(world: ReasonWorld, a: Masks) -> str | None:
    """A conflict is stated only where no solution is left."""
    for deduction in world.deductions(a):
        if deduction.conflicts(a):
            for solution in world.solutions:
                if inside(solution, a):
                    kept = draw_assignment(world.structure, world.structure.decode(solution))
                    return f"a conflict is stated, but this is a solution:\n{kept}"
    return None


@law(
    "reasons",
    "reasons name rules that exist, live candidates, and say something",
    "masks",
    about="Technique.find Rule.deduce Technique.name",
)
def reasons_are_present(world: ReasonWorld, a: Masks) -> str | None:
    """A person or a checker can follow the argument."""
    for deduction in world.deductions(a):
        reason = deduction.reason
        if any(not 0 <= rule < len(world.structure.rules) for rule in reason.rules):
            return f"the reason names no rule: {reason}"
        if any(not mask or mask & ~a[variable] for variable, mask in reason.pattern):
            return f"the reason rests on candidates that are not alive: {reason}"
        if not reason.technique or not (reason.rules or reason.detail):
            return f"the reason says nothing: {reason}"
        if reason.pattern and not reason.rules:
            return f"the reason rests on candidates and on no rule: {reason}"
        if world.technique is not None and reason.technique != world.technique:
            return f"the reason names {reason.technique!r}, not {world.technique!r}"
        if world.rule is not None and world.rule not in reason.rules:
            return f"the reason does not name the rule itself: {reason}"
    return None


@law(
    "reasons",
    "γ(a) ∩ ‖the rules named‖ has nothing that is removed, of a without what went before",
    "masks",
    about="Technique.find Rule.deduce",
)
def named_rules_suffice(world: ReasonWorld, a: Masks) -> str | None:
    """Who reads a reason needs no rule that it leaves out; one without rules rests on all."""
    for deduction in world.deductions(a):
        rules = deduction.reason.rules
        best = world.best.one(world.part(rules).problem(), a) if rules else ()
        for variable, removed in deduction.removals if rules else ():
            if removed & best[variable]:
                names = ", ".join(str(world.structure.rules[rule]) for rule in rules)
                return f"{world.say(deduction)}, which does not follow from {names} alone"
        a = deduction.apply(a)
    return None


ABSENCE = frozenset(
    {
        "hidden single",
        "unit clause",
        "counting",
        "unit propagation",
        "failed literal",
        "singleton consistency",
    }
)
"""Techniques whose argument may be that nothing else is left: the pattern is what is left."""


@law(
    "reasons",
    "γ(pattern) ∩ ‖the rules named‖ has nothing that is removed, unless by absence",
    "masks",
    about="Technique.find Rule.deduce",
)
def pattern_suffices(world: ReasonWorld, a: Masks) -> str | None:
    """Whoever is shown the pattern sees the same, whatever the other variables may be."""
    for deduction in world.deductions(a):
        reason = deduction.reason
        if reason.rules and reason.technique not in ABSENCE:
            shown = list(world.structure.top)
            for variable, mask in reason.pattern:
                shown[variable] &= mask
            best = world.best.one(world.part(reason.rules).problem(), shown)
            if any(removed & best[variable] for variable, removed in deduction.removals):
                pattern = draw_candidates(world.structure, reason.pattern)
                return f"{world.say(deduction)}, which does not follow from {pattern} alone"
    return None


def refutes(world: ReasonWorld) -> str | None:
    """Apply to techniques that assume a candidate."""
    return (
        None if world.technique in {"failed literal", "singleton consistency"} else "no refutation"
    )


@law(
    "reasons",
    "the words of a refutation name what is assumed and what that forces",
    "masks",
    about="Technique.find",
    applies=refutes,
)
def refutations_name_their_chain(world: ReasonWorld, a: Masks) -> str | None:
    """A person can follow it; of a long chain the first few are named."""
    structure = world.structure
    for deduction in world.deductions(a):
        reason = deduction.reason
        for variable, bit in reason.pattern[: 1 + MOST_NAMED]:
            named = f"{structure.names[variable]}={structure.value_at(variable, bit)}"
            if named not in reason.detail:
                return f"{named} is in the pattern and not in {reason.detail!r}"
    return None


@law("reasons", "what the words of a reason count and name is so", "masks", about="Technique.find")
def words_are_right(world: ReasonWorld, a: Masks) -> str | None:
    """Who reads them does not count again; see `proofs.laws.words`."""
    wrong = (wrong_words(world.structure, a, deduction) for deduction in world.deductions(a))
    return next(filter(None, wrong), None)


@law("reasons", "a itself is left as it was", "masks", about="Technique.find Rule.deduce")
def argument_is_kept(world: ReasonWorld, a: Masks) -> str | None:
    """Lists may be passed in and are not written to."""
    passed = list(a)
    list(world.find(passed))
    return None if tuple(passed) == a else f"the argument became {passed}"


@law(
    "reasons",
    "find(a) = find(a), for a list and a tuple alike",
    "masks",
    about="Technique.find Rule.deduce",
)
def same_for_lists_and_tuples(world: ReasonWorld, a: Masks) -> str | None:
    """The same element gives the same deductions, each time."""
    first, second = list(world.find(a)), list(world.find(list(a)))
    return None if first == second else f"first {first}\nthen {second}"


@law("reasons", "s ∈ ‖p‖ ⇒ find({s}) is empty", "solution", about="Technique.find Rule.deduce")
def solutions_are_left_alone(world: ReasonWorld, s: Masks) -> str | None:
    """Nothing can be removed from a solution."""
    found = list(world.find(s))
    return world.say(found[0]) if found else None


REASON_LAWS: tuple[Law, ...] = (
    removes_something,
    removals_are_alive,
    each_deduction_is_sound,
    stated_conflicts_are_conflicts,
    reasons_are_present,
    named_rules_suffice,
    pattern_suffices,
    refutations_name_their_chain,
    words_are_right,
    argument_is_kept,
    same_for_lists_and_tuples,
    solutions_are_left_alone,
)
"""Every law of deductions with reasons."""
