"""Every lattice under every law: exhaustively where small, on random elements where large."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lattice import (
    FiniteLattice,
    ImproperElementError,
    Lattice,
    TooManyElementsError,
    read_only,
)
from proofs.laws.base import Case, Counterexample, Law
from proofs.laws.order import LATTICE_LAWS, LatticeWorld
from tests.lattice.universes import LARGE, SMALL

SEEDS = st.integers(0, 2**32 - 1)


def first_counterexample(
    lattice: Lattice[Any], law: Law, elements: Iterable[Any]
) -> Counterexample | None:
    """The first tuple of the elements at which the law fails."""
    world = LatticeWorld("", lattice)
    chosen = itertools.product(tuple(elements), repeat=len(law.sorts))
    return next((found for one in chosen if (found := law.check(Case(world, one)))), None)


@pytest.mark.parametrize("name", SMALL)
@pytest.mark.parametrize("law", LATTICE_LAWS, ids=lambda law: law.name)
def test_small_lattices_exhaustively(name: str, law: Law) -> None:
    lattice = SMALL[name]
    assert first_counterexample(lattice, law, lattice.elements()) is None


@pytest.mark.parametrize("name", LARGE)
@given(seed=SEEDS)
@settings(max_examples=8)
def test_large_lattices_on_random_elements(name: str, seed: int) -> None:
    lattice, rng = LARGE[name], np.random.default_rng(seed)
    first, second = lattice.sample(rng), lattice.sample(rng)
    # Comparable elements are rare among random ones, so some are built from the others.
    chosen = [first, second, lattice.meet(first, second), lattice.join(first, second)]
    world = LatticeWorld("", lattice)
    for law in LATTICE_LAWS:
        if law.applies(world) is None:
            assert first_counterexample(lattice, law, chosen) is None, law.name


@pytest.mark.parametrize("name", SMALL)
def test_enumeration_gives_each_element_once(name: str) -> None:
    lattice = SMALL[name]
    labels = [lattice.label(element) for element in lattice.elements()]
    assert len(set(labels)) == len(labels) <= lattice.cardinality
    if name != "reduced":  # its cardinality is an upper bound, and says so
        assert len(labels) == lattice.cardinality


@pytest.mark.parametrize("name", SMALL)
def test_samples_reach_every_element_and_no_other(name: str) -> None:
    lattice, rng = SMALL[name], np.random.default_rng(0)
    drawn = {lattice.label(lattice.sample(rng)) for _ in range(1500)}
    assert drawn == {lattice.label(element) for element in lattice.elements()}


@pytest.mark.parametrize("name", LARGE)
def test_enumeration_of_a_large_lattice_is_refused(name: str) -> None:
    with pytest.raises(TooManyElementsError, match="more than the limit of 100"):
        LARGE[name].elements(limit=100)


def parts(element: object) -> list[np.ndarray]:
    """The arrays that an element is made of."""
    if isinstance(element, tuple):
        return [array for component in element for array in parts(component)]
    assert isinstance(element, np.ndarray)
    return [element]


def at(element: object, index: int) -> object:
    """One entry of a batch with one axis."""
    if isinstance(element, tuple):
        return tuple(at(component, index) for component in element)
    assert isinstance(element, np.ndarray)
    return read_only(element[index])


# Elements of these come one by one: what a component says depends on the other, or on all rows.
SINGLE = {"reduced", "affine"}
BATCHED = {name: lattice for name, lattice in {**SMALL, **LARGE}.items() if name not in SINGLE}


@pytest.mark.parametrize("name", BATCHED)
def test_batches_agree_with_single_elements(name: str) -> None:
    lattice, rng = BATCHED[name], np.random.default_rng(1)
    left, right = lattice.sample(rng, (20,)), lattice.sample(rng, (20,))
    right = lattice.join(right, lattice.meet(left, right))
    meet, join = lattice.meet(left, right), lattice.join(left, right)
    below = np.broadcast_to(np.asarray(lattice.leq(meet, left) & lattice.leq(left, right)), 20)
    for index in range(20):
        a, b = at(left, index), at(right, index)
        assert lattice.label(at(meet, index)) == lattice.label(lattice.meet(a, b))
        assert lattice.label(at(join, index)) == lattice.label(lattice.join(a, b))
        assert below[index] == bool(lattice.leq(a, b))


@pytest.mark.parametrize("name", BATCHED)
def test_batches_broadcast_against_single_elements(name: str) -> None:
    lattice, rng = BATCHED[name], np.random.default_rng(2)
    batch, single = lattice.sample(rng, (3, 5)), lattice.sample(rng)
    assert np.all(lattice.leq(lattice.meet(batch, single), single))
    assert np.all(lattice.leq(single, lattice.join(single, batch)))
    assert lattice.proper(lattice.meet(batch, single))


@pytest.mark.parametrize("name", {**SMALL, **LARGE}.keys() - {"affine"})  # tuples of integers
def test_elements_refuse_writes(name: str) -> None:
    lattice: Lattice[Any] = {**SMALL, **LARGE}[name]
    sample = lattice.sample(np.random.default_rng(3))
    results = [lattice.top, lattice.bottom, sample]
    results += [lattice.meet(sample, lattice.top), lattice.join(sample, lattice.bottom)]
    for array in parts(tuple(results)):
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0


def test_the_first_failing_batch_entry_is_named() -> None:
    chain = FiniteLattice.chain(4)
    left = read_only(np.array([0, 3, 2]))
    reason = chain.explain_not_leq(left, chain.element("1"))
    assert reason == "at batch index (1,): 3 is not below 1: it is above"


def test_explanation_through_products_names_the_component() -> None:
    mixed = LARGE["mixed"]
    reason = mixed.explain_not_leq(mixed.top, (mixed.top[0], *mixed.bottom[1:]))
    assert reason == "component 1: 0 belongs to [0, 99] and not to empty"


def test_a_value_of_the_wrong_kind_is_refused_with_a_reason() -> None:
    sudoku = LARGE["sudoku"]
    wrong = {
        "numpy array": "grid",
        "dtype": np.zeros(81, dtype=np.int64),
        "trailing shape": read_only(np.zeros(80, dtype=np.uint64)),
        "shape ()": read_only(np.array(1, dtype=np.uint64)),
        "writable": np.zeros(81, dtype=np.uint64),
        "variable 0 has 9 values": read_only(np.full(81, 512, dtype=np.uint64)),
    }
    for reason, value in wrong.items():
        assert not sudoku.proper(value)
        with pytest.raises(ImproperElementError, match=re.escape(reason)):
            sudoku.require_proper(value)


def test_improper_components_are_found() -> None:
    mixed, reduced, powerset = LARGE["mixed"], SMALL["reduced"], SMALL["powerset"]
    assert "3 components" in str(mixed.why_improper((1, 2)))
    assert "component 2" in str(mixed.why_improper((*mixed.top[:2], "x")))
    assert "below 5" in str(mixed.why_improper((*mixed.top[:2], read_only(np.array(5)))))
    assert "not reduced" in str(reduced.why_improper((reduced.bottom[0], reduced.top[1])))
    assert "2 components" in str(reduced.why_improper("x"))
    assert "members" in str(powerset.why_improper(read_only(np.array(8, dtype=np.uint64))))
    crossed = read_only(np.array((2, 1)))
    assert "expected an interval" in str(SMALL["interval"].why_improper(crossed))
    assert "expected an interval" in str(
        SMALL["pointwise"].why_improper(read_only(np.array([(0, 1), (0, 2)])))
    )


def test_the_laws_catch_a_broken_meet() -> None:
    broken = FiniteLattice.chain(3)
    left_operand, _ = np.indices((3, 3))
    object.__setattr__(broken, "_meets", left_operand)
    elements = list(FiniteLattice.chain(3).elements())
    failed = {
        law.name for law in LATTICE_LAWS if first_counterexample(broken, law, elements) is not None
    }
    assert {"commutative", "meet is greatest lower bound", "bounds are neutral"} <= failed
    assert not {"reflexive", "transitive", "join is least upper bound"} & failed
