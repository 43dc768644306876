"""The laws of a rule: its exact meaning, its pseudo-Boolean form and its clauses say the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any, ClassVar

from domains.errors import ModelError
from domains.export import clauses
from domains.problem import Assignment, Structure
from domains.rules import PseudoBoolean, Rule
from proofs.laws.base import Law, Sort, law
from proofs.laws.enumeration import Values, accepts, literals_of, satisfies, structure_of
from proofs.laws.sorts import AssignmentSort, ListedSort
from proofs.laws.words import right_descriptions


@dataclass(frozen=True, eq=False)
class RuleWorld:
    """A rule over variables with values; the sort is ``assignment``.

    Attributes:
        name: see `World`.
        rule: the rule.
        values: per variable its values.
        meaning: what the rule was made to mean, in plain Python; None where nobody wrote it down.
    """

    name: str
    rule: Rule
    values: Values
    meaning: Callable[[Assignment], bool] | None = None
    weight: ClassVar[int] = 1

    @cached_property
    def structure(self) -> Structure:
        """The rule as the only one of a structure."""
        return structure_of(self.values, self.rule)

    @cached_property
    def constraints(self) -> tuple[PseudoBoolean, ...]:
        """The rule's pseudo-Boolean form."""
        return tuple(self.rule.ground(self.values))

    @cached_property
    def satisfiable(self) -> Any:  # noqa: ANN401  (python-sat is published without types)
        """A SAT solver that holds the rule's clauses."""
        from pysat.solvers import Minisat22

        return Minisat22(bootstrap_with=clauses(self.structure.problem())[1])

    def sort(self, name: str) -> Sort[Any]:
        """Return the assignments."""
        assert name == "assignment", name
        return AssignmentSort(self.structure)


@law("rule", "holds(s) is one Boolean, whatever sequence s is", "assignment", about="Rule.holds")
def holds_is_a_function(world: RuleWorld, s: Assignment) -> str | None:
    """The same values, the same answer, and the argument is kept."""
    passed = [s[v] for v in world.rule.scope]
    kept = tuple(passed)
    answers = (world.rule.holds(passed), world.rule.holds(kept), world.rule.holds(passed))
    if tuple(passed) != kept:
        return f"the argument became {passed}"
    return None if answers in ((True,) * 3, (False,) * 3) else f"it answers {answers}"


def has_a_meaning(world: RuleWorld) -> str | None:
    """Apply to rules whose meaning is written down twice."""
    return "nobody wrote it down" if world.meaning is None else None


@law(
    "rule",
    "holds(s) is what the rule was made to mean",
    "assignment",
    about="Rule.holds",
    applies=has_a_meaning,
)
def holds_is_what_was_meant(world: RuleWorld, s: Assignment) -> str | None:
    """Arguments left out, repeated, or given to another constructor mean what they should."""
    assert world.meaning is not None
    found, meant = world.rule.holds([s[v] for v in world.rule.scope]), world.meaning(s)
    return None if found is meant else f"holds is {found}, and was meant to be {meant}"


@law("rule", "each constraint names a candidate once, and one there is", about="Rule.ground")
def candidates_are_named_once(world: RuleWorld) -> str | None:
    """What the ground form expects of a pseudo-Boolean constraint."""
    for constraint in world.constraints:
        named = [(term.variable, term.index) for term in constraint.terms]
        if len(set(named)) != len(named):
            return f"a candidate is named twice: {constraint}"
        if any(not 0 <= k < len(world.values[v]) for v, k in named):
            return f"a candidate does not exist: {constraint}"
    return None


@law(
    "rule",
    "holds(s) ⇔ s satisfies every constraint of ground",
    "assignment",
    about="Rule.holds Rule.ground",
)
def ground_means_the_rule(world: RuleWorld, s: Assignment) -> str | None:
    """The pseudo-Boolean form is exact."""
    broken = [c for c in world.constraints if not satisfies(world.values, s, c)]
    if accepts(world.rule, s) == (not broken):
        return None
    if broken:
        return f"holds allows it, this constraint does not: {broken[0]}"
    return f"holds forbids it, none of the constraints does: {world.constraints}"


