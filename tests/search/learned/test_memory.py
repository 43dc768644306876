"""What chains remember: nogoods that hold of every solution, and guesses that are taken back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domains.families.sudoku.structure import sudoku_structure
from domains.problem import Problem
from search import solve
from search.answer import Abstained, Goal, Infeasible
from search.budget import Budget
from search.learned.boards import to_boards
from search.learned.chains import Chains
from search.learned.memory import Guess, Memory, culprits
from search.learned.options import ChainOptions
from search.learned.propagation import Propagation
from search.learned.proposer import Proposer, Uniform
from search.learned.step import Policy
from search.learned.strategy import search_chains
from tests.domains.families.grids import read_one
from tests.search.learned.proposers import Knowing, Randomly
from tests.search.problems import problems
from tests.search.universes import GRIDS, SUMS, formula, pigeons, puzzles

HARD = read_one(
    "8..........36......7..9.2...5...7.......457.....1...3...1....68..85...1..9....4.."
).problem

BOLD = Policy(0.4, 1.0, "confident", 0.0)  # eliminates much, and repeats itself


def solution_boards(problem: Problem) -> np.ndarray:
    """[solutions, variables, values] of all solutions, from a search without memory or proposer."""
    found = solve(problem, goal=Goal.count(10**6), strategy="symbolic").solutions
    return to_boards(problem.structure, [problem.structure.encode(one) for one in found])


def assert_nothing_is_lost(problem: Problem, proposer: Proposer, chains: int = 1) -> None:
    """Drive chains to their end; after each round every solution obeys what they remember."""
    solutions = solution_boards(problem)
    runs = Chains([problem], proposer, ChainOptions(chains, rounds=25, policy=BOLD), seed=1)
    slot = runs.begin(0, problem)
    while not slot.done:
        runs.round([slot])
        assert not slot.memory.refute(solutions).any()
        assert not (solutions & ~slot.root).any()
    if slot.offered is None and slot.round < 25:
        assert not len(solutions)  # it refuted the root


HOSTILE = [Randomly(), Uniform(), Knowing((1, 2, 3, 4, 3, 4, 1, 2, 2, 1, 4, 3, 4, 3, 2, 1), True)]


@pytest.mark.parametrize("proposer", HOSTILE, ids=["random", "uniform", "inverted"])
@pytest.mark.parametrize("chains", [1, 3])
def test_no_proposer_makes_them_lose_a_solution(proposer: Proposer, chains: int) -> None:
    for problem in (GRIDS["4x4"].problem(), *puzzles(GRIDS["4x4"], 6, givens=4)):
        assert_nothing_is_lost(problem, proposer, chains)


@given(problem=problems(most_variables=5), seed=st.integers(0, 2**32 - 1))
def test_nor_on_random_problems(problem: Problem, seed: int) -> None:
    assert_nothing_is_lost(problem, Randomly(np.random.default_rng(seed)), chains=2)


@pytest.mark.parametrize("problem", [formula(12, 60, seed=3), SUMS["mixed"].problem(), pigeons(3)])
def test_nor_on_other_rules(problem: Problem) -> None:
    assert_nothing_is_lost(problem, Randomly(), chains=2)


def test_a_deterministic_liar_is_outlived() -> None:
    problem = HARD
    liar = Knowing(solve(problem).solutions[0], inverted=True)
    never, always = (
        search_chains(
            problem,
            Goal.first(),
            Budget(),
            (),
            liar,
            options=ChainOptions(rounds=200, policy=BOLD, remember=remember),
        )
        for remember in (False, True)
    )
    assert isinstance(never, Abstained)
    assert always.solutions == solve(problem).solutions


def test_what_is_refuted_to_the_root_is_abstained_from() -> None:
    problem = pigeons(4)
    answer = search_chains(problem, Goal.first(), Budget(), (), Uniform())
    assert isinstance(answer, Abstained)
    assert answer.reason == "chains refuted every guess, and do not prove that there is no solution"
    assert isinstance(solve(problem, strategy="hybrid", proposer=Uniform()), Infeasible)


def test_a_decision_that_is_taken_back_leaves_its_opposite() -> None:
    structure = sudoku_structure(2, 2)
    (before,) = to_boards(structure, [structure.problem().masks])
    assumed = np.zeros_like(before)
    assumed[3, 1:] = True  # variable 3 took its first value
    memory = Memory(2)
    memory.note(1, [Guess(before, assumed, 4)])
    taken = memory.take_back(1, lambda boards: (boards, np.zeros(len(boards), np.bool_)))
    assert taken is not None
    assert (taken.age, taken.first, taken.refuted) == (4, True, False)
    assert taken.board[3].tolist() == [False, True, True, True]
    assert (np.delete(taken.board, 3, 0) == np.delete(before, 3, 0)).all()
    assert memory.take_back(1, lambda boards: (boards, np.zeros(len(boards), np.bool_))) is None
    assert memory.refute((before & ~assumed)[None]).tolist() == [True]


def test_halving_finds_who_is_to_blame_for_a_leap() -> None:
    (truth,) = solution_boards(HARD)
    shrink = Propagation(HARD.structure).fixpoints
    board = to_boards(HARD.structure, [HARD.masks])
    board[0, :4] = truth[:4]  # easier by some hints
    (before,), _ = shrink(board)
    wrong = before & ~truth
    # The true candidates that cannot be missed: without one of them deductions meet a conflict.
    alone = np.stack([before & ~(truth & (np.arange(81) == v)[:, None]) for v in range(81)])
    needed = np.flatnonzero(shrink(alone)[1] & (before.sum(1) > 1))
    assert len(needed)
    for variable in needed:
        assumed = wrong & (np.arange(81) % 3 == 0)[:, None]
        assumed[variable] = truth[variable]
        (found,) = np.argwhere(culprits(Guess(before, assumed, 0), shrink))
        assert tuple(found) == (variable, int(truth[variable].argmax()))
    assert (culprits(Guess(before, wrong, 0), shrink) == wrong).all()  # nobody is
