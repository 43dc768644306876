"""The property: whatever a proposer does, no answer is wrong. And the judge can tell."""

from __future__ import annotations

import inspect
import sys
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from domains.families.sudoku import sudoku_structure
from domains.problem import Problem
from proofs.proposers import drive as driving
from proofs.proposers.__main__ import main
from proofs.proposers.drive import Pair, drive, pairs_of
from proofs.proposers.hostile import HOSTILE
from proofs.proposers.misbehaving import Raising, Recursive, Slow, UnspeakableError
from proofs.proposers.misleading import Random
from proofs.proposers.puzzles import Puzzle, fingerprint, puzzles
from proofs.proposers.run import run
from proofs.proposers.tally import Tally, table_lines, upper_bound
from search import solve
from search.answer import Answer, Enumerated, Goal, Infeasible, Interrupted, Solved, Unique
from search.budget import Budget
from search.kernel import tree
from search.learned.hybrid import _HybridRun
from search.learned.proposer import Consultant, ProposerWarning

SUDOKU = sudoku_structure(2, 2)
OPEN = SUDOKU.problem([(0, 1), (6, 1), (11, 2)])

pytestmark = pytest.mark.filterwarnings("ignore::search.learned.proposer.ProposerWarning")


def some(count: int, seed: int = 3) -> list[Puzzle]:
    return list(islice(puzzles(seed), count))


def test_a_few_hundred_pairs_are_all_right() -> None:
    tally = Tally(1)
    outcomes = list(run(tally, 18))
    assert len(outcomes) == tally.puzzles == 18
    assert tally.pairs == 18 * len(HOSTILE) > 300
    assert tally.wrong == []
    assert set(tally.by(0)) == set(HOSTILE)
    assert tally.by(0)["interrupts"]["interrupted"] > 0
    assert {name: counts["solved"] > 0 for name, counts in tally.by(1).items()} == {
        "chains": True,
        "hybrid": True,
    }


def test_puzzles_differ_and_are_of_all_sorts() -> None:
    made = some(60)
    assert len({fingerprint(one.problem) for one in made}) == 60
    assert [one.number for one in made] == list(range(60))
    sizes = {min(len(one.solutions), 2) if one.all_known else None for one in made}
    assert sizes == {0, 1, 2, None}
    assert all(one.problem.holds(solution) for one in made for solution in one.solutions)
    assert [fingerprint(one.problem) for one in some(9)] == [
        fingerprint(one.problem) for one in made[:9]
    ]


def test_pairs_repeat_for_a_seed() -> None:
    puzzle = some(1)[0]
    assert list(pairs_of(puzzle, HOSTILE, 5)) == list(pairs_of(puzzle, HOSTILE, 5))
    assert list(pairs_of(puzzle, HOSTILE, 5)) != list(pairs_of(puzzle, HOSTILE, 6))


def first_wrong(problem: Problem, goal: Goal) -> Answer:
    return Infeasible(problem=problem)


def second_wrong(problem: Problem, goal: Goal) -> Answer:
    (found,) = solve(problem, goal=Goal.first(), strategy="symbolic").solutions
    return Unique(problem=problem, assignment=found)


def third_wrong(problem: Problem, goal: Goal) -> Answer:
    right = solve(problem, goal=Goal.count(3), strategy="symbolic")
    return Enumerated(problem=problem, assignments=right.solutions, complete=True)


def fourth_wrong(problem: Problem, goal: Goal) -> Answer:
    (found,) = solve(problem, goal=Goal.first(), strategy="symbolic").solutions
    return Solved(problem=problem, assignment=found)


def fifth_wrong(problem: Problem, goal: Goal) -> Answer:
    raise ZeroDivisionError


def sixth_wrong(problem: Problem, goal: Goal) -> Answer:
    np.seterr(all="raise")
    return solve(problem, goal=goal, strategy="symbolic")


