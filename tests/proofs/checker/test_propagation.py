"""Unit propagation against the definition: the closure, computed in the plainest way."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from proofs.checker.constraints import (
    Constraint,
    add,
    divide,
    multiply,
    negation,
    normalised,
    saturate,
    weaken,
)
from proofs.checker.propagation import Database

VARIABLES = 5
LITERALS = st.integers(-VARIABLES, VARIABLES).filter(bool)
CONSTRAINTS = st.builds(
    normalised,
    st.lists(st.tuples(st.integers(-3, 4), LITERALS), max_size=5),
    st.integers(-2, 7),
)
WORLDS = [
    frozenset(k if bit else -k for k, bit in enumerate(bits, 1))
    for bits in product((False, True), repeat=VARIABLES)
]


def closure(constraints: list[Constraint], assumed: list[int]) -> set[int] | None:
    """What unit propagation concludes, by going through everything until nothing changes."""
    true = set(assumed)
    while True:
        if any(-literal in true for literal in true):
            return None
        before = len(true)
        for terms, degree in constraints:
            slack = sum(c for x, c in terms.items() if -x not in true) - degree
            if slack < 0:
                return None
            true |= {x for x, c in terms.items() if c > slack and -x not in true}
        if len(true) == before:
            return true


def follows(premises: list[Constraint], conclusion: Constraint) -> bool:
    """Semantic consequence, by trying all assignments."""
    return all(conclusion.holds(world) for world in WORLDS if all(p.holds(world) for p in premises))


@given(CONSTRAINTS, CONSTRAINTS, st.integers(1, 4), st.integers(1, VARIABLES))
def test_the_cutting_planes_rules_are_sound(
    one: Constraint, other: Constraint, number: int, variable: int
) -> None:
    assert follows([one, other], add(one, other))
    assert follows([one], multiply(one, number))
    assert follows([one], divide(one, number))
    assert follows([one], saturate(one))
    assert follows([one], weaken(one, variable))


@given(CONSTRAINTS)
def test_a_negation_is_true_exactly_where_the_constraint_is_not(one: Constraint) -> None:
    assert all(one.holds(world) != negation(one).holds(world) for world in WORLDS)


@given(CONSTRAINTS)
def test_normalised_constraints_have_positive_coefficients(one: Constraint) -> None:
    assert all(c > 0 and -x not in one.terms for x, c in one.terms.items())


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), CONSTRAINTS),
        st.tuples(st.just("delete"), st.integers(0, 20)),
        st.tuples(st.just("refutes"), st.lists(LITERALS, max_size=4)),
        st.tuples(st.just("implies"), CONSTRAINTS),
    ),
    max_size=14,
)


@given(STEPS)
def test_the_database_finds_what_the_definition_finds(
    steps: list[tuple[str, Constraint | int | list[int]]],
) -> None:
    database, stored, plain = Database(VARIABLES), [], list[Constraint]()
    for action, argument in steps:
        match action, argument:
            case "add", Constraint():
                stored.append(database.add(argument))
                plain.append(argument)
            case "delete", int() if stored:
                at = argument % len(stored)
                database.delete(stored.pop(at))
                plain.pop(at)
            case "refutes", list():
                assert database.refutes(argument) == (closure(plain, argument) is None)
            case "implies", Constraint() if argument.degree > 0:
                opposite = [*plain, negation(argument)]
                assert database.implies(argument) == (closure(opposite, []) is None)
        assert database.contradictory == (closure(plain, []) is None)


@given(st.lists(CONSTRAINTS, max_size=6), CONSTRAINTS)
def test_what_is_implied_follows(premises: list[Constraint], conclusion: Constraint) -> None:
    database = Database(VARIABLES)
    for premise in premises:
        database.add(premise)
    if database.implies(conclusion):
        assert follows(premises, conclusion)
