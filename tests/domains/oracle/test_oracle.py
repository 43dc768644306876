"""Solutions, their number and the best deduction, against enumeration."""

from __future__ import annotations

import gc
import weakref

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domains import oracle as oracle_module
from domains.families.cnf import cnf_problem
from domains.families.sudoku import sudoku_structure
from domains.oracle import ExactOracle
from domains.problem import Assignment, Masks, Problem, Structure
from domains.rules import AllDifferent
from tests.domains.enumeration import alpha, elements, structure_of
from tests.domains.small_problems import (
    TINY,
    elements_of,
    formulas,
    solutions_of,
    sudoku_solutions,
)

ORACLE = ExactOracle()
ALL_GRIDS = sudoku_solutions()
SMALL_SUDOKU = sudoku_structure(2, 2)

tiny = pytest.mark.parametrize("structure", list(TINY.values()), ids=TINY)


def expected_best(problem: Problem, solutions: list[Assignment], masks: Masks) -> Masks:
    """α(γ(a) ∩ ‖p‖) from all solutions of the structure."""
    structure, inside = problem.structure, problem.restrict(masks)
    return alpha(structure.values, [solution for solution in solutions if inside.holds(solution)])


# Exhaustively: every element of every tiny structure


@tiny
def test_the_best_deduction_is_alpha_of_the_solutions_inside(structure: Structure) -> None:
    problem = structure.problem()
    solutions = solutions_of(problem)
    for masks in elements(structure.values):
        expected = expected_best(problem, solutions, masks)
        assert ORACLE.best_deduction(problem, masks) == expected


@tiny
def test_all_solutions_are_found_and_counted(structure: Structure) -> None:
    for masks in elements(structure.values):
        problem = Problem(structure, masks)
        expected = solutions_of(problem)
        assert sorted(ORACLE.solutions(problem, 1000)) == expected
        assert ORACLE.count(problem, 1000) == len(expected)


@tiny
def test_the_masks_of_the_problem_count_too(structure: Structure) -> None:
    for masks in elements(structure.values):
        by_problem = ORACLE.best_deduction(Problem(structure, masks), structure.top)
        assert by_problem == ORACLE.best_deduction(structure.problem(), masks)


def test_a_structure_without_variables_has_one_solution() -> None:
    problem = structure_of(()).problem()
    assert ORACLE.solutions(problem, 5) == ((),)
    assert ORACLE.best_deduction(problem, ()) == ()


def test_an_empty_clause_over_no_variables_has_none() -> None:
    assert ORACLE.solutions(cnf_problem(0, [()]), 5) == ()


# 4 x 4 Sudoku: all 288 grids are known


def test_every_grid_of_small_sudoku_is_found() -> None:
    problem = SMALL_SUDOKU.problem()
    assert len(ALL_GRIDS) == 288
    assert sorted(ORACLE.solutions(problem, 1000)) == ALL_GRIDS
    assert ORACLE.count(problem, 288) == ORACLE.count(problem, 289) == 288


@given(elements_of(SMALL_SUDOKU))
def test_best_deductions_of_small_sudoku(masks: Masks) -> None:
    problem = SMALL_SUDOKU.problem()
    assert ORACLE.best_deduction(problem, masks) == expected_best(problem, ALL_GRIDS, masks)


@given(st.sampled_from(ALL_GRIDS), st.lists(st.integers(0, 15), unique=True, max_size=8))
def test_best_deductions_of_small_sudoku_from_givens(grid: Assignment, cells: list[int]) -> None:
    problem = SMALL_SUDOKU.problem((cell, grid[cell]) for cell in cells)
    expected = expected_best(problem, ALL_GRIDS, SMALL_SUDOKU.top)
    assert ORACLE.best_deduction(problem, problem.masks) == expected


# Formulas, and laws on random elements


@given(st.data(), formulas())
def test_best_deductions_of_formulas(data: st.DataObject, problem: Problem) -> None:
    masks = data.draw(elements_of(problem.structure))
    expected = expected_best(problem, solutions_of(problem), masks)
    assert ORACLE.best_deduction(problem, masks) == expected