@pytest.mark.parametrize(
    ("liar", "words"),
    [
        (first_wrong, "infeasible, and"),
        (second_wrong, "unique is True"),
        (third_wrong, "it counts 3"),
        (fourth_wrong, "it found 1 solutions"),
        (fifth_wrong, "ZeroDivisionError escaped"),
        (sixth_wrong, "numpy's error handling was left"),
    ],
)
def test_the_judge_sees_each_kind_of_wrong(
    liar: object, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lying(problem: Problem, *, goal: Goal, **_: object) -> Answer:
        return liar(problem, goal)  # type: ignore[operator]

    monkeypatch.setattr(driving, "solve", lying)
    puzzle = next(one for one in some(60) if len(one.solutions) > 4)
    pair = Pair(puzzle, "random", "hybrid", puzzle.goals[2], Budget(), 0)
    outcome = drive(pair, Random)
    assert outcome.wrong is not None
    assert words in outcome.wrong
    assert words in str(outcome)
    assert np.geterr()["under"] == "ignore"


def test_a_search_that_believes_a_failed_guess_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    dive = _HybridRun._dive

    def believing(run: _HybridRun) -> int:
        outcome = dive(run)
        return tree.CLOSED if run.slot is not None and run.slot.resets else outcome

    monkeypatch.setattr(_HybridRun, "_dive", believing)
    tally = Tally(1)
    list(run(tally, 6))
    assert tally.wrong
    assert all("hybrid" in words and "infeasible" in words for words in tally.wrong)


def test_to_abstain_without_a_limit_is_wrong_of_a_complete_search() -> None:
    puzzle = next(one for one in some(30) if one.problem.structure is SUDOKU)
    pair = Pair(puzzle, "always conflict", "chains", Goal.unique(), Budget(network_calls=1), 0)
    outcome = drive(pair, HOSTILE[pair.name])
    assert (outcome.status, outcome.wrong) == ("abstained", None)
    assert pair.may_abstain
    assert not replace(pair, strategy="hybrid").may_abstain
    assert replace(pair, strategy="hybrid", budget=Budget(nodes=1)).may_abstain


def test_a_person_who_interrupts_is_heard() -> None:
    puzzle = next(one for one in some(30) if len(one.solutions) > 4)
    pair = Pair(puzzle, "random", "hybrid", Goal.unique(), Budget(), 0)
    with pytest.raises(Interrupted):
        drive(pair, lambda _: Raising(KeyboardInterrupt))
    named = drive(replace(pair, name="interrupts"), lambda _: Raising(KeyboardInterrupt))
    assert (named.status, named.wrong) == ("interrupted", None)


def test_a_run_goes_on_from_where_it_was(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    half, whole = Tally(2), Tally(2)
    list(run(half, 2))
    half.save(path)
    again = Tally.load(path, 2)
    list(run(again, 3))
    list(run(whole, 3))
    assert again.counts.keys() == whole.counts.keys()
    # A limit on the time lets the slow one end differently; the number of pairs is the same.
    assert [sum(c.values()) for c in again.counts.values()] == [
        sum(c.values()) for c in whole.counts.values()
    ]
    assert again.puzzles == 3
    assert list(run(again, 1)) == []
    with pytest.raises(ValueError, match="is of seed 2, expected 7"):
        Tally.load(path, 7)


def test_the_command_prints_n_and_the_bound(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--pairs", "23", "--seed", "4"]) == 0
    printed = capsys.readouterr().out
    pairs = 2 * len(HOSTILE)
    assert f"n = {pairs} pairs, {pairs} of them different: 2 different puzzles" in printed
    bound = f"{1 - 0.05 ** (1 / pairs):.3g}"
    assert f"wrong = 0; exact one-sided 95 % upper bound on the share: {bound}" in printed
    assert "inverted" in printed


def test_the_bound_is_exact() -> None:
    assert upper_bound(0, 100_000) == pytest.approx(1 - 0.05 ** (1 / 100_000), rel=1e-9)
    assert upper_bound(1, 100) == pytest.approx(0.0466, abs=1e-4)


def test_a_wrong_answer_is_counted_and_named() -> None:
    puzzle = some(1)[0]
    pair = next(pairs_of(puzzle, HOSTILE, 0))
    tally = Tally(0)
    tally.add(driving.Outcome(pair, "solved", "all of it"))
    assert tally.pairs == 1
    assert tally.wrong[0].endswith("all of it")
    assert next(line for line in table_lines(tally) if line.startswith("all")).split()[-2] == "1"


# What hostile proposers found in the search, and what its words promise


def test_an_exception_that_cannot_be_printed_is_survived() -> None:
    consultant = Consultant(Raising(UnspeakableError))
    with pytest.warns(ProposerWarning, match="UnspeakableError"):
        answer = solve(OPEN, strategy="hybrid", proposer=consultant.proposer)
    assert answer.status == "solved"


@pytest.mark.parametrize("strategy", ["chains", "hybrid"])
def test_huge_numbers_are_reported_in_our_words_only(
    strategy: str, recwarn: pytest.WarningsRecorder
) -> None:
    answer = solve(OPEN, strategy=strategy, proposer=HOSTILE["huge"](0), budget=Budget(nodes=30))
    assert {warning.category for warning in recwarn} == {ProposerWarning}
    assert answer.status != "infeasible"


@pytest.mark.parametrize("strategy", ["chains", "hybrid"])
def test_what_a_proposer_sets_in_numpy_ends_with_its_call(strategy: str) -> None:
    before = np.geterr()
    for goal in (Goal.first(), Goal.unique()):
        solve(OPEN, goal=goal, strategy=strategy, proposer=HOSTILE["meddles with numpy"](0),
              budget=Budget(nodes=30))  # fmt: skip
        assert np.geterr() == before


@pytest.mark.parametrize("strategy", ["chains", "hybrid"])
def test_a_time_limit_holds_up_to_one_call(strategy: str) -> None:
    slow = Consultant(Slow(0.05))
    answer = solve(
        OPEN,
        goal=Goal.count(100),
        strategy=strategy,
        proposer=slow,
        budget=Budget(seconds=0.12),
    )
    # Three calls take longer than the limit, on any machine; the third may be under way by then.
    assert 1 <= slow.calls <= 3
    assert answer.status == "abstained"


def test_one_that_solves_with_itself_for_ever_comes_to_an_end() -> None:
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack(0)) + 200)
    try:
        answer = solve(OPEN, strategy="hybrid", proposer=Recursive(deepest=10**9))
    finally:
        sys.setrecursionlimit(limit)
    assert answer.status == "solved"


@pytest.mark.parametrize("strategy", ["chains", "hybrid"])
def test_what_is_no_exception_passes(strategy: str) -> None:
    for error in (SystemExit, GeneratorExit):
        with pytest.raises(error):
            solve(OPEN, strategy=strategy, proposer=Raising(error))
    with pytest.raises(Interrupted) as stopped:
        solve(OPEN, strategy=strategy, proposer=Raising(KeyboardInterrupt))
    assert stopped.value.answer.problem is OPEN
