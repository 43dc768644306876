"""What is measured of a proposer: against numbers worked out by hand, and proposers that know."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pytest

from domains.best import BestDeductions
from domains.problem import Problem
from proofs.laws.enumeration import structure_of
from proofs.proposers.hostile import HOSTILE
from proofs.proposers.measure import Bin, Share, bins_of, expected_error, measure
from proofs.proposers.misleading import Constant, proposal
from proofs.proposers.puzzles import generated_sudokus
from proofs.proposers.report import as_json, table_lines
from proofs.proposers.states import on_policy
from search.learned.boards import to_boards, to_masks
from search.learned.proposer import Consultant, Proposal, ProposerWarning, Uniform
from search.learned.step import Policy

if TYPE_CHECKING:
    from search.learned.boards import Boards

PUZZLES = generated_sudokus(2, 0)


class Right:
    """Says exactly what ded_p says."""

    def __init__(self) -> None:
        self.best = BestDeductions()

    def propose(self, problems: Sequence[Problem], boards: Boards) -> Proposal:
        pairs = zip(problems, to_masks(boards), strict=True)
        best = [self.best.one(problem, masks) for problem, masks in pairs]
        keep = to_boards(problems[0].structure, best)
        return proposal(keep, keep, ~keep.any((1, 2)))


def test_one_that_is_right_is_measured_as_right() -> None:
    report = measure(Right(), PUZZLES, states=30)
    every = report.all
    assert every.states >= 2
    assert (every.lost, every.eliminated.hits, every.damaged.hits) == (0, 0, 0)
    assert every.eliminated.trials > 0
    assert expected_error(every.keep) == 0
    assert expected_error(every.conflict) == 0


def test_one_that_is_inverted_is_measured_as_wrong() -> None:
    every = measure(HOSTILE["inverted"](0), PUZZLES, states=2).all
    assert every.eliminated.value == 1  # one solution, all of which it kills
    assert every.damaged.value == 1
    assert (every.precision.hits, every.precision.value) == (0, 0)


def test_the_control_keeps_all_and_misses_all_conflicts() -> None:
    report = measure(Uniform(), PUZZLES, states=20)
    assert report.all.eliminated.hits == 0
    assert report.all.recall == Share(0, report.all.lost)
    assert report.all.precision == Share(0, 0)
    assert report.all.lost > 0
    assert not report.failed


def test_numbers_by_hand() -> None:
    # Two variables of two values without rules: everything is kept, so ded_p is the element itself.
    free = structure_of(((0, 1), (0, 1))).problem()
    report = measure(Constant(0.05, 0.3), [free], states=1)
    assert report.all.states == 1  # all candidates are eliminated at once, and that ends it
    assert report.all.eliminated == Share(4, 4)
    assert report.all.keep[0] == Bin(4, pytest.approx(0.05), 4)
    assert expected_error(report.all.keep) == pytest.approx(0.95)
    assert expected_error(report.all.conflict) == pytest.approx(0.3)
    assert [group.label for group in report.by_depth] == ["depth 0"]


def test_depths_and_distances_part_the_states() -> None:
    report = measure(Uniform(), PUZZLES, states=20, reference=[PUZZLES[0].masks])
    for groups in (report.by_depth, report.by_distance):
        assert sum(group.states for group in groups) == report.all.states
        assert sum(group.lost for group in groups) == report.all.lost
        assert len({group.label for group in groups}) == len(groups)
    assert report.by_distance[0].label == "distance 0"
    assert measure(Uniform(), PUZZLES, states=2).by_distance == ()


def test_states_are_what_the_proposer_leads_to() -> None:
    policy = Policy(threshold=0.1, choice="fewest")
    states = on_policy(PUZZLES[:1], Consultant(Uniform()), policy, 1, 0)
    oracle = BestDeductions()
    assert [state.depth for state in states] == list(range(len(states)))
    for state in states:
        assert to_masks(state.best[None])[0] == oracle.one(PUZZLES[0], state.masks)
        assert state.lost == (not any(oracle.one(PUZZLES[0], state.masks)))
    assert not (states[0].needed & states[0].given[:, None]).any()


def test_bins_are_a_reliability_diagram() -> None:
    said, true = np.array([0.0, 0.04, 0.5, 1.0, 7.0]), np.array([0, 1, 1, 1, 0])
    bins = bins_of(said, true)
    assert (bins[0].count, bins[0].said, bins[0].true) == (2, pytest.approx(0.02), 1)
    assert (bins[5].count, bins[9].count, bins[9].true) == (1, 2, 1)
    expected = (abs(0.04 - 1) + abs(0.5 - 1) + abs(2 - 1)) / 5
    assert expected_error(bins) == pytest.approx(expected)
    assert expected_error(bins_of(np.zeros(0), np.zeros(0))) is None


def test_the_report_as_json_and_as_a_table() -> None:
    report = measure(HOSTILE["random"](1), PUZZLES, states=20, seed=3)
    assert report == measure(HOSTILE["random"](1), PUZZLES, states=20, seed=3)
    record = json.loads(json.dumps(as_json(report)))
    share = record["all"]["false_elimination"]
    assert 0 <= share["low"] <= share["value"] <= share["high"] <= 1
    assert len(record["by_depth"]) == len(report.by_depth)
    lines = list(table_lines(report))
    assert lines[0].startswith("Random: ")
    assert sum(line.startswith("depth ") for line in lines) == len(report.by_depth)


def test_one_that_fails_is_said_to_have_failed() -> None:
    with pytest.warns(ProposerWarning, match="not asked again"):
        report = measure(HOSTILE["raises"](0), PUZZLES, states=5)
    assert report.failed
    assert any("failed" in line for line in table_lines(report))


def test_problems_of_several_structures_are_refused() -> None:
    other = structure_of(((0, 1),)).problem()
    with pytest.raises(ValueError, match="all of one structure"):
        measure(Uniform(), [PUZZLES[0], other])
    with pytest.raises(ValueError, match="0 problems"):
        measure(Uniform(), [])
