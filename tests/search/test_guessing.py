"""Guesses: a right one is an answer, a wrong one is nothing, and limits are served between them."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest

from domains.families.queens.board import queens_problem
from domains.problem import Assignment, Guesses, Problem, Structure
from domains.rules import Cardinality
from search import solve
from search.answer import Abstained, Goal, Interrupted, Solved
from search.budget import Budget
from search.events import Event, Finished, SolutionFound, Started
from search.guessing import search_guesses

RULES = (Cardinality.exactly(1, [(0, 1), (1, 1)]),)


def problem_with(guesses: Guesses) -> Problem:
    """Two bits of which exactly one is set, and somebody who guesses."""
    return Structure(("a", "b"), ((0, 1),) * 2, RULES, guesses=guesses).problem()


def wrong(problem: Problem, rng: Random) -> Iterator[Assignment | None]:
    yield 1, 1
    yield None
    yield 7, 7


def right(problem: Problem, rng: Random) -> Iterator[Assignment | None]:
    yield from wrong(problem, rng)
    yield (0, 1) if rng.random() < 0.5 else (1, 0)


def endless(problem: Problem, rng: Random) -> Iterator[Assignment | None]:
    while True:
        yield None


def interrupted(problem: Problem, rng: Random) -> Iterator[Assignment | None]:
    yield None
    raise KeyboardInterrupt


def test_a_wrong_guess_is_never_an_answer() -> None:
    assert isinstance(search_guesses(problem_with(wrong), Budget()), Abstained)
    answer = solve(problem_with(wrong))
    assert isinstance(answer, Solved)
    assert answer.strategy == "auto/cdcl"
    assert sum(answer.assignment) == 1


def test_a_right_guess_is_an_answer_and_the_seed_decides_which() -> None:
    found = [solve(problem_with(right), seed=seed) for seed in range(20)]
    assert {answer.strategy for answer in found} == {"auto/guess"}
    assert {answer.solutions[0] for answer in found} == {(0, 1), (1, 0)}
    assert [answer.solutions for answer in found] == [
        solve(problem_with(right), seed=seed).solutions for seed in range(20)
    ]


@pytest.mark.parametrize("goal", [Goal.unique(), Goal.count(9), Goal.count(1)])
def test_guesses_say_nothing_about_how_many_there_are(goal: Goal) -> None:
    answer = solve(problem_with(right), goal=goal)
    assert answer.strategy == "auto/cdcl"
    assert answer.count in (2, None)


def test_a_contradiction_is_refuted_whatever_is_guessed() -> None:
    problem = problem_with(right).restrict((1, 1))
    assert solve(problem).status == "infeasible"
    assert solve(queens_problem(6, placed=[(0, 0)])).status == "infeasible"


def test_time_limits_are_served_between_guesses() -> None:
    answer = search_guesses(problem_with(endless), Budget(seconds=0.01))
    assert isinstance(answer, Abstained)
    assert answer.reason == "time limit 0.01 s reached"


def test_observers_see_one_search_after_the_other() -> None:
    events: list[Event] = []
    solve(problem_with(wrong), observers=[events.append])
    starts = [event.strategy for event in events if isinstance(event, Started)]
    assert starts == ["auto/guess", "auto/cdcl"]
    ends = [event.reason for event in events if isinstance(event, Finished)]
    assert ends == ["no guess was right", "goal met"]
    assert sum(isinstance(event, SolutionFound) for event in events) == 1


def test_ctrl_c_gives_what_is_known() -> None:
    with pytest.raises(Interrupted) as caught:
        solve(problem_with(interrupted))
    assert caught.value.answer.known == ()
    assert caught.value.answer.strategy == "auto/guess"
