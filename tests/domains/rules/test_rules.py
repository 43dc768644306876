"""Laws of the rules: exhaustively on small universes, by Hypothesis on larger ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domains.deduction import Deduction
from domains.problem import Masks
from domains.rules import Cardinality, Clause, LinearSum, Rule, Table
from domains.rules.candidates import Candidate
from proofs.audit.rule_examples import (
    PATH_VALUES,
    SMALL,
    SUMS,
    all_cardinalities,
    all_clauses,
    all_parities,
    all_tables,
    many_sums,
    some_shortest_paths,
)
from proofs.laws.base import Case, Law
from proofs.laws.rule import (
    RuleWorld,
    candidates_are_named_once,
    clauses_mean_the_rule,
    ground_means_the_rule,
)
from tests.domains.enumeration import (
    Values,
    accepts,
    alpha,
    elements,
    members,
)

UNIVERSES: dict[str, tuple[Callable[[], Iterator[Rule]], Values, str]] = {
    "clause": (all_clauses, SMALL, "unit clause"),
    "cardinality": (all_cardinalities, SMALL, "counting"),
    "parity": (all_parities, SUMS, "parity"),
    "shortest path": (some_shortest_paths, PATH_VALUES, "distances"),
    "table": (all_tables, SMALL, "support"),
    "sum": (many_sums, SUMS, "bounds"),
}
every_universe = pytest.mark.parametrize(
    ("rules", "values", "technique"), UNIVERSES.values(), ids=UNIVERSES
)
strongest_universes = pytest.mark.parametrize(
    ("rules", "values", "technique"),
    [UNIVERSES[name] for name in ("clause", "cardinality", "parity", "table")],
    ids=["clause", "cardinality", "parity", "table"],
)


def obeys(law: Law, rule: Rule, values: Values) -> None:
    """Assert a law of a rule's meaning, at every assignment if it speaks of one."""
    world = RuleWorld("", rule, values)
    for assignment in product(*values) if law.sorts else [()]:
        found = law.check(Case(world, (assignment,) * len(law.sorts)))
        assert found is None, (rule, found and found.explanation)


def law_ground_means_the_rule(rule: Rule, values: Values) -> None:
    obeys(candidates_are_named_once, rule, values)
    obeys(ground_means_the_rule, rule, values)


def law_clauses_mean_the_rule(rule: Rule, values: Values) -> None:
    obeys(clauses_mean_the_rule, rule, values)


def law_deductions_are_sound(
    rule: Rule, values: Values, masks: Masks, technique: str
) -> list[Deduction]:
    deductions = list(rule.deduce(7, values, masks))
    solutions = [a for a in members(values, masks) if accepts(rule, a)]
    needed = alpha(values, solutions)
    for deduction in deductions:
        assert deduction.removals
        assert (deduction.reason.technique, deduction.reason.rules) == (technique, (7,))
        for variable, removed in deduction.removals:
            assert removed, (rule, masks)
            assert removed & ~masks[variable] == 0, (rule, masks, deduction)
            assert removed & needed[variable] == 0, (rule, masks, deduction)
        assert all(mask & ~masks[v] == 0 and mask for v, mask in deduction.reason.pattern)
    return deductions


def after(deductions: Sequence[Deduction], masks: Masks) -> Masks:
    for deduction in deductions:
        masks = deduction.apply(masks)
    return masks


def law_nothing_is_missed(rule: Rule, values: Values, masks: Masks) -> None:
    result = after(list(rule.deduce(0, values, masks)), masks)
    best = alpha(values, [a for a in members(values, masks) if accepts(rule, a)])
    if not any(best):
        assert not all(result), (rule, masks)
    else:
        assert result == best, (rule, masks)


def law_bounds_are_consistent(rule: LinearSum, values: Values, masks: Masks) -> None:
    """A candidate stays if and only if each bound, taken alone, has a member that uses it."""
    result = after(list(rule.deduce(0, values, masks)), masks)
    assert all(masks)
    below = LinearSum(rule.scope, rule.coefficients, None, rule.upper)
    above = LinearSum(rule.scope, rule.coefficients, rule.lower, None)
    found = [
        alpha(values, [a for a in members(values, masks) if accepts(half, a)])
        for half in (below, above)
    ]
    for variable in range(len(values)):
        both = found[0][variable] & found[1][variable]
        assert result[variable] == (both if variable in rule.scope else masks[variable])


