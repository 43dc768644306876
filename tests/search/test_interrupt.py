"""Ctrl-C during a search gives what was known, whichever strategy and wherever it was."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from domains.families.sudoku import sudoku_structure
from domains.problem import Problem
from search import cdcl, solve, solve_many
from search.answer import Goal, Interrupted
from search.auto import search_auto
from search.budget import Budget
from search.cdcl import search_clauses
from search.events import Event, Finished
from search.kernel.engine import Engine
from search.symbolic import search_tree
from tests.quality.sources import REPOSITORY
from tests.search.universes import GRIDS, puzzles

PROBLEM = sudoku_structure(2, 2).problem()


def interrupted_after(calls: int, function: Callable[..., object]) -> Callable[..., object]:
    """The function, until it was called so often; then Ctrl-C is pressed during a call."""
    done = 0

    def wrapped(*args: object, **kwargs: object) -> object:
        nonlocal done
        done += 1
        if done > calls:
            raise KeyboardInterrupt
        return function(*args, **kwargs)

    return wrapped


@pytest.mark.parametrize("calls", [0, 1, 3, 20])
def test_a_tree_says_what_it_had_found(calls: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = search_tree(PROBLEM, Goal.count(1000), Budget())
    monkeypatch.setattr(Engine, "advance", interrupted_after(calls, Engine.advance))
    told: list[Event] = []
    with pytest.raises(Interrupted) as caught:
        search_tree(PROBLEM, Goal.count(1000), Budget(), [told.append])
    answer = caught.value.answer
    assert (answer.reason, answer.strategy, answer.problem) == ("interrupted", "symbolic", PROBLEM)
    assert answer.known == whole.solutions[: len(answer.known)]
    assert bool(answer.known) == (calls > 0)
    assert told[-1] == Finished(closed=False, reason="interrupted")


@pytest.mark.parametrize("calls", [0, 1, 20])
def test_clause_learning_says_what_it_had_found(
    calls: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    searching = cdcl._ClauseSearch
    next_model = interrupted_after(calls, searching._next_model)
    monkeypatch.setattr(searching, "_next_model", next_model)
    with pytest.raises(Interrupted) as caught:
        search_clauses(PROBLEM, Goal.count(1000), Budget())
    assert len(caught.value.answer.known) == calls
    assert caught.value.answer.reason == "interrupted"


def test_auto_says_what_both_had_found_about_the_problem_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (problem,) = puzzles(GRIDS["9x9"], 1, givens=20)
    monkeypatch.setattr("search.auto.START_VISITS", 200)
    searching = cdcl._ClauseSearch
    monkeypatch.setattr(searching, "_next_model", interrupted_after(5, searching._next_model))
    with pytest.raises(Interrupted) as caught:
        search_auto(problem, Goal.count(1000), Budget())
    answer = caught.value.answer
    assert answer.problem is problem
    assert answer.statistics.propagations >= 200
    assert len(answer.known) > 5


def test_a_stream_hands_out_each_answer_before_the_next_is_searched_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("search.many.warm.ready_or_started", lambda _words: False)
    monkeypatch.setattr(Engine, "advance", interrupted_after(8, Engine.advance))
    answers = solve_many([PROBLEM] * 50, strategy="symbolic")
    got = [next(answers) for _ in range(8)]
    assert all(answer.status == "solved" for answer in got)
    with pytest.raises(Interrupted) as caught:
        next(answers)
    assert caught.value.answer.problem is PROBLEM


CHILD = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs ignore it
from search import Goal, Interrupted, solve
from tests.search.universes import pigeons
tell = lambda event: print(type(event).__name__, flush=True)
try:
    solve(pigeons(12), strategy={strategy!r}, goal=Goal.unique(), observers=[tell])
except Interrupted as stop:
    print(stop.answer.reason, stop.answer.statistics.seconds > 0.5)
"""


@pytest.mark.parametrize("strategy", ["symbolic", "cdcl", "auto"])
def test_the_signal_reaches_every_strategy(strategy: str) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD.format(strategy=strategy)],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "Started\n"
    time.sleep(1.0)  # into the search; wherever the signal arrives, the answer is the same
    child.send_signal(signal.SIGINT)
    output, errors = child.communicate(timeout=60)
    assert output.splitlines()[-1] == "interrupted True", errors
    assert child.returncode == 0


def test_an_observer_that_is_interrupted_interrupts() -> None:
    def press(event: Event) -> None:
        if type(event).__name__ == "SolutionFound":
            raise KeyboardInterrupt

    problem: Problem = PROBLEM
    with pytest.raises(Interrupted) as caught:
        solve(problem, strategy="symbolic", goal=Goal.count(5), observers=[press])
    assert len(caught.value.answer.known) == 1
