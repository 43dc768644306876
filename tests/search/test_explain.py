"""Explanations: sound step by step, to the union of the solutions or to a conflict."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from domains.logic import LogicStep
from domains.oracle import ExactOracle
from domains.problem import Masks, Problem
from domains.techniques import TECHNIQUES, Technique
from domains.techniques.hidden_single import HIDDEN_SINGLE
from domains.techniques.naked_single import NAKED_SINGLE
from search.explaining import REFUTATION_BY_SEARCH, explain
from tests.domains.small_problems import solutions_of
from tests.domains.techniques.universes import brute_force
from tests.search.problems import problems
from tests.search.universes import GRIDS, SUMS, TINY, leq, minimal_puzzles, random_elements

ORACLE = ExactOracle()
HARD = "8..........36......7..9.2...5...7.......457.....1...3...1....68..85...1..9....4.."
"""By Arto Inkala, 2012: needs much more than singles."""
SINGLES = (HIDDEN_SINGLE, NAKED_SINGLE)


def hard_9x9() -> Problem:
    return GRIDS["9x9"].problem((v, int(c)) for v, c in enumerate(HARD) if c != ".")


def assert_sound(problem: Problem, steps: list[LogicStep]) -> Masks:
    """Check that the steps lead from the problem on without losing a solution; return the end."""
    at, best = problem.masks, ORACLE.best_deduction(problem, problem.masks)
    for step in steps:
        assert step.before == at
        assert step.deduction.removals
        for variable, removed in step.deduction.removals:
            assert removed
            assert not removed & ~at[variable]
        assert step.after == step.deduction.apply(at)
        assert leq(best, step.after)
        assert not step.conflict or step is steps[-1]
        at = step.after
    return at


@pytest.mark.parametrize("name", [name for name, structure in TINY.items() if structure.values])
def test_tiny_problems_end_where_only_solutions_are_left(name: str) -> None:
    structure = TINY[name]
    for masks in random_elements(structure, 25):
        problem = Problem(structure, masks)
        end = assert_sound(problem, list(explain(problem)))
        best = brute_force(structure, masks)
        assert end == best if any(best) else not all(end)


@settings(max_examples=60)
@given(problem=problems(most_variables=4))
def test_random_problems_end_where_only_solutions_are_left(problem: Problem) -> None:
    steps = list(explain(problem, SINGLES))
    end = assert_sound(problem, steps)
    if solutions_of(problem):
        assert end == ORACLE.best_deduction(problem, problem.masks)
    else:
        assert not all(end)


@pytest.mark.parametrize("size", [4, 6, 9])
def test_a_puzzle_is_explained_to_its_solution(size: int) -> None:
    for problem in minimal_puzzles(size, 3):
        end = assert_sound(problem, list(explain(problem)))
        assert (problem.structure.decode(end),) == ORACLE.solutions(problem, 2)


@pytest.mark.parametrize("techniques", [(), (NAKED_SINGLE,), SINGLES])
def test_where_techniques_stall_search_refutes(techniques: tuple[Technique, ...]) -> None:
    refuted = 0
    for problem in (*minimal_puzzles(4, 2), hard_9x9()) if techniques else minimal_puzzles(4, 2):
        steps = list(explain(problem, techniques))
        end = assert_sound(problem, steps)
        assert (problem.structure.decode(end),) == ORACLE.solutions(problem, 2)
        for step in steps:
            if step.technique is REFUTATION_BY_SEARCH:
                refuted += 1
                ((variable, mask),) = step.deduction.removals
                assumed = list(step.before)
                assumed[variable] = mask
                assert ORACLE.count(problem.restrict(assumed), 1) == 0
                assert step.deduction.reason.pattern == ((variable, mask),)
                assert "further decisions end in conflicts" in step.deduction.reason.detail
    assert refuted > 0


def test_the_explanation_is_always_the_same() -> None:
    for problem in minimal_puzzles(6, 4):
        one, other = (
            [(step.technique.name, step.deduction) for step in explain(problem, SINGLES)]
            for _ in range(2)
        )
        assert one == other


def test_a_contradiction_is_explained() -> None:
    problem = GRIDS["9x9"].problem([(0, 5), (8, 5)])
    steps = list(explain(problem))
    assert_sound(problem, steps)
    assert steps[-1].conflict
    structure = GRIDS["4x4"]
    # Two rows that leave the third no room: no rule is broken by the givens alone.
    puzzle = structure.problem([(0, 1), (1, 2), (6, 3), (10, 4), (13, 3), (3, 3)])
    assert ORACLE.count(puzzle, 1) == 0
    steps = list(explain(puzzle))
    assert_sound(puzzle, steps)
    assert steps[-1].conflict


def test_several_solutions_are_left_standing() -> None:
    structure = SUMS["mixed"]
    found = 0
    for masks in random_elements(structure, 12, seed=9):
        problem = Problem(structure, masks)
        end = assert_sound(problem, list(explain(problem)))
        if ORACLE.count(problem, 2) == 2:
            assert end == ORACLE.best_deduction(problem, masks)
            found += 1
    assert found > 0


def test_techniques_come_before_search_and_the_easiest_first() -> None:
    (problem,) = minimal_puzzles(6, 1)
    order = [*TECHNIQUES, REFUTATION_BY_SEARCH]
    for step in explain(problem):
        for easier in order[: order.index(step.technique)]:
            assert next(iter(easier.find(problem.structure, step.before)), None) is None


@given(problem=problems(most_variables=3))
def test_a_refutation_is_offered_exactly_where_a_candidate_is_in_no_solution(
    problem: Problem,
) -> None:
    masks = problem.masks
    best = ORACLE.best_deduction(problem, masks)
    offered = list(REFUTATION_BY_SEARCH.find(problem.structure, masks))
    assert bool(offered) == (best != masks and any(masks))
    for deduction in offered:
        assert leq(best, deduction.apply(masks))


def test_an_element_that_is_a_conflict_is_survived() -> None:
    # `find` must survive an element that is a conflict already, as every technique must.
    structure = GRIDS["4x4"]
    for masks in [(0,) * 16, (0, *structure.top[1:])]:
        offered = list(REFUTATION_BY_SEARCH.find(structure, masks))
        assert all(deduction.apply(masks) != masks for deduction in offered)