@every_universe
def test_the_ground_form_means_the_rule(
    rules: Callable[[], Iterator[Rule]], values: Values, technique: str
) -> None:
    for rule in rules():
        law_ground_means_the_rule(rule, values)


@every_universe
def test_the_clauses_mean_the_rule(
    rules: Callable[[], Iterator[Rule]], values: Values, technique: str
) -> None:
    for rule in rules():
        law_clauses_mean_the_rule(rule, values)


@every_universe
def test_deductions_are_sound(
    rules: Callable[[], Iterator[Rule]], values: Values, technique: str
) -> None:
    found = 0
    for rule in rules():
        for masks in elements(values):
            found += len(law_deductions_are_sound(rule, values, masks, technique))
    assert found > 100


@strongest_universes
def test_nothing_is_missed(
    rules: Callable[[], Iterator[Rule]], values: Values, technique: str
) -> None:
    for rule in rules():
        for masks in elements(values):
            if all(masks):
                law_nothing_is_missed(rule, values, masks)


def test_sums_are_bounds_consistent() -> None:
    for rule in many_sums():
        assert isinstance(rule, LinearSum)
        for masks in elements(SUMS):
            if all(masks):
                law_bounds_are_consistent(rule, SUMS, masks)


@st.composite
def larger(draw: st.DrawFn) -> tuple[Values, Masks]:
    row = st.lists(st.integers(-4, 9), min_size=1, max_size=5, unique=True).map(sorted).map(tuple)
    values = tuple(draw(st.lists(row, min_size=3, max_size=4)))
    masks = tuple(draw(st.integers(1, (1 << len(row)) - 1)) for row in values)
    return values, masks


def candidates_of(values: Values) -> st.SearchStrategy[list[Candidate]]:
    named = [(variable, value) for variable, row in enumerate(values) for value in row]
    return st.lists(st.sampled_from(named), min_size=1, max_size=9, unique=True)


@given(larger(), st.data())
def test_larger_clauses(universe: tuple[Values, Masks], data: st.DataObject) -> None:
    rule = Clause(tuple(data.draw(candidates_of(universe[0]))))
    law_ground_means_the_rule(rule, universe[0])
    law_deductions_are_sound(rule, *universe, "unit clause")
    law_nothing_is_missed(rule, *universe)


@given(larger(), st.data())
def test_larger_cardinalities(universe: tuple[Values, Masks], data: st.DataObject) -> None:
    literals = tuple(data.draw(candidates_of(universe[0])))
    lower = data.draw(st.integers(0, 4))
    upper = data.draw(st.none() | st.integers(lower, 5))
    rule = Cardinality(literals, lower, upper)
    law_ground_means_the_rule(rule, universe[0])
    law_clauses_mean_the_rule(rule, universe[0])
    law_deductions_are_sound(rule, *universe, "counting")
    law_nothing_is_missed(rule, *universe)


@given(larger(), st.data())
def test_larger_tables(universe: tuple[Values, Masks], data: st.DataObject) -> None:
    values, masks = universe
    scope = tuple(data.draw(st.permutations(range(len(values)))))
    # Some tuples have a value that the variable cannot take.
    row = st.tuples(*(st.sampled_from([*values[v], 77]) for v in scope))
    rule = Table(scope, tuple(data.draw(st.lists(row, max_size=20))))
    law_ground_means_the_rule(rule, values)
    law_clauses_mean_the_rule(rule, values)
    law_deductions_are_sound(rule, values, masks, "support")
    law_nothing_is_missed(rule, values, masks)


@given(larger(), st.data())
def test_larger_sums(universe: tuple[Values, Masks], data: st.DataObject) -> None:
    values, masks = universe
    weight = st.integers(-5, 5)
    coefficients = tuple(data.draw(weight) for _ in values)
    ends = sorted(data.draw(st.tuples(st.integers(-30, 60), st.integers(-30, 60))))
    lower, upper = (data.draw(st.sampled_from([None, end])) for end in ends)
    rule = LinearSum(tuple(range(len(values))), coefficients, lower, upper)
    law_ground_means_the_rule(rule, values)
    law_clauses_mean_the_rule(rule, values)
    law_deductions_are_sound(rule, values, masks, "bounds")
    law_bounds_are_consistent(rule, values, masks)
