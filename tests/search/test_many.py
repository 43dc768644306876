"""Streams: in order, lazily, whatever structures they mix, and the same on any number of cores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count, cycle, islice

import pytest

from domains.families.cnf import cnf_problem
from domains.families.sudoku import sudoku_structure
from domains.problem import Problem
from search import many, solve, solve_many
from search.answer import Abstained, Answer, Goal, Unique
from search.budget import Budget
from search.kernel import warm
from search.kernel.batch import Batch
from tests.search.kernel.test_compiled import needs
from tests.search.universes import GRIDS, SUMS, formula, pigeons, puzzles, random_elements

MIXED = [
    *puzzles(GRIDS["6x6"], 5, givens=10),
    *(formula(12, 40, seed=seed) for seed in range(5)),
    *(Problem(SUMS["mixed"], masks) for masks in random_elements(SUMS["mixed"], 5)),
    sudoku_structure(2, 2).problem(),
    cnf_problem(2, [[1], [-1]]),
    *puzzles(GRIDS["Latin 5"], 5, givens=8),
]


class Watched:
    """An iterable of problems that knows how many of them were taken."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.taken = 0
        self.problems = problems

    def __iter__(self) -> Iterator[Problem]:
        for problem in self.problems:
            self.taken += 1
            yield problem


def never(words: int) -> bool:
    pytest.fail(f"asked for a compiled kernel of {words} words")


def said(answer: Answer) -> tuple[object, ...]:
    """What an answer says; which solutions stand for many is the strategy's choice."""
    return type(answer), answer.problem, answer.unique, answer.count, len(answer.solutions)


