"""Limits hold: nodes exactly, propagations within one round, time within a tenth."""

from __future__ import annotations

import pytest

from domains.families.sudoku import sudoku_structure
from domains.problem import Problem, Structure
from domains.rules import LinearSum
from search import cdcl, symbolic
from search.answer import Abstained, Answer, Enumerated, Goal, Infeasible
from search.auto import search_auto
from search.budget import Budget, Clock, Statistics
from search.cdcl import search_clauses
from search.kernel.engine import Engine
from search.symbolic import search_tree
from tests.search.universes import GRIDS, formula, pigeons, puzzles

SUDOKU = sudoku_structure(3, 3)
(PUZZLE,) = puzzles(SUDOKU, 1, givens=23)


def reason(answer: Answer) -> str:
    assert isinstance(answer, Abstained)
    return answer.reason


@pytest.mark.parametrize("problem", [PUZZLE, formula(20, 85, seed=1), pigeons(4)])
@pytest.mark.parametrize("choice", ["connected", "weighted-degree"])
def test_the_node_limit_of_a_tree_is_exact(problem: Problem, choice: str) -> None:
    whole = search_tree(problem, Goal.count(300), Budget(), choice=choice)
    needed = whole.statistics.nodes
    assert needed > 5
    for limit in {0, 1, 2, needed // 2, needed - 1}:
        answer = search_tree(problem, Goal.count(300), Budget(nodes=limit), choice=choice)
        assert reason(answer) == f"node limit {limit} reached"
        assert answer.statistics.nodes == limit
        assert answer.solutions == whole.solutions[: len(answer.solutions)]
    enough = search_tree(problem, Goal.count(300), Budget(nodes=needed), choice=choice)
    assert type(enough) is type(whole)
    assert enough.solutions == whole.solutions


@pytest.mark.parametrize("first_slice", [1, 3, 50, 10**6])
def test_limits_do_not_depend_on_slices(first_slice: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(symbolic.TreeRun, "_adapt", lambda *_: None)
    outcomes = []
    for slice_size in (first_slice, 64):
        monkeypatch.setattr(symbolic, "FIRST_SLICE", slice_size)
        budgets = [Budget(nodes=n) for n in range(8)] + [
            Budget(propagations=p) for p in range(0, 120, 7)
        ]
        for problem in (PUZZLE, formula(20, 85, seed=1)):
            for budget in budgets:
                answer = search_tree(problem, Goal.count(300), budget)
                nodes, visits = answer.statistics.nodes, answer.statistics.propagations
                outcomes.append((type(answer), answer.solutions, nodes, visits))
    half = len(outcomes) // 2
    assert outcomes[:half] == outcomes[half:]
    assert {kind for kind, *_ in outcomes} == {Abstained}


@pytest.mark.parametrize("limit", [0, 1, 10, 100, 1000])
def test_the_propagation_limit_holds_within_one_round(limit: int) -> None:
    answer = search_tree(PUZZLE, Goal.count(10**6), Budget(propagations=limit))
    assert reason(answer) == f"propagation limit {limit} reached"
    assert limit <= answer.statistics.propagations < limit + 9  # a round visits each value once


@pytest.mark.parametrize("limit", [0, 1, 10, 1000])
def test_the_propagation_limit_holds_where_no_visit_removes_anything(limit: int) -> None:
    sums = [LinearSum((v, v + 1, v + 2), (1, 1, 1), 1, None) for v in range(40)]
    names = tuple(f"x{v}" for v in range(42))
    loose = Structure(names, ((0, 1, 2),) * 42, tuple(sums))
    answer = search_tree(loose.problem(), Goal.count(10**6), Budget(propagations=limit))
    assert reason(answer) == f"propagation limit {limit} reached"
    assert limit <= answer.statistics.propagations <= limit + 3


@pytest.mark.parametrize("limit", [0, 1, 10, 100, 1000])
def test_the_propagation_limit_holds_between_two_sums(limit: int) -> None:
    answer = search_tree(pigeons(5), Goal.first(), Budget(propagations=limit))
    assert reason(answer) == f"propagation limit {limit} reached"
    assert limit <= answer.statistics.propagations <= limit + 2  # two values may change


class KernelClock(Clock):
    """A clock that goes by the work of an engine: so many seconds a propagation."""

    engine: Engine
    pace: float

    def elapsed(self) -> float:
        return self.engine.propagations * self.pace


@pytest.mark.parametrize("pace", [1e-2, 1e-3, 1e-4, 1e-5])
@pytest.mark.parametrize("problem", [SUDOKU.problem(), pigeons(5)])
def test_the_time_limit_of_a_tree_holds_within_a_tenth(
    pace: float, problem: Problem, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = Engine(problem.structure)
    monkeypatch.setattr(KernelClock, "engine", engine, raising=False)
    monkeypatch.setattr(KernelClock, "pace", pace, raising=False)
    monkeypatch.setattr(symbolic, "Clock", KernelClock)
    limit = 1000 * pace  # a thousand propagations, whatever the machine
    answer = search_tree(problem, Goal.count(10**6), Budget(seconds=limit), engine=engine)
    assert reason(answer) == f"time limit {limit:g} s reached"
    assert limit <= answer.statistics.seconds <= 1.1 * limit


def test_the_time_limit_holds_while_solutions_pour_in(monkeypatch: pytest.MonkeyPatch) -> None:
    structure = GRIDS["4x4"]
    engine = Engine(structure)
    monkeypatch.setattr(KernelClock, "engine", engine, raising=False)
    monkeypatch.setattr(KernelClock, "pace", 1.0, raising=False)
    monkeypatch.setattr(symbolic, "Clock", KernelClock)
    answer = search_tree(structure.problem(), Goal.count(288), Budget(seconds=500), engine=engine)
    assert reason(answer) == "time limit 500 s reached"
    assert answer.statistics.seconds < 550
    assert 10 < len(answer.solutions) < 288


class StepClock(Clock):
    """A clock of which a second passes whenever somebody looks."""

    looks = 0

    def elapsed(self) -> float:
        StepClock.looks += 1
        return float(StepClock.looks)


def test_the_time_limit_of_clause_learning_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    StepClock.looks = 0
    monkeypatch.setattr(cdcl, "Clock", StepClock)
    answer = search_clauses(pigeons(9), Goal.first(), Budget(seconds=100))
    assert reason(answer) == "time limit 100 s reached"
    assert 100 <= answer.statistics.seconds <= 110


@pytest.mark.parametrize("limit", [0, 1, 7, 500])
def test_the_conflict_limit_of_clause_learning_is_exact(limit: int) -> None:
    answer = search_clauses(pigeons(8), Goal.first(), Budget(nodes=limit))
    assert reason(answer) == f"node limit {limit} reached"
    assert answer.statistics.nodes == limit


def test_enough_conflicts_are_enough() -> None:
    whole = search_clauses(pigeons(6), Goal.first(), Budget())
    assert isinstance(whole, Infeasible)
    assert whole.statistics.nodes > 10
    budget = Budget(nodes=whole.statistics.nodes + 1)
    assert isinstance(search_clauses(pigeons(6), Goal.first(), budget), Infeasible)


def test_without_a_time_limit_clause_learning_does_not_look_at_the_clock(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problem = formula(60, 250, seed=12)
    first = search_clauses(problem, Goal.count(50), Budget())
    monkeypatch.setattr(cdcl, "Clock", StepClock)
    again = search_clauses(problem, Goal.count(50), Budget())
    assert again.solutions == first.solutions
    assert again.statistics.nodes == first.statistics.nodes


def test_a_limit_that_is_not_met_is_no_limit() -> None:
    budget = Budget(nodes=10**6, propagations=10**7, seconds=3600.0)
    problem = sudoku_structure(2, 2).problem()
    for search in (search_tree, search_clauses, search_auto):
        answer = search(problem, Goal.count(1000), budget)
        assert isinstance(answer, Enumerated)
        assert answer.count == 288


@pytest.mark.parametrize("name", ["nodes", "propagations", "network_calls", "seconds"])
def test_a_negative_limit_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=f"the limit on {name} is -1, expected 0 or more"):
        Budget(**{name: -1})


def test_statistics_add_up() -> None:
    one, other = Statistics(1, 20, 300, 0.5), Statistics(4, 50, 600, 0.25)
    assert one + other == Statistics(5, 70, 900, 0.75)


def test_a_clock_counts_down() -> None:
    clock = Clock(10.0, start=0.0)
    assert clock.expired()
    assert clock.remaining() == 0.0
    unlimited = Clock(None)
    assert unlimited.remaining() is None
    assert not unlimited.expired()
    assert 0.0 <= unlimited.elapsed() < 3600.0
