"""All solutions at once, compared with enumeration: union, intersection, samples and their laws."""

from __future__ import annotations

from collections import Counter
from functools import cache, reduce
from operator import and_, or_
from random import Random

import pytest
from hypothesis import given, settings

from domains.families.maze.board import maze_problem
from domains.families.queens.board import queens_problem
from domains.families.sudoku import sudoku_structure
from domains.oracle import ExactOracle
from domains.paths import count_paths, each_path
from domains.problem import Assignment, Masks, Problem
from search import Abstained, Budget, Goal, Infeasible, Interrupted, solve, solving
from search.answer import Answer, WrongSolutionError
from search.solutions import Bounds, Extent, Sample, backbone, extent, sample
from tests.domains.enumeration import members
from tests.domains.small_problems import sudoku_solutions
from tests.search.problems import problems
from tests.search.universes import TINY, formula, pigeons

SHIDOKU = sudoku_structure(2, 2).problem([(0, 1), (5, 2)])
QUEENS = queens_problem(6, [])
MAZE = maze_problem("S...", "....", "...G")
NO_WAY = maze_problem("S#..", "##..", "...G")
LIMITED = Budget(nodes=100_000)
"""So much that it is never reached; but with a limit the strategy is asked."""


@cache
def solutions_of(problem: Problem) -> list[Assignment]:
    """All solutions of a small problem, by walking through all assignments."""
    grid = problem.structure is SHIDOKU.structure
    every = sudoku_solutions() if grid else members(problem.structure.values, problem.masks)
    return list(filter(problem.holds, every))


def union_of(problem: Problem, solutions: list[Assignment]) -> Masks:
    encoded = map(problem.structure.encode, solutions)
    return reduce(lambda a, b: tuple(map(or_, a, b)), encoded)


def intersection_of(problem: Problem, solutions: list[Assignment]) -> Masks:
    encoded = map(problem.structure.encode, solutions)
    return reduce(lambda a, b: tuple(map(and_, a, b)), encoded)


@pytest.mark.parametrize("budget", [None, LIMITED])
@given(problem=problems(most_variables=5))
@settings(max_examples=60)
def test_union_and_intersection_are_those_of_all_solutions(
    budget: Budget | None, problem: Problem
) -> None:
    solutions = solutions_of(problem)
    found = extent(problem, budget=budget)
    if not solutions:
        assert isinstance(found, Infeasible)
        return
    assert isinstance(found, Extent)
    assert found.union == union_of(problem, solutions)
    assert found.intersection == intersection_of(problem, solutions)
    assert found.unique == (len(solutions) == 1)


@pytest.mark.parametrize("strategy", ["symbolic", "cdcl"])
@pytest.mark.parametrize("problem", [SHIDOKU, QUEENS, formula(12, 40, seed=4), pigeons(3)])
def test_a_strategy_finds_what_the_oracle_finds(strategy: str, problem: Problem) -> None:
    asked, exact = extent(problem, strategy=strategy), extent(problem)
    assert type(asked) is type(exact)
    assert getattr(asked, "union", None) == getattr(exact, "union", None)


def test_no_variables_have_one_solution_or_none() -> None:
    assert isinstance(extent(TINY["no variables"].problem()), Extent)
    impossible = TINY["no variables, an empty clause"].problem()
    assert isinstance(extent(impossible), Infeasible)
    assert isinstance(sample(impossible, 1), Infeasible)


@pytest.mark.parametrize("nodes", [0, 1, 3, 10, 30])
def test_at_a_limit_the_union_lies_between_the_bounds(nodes: int) -> None:
    exact = extent(QUEENS)
    assert isinstance(exact, Extent)
    found = extent(QUEENS, strategy="symbolic", budget=Budget(nodes=nodes))
    if isinstance(found, Extent):
        assert nodes >= 30
        assert found.union == exact.union
        return
    assert isinstance(found, Bounds)
    assert found.reason.startswith("node limit")
    assert found.statistics.nodes <= nodes
    triples = list(zip(found.lower, exact.union, found.upper, strict=True))
    assert all(not low & ~union and not union & ~high for low, union, high in triples)
    assert found.unique in (None, False)


def test_a_limit_that_is_large_enough_changes_nothing() -> None:
    found = extent(QUEENS, strategy="symbolic", budget=LIMITED)
    assert isinstance(found, Extent)
    assert found.union == union_of(QUEENS, solutions_of(QUEENS))


def test_paths_are_swept_and_not_listed() -> None:
    wide = maze_problem("S" + "." * 30, *["." * 31] * 29, "." * 30 + "G")
    found = extent(wide, budget=Budget(nodes=0))
    assert isinstance(found, Extent)
    assert found.strategy == "path counts"
    assert not any(found.intersection)
    assert count_paths(wide) > 10**17
    drawn = sample(wide, 3, seed=1)
    assert isinstance(drawn, Sample)
    assert drawn.population == count_paths(wide)
    assert len(drawn.solutions) == 3


