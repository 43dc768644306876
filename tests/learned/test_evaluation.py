"""Runs of an evaluation, checked on proposers whose numbers can be said beforehand."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from domains.errors import InputError
from domains.families.base import Puzzle
from domains.problem import Problem
from ldt.evaluation.items import Item, bands_of, examined, sampled
from ldt.evaluation.plan import Plan, Sweep, values_of
from ldt.evaluation.report import report_record, runs_of
from ldt.evaluation.runs import Asked, Run, made
from ldt.evaluation.summary import run_record
from ldt.evaluation.text import report_text
from search.budget import Budget
from search.learned.options import ChainOptions
from search.learned.proposer import Proposal, Proposer, Uniform, neutral
from search.learned.step import Policy
from tests.domains.families.grids import FOUR, FOUR_SOLUTION, read, read_one
from tests.search.learned.proposers import Knowing

if TYPE_CHECKING:
    from search.learned.boards import Boards

SOLUTION = tuple(map(int, FOUR_SOLUTION))
AGAIN = "1" + FOUR[1:]
"""The same puzzle with one more given."""

CHAIN = ChainOptions(
    rounds=4, policy=Policy(0.1, 0.6, "fewest", 0.0), thresholds=(), propagate=False
)


class Failing:
    """Raises."""

    def propose(self, problems: Sequence[Problem], boards: Boards) -> Proposal:
        message = "no answer"
        raise RuntimeError(message)


class Interrupting:
    """Answers nothing so many times; then Ctrl-C is pressed."""

    def __init__(self, answers: int) -> None:
        self.left = answers

    def propose(self, problems: Sequence[Problem], boards: Boards) -> Proposal:
        self.left -= 1
        if self.left < 0:
            raise KeyboardInterrupt
        return neutral(boards)


def items(*texts: str) -> list[Item]:
    puzzles: list[Puzzle] = [read_one(text) for text in texts]
    return examined("list", puzzles, Budget(), lambda: None)


def run(
    proposer: Proposer, own: Sequence[Item], chain: ChainOptions = CHAIN, strategy: str = "chains"
) -> Run:
    return made(Asked(strategy, proposer, "p", chain, Budget(), 0), own, lambda: None)


def test_who_knows_the_solution_needs_one_call_and_eliminates_nothing_false() -> None:
    done = run(Knowing(SOLUTION), items(FOUR, AGAIN))
    assert [(o.status, o.calls, o.rows, o.resets) for o in done.outcomes] == [
        ("solved", 1, 1, 0)
    ] * 2
    assert done.passes == 1  # both puzzles share it
    assert done.states is not None
    record = done.states["list"].record()
    blank = (FOUR + AGAIN).count(".") * 3  # of four candidates of each blank three are eliminated
    (false,) = record["false_elimination"]
    assert (false["threshold"], false["count"], false["of"]) == (0.1, 0, blank)
    assert 0 < false["high"] < 0.07
    assert record["keep_calibration"]["error"] == 0
    assert (record["states"], record["alive"]) == (2, 2)


def test_who_turns_the_truth_around_eliminates_only_what_is_false() -> None:
    done = run(Knowing(SOLUTION, inverted=True), items(FOUR))
    assert done.outcomes[0].status == "abstained"
    assert done.states is not None
    record = done.states["list"].record()
    (false,) = record["false_elimination"]
    # The first step loses the solution; no state after it is alive, so that none is judged.
    assert (false["count"], false["of"]) == (FOUR.count("."), FOUR.count("."))
    assert (record["states"], record["alive"]) == (4, 1)
    assert record["keep_calibration"]["error"] == 1
    assert [row["depth"] for row in record["by_depth"]] == [0, 1, 2, 3]


def test_conflicts_are_counted_against_states_that_are_lost() -> None:
    chain = replace(CHAIN, policy=Policy(0.0, 0.6, "fewest", 30.0), rounds=60)

    class Guessing(Knowing):
        def propose(self, problems: Sequence[Problem], boards: Boards) -> Proposal:
            solution = super().propose(problems, boards).keep > 0
            lost = ~(boards & solution).any(-1).all(-1)
            return neutral(boards)._replace(conflict=np.asarray(lost, np.float32))

    done = run(Guessing(SOLUTION), items(FOUR), chain)
    assert done.states is not None
    states = done.states["list"]
    record = states.record()
    lost = record["states"] - record["alive"]
    assert lost > 0
    assert (states.head.hits, states.head.false_alarms, states.head.missed) == (lost, 0, 0)
    assert record["conflict_head"]["recall"]["share"] == 1


def test_without_a_check_a_wrong_grid_is_returned_and_said_to_be_wrong() -> None:
    own = items(FOUR)
    wrong = FOUR.index(".")

    class Misled(Knowing):
        def propose(self, problems: Sequence[Problem], boards: Boards) -> Proposal:
            said = super().propose(problems, boards)
            said.keep[:, wrong] = np.roll(said.keep[:, wrong], 1, -1)
            return said

    unchecked = run(Misled(SOLUTION), own, replace(CHAIN, checked=False))
    checked = run(Misled(SOLUTION), own)
    assert [(o.status, o.wrong_unchecked) for o in unchecked.outcomes] == [("wrong", True)]
    assert [(o.status, o.wrong_unchecked) for o in checked.outcomes] == [("abstained", True)]
    assert run_record(unchecked, ())["unchecked"] is True
    assert run_record(checked, ())["groups"][0]["wrong_unchecked"]["share"] == 1


@pytest.mark.parametrize(
    "proposer", [Knowing(SOLUTION), Knowing(SOLUTION, inverted=True), Uniform()]
)
def test_hybrid_solves_whatever_is_proposed(proposer: Proposer) -> None:
    done = run(proposer, items(FOUR, AGAIN), strategy="hybrid")
    assert [outcome.status for outcome in done.outcomes] == ["solved", "solved"]
    assert done.states is None
    assert run_record(done, ())["groups"][0]["wrong_unchecked"] is None


def test_a_proposer_that_fails_is_reported() -> None:
    done = run(Failing(), items(FOUR))
    assert len(done.complaints) == 1
    assert "no answer" in done.complaints[0]


def test_what_had_ended_before_an_interruption_is_kept() -> None:
    chain = replace(CHAIN, rows=1)
    done = run(Interrupting(5), items(FOUR, AGAIN), chain)
    assert (done.complete, len(done.outcomes)) == (False, 1)
    plan = plan_of(Interrupting(5), chain=chain)
    own = items(FOUR, AGAIN)
    report = report_record(plan, own, runs_of(plan, own, lambda: None), ())
    assert report["interrupted"] is True
    assert "**Interrupted" in report_text(report)


def plan_of(proposer: Proposer, chain: ChainOptions = CHAIN, *sweeps: Sweep) -> Plan:
    return Plan(("chains",), proposer, "p", None, chain, Budget(), 0, True, tuple(sweeps))


def test_the_control_and_each_value_of_a_sweep_is_a_run() -> None:
    plan = plan_of(Knowing(SOLUTION), CHAIN, values_of("threshold", ["0.2", "0"]))
    asked = list(plan.runs())
    assert [(a.name, a.change) for a in asked] == [
        ("p", ""),
        ("uniform", ""),
        ("p", "threshold=0.2"),
        ("p", "threshold=0"),
    ]
    assert [a.chain.policy.threshold for a in asked] == [0.1, 0.1, 0.2, 0.0]
    with pytest.raises(TypeError, match="has no loops"):
        list(plan_of(Knowing(SOLUTION), CHAIN, values_of("loops", ["2"])).runs())


@pytest.mark.parametrize(
    ("setting", "text"), [("loop", "1"), ("loops", "0"), ("conflict", "1.5"), ("threshold", "x")]
)
def test_what_cannot_be_swept_is_refused(setting: str, text: str) -> None:
    with pytest.raises(ValueError, match=r"found|invalid|could not"):
        values_of(setting, [text])


def test_a_sample_is_of_the_wanted_size_and_repeatable() -> None:
    rows = ["".join(rest) for rest in itertools.permutations("1234")]
    puzzles = [p for p in read("\n".join(row + 12 * "." for row in rows)) if isinstance(p, Puzzle)]
    texts = [[p.text for p in sampled(puzzles, 7, seed)] for seed in (0, 0, 1)]
    assert (len(texts[0]), len(set(texts[0]))) == (7, 7)
    assert texts[0] == texts[1] != texts[2]
    assert sampled(puzzles, 100, 0) == puzzles


def test_a_puzzle_that_is_listed_twice_is_refused() -> None:
    puzzles = [p for p in read(f"{FOUR}\n{AGAIN}\n{FOUR}") if isinstance(p, Puzzle)]
    with pytest.raises(InputError, match=r"t:3: found the puzzle of t:1 again"):
        sampled(puzzles, None, 0)


def test_a_stored_solution_that_is_not_the_only_one_is_refused() -> None:
    wrong = "2" + FOUR_SOLUTION[1:]
    puzzle = replace(read_one(FOUR), solution=wrong)
    with pytest.raises(InputError, match=f"found the solution {wrong}, expected the only one"):
        examined("list", [puzzle], Budget(), lambda: None)


def test_a_puzzle_with_several_solutions_counts_as_not_unique() -> None:
    (own,) = items("1" + 15 * ".")
    assert (own.unique, own.solution) == (False, None)
    done = run(Uniform(), [own], replace(CHAIN, rounds=50, propagate=True))
    assert done.outcomes[0].status == "solved"


def test_bands_hold_each_rating_once() -> None:
    bands = bands_of([0, 1, 10])
    assert [str(band) for band in bands] == ["0 to below 1", "1 to below 10", "10 and up"]
    for rating in (0.0, 0.5, 1.0, 9.9, 10.0, 500.0):
        assert sum(rating in band for band in bands) == 1
    assert not any(None in band for band in bands)
