"""A CPMpy model and its problem have the same solutions, or an error says what is in the way."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings

pytest.importorskip("cpmpy", reason="CPMpy is an extra: pip install '.[cpmpy]'")

import cpmpy as cp

from domains.importing import Imported, NotCoveredError, from_cpmpy, logic, translation
from domains.importing.expressions import Expression
from domains.oracle import ExactOracle
from domains.rules import AllDifferent, Cardinality, Clause, LinearSum, Parity, Rule, Table
from tests.domains.importing.models import models, solutions

ORACLE = ExactOracle()


def found(imported: Imported) -> list[tuple[int, ...]]:
    """All solutions, without the variables that CPMpy does not know."""
    every = ORACLE.solutions(imported.problem, 100_000)
    assert all(map(imported.problem.holds, every))
    return [solution[: len(imported.variables)] for solution in every]


@pytest.mark.parametrize(("rows", "clauses"), [(5000, 64), (12, 64), (1, 1)])
def test_random_models_have_the_same_solutions(rows: int, clauses: int) -> None:
    seen = {"covered": 0, "solvable": 0, "with variables of its own": 0}

    @settings(max_examples=120)
    @given(models)
    def same(model: Expression) -> None:
        try:
            imported = from_cpmpy(model)
        except NotCoveredError:
            return
        wanted = solutions(model, imported.variables)
        ours = found(imported)
        assert len(set(ours)) == len(ours)
        assert set(ours) == wanted
        seen["covered"] += 1
        seen["solvable"] += bool(wanted)
        seen["with variables of its own"] += len(imported.problem.masks) > len(imported.variables)

    limits = (
        patch.object(translation, "MOST_ROWS", rows),
        patch.object(logic, "MOST_CLAUSES", clauses),
    )
    with limits[0], limits[1]:
        same()
    assert seen["covered"] > 25
    assert seen["solvable"] > 15
    assert seen["with variables of its own"] > (5 if rows < 100 else 0)


x = cp.intvar(0, 9, shape=4, name="x")
wide = cp.intvar(0, 99, shape=3, name="w")
b = cp.boolvar(shape=3, name="b")

SAID: list[tuple[Any, list[type[Rule]]]] = [
    (cp.AllDifferent(x), [AllDifferent]),
    (cp.AllDifferent([x[0] + 2, x[1] + 2]), [AllDifferent]),
    (x[0] != x[1], [AllDifferent]),
    (cp.AllDifferent([x[0] + 8, x[1]]), [Cardinality, Cardinality]),
    (cp.sum(x) == 20, [LinearSum]),
    (2 * x[0] - 3 * x[1] <= x[2] + 1, [LinearSum]),
    (cp.sum(x == 3) <= 2, [Cardinality]),
    (cp.Count(x, 3) >= 1, [Cardinality]),
    (cp.Among(x, [3, 4]) == 2, [Cardinality]),
    (cp.sum(b) == 1, [Cardinality]),
    ((x[0] > 3) | ~b[0] | (x[1] == 2), [Clause]),
    (b[0].implies(x[0] == 3), [Clause]),
    (b[0] == (x[0] > 3), [Clause, Clause]),
    (cp.Xor(b), [Parity]),
    (cp.Table(x[:2], [[1, 2], [3, 4]]), [Table]),
    (x[0] * x[1] == 12, [Table]),
    (x[0] >= 3, []),
    (b[0] & ~b[1], []),
    ((x[0] + x[1] > 3) | b[0], [Table]),
    (cp.Increasing(wide), [LinearSum, LinearSum]),
    ((wide[0] + wide[1] > 100).implies(b[0]), [LinearSum, LinearSum, Clause]),
]


@pytest.mark.parametrize(("constraint", "rules"), SAID, ids=lambda value: str(value)[:40])
def test_each_kind_becomes_the_rule_that_says_it(
    constraint: Expression, rules: list[type[Rule]]
) -> None:
    problem = from_cpmpy(cp.Model(constraint)).problem
    assert [type(rule) for rule in problem.structure.rules] == rules
    assert ORACLE.solutions(problem, 1)


def test_variables_keep_their_names_and_values() -> None:
    imported = from_cpmpy(cp.Model(x[1] > 7, b[0] | (x[0] == 4)))
    structure = imported.problem.structure
    assert structure.names == ("x[1]", "b[0]", "x[0]")
    assert structure.values == (tuple(range(10)), (0, 1), tuple(range(10)))
    assert imported.problem.masks[0] == 0b11_0000_0000
    assert imported.values((8, 1, 0)) == {"x[1]": 8, "b[0]": 1, "x[0]": 0}


def test_reading_a_model_leaves_the_values_of_its_variables_alone() -> None:
    x[0]._value, x[1]._value = 5, None
    from_cpmpy(cp.Model(x[0] * x[1] == 12))
    assert (x[0].value(), x[1].value()) == (5, None)
    x[0].clear()


@pytest.mark.parametrize(
    ("constraint", "words"),
    [
        (wide[0] * wide[1] == wide[2], "(w[0]) * (w[1]) is no sum, and over too many values"),
        (wide[0] // x[0] + wide[1] > 3, "(w[0]) div (x[0]) is undefined for some values"),
        (cp.Circuit(wide), "and no rule says it"),
        (cp.intvar(0, 10**6, name="huge") > 3, "huge has 1,000,001 values"),
    ],
    ids=["product", "division", "circuit", "huge"],
)
def test_the_first_that_no_rule_says_is_named(constraint: Expression, words: str) -> None:
    with pytest.raises(NotCoveredError) as caught:
        from_cpmpy(cp.Model(x[0] > 1, constraint, cp.Circuit(wide)))
    text = str(caught.value)
    assert words in text
    assert "huge" in text or text.startswith(f"constraint 2 is not covered: {constraint}\n")


def test_an_objective_is_refused() -> None:
    with pytest.raises(NotCoveredError, match=r"objective sum.*decided, not optimised"):
        from_cpmpy(cp.Model(x[0] > 1, minimize=cp.sum(x)))


@pytest.mark.parametrize(
    "constraints", [[False], [x[0] > 9], [b[0], ~b[0]], [cp.AllDifferent([x[0], 3, 3])]]
)
def test_what_contradicts_itself_has_no_solution(constraints: list[Any]) -> None:
    problem = from_cpmpy(cp.Model(constraints)).problem
    assert not ORACLE.solutions(problem, 1)


def test_nothing_to_satisfy() -> None:
    assert from_cpmpy(cp.Model()).problem.holds(())
    assert from_cpmpy(cp.Model([True, cp.all([])])).problem.holds(())
