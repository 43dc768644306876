"""Fixpoints: equal to brute force, whatever the order of work; budgets; broken operators."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from lattice import (
    BrokenOperatorError,
    CandidateSets,
    FiniteLattice,
    Operator,
    chaotic_iteration,
    compose,
    first_in,
    greatest_fixpoint,
    last_in,
    least_fixpoint,
    pointwise_meet,
    refute_monotone,
    refute_reads,
    refute_reductive,
)
from tests.lattice.coverage import covers

LATTICE = CandidateSets((3, 3, 2))
Index = NDArray[np.int64]
SEEDS = st.integers(0, 2**32 - 1)
Masks = NDArray[np.uint64]
Relation = NDArray[np.bool_]  # [value of first variable, value of second]


def arc(name: str, source: int, target: int, relation: Relation) -> Operator[Any]:
    """Keep the values of ``target`` that have a partner in ``source`` (arc consistency)."""
    partners = [sum(1 << v for v in np.flatnonzero(row).tolist()) for row in relation]

    def revise(element: Masks) -> Masks:
        allowed = np.zeros(element.shape[:-1], dtype=np.uint64)
        for value, mask in enumerate(partners):
            present = (element[..., source] >> np.uint64(value)) & np.uint64(1)
            allowed |= present * np.uint64(mask)
        changed = element.copy()
        changed[..., target] &= allowed
        changed.flags.writeable = False
        return changed

    return Operator(name, revise, frozenset({source}), idempotent=source != target)


def network(seed: int) -> list[Operator[Any]]:
    """Both directions of a random relation between each two variables."""
    rng = np.random.default_rng(seed)
    operators = []
    for first, second in ((0, 1), (1, 2), (0, 2)):
        shape = (LATTICE.widths[first], LATTICE.widths[second])
        relation = rng.random(shape) < 0.6
        operators.append(arc(f"{first}->{second}", first, second, relation))
        operators.append(arc(f"{second}->{first}", second, first, relation.T))
    return operators


def brute_force(operators: list[Operator[Any]], start: Masks) -> Masks:
    """The join of all common fixed points below the start (Tarski 1955)."""
    fixed = (
        element
        for element in LATTICE.elements()
        if LATTICE.leq(element, start)
        and all(np.array_equal(operator.apply(element), element) for operator in operators)
    )
    return LATTICE.join_all(fixed)


@covers("Operator")
def test_the_operators_under_test_are_what_they_declare() -> None:
    for operator in network(0):
        assert refute_monotone(LATTICE, operator.apply) is None
        assert refute_reductive(LATTICE, operator.apply) is None
        assert refute_reads(LATTICE, operator) is None


@covers("chaotic_iteration", "first_in", "last_in", "Fixpoint")
@given(seed=SEEDS)
def test_every_order_of_work_reaches_the_brute_force_fixpoint(seed: int) -> None:
    operators, rng = network(seed), np.random.default_rng(seed)
    start = LATTICE.join(LATTICE.sample(rng), LATTICE.sample(rng))
    expected = brute_force(operators, start)

    def anyone(waiting: int) -> int:
        return int(rng.integers(waiting))

    choices: list[Callable[[int], int]] = [first_in, last_in, anyone, anyone]
    for choose in choices:
        shuffled = [operators[index] for index in rng.permutation(len(operators))]
        result = chaotic_iteration(LATTICE, shuffled, start, choose=choose)
        assert result.reached
        assert LATTICE.label(result.element) == LATTICE.label(expected)


@covers("chaotic_iteration", "greatest_fixpoint")
@given(seed=SEEDS)
def test_chaotic_and_kleene_iteration_agree_and_work_on_batches(seed: int) -> None:
    operators = network(seed)
    batch = LATTICE.sample(np.random.default_rng(seed), (8,))
    result = chaotic_iteration(LATTICE, operators, batch).element
    together = compose(*(operator.apply for operator in operators))
    assert np.array_equal(result, greatest_fixpoint(LATTICE, together, batch).element)
    for index in range(8):
        single = chaotic_iteration(LATTICE, operators, LATTICE.stack(batch)[index])
        assert np.array_equal(single.element, result[index])


@covers("chaotic_iteration")
@given(seed=SEEDS, budget=st.integers(0, 12))
def test_a_budget_holds_and_says_so(seed: int, budget: int) -> None:
    operators = network(seed)
    full = chaotic_iteration(LATTICE, operators, LATTICE.top)
    cut = chaotic_iteration(LATTICE, operators, LATTICE.top, budget=budget)
    assert cut.applications == min(budget, full.applications)
    assert cut.reached == (budget >= full.applications)
    assert LATTICE.leq(full.element, cut.element)


def test_the_worklist_wakes_only_readers() -> None:
    applied: list[str] = []

    def recorded(operator: Operator[Any]) -> Operator[Any]:
        def apply(element: Masks) -> Masks:
            applied.append(operator.name)
            return operator.apply(element)

        return Operator(operator.name, apply, operator.reads, operator.idempotent)

    equal = np.eye(3, dtype=np.bool_)
    operators = [recorded(arc("0->1", 0, 1, equal)), recorded(arc("1->0", 1, 0, equal))]
    start = LATTICE.assign(LATTICE.top, 0, 2)
    result = chaotic_iteration(LATTICE, operators, start)
    assert LATTICE.label(result.element) == "({2}, {2}, {0, 1})"
    assert applied == ["0->1", "1->0"]  # the second is woken while it waits, hence runs once


def test_an_operator_that_is_not_idempotent_runs_again_for_its_own_changes() -> None:
    chain = FiniteLattice.chain(6)
    down = Operator("down", lambda e: chain.element(str(max(0, int(e) - 1))), frozenset({0}))
    result = chaotic_iteration(chain, [down], chain.top)
    assert (chain.label(result.element), result.applications) == ("0", 6)


def test_an_operator_that_ascends_is_named() -> None:
    climb = Operator("climb", lambda _: LATTICE.top, frozenset({0}))
    with pytest.raises(BrokenOperatorError, match="climb is not reductive: variable 0"):
        chaotic_iteration(LATTICE, [climb], LATTICE.bottom)


@covers("refute_reads")
def test_a_dependency_that_is_not_declared_is_found() -> None:
    honest = arc("0->1", 0, 1, np.eye(3, dtype=np.bool_))
    lying = Operator("liar", honest.apply, frozenset({2}), idempotent=True)
    found = refute_reads(LATTICE, lying)
    assert found is not None
    assert found.claim == "declared by the reads of liar"
    high, low = found.elements
    assert np.array_equal(lying.apply(high), high)
    assert not np.array_equal(lying.apply(low), low)


@covers("greatest_fixpoint", "least_fixpoint")
def test_kleene_iteration_finds_the_extreme_fixed_points_of_every_monotone_map() -> None:
    chain = FiniteLattice.chain(4)
    elements = list(chain.elements())
    for table in np.ndindex(4, 4, 4, 4):
        if list(table) != sorted(table):
            continue

        def apply(element: Index, table: tuple[int, ...] = table) -> Index:
            return elements[table[int(element)]]

        fixed = [index for index in range(4) if table[index] == index]
        assert int(greatest_fixpoint(chain, apply).element) == max(fixed)
        assert int(least_fixpoint(chain, apply).element) == min(fixed)


@covers("greatest_fixpoint", "least_fixpoint")
def test_kleene_iteration_refuses_what_is_no_chain_and_keeps_its_budget() -> None:
    chain = FiniteLattice.chain(4)

    def swap(element: Index) -> Index:
        return chain.element("3210"[int(element)])

    with pytest.raises(BrokenOperatorError, match="no chain at step 2"):
        greatest_fixpoint(chain, swap)
    with pytest.raises(BrokenOperatorError, match="no chain at step 2"):
        least_fixpoint(chain, swap)
    down = pointwise_meet(chain, [lambda e: chain.element(str(max(0, int(e) - 1)))])
    cut = greatest_fixpoint(chain, down, budget=2)
    assert (chain.label(cut.element), cut.reached, cut.applications) == ("1", False, 2)
    assert greatest_fixpoint(chain, down, budget=4).reached
