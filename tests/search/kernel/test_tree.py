"""The tree finds every solution once, whatever it chooses, and goes on wherever it was stopped."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given

from domains.families.sudoku import sudoku_structure
from domains.problem import Assignment, Problem, Structure
from search.answer import Enumerated, Goal, Infeasible, Solved, Unique
from search.budget import Budget
from search.kernel import engine as engine_module
from search.kernel import tree
from search.kernel.choice import CHOICES, CHOSEN_VALUE, CHOSEN_VARIABLE, EXTERNAL
from search.kernel.engine import Engine
from search.symbolic import search_tree
from tests.domains.enumeration import structure_of
from tests.domains.small_problems import formulas, solutions_of, sudoku_solutions
from tests.search.problems import problems
from tests.search.universes import GRIDS, TINY, colouring, puzzles

ALL_OF_THEM = Goal.count(10_000)


def found_by(problem: Problem, choice: str, restart_after: int | None) -> list[Assignment]:
    answer = search_tree(problem, ALL_OF_THEM, Budget(), choice=choice, restart_after=restart_after)
    assert answer.count == len(answer.solutions)
    return sorted(answer.solutions)


@pytest.mark.parametrize("name", TINY)
@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("restart_after", [None, 1])
def test_tiny_problems_have_the_solutions_of_brute_force(
    name: str, choice: str, restart_after: int | None
) -> None:
    problem = TINY[name].problem()
    assert found_by(problem, choice, restart_after) == sorted(solutions_of(problem))


@given(problem=problems())
def test_random_problems_have_the_solutions_of_brute_force(problem: Problem) -> None:
    expected = sorted(solutions_of(problem))
    for choice in CHOICES:
        assert found_by(problem, choice, None) == expected
        assert found_by(problem, choice, 1) == expected


@given(problem=formulas())
def test_formulas_have_the_solutions_of_brute_force(problem: Problem) -> None:
    expected = sorted(solutions_of(problem))
    for restart_after in (None, 1, 3):
        assert found_by(problem, "connected", restart_after) == expected


@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("restart_after", [None, 1, 10])
def test_all_grids_of_4x4_are_found_once(choice: str, restart_after: int | None) -> None:
    problem = sudoku_structure(2, 2).problem()
    assert found_by(problem, choice, restart_after) == sorted(sudoku_solutions())


@pytest.mark.parametrize("choice", CHOICES)
def test_what_is_asked_decides_when_the_tree_stops(choice: str) -> None:
    problem = sudoku_structure(2, 2).problem([(0, 1), (5, 2), (10, 3)])
    every = search_tree(problem, ALL_OF_THEM, Budget(), choice=choice)
    assert isinstance(every, Enumerated)
    total = len(every.solutions)
    assert total > 3
    for limit in range(2, total + 2):
        answer = search_tree(problem, Goal.count(limit), Budget(), choice=choice)
        assert answer.solutions == every.solutions[:limit]
        assert answer.count == (total if limit > total else None)
    assert search_tree(problem, Goal.unique(), Budget(), choice=choice).unique is False
    assert type(search_tree(problem, Goal.first(), Budget(), choice=choice)) is Solved


def test_uniqueness_and_infeasibility_are_proven() -> None:
    structure = GRIDS["9x9"]
    (puzzle,) = puzzles(structure, 1, givens=40)
    unique = search_tree(puzzle, Goal.unique(), Budget())
    assert isinstance(unique, Unique)
    cell = next(v for v, mask in enumerate(puzzle.masks) if mask.bit_count() > 1)
    other = list(puzzle.masks)
    other[cell] &= ~structure.encode(unique.assignment)[cell]
    infeasible = search_tree(puzzle.restrict(other), Goal.first(), Budget())
    assert isinstance(infeasible, Infeasible)


def test_the_stack_grows_as_deep_as_the_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    structure = colouring(60, 30, 3, seed=1)
    whole = search_tree(structure.problem(), Goal.count(30), Budget())
    monkeypatch.setattr(engine_module, "FIRST_LEVELS", 1)
    engine = Engine(structure)
    room = len(engine.state.stack)
    grown = search_tree(structure.problem(), Goal.count(30), Budget(), engine=engine)
    assert grown.solutions == whole.solutions
    assert grown.statistics.nodes == whole.statistics.nodes
    assert len(engine.state.stack) >= 16 * room


def test_an_engine_forgets_one_problem_before_the_next() -> None:
    structure = GRIDS["6x6"]
    engine = Engine(structure)
    for problem in puzzles(structure, 8, givens=6):
        for choice in CHOICES:
            again = search_tree(
                problem, Goal.count(20), Budget(), engine=engine, choice=choice, restart_after=2
            )
            anew = search_tree(problem, Goal.count(20), Budget(), choice=choice, restart_after=2)
            assert again.solutions == anew.solutions
            assert again.statistics.nodes == anew.statistics.nodes


Rule = Callable[[Structure, tuple[int, ...]], tuple[int, int]]


def last_value_of_last_variable(structure: Structure, masks: tuple[int, ...]) -> tuple[int, int]:
    del structure
    variable = max(v for v, mask in enumerate(masks) if mask & (mask - 1))
    return variable, masks[variable].bit_length() - 1


def widest(structure: Structure, masks: tuple[int, ...]) -> tuple[int, int]:
    del structure
    variable = max(range(len(masks)), key=lambda v: masks[v].bit_count())
    return variable, (masks[variable] & -masks[variable]).bit_length() - 1


@pytest.mark.parametrize("rule", [last_value_of_last_variable, widest])
def test_whoever_decides_the_tree_is_complete(rule: Rule) -> None:
    structure = sudoku_structure(2, 2)
    engine = Engine(structure)
    engine.start(structure.top)
    found = []
    while (outcome := engine.advance(choice=EXTERNAL)) != tree.CLOSED:
        if outcome == tree.SOLVED:
            found.append(engine.solution())
            continue
        assert outcome == tree.UNDECIDED
        variable, value = rule(structure, engine.masks())
        tree.decide(engine.layout, engine.state, variable, value)
    assert sorted(found) == sorted(sudoku_solutions())


def test_an_external_decision_is_asked_for_with_a_suggestion() -> None:
    structure = structure_of(((1, 2, 3), (1, 2), (1, 2, 3)))
    engine = Engine(structure)
    engine.start(structure.top)
    assert engine.advance(choice=EXTERNAL) == tree.UNDECIDED
    assert engine.state.control[CHOSEN_VARIABLE] == 1
    assert engine.state.control[CHOSEN_VALUE] == 0


def test_what_does_not_fit_the_problem_is_refused() -> None:
    problem = GRIDS["4x4"].problem()
    with pytest.raises(ValueError, match="unknown choice 'widest', expected one of min-remaining"):
        search_tree(problem, Goal.first(), Budget(), choice="widest")
    # An engine for other rules could close a search that has solutions.
    other = Engine(structure_of(((1, 2, 3, 4),) * 16, *GRIDS["4x4"].rules[:3]))
    with pytest.raises(ValueError, match="an engine for another structure than that of the sudoku"):
        search_tree(problem, Goal.first(), Budget(), engine=other)
