"""Propagation: sound, reductive, monotone, idempotent, and exactly what the techniques reach."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domains.errors import ModelError
from domains.oracle import ExactOracle
from domains.problem import Masks, Problem, Structure
from domains.rules import AllDifferent, LinearSum
from search.kernel.engine import Engine
from tests.domains.enumeration import elements, members, structure_of
from tests.domains.small_problems import elements_of, formulas
from tests.domains.techniques.universes import brute_force
from tests.search.universes import (
    ALL,
    BIT_SETS,
    GRIDS,
    SUMS,
    TINY,
    colouring,
    leq,
    random_elements,
    reference_fixpoint,
    singles_and_intersections,
)

SAMPLE = 200
"""How many elements of a larger structure are tried."""


def fixpoint(structure: Structure, masks: Masks) -> Masks:
    return Engine(structure).fixpoint(masks)


def proper(structure: Structure, masks: Masks) -> Masks:
    """The element, or ⊥ where a variable has nothing left."""
    return masks if all(masks) else (0,) * len(structure.values)


@pytest.mark.parametrize("name", TINY)
def test_every_element_of_a_tiny_structure_keeps_its_solutions(name: str) -> None:
    structure = TINY[name]
    for masks in elements(structure.values):
        assert leq(brute_force(structure, masks), fixpoint(structure, masks)), masks


@pytest.mark.parametrize("name", TINY)
def test_every_element_of_a_tiny_structure_reaches_the_fixpoint_of_the_techniques(
    name: str,
) -> None:
    structure = TINY[name]
    for masks in elements(structure.values):
        assert fixpoint(structure, masks) == reference_fixpoint(structure, masks), masks


@pytest.mark.parametrize("name", TINY)
def test_an_assignment_is_kept_exactly_if_it_is_a_solution(name: str) -> None:
    structure = TINY[name]
    for assignment in members(structure.values, structure.top):
        masks = structure.encode(assignment)
        solves = structure.problem().holds(assignment)
        if masks:  # without variables, the empty element says both yes and no
            assert fixpoint(structure, masks) == (masks if solves else (0,) * len(masks))


@pytest.mark.parametrize("name", [*BIT_SETS, *SUMS])
def test_larger_structures_reach_the_fixpoint_of_the_techniques(name: str) -> None:
    structure = ALL[name]
    count = 25 if name == "9x9" else SAMPLE // 2
    for masks in random_elements(structure, count):
        assert fixpoint(structure, masks) == reference_fixpoint(structure, masks), masks


@pytest.mark.parametrize("name", BIT_SETS)
def test_bit_sets_reach_the_fixpoint_of_singles_and_intersections(name: str) -> None:
    structure = BIT_SETS[name]
    count = 40 if name == "9x9" else SAMPLE
    pruned = 0
    for masks in random_elements(structure, count, seed=2):
        found = fixpoint(structure, masks)
        assert found == singles_and_intersections(structure, masks), masks
        pruned += found not in (masks, (0,) * len(masks))
    assert pruned > count // 10


@pytest.mark.parametrize("name", [*GRIDS, *SUMS])
def test_the_best_deduction_is_below_the_fixpoint(name: str) -> None:
    structure, oracle = ALL[name], ExactOracle()
    problem = structure.problem()
    for masks in random_elements(structure, 40, seed=3):
        assert leq(oracle.best_deduction(problem, masks), fixpoint(structure, masks)), masks


@pytest.mark.parametrize("name", ALL)
def test_the_fixpoint_descends_and_is_one(name: str) -> None:
    structure = ALL[name]
    for masks in random_elements(structure, SAMPLE, seed=4):
        found = fixpoint(structure, masks)
        assert leq(found, proper(structure, masks))
        assert fixpoint(structure, found) == found


@pytest.mark.parametrize("name", ALL)
def test_the_fixpoint_is_monotone(name: str) -> None:
    structure, rng = ALL[name], Random(5)
    for larger in random_elements(structure, SAMPLE, seed=5):
        smaller = tuple(mask & (rng.getrandbits(9) | rng.getrandbits(9)) for mask in larger)
        assert leq(fixpoint(structure, smaller), fixpoint(structure, larger))


@given(problem=formulas(), data=st.data())
def test_formulas_reach_the_fixpoint_of_unit_propagation(
    problem: Problem, data: st.DataObject
) -> None:
    masks = data.draw(elements_of(problem.structure))
    found = fixpoint(problem.structure, masks)
    assert found == reference_fixpoint(problem.structure, masks)
    assert leq(brute_force(problem.structure, masks), found)


@given(data=st.data(), seed=st.integers(0, 1000), edges=st.integers(0, 15))
def test_colourings_reach_the_fixpoint_of_the_techniques(
    data: st.DataObject, seed: int, edges: int
) -> None:
    structure = colouring(6, edges, 3, seed)
    masks = data.draw(elements_of(structure))
    assert fixpoint(structure, masks) == reference_fixpoint(structure, masks)


def test_an_engine_answers_again_as_a_new_one_does() -> None:
    structure = GRIDS["6x6"]
    engine = Engine(structure)
    for masks in random_elements(structure, 30, seed=6):
        assert engine.fixpoint(masks) == fixpoint(structure, masks)


def test_a_variable_named_twice_differs_from_itself_never() -> None:
    structure = structure_of(((1, 2, 3),) * 2, AllDifferent((0, 1, 0)))
    for masks in elements(structure.values):
        assert not any(fixpoint(structure, masks)), masks


@pytest.mark.parametrize(
    "rule",
    [
        LinearSum((0,), (1,), 2**61, None),
        LinearSum((0, 1), (2**59, 2**59), None, 2**60),
        LinearSum((0,), (1,), None, -(2**62)),
    ],
)
def test_sums_beyond_the_words_of_the_kernel_are_refused(rule: LinearSum) -> None:
    structure = structure_of(((0, 2**61), (0, 1, 2)), rule)
    with pytest.raises(ModelError, match=r"expected less than 2\^60"):
        Engine(structure)


def test_the_largest_sums_that_fit_are_exact() -> None:
    top = 2**59 - 1
    structure = structure_of(((0, top), (0, 1, top)), LinearSum((0, 1), (1, 1), top + 1, None))
    for masks in elements(structure.values):
        assert fixpoint(structure, masks) == reference_fixpoint(structure, masks)