@given(st.data(), formulas(4))
def test_the_best_deduction_is_reductive_idempotent_and_monotone(
    data: st.DataObject, problem: Problem
) -> None:
    greater = data.draw(elements_of(problem.structure))
    less = tuple(
        a & b for a, b in zip(greater, data.draw(elements_of(problem.structure)), strict=True)
    )
    above, below = ORACLE.best_deductions(problem, [greater, less])
    assert all(not new & ~old for new, old in zip(above, greater, strict=True))
    assert ORACLE.best_deduction(problem, above) == above
    assert all(not b & ~a for b, a in zip(below, above, strict=True))


@given(formulas())
def test_bottom_exactly_when_infeasible(problem: Problem) -> None:
    best = ORACLE.best_deduction(problem, problem.masks)
    infeasible = not solutions_of(problem)
    assert (not any(best)) == infeasible
    assert (not all(best)) == infeasible


@given(st.data(), formulas(4))
def test_a_batch_is_its_elements_one_by_one(data: st.DataObject, problem: Problem) -> None:
    batch = data.draw(st.lists(elements_of(problem.structure), max_size=4))
    expected = tuple(ORACLE.best_deduction(problem, masks) for masks in batch)
    assert ORACLE.best_deductions(problem, batch) == expected


@given(formulas(), st.integers(0, 20))
def test_a_limit_is_kept_and_solutions_are_different_and_valid(
    problem: Problem, limit: int
) -> None:
    found = ORACLE.solutions(problem, limit)
    everything = solutions_of(problem)
    assert len(found) == min(limit, len(everything))
    assert len(set(found)) == len(found)
    assert set(found) <= set(everything)


# One solver is kept


@settings(max_examples=20)
@given(st.lists(st.tuples(elements_of(SMALL_SUDOKU), st.integers(0, 3)), min_size=5, max_size=40))
def test_a_kept_solver_answers_like_a_fresh_one(asked: list[tuple[Masks, int]]) -> None:
    kept = ExactOracle()
    for masks, limit in asked:
        problem = Problem(SMALL_SUDOKU, masks)
        fresh = ExactOracle()
        assert kept.count(problem, limit) == fresh.count(problem, limit)
        assert kept.best_deduction(problem, masks) == fresh.best_deduction(problem, masks)
    assert sorted(kept.solutions(SMALL_SUDOKU.problem(), 300)) == ALL_GRIDS


def test_questions_do_not_leak_into_each_other_when_one_is_abandoned() -> None:
    kept = ExactOracle()
    problem = SMALL_SUDOKU.problem()
    first = kept.solutions(problem, 3)
    assert len(first) == 3
    assert sorted(kept.solutions(problem, 300)) == ALL_GRIDS


def test_a_worn_solver_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(oracle_module, "QUESTIONS_PER_SOLVER", 3)
    kept = ExactOracle()
    for _ in range(10):
        assert kept.count(SMALL_SUDOKU.problem(), 300) == 288
        assert kept._solver(SMALL_SUDOKU).questions <= 3


def test_a_solver_goes_with_its_structure() -> None:
    kept = ExactOracle()
    structure = structure_of(((1, 2), (1, 2)), AllDifferent((0, 1)))
    assert kept.count(structure.problem(), 5) == 2
    solver = weakref.ref(kept._solver(structure))
    assert solver() is not None
    del structure
    gc.collect()
    assert solver() is None


@pytest.mark.parametrize("name", ["cadical153", "cadical195", "glucose3", "minisat22"])
def test_other_solvers_agree(name: str) -> None:
    other, problem = ExactOracle(name), SMALL_SUDOKU.problem([(0, 1), (5, 1), (10, 2)])
    assert other.best_deduction(problem, problem.masks) == expected_best(
        problem, ALL_GRIDS, problem.masks
    )
    assert set(other.solutions(problem, 300)) == {g for g in ALL_GRIDS if problem.holds(g)}
