"""What chains tell of themselves: leaps that only remove, and resets that take all of them back."""

from __future__ import annotations

import pytest

from domains.families.sudoku.structure import sudoku_structure
from domains.problem import Problem
from search.answer import Answer, Goal
from search.budget import Budget
from search.events import Event, Finished, Leapt, Restarted, SolutionFound, Started
from search.learned.options import ChainOptions
from search.learned.proposer import Proposer, Uniform
from search.learned.strategy import search_chains
from tests.domains.families.grids import read_one
from tests.search.learned.proposers import Knowing, Randomly

EMPTY = sudoku_structure(2, 2).problem()
RIGHT = (1, 2, 3, 4, 3, 4, 1, 2, 2, 1, 4, 3, 4, 3, 2, 1)
HARD = read_one(
    "8..........36......7..9.2...5...7.......457.....1...3...1....68..85...1..9....4.."
).problem


def watched(problem: Problem, proposer: Proposer, **options: object) -> tuple[Answer, list[Event]]:
    told: list[Event] = []
    chosen = ChainOptions(**options)  # type: ignore[arg-type]
    answer = search_chains(
        problem, Goal.first(), Budget(nodes=200), [told.append], proposer, options=chosen
    )
    return answer, told


@pytest.mark.parametrize("proposer", [Uniform(), Randomly(), Knowing(RIGHT), Knowing(RIGHT, True)])
@pytest.mark.parametrize("chains", [1, 3])
def test_leaps_remove_what_was_alive_and_resets_bring_it_back(
    proposer: Proposer, chains: int
) -> None:
    answer, told = watched(EMPTY, proposer, chains=chains, rounds=40)
    assert isinstance(told[0], Started)
    assert isinstance(told[-1], Finished)
    element, rounds = EMPTY.masks, [0]
    for event in told[1:-1]:
        assert isinstance(event, Leapt | Restarted | SolutionFound)
        if isinstance(event, Restarted):
            element = EMPTY.masks
        if isinstance(event, Leapt):
            rounds.append(event.round)
            gone = dict(event.removals)
            assert all(mask and mask & ~element[variable] == 0 for variable, mask in gone.items())
            element = tuple(mask & ~gone.get(v, 0) for v, mask in enumerate(element))
            assert all(element)
    assert rounds == sorted(set(rounds))
    found = [event.assignment for event in told if isinstance(event, SolutionFound)]
    assert tuple(found) == answer.solutions


def test_a_proposer_that_lies_is_reset() -> None:
    _, told = watched(HARD, Randomly(), rounds=30)
    assert sum(isinstance(event, Restarted) for event in told) >= 1


def test_being_watched_changes_nothing() -> None:
    watched_answer, _ = watched(HARD, Uniform(), rounds=30)
    alone = search_chains(
        HARD, Goal.first(), Budget(nodes=200), [], Uniform(), options=ChainOptions(rounds=30)
    )
    assert watched_answer.solutions == alone.solutions
    assert watched_answer.statistics.nodes == alone.statistics.nodes
    assert watched_answer.statistics.propagations == alone.statistics.propagations