@law(
    "rule",
    "holds(s) ⇔ the clauses are satisfiable at s",
    "assignment",
    about="Rule.holds Rule.ground clauses",
)
def clauses_mean_the_rule(world: RuleWorld, s: Assignment) -> str | None:
    """The CNF, auxiliary atoms included, is exact."""
    literals = literals_of(world.structure.ground, s)
    satisfiable, held = world.satisfiable.solve(assumptions=literals), accepts(world.rule, s)
    return None if satisfiable == held else f"holds says {held}, the clauses say {satisfiable}"


@law(
    "rule",
    "a broken rule is described in words that are right and name one of its variables",
    "assignment",
    about="Rule.describe_violation Rule.label",
)
def violations_are_described(world: RuleWorld, s: Assignment) -> str | None:
    """A person is told something."""
    if accepts(world.rule, s):
        return None if world.rule.label.strip() else "the label is empty"
    names = world.structure.names
    text = world.rule.describe_violation(s, names)
    if right := right_descriptions(world.rule, s, names):
        return None if text in right else f"{text!r}, expected {' or '.join(sorted(right))}"
    concerned = {names[v] for v in world.rule.scope}
    if not concerned or concerned & set(re.findall(r"\w+", text)):
        return None if text.strip() else "the description is empty"
    return f"the description names no variable of the rule: {text!r}"


@law("rule", "the scope names variables, each once", about="Rule.scope")
def scope_names_variables_once(world: RuleWorld) -> str | None:
    """What `holds` takes a value of, and what the ground form speaks of."""
    scope = world.rule.scope
    if len(set(scope)) < len(scope) or any(not 0 <= v < len(world.values) for v in scope):
        return f"the scope is {scope}, of {len(world.values)} variables"
    spoken = {t.variable for t in chain(*(c.terms for c in world.constraints))}
    beyond = sorted(spoken - set(scope))
    return f"the ground form speaks of variable {beyond[0]}, the scope does not" if beyond else None


@dataclass(frozen=True, eq=False)
class RefusalWorld:
    """Attempts to make a rule of what is none: ``attempt``; and of what just is one: ``limit``."""

    name: str
    attempts: tuple[Callable[[], object], ...]
    accepted: tuple[Callable[[], object], ...] = ()
    weight: ClassVar[int] = 1

    def sort(self, name: str) -> Sort[Any]:
        """Return the attempts, by number."""
        listed = {"attempt": self.attempts, "limit": self.accepted}[name]
        return ListedSort(tuple(range(len(listed))))


@law("rule", "arguments without a meaning raise ModelError", "attempt", about="ModelError")
def nonsense_is_refused(world: RefusalWorld, n: int) -> str | None:
    """No bounds that nothing satisfies, no candidate that does not exist."""
    try:
        made = world.attempts[n]()
    except ModelError:
        return None
    return f"{made!r} was accepted"


@law("rule", "arguments just within the limits are accepted", "limit", about="ModelError")
def limits_are_accepted(world: RefusalWorld, n: int) -> str | None:
    """No limit is off by one."""
    try:
        world.accepted[n]()
    except ModelError as error:
        return f"refused: {error}"
    return None


REFUSAL_LAWS: tuple[Law, ...] = (nonsense_is_refused, limits_are_accepted)
"""The laws of what a rule does not accept, and of what it does."""

RULE_LAWS: tuple[Law, ...] = (
    scope_names_variables_once,
    candidates_are_named_once,
    holds_is_a_function,
    holds_is_what_was_meant,
    ground_means_the_rule,
    clauses_mean_the_rule,
    violations_are_described,
)
"""The laws of a rule's meaning; its deductions are under the laws of deductions."""
