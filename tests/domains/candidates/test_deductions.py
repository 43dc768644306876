"""Deductions of the candidate domain are sound, descend, and stay above the best one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domains.candidates import CandidateDomain
from domains.errors import ModelError
from domains.families.sudoku import sudoku_structure
from domains.problem import Masks, Problem
from domains.techniques import TECHNIQUES
from lattice import cartesian_connection
from tests.domains.enumeration import elements
from tests.domains.small_problems import (
    TINY,
    elements_of,
    formulas,
    solutions_of,
    sudoku_solutions,
)

tiny = pytest.mark.parametrize("domain", list(map(CandidateDomain, TINY.values())), ids=TINY)
SUDOKU = CandidateDomain(sudoku_structure(2, 2))
ALL_GRIDS = np.array(sudoku_solutions())


@tiny
def test_deduce_is_sound_reductive_and_never_below_the_best(domain: CandidateDomain) -> None:
    problem = domain.structure.problem()
    solutions = solutions_of(problem)
    for masks in elements(domain.structure.values):
        element = domain.from_masks(masks)
        deduced, best = domain.deduce(problem, element), domain.best(problem, element)
        assert domain.leq(deduced, element)
        assert domain.leq(best, deduced)
        for solution in solutions:
            assert domain.contains(deduced, solution) == domain.contains(element, solution)


@tiny
def test_best_is_alpha_meet_gamma_of_order_theory(domain: CandidateDomain) -> None:
    problem, values = domain.structure.problem(), domain.structure.values
    connection = cartesian_connection(domain.lattice)
    reference = connection.best_deduction(
        lambda indices: problem.holds([values[v][k] for v, k in enumerate(indices)])
    )
    for masks in elements(values):
        element = domain.from_masks(masks)
        assert np.array_equal(domain.best(problem, element), reference(element))


@tiny
def test_bottom_stays_bottom(domain: CandidateDomain) -> None:
    problem = domain.structure.problem()
    assert domain.lattice.is_bottom(domain.deduce(problem, domain.bottom))
    assert domain.lattice.is_bottom(domain.best(problem, domain.bottom))


@given(elements_of(SUDOKU.structure))
def test_small_sudoku_keeps_its_solutions(masks: Masks) -> None:
    problem, element = SUDOKU.structure.problem(), SUDOKU.from_masks(masks)
    inside = ALL_GRIDS[SUDOKU.contains(element, ALL_GRIDS)]
    deduced = SUDOKU.deduce(problem, element)
    assert SUDOKU.contains(deduced, inside).all()
    best = SUDOKU.best(problem, element)
    assert np.array_equal(best, SUDOKU.alpha(inside))
    assert SUDOKU.leq(best, deduced)


@given(st.data(), formulas(5))
def test_formulas_keep_their_solutions(data: st.DataObject, problem: Problem) -> None:
    domain = CandidateDomain(problem.structure)
    element = domain.from_masks(data.draw(elements_of(problem.structure)))
    deduced = domain.deduce(problem, element)
    for solution in solutions_of(problem):
        assert domain.contains(deduced, solution) == domain.contains(element, solution)
    assert domain.leq(domain.best(problem, element), deduced)


@given(elements_of(SUDOKU.structure), elements_of(SUDOKU.structure))
def test_deduce_and_best_are_monotone_and_idempotent(more: Masks, other: Masks) -> None:
    problem, above = SUDOKU.structure.problem(), SUDOKU.from_masks(more)
    below = SUDOKU.meet(above, SUDOKU.from_masks(other))
    for deduction in (SUDOKU.deduce, SUDOKU.best):
        once = deduction(problem, above)
        assert np.array_equal(deduction(problem, once), once)
        assert SUDOKU.leq(deduction(problem, below), once)


def test_batches_are_their_elements_one_by_one() -> None:
    problem = SUDOKU.structure.problem([(0, 1), (6, 2)])
    batch = SUDOKU.join(
        SUDOKU.lattice.sample(np.random.default_rng(5), (4, 2)), SUDOKU.alpha(ALL_GRIDS[:2])
    )
    for deduction in (SUDOKU.deduce, SUDOKU.best):
        result = deduction(problem, batch)
        assert result.shape == (4, 2, 16)
        for where in np.ndindex(4, 2):
            assert np.array_equal(result[where], deduction(problem, batch[where]))


def test_an_empty_batch_stays_empty() -> None:
    problem, empty = SUDOKU.structure.problem(), SUDOKU.lattice.stack([])
    assert SUDOKU.deduce(problem, empty).shape == (0, 16)
    assert SUDOKU.best(problem, empty).shape == (0, 16)


def test_more_techniques_deduce_more() -> None:
    strong = CandidateDomain(SUDOKU.structure, TECHNIQUES)
    weak = CandidateDomain(SUDOKU.structure, ())
    problem = SUDOKU.structure.problem([(0, 1), (7, 2), (9, 3), (14, 4)])
    found = [domain.deduce(problem, domain.top) for domain in (strong, SUDOKU, weak)]
    assert SUDOKU.to_masks(found[2]) == problem.masks
    assert SUDOKU.leq(found[0], found[1])
    assert SUDOKU.leq(found[1], found[2])
    assert not SUDOKU.leq(found[2], found[1])


def test_a_problem_over_another_structure_is_refused() -> None:
    other = TINY["pigeons"].problem()
    for deduction in (SUDOKU.deduce, SUDOKU.best):
        with pytest.raises(ModelError, match="another structure"):
            deduction(other, SUDOKU.top)


def test_best_can_be_better_than_propagation() -> None:
    problem = SUDOKU.structure.problem([(5, 2), (7, 4), (9, 3), (12, 2), (15, 3)])
    deduced, best = SUDOKU.deduce(problem, SUDOKU.top), SUDOKU.best(problem, SUDOKU.top)
    assert (SUDOKU.size(deduced), SUDOKU.size(best)) == (6912, 192)
    assert SUDOKU.explain_not_leq(deduced, best) == ("r1c1 can be 4 on the left, not on the right")
