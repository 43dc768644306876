"""What rules accept as arguments, how they normalise them, and what they say of wrong ones."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import FrozenInstanceError

import pytest

from domains.errors import ModelError
from domains.problem import Structure
from domains.rules import Cardinality, Clause, LinearSum, Parity, Rule, Table


@pytest.mark.parametrize(
    ("build", "shown"),
    [
        (lambda: Cardinality(()), "no candidate"),
        (lambda: Cardinality.exactly(1, [(3, 4), (3, 4)]), "(3, 4) is named twice"),
        (lambda: Cardinality(((0, 1),), 2, 1), "found 2, 1"),
        (lambda: Cardinality.at_most(-1, [(0, 1)]), "found 0, -1"),
        (lambda: LinearSum((), (), 0, 1), "found variables ()"),
        (lambda: LinearSum((0, 1), (5,), 0, 1), "coefficients (5,)"),
        (lambda: LinearSum((0,), (1,), 8, 7), "found 8, 7"),
        (lambda: Table((), ()), "found ()"),
        (lambda: Table((4, 4), ()), "found (4, 4)"),
        (lambda: Table((0, 1), ((1, 2), (1, 2, 3))), "found (1, 2, 3)"),
    ],
)
def test_wrong_arguments_are_shown(build: Callable[[], Rule], shown: str) -> None:
    with pytest.raises(ModelError, match=re.escape(shown)):
        build()


@pytest.mark.parametrize("rule", [Clause(((0, 5),)), Cardinality(((0, 5),), 1)])
def test_a_candidate_that_does_not_exist_is_shown(rule: Rule) -> None:
    values = ((1, 2, 3),)
    with pytest.raises(ModelError, match=re.escape("cannot be 5; its values are (1, 2, 3)")):
        list(rule.ground(values))
    with pytest.raises(ModelError, match="cannot be 5"):
        list(rule.deduce(0, values, (0b111,)))


def test_repetitions_are_merged() -> None:
    assert Clause(((1, 2), (0, 1), (1, 2))) == Clause(((1, 2), (0, 1)))
    assert Table((0, 1), ((2, 1), (1, 2), (2, 1))) == Table((0, 1), ((1, 2), (2, 1)))
    merged = LinearSum((0, 1, 0), (100, 10, 1), 5, 7)
    assert (merged.scope, merged.coefficients) == ((0, 1), (101, 10))


def test_constructors_name_their_rule() -> None:
    literals = [(0, 1), (1, 1), (2, 1)]
    bounds = [
        (rule.lower, rule.upper, str(rule))
        for rule in (
            Cardinality.exactly(2, literals),
            Cardinality.at_most(2, literals),
            Cardinality.at_least(2, literals, "mines around r1c1"),
        )
    ]
    expected = [(2, 2, "exactly 2"), (0, 2, "at most 2"), (2, None, "mines around r1c1")]
    assert bounds == expected
    assert LinearSum.exactly(15, (0, 1, 2)).holds((8, 1, 6))


def test_rules_are_values() -> None:
    rule = Clause(((0, 1),))
    with pytest.raises(FrozenInstanceError):
        rule.label = "other"  # type: ignore[misc]
    assert not hasattr(rule, "__dict__")
    assert hash(rule) == hash(Clause(((0, 1),)))


def test_a_structure_catches_a_rule_about_no_variable() -> None:
    with pytest.raises(ModelError, match="variable 2"):
        Structure(("a",), ((0, 1),), (Clause(((0, 1), (2, 1))),))


def test_a_sum_and_a_count_say_why() -> None:
    values = ((1, 2, 3), (1, 2, 3))
    (deduction,) = LinearSum.exactly(3, (0, 1)).deduce(4, values, (0b111, 0b011))
    assert deduction.removals == ((0, 0b100),)
    assert deduction.reason.pattern == ((1, 0b011),)
    assert deduction.reason.detail == "the other terms add up to 1 to 2"
    count = Cardinality.at_most(1, [(0, 2), (1, 2)])
    (deduction,) = count.deduce(4, values, (0b010, 0b011))
    assert deduction.removals == ((1, 0b010),)
    assert deduction.reason.pattern == ((0, 0b010),)


def test_a_parity_cancels_what_is_named_twice_and_refuses_other_remainders() -> None:
    assert Parity((0, 1, 0)) == Parity((1,))
    assert Parity((2, 2), 0).holds(())
    with pytest.raises(ModelError, match="found 2"):
        Parity((0,), 2)
    with pytest.raises(ModelError, match="13 variables, at most 12 can be grounded"):
        list(Parity(tuple(range(13))).ground(((0, 1),) * 13))
