"""Nogoods are implied: no solution violates one, but those found before it was learned."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domains.families.sudoku import sudoku_structure
from domains.problem import Assignment, Problem, Structure
from domains.rules.base import PseudoBoolean, Term
from search.answer import Goal
from search.budget import Budget
from search.events import Event, Restarted, SolutionFound
from search.kernel import tree
from search.kernel.choice import CHOICES
from search.kernel.engine import Engine
from search.nogoods import GROWTH, Restarts, nogoods_of
from search.symbolic import search_tree
from tests.domains.enumeration import satisfies
from tests.domains.small_problems import solutions_of, sudoku_solutions
from tests.search.problems import problems
from tests.search.universes import GRIDS, formula


def search_and_check(problem: Problem, choice: int, size: int, expected: set[Assignment]) -> int:
    """Search to the end in longer and longer runs; check each nogood when it is learned."""
    engine, restarts = Engine(problem.structure), Restarts(1)
    engine.start(problem.masks)
    found: set[Assignment] = set()
    outcome, limit = tree.STOPPED, size
    while outcome != tree.CLOSED:
        outcome = engine.advance(propagations=limit, choice=choice)
        if outcome == tree.SOLVED:
            assert engine.solution() not in found
            found.add(engine.solution())
        if outcome == tree.STOPPED:
            known = len(restarts.nogoods)
            learned = restarts.learn(engine)
            open_ones = expected - found
            for nogood in learned[known:]:
                assert all(satisfies(problem.structure.values, a, nogood) for a in open_ones)
            engine.restart(problem.masks, learned)
            limit += size
    assert found == expected
    return len(restarts.nogoods)


@given(problem=problems(), choice=st.sampled_from(sorted(CHOICES.values())), size=st.integers(1, 6))
def test_nogoods_exclude_only_what_was_found(problem: Problem, choice: int, size: int) -> None:
    search_and_check(problem, choice, size, set(solutions_of(problem)))


@pytest.mark.parametrize("choice", CHOICES.values())
@pytest.mark.parametrize("size", [8, 40])
def test_nogoods_of_4x4_exclude_only_what_was_found(choice: int, size: int) -> None:
    problem = sudoku_structure(2, 2).problem()
    learned = search_and_check(problem, choice, size, set(sudoku_solutions()))
    assert learned > 0


def test_the_nogoods_of_a_path_are_its_refuted_branches() -> None:
    # variables of up to 3 values: 1 + 3 * variable + value; the second and the last are refuted
    path = [1 + 3 * 0 + 2, -(1 + 3 * 4 + 1), 1 + 3 * 2 + 0, -(1 + 3 * 1 + 0)]
    first, second, third, last = Term(1, 0, 2), Term(1, 4, 1), Term(1, 2, 0), Term(1, 1, 0)
    assert nogoods_of(path, 3) == [
        PseudoBoolean((first, second), None, 1),
        PseudoBoolean((first, third, last), None, 2),
    ]
    assert nogoods_of([], 3) == []
    assert nogoods_of([-5], 3) == [PseudoBoolean((Term(1, 1, 1),), None, 0)]


def restarts_of(structure: Structure, problem: Problem, restart_after: int) -> list[int]:
    """How many nogoods there were at each restart of a search for all solutions."""
    told: list[Event] = []
    goal, engine = Goal.count(10_000), Engine(structure)
    search_tree(problem, goal, Budget(), [told.append], engine=engine, restart_after=restart_after)
    return [event.nogoods for event in told if isinstance(event, Restarted)]


def test_restarts_come_later_and_later_and_keep_what_was_learned() -> None:
    problem = formula(30, 128, seed=6)
    numbers = restarts_of(problem.structure, problem, 1)
    assert len(numbers) > 3
    assert numbers == sorted(numbers)
    assert numbers[-1] > numbers[0]
    assert len(restarts_of(problem.structure, problem, 20)) < len(numbers)
    assert restarts_of(problem.structure, problem, 10**6) == []


def test_patience_grows_geometrically() -> None:
    restarts, engine = Restarts(10), Engine(GRIDS["4x4"])
    engine.start(GRIDS["4x4"].top)
    waits = []
    for _ in range(6):
        waits.append(restarts.patience or 0)
        restarts.learn(engine)
    assert all(GROWTH * a < b <= GROWTH * a + 1 for a, b in pairwise(waits))


def test_without_patience_there_is_no_restart() -> None:
    problem = formula(30, 128, seed=6)
    engine = Engine(problem.structure)
    engine.start(problem.masks)
    while engine.advance() != tree.CLOSED:
        pass
    assert engine.conflicts >= 10
    assert not Restarts(None).due(engine)
    assert Restarts(10).due(engine)


def test_learned_sums_are_gone_with_the_next_search() -> None:
    problem = sudoku_structure(2, 2).problem()
    engine = Engine(problem.structure)
    goal = Goal.count(288)
    first = search_tree(problem, goal, Budget(), engine=engine, restart_after=1)
    second = search_tree(problem, goal, Budget(), engine=engine)
    assert sorted(first.solutions) == sorted(second.solutions) == sorted(sudoku_solutions())


def test_no_solution_is_told_twice_across_restarts() -> None:
    problem = sudoku_structure(2, 2).problem([(0, 1)])
    told: list[Event] = []
    answer = search_tree(problem, Goal.count(1000), Budget(), [told.append], restart_after=1)
    solutions = [event.assignment for event in told if isinstance(event, SolutionFound)]
    assert tuple(solutions) == answer.solutions
    assert len(set(solutions)) == answer.count == 72
