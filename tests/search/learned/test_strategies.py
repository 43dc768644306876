"""Chains and hybrid: what a proposer can do to them, and what it cannot."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np
import pytest

from domains.errors import Place
from domains.families.sudoku.structure import sudoku_structure
from domains.rules import AllDifferent
from search import solve
from search.answer import Abstained, Enumerated, Goal, Infeasible, Solved, Unique
from search.budget import Budget
from search.events import Finished, SolutionFound
from search.learned.chains import Chains
from search.learned.hybrid import HybridOptions, search_hybrid
from search.learned.options import ChainOptions
from search.learned.proposer import (
    Consultant,
    Proposal,
    Proposer,
    ProposerWarning,
    UnfitError,
    Uniform,
)
from search.learned.step import Policy
from search.learned.strategy import search_chains
from tests.domains.enumeration import structure_of
from tests.domains.families.grids import read_one
from tests.search.learned.proposers import Knowing, Randomly

if TYPE_CHECKING:
    from collections.abc import Sequence

    from domains.problem import Problem
    from search.learned.boards import Boards

FOUR = sudoku_structure(2, 2)
EMPTY = FOUR.problem()
# Arto Inkala, 2012; singles and intersections leave most of it open.
TOP = read_one(
    "8..........36......7..9.2...5...7.......457.....1...3...1....68..85...1..9....4.."
).problem
SOLUTION = solve(TOP).solutions[0]
PIGEONS = structure_of(
    ((1, 2),) * 3, AllDifferent((0, 1)), AllDifferent((1, 2)), AllDifferent((0, 2))
)


class Odd:
    """Answers whatever it was given to answer."""

    def __init__(self, answer: object) -> None:
        self.answer, self.calls = answer, 0

    def propose(self, problems: Sequence[Problem], boards: Boards) -> Proposal:
        self.calls += 1
        boards[:] = False  # a copy: this must not be seen
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer  # type: ignore[return-value]


def nan(boards: Boards) -> Proposal:
    keep = np.full(boards.shape, np.nan, np.float32)
    return Proposal(keep, keep, np.full(len(boards), np.inf, np.float32))


@pytest.mark.parametrize("strategy", ["chains", "hybrid"])
def test_a_proposer_that_knows_the_answer_needs_one_call(strategy: str) -> None:
    knowing = Knowing(SOLUTION)
    answer = solve(TOP, strategy=strategy, proposer=knowing)
    assert answer.solutions == (SOLUTION,)
    assert knowing.calls == answer.statistics.network_calls == 1


@pytest.mark.parametrize("strategy", ["chains", "hybrid"])
@pytest.mark.parametrize(
    "proposer",
    [Knowing(SOLUTION, inverted=True), Randomly(), Uniform()],
    ids=lambda p: type(p).__name__,
)
def test_no_proposer_makes_an_answer_wrong(strategy: str, proposer: Knowing) -> None:
    answer = solve(TOP, strategy=strategy, proposer=proposer, budget=Budget(network_calls=60))
    assert isinstance(answer, Solved | Abstained)
    assert set(answer.solutions) <= {SOLUTION}
    if strategy == "hybrid":
        assert answer.solutions == (SOLUTION,)


def test_hybrid_counts_every_solution_whatever_it_is_told() -> None:
    for proposer in (Randomly(), Knowing(solve(EMPTY).solutions[0], inverted=True)):
        answer = solve(EMPTY, strategy="hybrid", proposer=proposer, goal=Goal.count(1000))
        assert isinstance(answer, Enumerated)
        assert answer.complete
        assert answer.count == 288


@pytest.mark.parametrize("strategy", ["chains", "hybrid"])
def test_unique_and_infeasible_are_proven_by_sound_deductions_alone(strategy: str) -> None:
    easy = TOP.structure.problem(enumerate(SOLUTION[:72]))
    assert isinstance(
        solve(easy, strategy=strategy, proposer=Randomly(), goal=Goal.unique()), Unique
    )
    none = structure_of(((1,), (1,)), AllDifferent((0, 1))).problem()
    assert isinstance(solve(none, strategy=strategy, proposer=Randomly()), Infeasible)


def test_chains_never_say_infeasible_of_what_deductions_leave_open() -> None:
    options = ChainOptions(rounds=30)
    answer = search_chains(
        PIGEONS.problem(), Goal.first(), Budget(), (), Uniform(), options=options
    )
    if isinstance(answer, Infeasible):
        assert Chains([PIGEONS.problem()], Uniform(), options).begin(0, PIGEONS.problem()).done
    assert not answer.solutions
    assert isinstance(solve(PIGEONS.problem(), strategy="hybrid", proposer=Uniform()), Infeasible)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (ValueError("out of order"), "failed .ValueError: out of order. and is not asked again"),
        (None, "failed .TypeError"),
        (Proposal(np.zeros((2, 2)), np.zeros(3), np.zeros(1)), "shapes .* expected"),
        (nan(np.zeros((1, 81, 9), np.bool_)), "not finite"),
    ],
    ids=["raises", "nothing", "other shapes", "nan"],
)
def test_a_broken_proposer_is_reported_and_the_search_goes_on(said: object, words: str) -> None:
    with pytest.warns(ProposerWarning, match=words):
        answer = solve(TOP, strategy="hybrid", proposer=Odd(said))
    assert answer.solutions == (SOLUTION,)


def test_one_that_failed_is_not_asked_again() -> None:
    odd = Odd(ValueError())
    consultant = Consultant(odd)
    boards = np.ones((2, 16, 4), np.bool_)
    with pytest.warns(ProposerWarning):
        consultant.propose([EMPTY] * 2, boards)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        said = consultant.propose([EMPTY] * 2, boards)
    assert odd.calls == consultant.calls == 1
    assert (said.keep == 1).all()
    assert boards.all()


def test_a_limit_on_calls_ends_the_help_of_a_hybrid_and_the_work_of_chains() -> None:
    limit = Budget(network_calls=3)
    hybrid = solve(TOP, strategy="hybrid", proposer=Randomly(), budget=limit)
    assert hybrid.solutions == (SOLUTION,)
    assert hybrid.statistics.network_calls <= 3
    chains = solve(TOP, strategy="chains", proposer=Randomly(), budget=limit)
    assert isinstance(chains, Abstained)
    assert chains.reason == "limit of 3 network calls reached"


@pytest.mark.parametrize("nodes", [0, 1, 5])
def test_node_limits_hold(nodes: int) -> None:
    for strategy in ("chains", "hybrid"):
        answer = solve(TOP, strategy=strategy, proposer=Randomly(), budget=Budget(nodes=nodes))
        assert answer.statistics.nodes <= max(nodes, 1)
        if isinstance(answer, Abstained):
            assert "limit" in answer.reason
        else:
            assert answer.solutions == (SOLUTION,)
            assert nodes > 1


def test_seeds_repeat() -> None:
    def spent(seed: int) -> tuple[int, int]:
        answer = solve(TOP, strategy="chains", proposer=Uniform(), seed=seed)
        return answer.statistics.nodes, answer.statistics.network_calls

    assert spent(1) == spent(1)
    assert len({spent(seed) for seed in range(6)}) > 1


def test_events_tell_the_solution_and_the_end() -> None:
    for strategy in ("chains", "hybrid"):
        events: list[object] = []
        solve(TOP, strategy=strategy, proposer=Knowing(SOLUTION), observers=[events.append])
        assert SolutionFound(SOLUTION) in events
        assert isinstance(events[-1], Finished)


def test_probes_that_fail_are_deductions_and_save_nodes() -> None:
    def nodes(proposer: Proposer, probes: int) -> int:
        options = HybridOptions(first=0, share=0, probes=probes, asked=1000)
        answer = search_hybrid(TOP, Goal.unique(), Budget(), (), proposer, options=options)
        assert isinstance(answer, Unique)
        return answer.statistics.nodes

    assert max(nodes(Knowing(SOLUTION), 12), nodes(Uniform(), 12)) < nodes(Uniform(), 0)
    assert nodes(Knowing(SOLUTION, inverted=True), 12) <= nodes(Uniform(), 0)


def test_dives_cost_no_more_than_is_stated() -> None:
    def nodes(first: int, share: float) -> int:
        options = HybridOptions(first=first, share=share, probes=0, asked=10_000)
        liar = Knowing(SOLUTION, inverted=True)
        answer = search_hybrid(TOP, Goal.first(), Budget(), (), liar, options=options)
        assert answer.solutions == (SOLUTION,)
        return answer.statistics.nodes

    alone = nodes(0, 0.0)
    assert nodes(10, 0.5) <= 10 + 1.5 * alone + 1


def test_unchecked_chains_offer_what_checked_ones_reject() -> None:
    class Bold:
        """Is sure of an assignment that breaks rules."""

        def propose(self, problems: Sequence[Problem], boards: Boards) -> Proposal:
            keep = np.zeros(boards.shape, np.float32)
            keep[:, :, 0] = 1
            return Proposal(keep, keep, np.zeros(len(boards), np.float32))

    for checked in (False, True):
        options = ChainOptions(rounds=5, propagate=False, checked=checked)
        (offer,) = Chains([EMPTY], Bold(), options).offers()
        assert offer.first_wrong
        assert (offer.wrong is not None) is not checked
        assert (offer.assignment is None) is checked
    with pytest.raises(ValueError, match="unchecked chains make offers"):
        search_chains(
            EMPTY, Goal.first(), Budget(), (), Bold(), options=ChainOptions(checked=False)
        )


def test_without_deductions_a_guess_that_completes_is_judged_in_the_next_round() -> None:
    solution = solve(EMPTY).solutions[0]
    almost = FOUR.problem(list(enumerate(solution))[:-1])

    class Doubting:
        """Has no opinion until all is single, then gives up."""

        def propose(self, problems: Sequence[Problem], boards: Boards) -> Proposal:
            single = (boards.sum(-1) == 1).all(-1).astype(np.float32)
            return Proposal(np.ones(boards.shape), np.zeros(boards.shape), single)

    options = ChainOptions(rounds=80, propagate=False, policy=Policy(0.1, 0.6, "uniform", 1.0))
    (vetoed,) = Chains([almost], Doubting(), options).offers()
    assert (vetoed.assignment, vetoed.resets) == (None, 40)
    (offer,) = Chains([almost], Uniform(), options).offers()
    assert offer.assignment == solution
    assert offer.rounds % 2 == 0


def test_every_puzzle_of_a_batch_gets_one_offer() -> None:
    problems = [TOP.structure.problem(enumerate(SOLUTION[:count])) for count in range(20, 60, 4)]
    options = ChainOptions(chains=3, doubling=2, rounds=200, rows=5)
    offers = list(Chains(problems, Uniform(), options).offers())
    assert sorted(offer.index for offer in offers) == list(range(len(problems)))
    for offer in offers:
        assert offer.assignment is None or problems[offer.index].holds(offer.assignment)
    assert sum(offer.assignment is not None for offer in offers) >= 8


def test_a_proposer_made_for_other_problems_is_not_passed_over() -> None:
    unfit = UnfitError(Place("weights"), "boards of 81 variables", "boards of 16 variables")
    for strategy in ("chains", "hybrid"):
        with pytest.raises(UnfitError, match="found boards of 81 variables"):
            solve(TOP, strategy=strategy, proposer=Odd(unfit))