@pytest.fixture
def small_jobs_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks for the compiled kernel fails."""
    monkeypatch.setattr(warm, "loaded", lambda: False)
    monkeypatch.setattr(warm, "ready_or_started", never)
    monkeypatch.setattr(many, "LOADING_SECONDS", 3600.0)


@pytest.fixture
def chunked(monkeypatch: pytest.MonkeyPatch) -> None:
    """All goes through chunks at once, whose kernel leaves every problem open."""
    monkeypatch.setattr(many, "_kernel_ready", lambda *_: True)
    monkeypatch.setattr(many, "LOADING_SECONDS", -1.0)
    monkeypatch.setattr(warm, "load", lambda: None)
    monkeypatch.setattr(Batch, "search", lambda _: None)


@pytest.mark.parametrize("strategy", ["auto", "symbolic", "cdcl"])
@pytest.mark.parametrize("goal", [Goal.first(), Goal.unique(), Goal.count(20)])
@pytest.mark.usefixtures("small_jobs_only")
def test_a_small_job_is_answered_in_order_and_never_compiles(strategy: str, goal: Goal) -> None:
    answers = list(solve_many(iter(MIXED), goal=goal, strategy=strategy))
    one_by_one = [solve(problem, goal=goal, strategy=strategy) for problem in MIXED]
    assert [answer.problem for answer in answers] == MIXED
    for answer, single in zip(answers, one_by_one, strict=True):
        assert type(answer) is type(single)
        assert answer.solutions == single.solutions
        assert answer.strategy == single.strategy


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.usefixtures("chunked")
def test_chunks_mix_structures_and_keep_the_order(jobs: int) -> None:
    problems = [problem for pair in zip(MIXED, reversed(MIXED), strict=True) for problem in pair]
    answers = list(solve_many(problems, jobs=jobs, goal=Goal.unique()))
    assert [answer.problem for answer in answers] == problems
    for answer, problem in zip(answers, problems, strict=True):
        assert said(answer) == said(solve(problem, goal=Goal.unique()))


@pytest.mark.usefixtures("chunked")
def test_chunks_that_shrink_are_chunks_still(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = cycle([1024, 3, 1, 50, 2])

    def resize(self: many._Compiled, chunk: list[Problem], ready: bool) -> Batch:
        assert ready
        self.size = next(sizes)
        return Batch(chunk, self.goal, self.budget, "symbolic")

    monkeypatch.setattr(many._Compiled, "_run", resize)
    problems = MIXED * 4
    answers = list(solve_many(problems, strategy="symbolic"))
    assert [answer.problem for answer in answers] == problems


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("chunks", [False, True])
def test_an_endless_stream_is_read_as_it_is_consumed(
    jobs: int, chunks: bool, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue("chunked" if chunks else "small_jobs_only")
    easy = list(puzzles(GRIDS["4x4"], 7, givens=8))
    source = Watched(easy[n % 7] for n in count())
    stream = solve_many(source, jobs=jobs)
    assert source.taken == 0
    for got, answer in enumerate(islice(stream, 60), 1):
        assert answer.problem == easy[(got - 1) % 7]
        chunk = many.LARGEST_CHUNK if got > 16 else 16 * 2**jobs
        ahead = (jobs + 1) * chunk if chunks else 0
        assert got <= source.taken <= got + ahead


@pytest.mark.parametrize("strategy", ["auto", "symbolic", "cdcl"])
@pytest.mark.parametrize("jobs", [1, 2])
def test_an_empty_stream_has_no_answers(strategy: str, jobs: int) -> None:
    assert list(solve_many([], strategy=strategy, jobs=jobs)) == []
    assert list(solve_many(iter(()), strategy=strategy, jobs=jobs)) == []


def test_a_mistake_is_told_before_anything_is_read() -> None:
    source = Watched(MIXED)
    expected = "unknown strategy 'symbolc', expected one of .*; did you mean 'symbolic'"
    with pytest.raises(ValueError, match=expected):
        solve_many(source, strategy="symbolc")
    with pytest.raises(ValueError, match="0 jobs, expected 1 or more"):
        solve_many(source, jobs=0)
    with pytest.raises(ValueError, match="unknown strategy 'zzz', expected one of auto"):
        solve(MIXED[0], strategy="zzz")
    assert source.taken == 0


def test_one_hard_problem_does_not_stop_the_others() -> None:
    easy = sudoku_structure(2, 2).problem()
    problems = [easy, pigeons(8), easy, pigeons(8), easy]
    answers = list(solve_many(problems, budget=Budget(nodes=20), goal=Goal.count(2)))
    statuses = [answer.status for answer in answers]
    assert statuses == ["solved", "abstained", "solved", "abstained", "solved"]
    assert all(a.reason == "node limit 20 reached" for a in answers if isinstance(a, Abstained))


@pytest.mark.parametrize("ready", [True, False])
def test_the_kernel_is_asked_for_once_a_job_has_grown(
    ready: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(warm, "ready_or_started", lambda words: bool(asked.append(words)) or ready)
    monkeypatch.setattr(warm, "loaded", lambda: False)
    monkeypatch.setattr(warm, "load", lambda: None)
    monkeypatch.setattr(Batch, "search", lambda _: None)
    monkeypatch.setattr(many, "LOADING_SECONDS", -1.0)
    easy = list(puzzles(GRIDS["4x4"], 5, givens=8))
    problems = [*easy, formula(10, 20, seed=1), *easy]
    answers = list(solve_many(problems, strategy="auto"))
    assert [answer.problem for answer in answers] == problems
    assert set(asked) == {1}
    asked.clear()
    list(solve_many(problems, strategy="cdcl"))
    assert asked == []


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_the_compiled_stream_answers_as_single_searches_do(
    jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs(2)
    monkeypatch.setattr(many, "LOADING_SECONDS", -1.0)
    problems = [*puzzles(GRIDS["9x9"], 30, givens=40), *puzzles(GRIDS["9x9"], 15, givens=25)]
    infeasible = GRIDS["9x9"].problem([(0, 1), (1, 1)])
    problems = [infeasible, *problems, infeasible]
    answers = list(solve_many(problems, goal=Goal.unique(), jobs=jobs))
    singles = [solve(problem, goal=Goal.unique(), strategy="symbolic") for problem in problems]
    assert [answer.problem for answer in answers] == problems
    assert list(map(said, answers)) == list(map(said, singles))
    assert any(isinstance(answer, Unique) for answer in answers)
    nodes = [answer.statistics.nodes for answer in answers]
    assert nodes == [answer.statistics.nodes for answer in singles]


def test_a_large_count_is_streamed_too(monkeypatch: pytest.MonkeyPatch) -> None:
    needs(2)
    monkeypatch.setattr(many, "LOADING_SECONDS", -1.0)
    problems = list(puzzles(GRIDS["9x9"], 6, givens=34))
    goal = Goal.count(10**9)
    counts = [answer.count for answer in solve_many(problems, goal=goal)]
    assert counts == [solve(problem, goal=goal, strategy="cdcl").count for problem in problems]
    assert max(n for n in counts if n) > 16
