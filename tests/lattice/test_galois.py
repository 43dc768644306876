"""Galois connections: adjunction, closure, best abstractions, products; broken ones are caught."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import Any

import numpy as np
import pytest

from lattice import (
    BrokenOperatorError,
    GaloisConnection,
    Interval,
    NoUniverseError,
    Powerset,
    Product,
    ReducedProduct,
    TooManyElementsError,
    everywhere,
    refute_idempotent,
    refute_monotone,
    refute_reductive,
)
from proofs.audit.registry import CONNECTIONS, DIGITS, INTERVALS, PARITIES, PARITY, exchange
from proofs.laws.base import Case, Counterexample
from proofs.laws.connection_world import ConnectionWorld
from proofs.laws.galois import adjoint
from tests.lattice.coverage import covers

Connection = GaloisConnection[Any, Any]


def subsets(connection: Connection) -> list[frozenset[Any]]:
    universe = connection.all_concrete()
    sizes = range(len(universe) + 1)
    return [frozenset(some) for n in sizes for some in itertools.combinations(universe, n)]


def not_adjoint(connection: Connection) -> Counterexample | None:
    """The first set S and element a where alpha(S) <= a and S <= gamma(a) disagree."""
    world = ConnectionWorld("", connection)
    pairs = itertools.product(subsets(connection), connection.lattice.elements())
    return next((found for pair in pairs if (found := adjoint.check(Case(world, pair)))), None)


@covers(
    "GaloisConnection.from_representation",
    "GaloisConnection.gamma",
    "GaloisConnection.all_concrete",
    "cartesian_connection",
    "interval_connection",
    "direct_product",
    "reduced_product",
)
@pytest.mark.parametrize("name", CONNECTIONS)
def test_alpha_and_gamma_are_adjoint(name: str) -> None:
    assert not_adjoint(CONNECTIONS[name]) is None


@pytest.mark.parametrize("name", CONNECTIONS)
def test_alpha_gives_proper_elements(name: str) -> None:
    connection = CONNECTIONS[name]
    for concrete in subsets(connection):
        assert connection.lattice.why_improper(connection.alpha(concrete)) is None


@covers("GaloisConnection.closure")
@pytest.mark.parametrize("name", CONNECTIONS)
def test_closure_is_extensive_monotone_and_idempotent(name: str) -> None:
    connection = CONNECTIONS[name]
    closed = {concrete: connection.closure(concrete) for concrete in subsets(connection)}
    for concrete, closure in closed.items():
        assert concrete <= closure == closed[closure]
    assert all(closed[s] <= closed[t] for s, t in itertools.product(closed, repeat=2) if s <= t)


@covers("GaloisConnection.reduce", "GaloisConnection.refute_sound")
@pytest.mark.parametrize("name", CONNECTIONS)
def test_reduction_is_an_interior_operator_that_keeps_the_meaning(name: str) -> None:
    connection = CONNECTIONS[name]
    for refute in (refute_reductive, refute_monotone, refute_idempotent):
        assert refute(connection.lattice, connection.reduce) is None
    assert connection.refute_sound(connection.reduce) is None


@covers("GaloisConnection.best_deduction", "GaloisConnection.refute_sound")
@pytest.mark.parametrize("name", CONNECTIONS)
def test_the_best_deduction_is_the_least_sound_one(name: str) -> None:
    connection = CONNECTIONS[name]
    lattice, solutions = connection.lattice, set(connection.all_concrete()[1:3])
    deduce = connection.best_deduction(solutions.__contains__)
    assert connection.refute_sound(deduce, solutions.__contains__) is None
    for refute in (refute_reductive, refute_monotone, refute_idempotent):
        assert refute(lattice, deduce) is None
    for element, lower in itertools.product(lattice.elements(), repeat=2):
        if connection.gamma(element) & solutions <= connection.gamma(lower):
            assert lattice.leq(deduce(element), lower)


@covers("GaloisConnection.best_abstraction")
def test_the_best_abstraction_of_a_function_is_the_least_sound_one() -> None:
    def successors(value: int) -> Iterable[int]:
        return (value + 1,) if value < 3 else ()

    for connection in (PARITIES, INTERVALS, CONNECTIONS["direct product connection"]):
        best = connection.best_abstraction(successors)
        for element, other in itertools.product(connection.lattice.elements(), repeat=2):
            image = {result for one in connection.gamma(element) for result in successors(one)}
            covered = image <= connection.gamma(other)
            assert covered == everywhere(connection.lattice.leq(best(element), other))


@covers("Product", "ReducedProduct.reduce")
def test_products_preserve_gamma() -> None:
    direct, reduced = (
        CONNECTIONS["direct product connection"],
        CONNECTIONS["reduced product connection"],
    )
    assert isinstance(reduced.lattice, ReducedProduct)
    for element in direct.lattice.elements():
        first, second = PARITIES.gamma(element[0]), INTERVALS.gamma(element[1])
        assert direct.gamma(element) == first & second
        assert reduced.gamma(reduced.lattice.reduce(element)) == first & second
    for refute in (refute_reductive, refute_monotone, refute_idempotent):
        assert refute(direct.lattice, reduced.lattice.reduce) is None
    assert direct.refute_sound(exchange) is None


@covers("ReducedProduct.reduce")
def test_reduced_elements_are_the_fixed_points() -> None:
    reduced = CONNECTIONS["reduced product connection"].lattice
    direct = CONNECTIONS["direct product connection"].lattice
    fixed = [e for e in direct.elements() if not direct.changed_components(e, exchange(e))]
    labels = {direct.label(element) for element in fixed}
    assert {reduced.label(element) for element in reduced.elements()} == labels
    assert len(labels) < direct.cardinality


@covers("ReducedProduct.reduce")
def test_reduction_works_on_batches() -> None:
    digits = Interval(0, 5)

    def agree(element: tuple[Any, ...]) -> tuple[Any, ...]:
        common = digits.meet(*element)
        return common, common

    reduced = ReducedProduct(Product((digits, digits)), agree)
    batch = reduced.product.sample(np.random.default_rng(0), (30,))
    result = reduced.reduce(batch)
    assert reduced.proper(result)
    for index in range(30):
        single = reduced.reduce((digits.stack(batch[0])[index], digits.stack(batch[1])[index]))
        assert digits.equal(single[0], result[0][index])


def test_a_membership_that_does_not_fit_alpha_is_caught() -> None:
    broken = GaloisConnection(PARITY, PARITIES.alpha, lambda _, value: value < 2, lambda: range(4))
    found = not_adjoint(broken)
    assert found is not None
    assert found.case.arguments[0] == frozenset({0})


def test_a_deduction_that_loses_a_solution_is_caught() -> None:
    found = INTERVALS.refute_sound(lambda element: DIGITS.meet(element, DIGITS.between(0, 2)))
    assert str(found) == "not sound: at [0, 3] it loses 3"
    harmless = INTERVALS.refute_sound(
        lambda element: DIGITS.meet(element, DIGITS.between(0, 2)), lambda value: value < 3
    )
    assert harmless is None
    harmful = INTERVALS.refute_sound(
        lambda element: DIGITS.meet(element, DIGITS.between(0, 2)), lambda value: value > 2
    )
    assert str(harmful) == "not sound: at [0, 3] it loses 3"


def test_a_reduction_that_ascends_is_caught() -> None:
    product = Product((PARITY, DIGITS))
    constant = (PARITY.top, DIGITS.between(0, 1))
    climbing = ReducedProduct(product, lambda _: constant)
    with pytest.raises(BrokenOperatorError, match="the reduction is not reductive: component 0"):
        climbing.reduce(product.bottom)


def test_enumeration_without_a_finite_universe_is_refused() -> None:
    letters = Powerset(("a", "b"))
    connection: Connection = GaloisConnection.from_representation(
        letters, lambda text: letters.from_members(set(text))
    )
    assert connection.contains(letters.from_members("a"), "aaa")
    assert not connection.contains(letters.from_members("a"), "ab")
    with pytest.raises(NoUniverseError, match="declares no finite universe"):
        connection.gamma(letters.top)
    with pytest.raises(TooManyElementsError, match="more than 3 concrete elements"):
        INTERVALS.gamma(DIGITS.top, limit=3)