@pytest.mark.parametrize("problem", [MAZE, NO_WAY])
def test_paths_agree_with_the_oracle(problem: Problem) -> None:
    exact = ExactOracle().best_deduction(problem, problem.masks)
    found = extent(problem)
    assert getattr(found, "union", (0,) * len(problem.masks)) == exact
    assert isinstance(sample(problem, 2), Infeasible) == (not any(exact))


def test_the_backbone_is_what_has_one_candidate() -> None:
    assert backbone((1, 3, 4, 6)) == (1, 0, 4, 0)


@given(problem=problems(most_variables=4))
@settings(max_examples=60)
def test_samples_are_solutions_and_repeatable(problem: Problem) -> None:
    solutions = solutions_of(problem)
    drawn = sample(problem, 5, seed=3)
    if not solutions:
        assert isinstance(drawn, Infeasible)
        return
    assert isinstance(drawn, Sample)
    assert len(drawn.draws) == 5
    assert set(drawn.draws) <= set(solutions)
    assert drawn.population == len(solutions)
    assert drawn.draws == getattr(sample(problem, 5, seed=3), "draws", None)


@pytest.mark.parametrize("problem", [MAZE, QUEENS, SHIDOKU])
def test_a_uniform_sample_takes_each_solution_about_as_often(problem: Problem) -> None:
    drawn = sample(problem, 4000, seed=5)
    assert isinstance(drawn, Sample)
    assert drawn.uniform
    population = len(list(each_path(problem))) if problem is MAZE else len(solutions_of(problem))
    assert drawn.population == population
    counts = Counter(drawn.draws)
    expected = 4000 / population
    chi_squared = sum((counts[s] - expected) ** 2 / expected for s in drawn.solutions)
    assert len(counts) == population
    assert chi_squared < population + 5 * (2 * population) ** 0.5


def test_more_solutions_than_are_enumerated_are_no_uniform_sample() -> None:
    drawn = sample(SHIDOKU, 200, most=5, seed=2)
    assert isinstance(drawn, Sample)
    assert not drawn.uniform
    assert drawn.population is None
    everything = set(solutions_of(SHIDOKU))
    assert len(everything) > 5
    assert set(drawn.draws) == everything  # any solution may come up


def test_a_sample_within_a_limit_is_abstained_on() -> None:
    empty = sudoku_structure(3, 3).problem()
    counting = sample(empty, 3, budget=Budget(nodes=0), strategy="symbolic")
    assert isinstance(counting, Abstained)
    drawing = sample(empty, 30, most=2, budget=Budget(nodes=200), strategy="symbolic")
    assert isinstance(drawing, Abstained)
    assert drawing.problem is empty
    assert drawing.statistics.nodes <= 200
    assert drawing.solutions
    assert drawing.reason.endswith("what earlier searches left")


@pytest.mark.parametrize(("count", "most"), [(0, 5), (3, 0), (-1, 5)])
def test_nothing_is_no_sample(count: int, most: int) -> None:
    with pytest.raises(ValueError, match="expected 1 or more"):
        sample(SHIDOKU, count, most=most)


def test_a_wrong_draw_cannot_be_a_sample() -> None:
    with pytest.raises(WrongSolutionError):
        Sample(problem=QUEENS, draws=((0, 1, 2, 3, 4, 5),), population=None)


def test_ctrl_c_says_what_is_known_of_the_whole_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[Problem] = []

    def interrupted(problem: Problem, **options: object) -> Answer:
        calls.append(problem)
        if len(calls) == 3:
            raise Interrupted(Abstained(problem=problem, reason="interrupted"))
        return search(problem, **options)  # type: ignore[arg-type]

    search = solve
    monkeypatch.setattr(solving, "solve", interrupted)
    with pytest.raises(Interrupted) as caught:
        extent(QUEENS, budget=LIMITED)
    assert caught.value.answer.problem is QUEENS
    assert calls[2].masks != QUEENS.masks


def test_counting_is_the_goal_of_a_search() -> None:
    answer = solve(SHIDOKU, goal=Goal.count(1000))
    assert answer.count == len(solutions_of(SHIDOKU))


@pytest.mark.parametrize("problem", [MAZE, QUEENS])
def test_alpha_of_the_solutions_that_survive_a_state_is_exact(problem: Problem) -> None:
    """What a state's training target is made of; source: LDT, see ldt/training/targets.py."""
    every, rng = solutions_of(problem), Random(4)
    dead = 0
    for _ in range(40):
        state = tuple(
            mask & rng.choice((mask, mask, rng.randrange(1, 64))) for mask in problem.masks
        )
        found = extent(problem.restrict(state))
        inside = [a for a in every if problem.restrict(state).holds(a)]
        if inside:
            assert isinstance(found, Extent)
            assert found.union == union_of(problem, inside)
        else:
            dead += 1
            assert isinstance(found, Infeasible)
    assert 0 < dead < 40
