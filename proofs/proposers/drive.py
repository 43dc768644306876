"""The property that matters: no proposer makes a search say anything wrong.

Each puzzle meets every hostile proposer once: one strategy, one goal and some limits, drawn from
the seed. What the search answers is compared with the exact oracle.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from random import Random

import numpy as np

from proofs.laws.search import wrong_in
from proofs.proposers.puzzles import Puzzle
from search.answer import Answer, Goal, Interrupted
from search.budget import Budget
from search.learned.proposer import Proposer
from search.solving import LEARNED, solve

Make = Callable[[int], Proposer]
"""Makes a proposer from a seed."""

INTERRUPTS = "interrupts"
"""The proposer that raises KeyboardInterrupt; then, and only then, there may be no answer."""

SLOW = "slow"
"""The proposer that is driven with a limit on the time."""

CALLS = (1, 2, 4, 8)
"""Limits on the calls of a proposer; small, as many pairs say more than long searches."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A puzzle and a proposer, and how they meet.

    Attributes:
        puzzle: the puzzle.
        name: the proposer's.
        strategy: who asks it.
        goal: what is asked for.
        budget: limits.
        seed: of the search and of the proposer.
    """

    puzzle: Puzzle
    name: str
    strategy: str
    goal: Goal
    budget: Budget
    seed: int

    @property
    def may_abstain(self) -> bool:
        """Whether a limit, or the strategy, lets the search leave the question open."""
        limited = self.budget.nodes is not None or self.budget.seconds is not None
        return limited or self.strategy == "chains"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a pair.

    Attributes:
        pair: the pair.
        status: of the answer; ``interrupted`` or ``none`` when there is no answer.
        wrong: what is wrong, or None.
    """

    pair: Pair
    status: str
    wrong: str | None

    def __str__(self) -> str:
        """Say what is wrong, and where."""
        pair = self.pair
        where = f"puzzle {pair.puzzle.number} ({pair.puzzle.kind}), proposer {pair.name!r}"
        how = f"{pair.strategy}, {pair.goal}, {pair.budget}, seed {pair.seed}"
        return f"{where}, {how}: {self.wrong}"


def pairs_of(puzzle: Puzzle, names: Mapping[str, object], seed: int) -> Iterator[Pair]:
    """Yield a puzzle with each proposer."""
    for name in names:
        rng = Random(f"{seed} {puzzle.number} {name}")
        strategy, goal = rng.choice(LEARNED), rng.choice(puzzle.goals)
        nodes = rng.randrange(12) if rng.random() < 0.2 else None
        seconds = 0.004 if name == SLOW and rng.random() < 0.5 else None
        budget = Budget(nodes=nodes, network_calls=rng.choice(CALLS), seconds=seconds)
        yield Pair(puzzle, name, strategy, goal, budget, rng.randrange(1 << 16))


def drive(pair: Pair, make: Make) -> Outcome:
    """Let a proposer loose on a puzzle, and judge what the search says."""
    before = np.geterr()
    try:
        answer = solve(
            pair.puzzle.problem,
            goal=pair.goal,
            strategy=pair.strategy,
            budget=pair.budget,
            seed=pair.seed,
            proposer=make(pair.seed),
        )
    except Interrupted as stop:
        if pair.name != INTERRUPTS:
            raise  # it is a person who wants to stop
        return Outcome(pair, "interrupted", _judged(pair, stop.answer))
    except Exception as error:  # noqa: BLE001  (that none escapes is what is tried)
        return Outcome(pair, "none", f"{type(error).__name__} escaped: {error}")
    wrong = _judged(pair, answer)
    if wrong is None and answer.status == "abstained" and not pair.may_abstain:
        wrong = f"it abstained without a limit: {getattr(answer, 'reason', '')}"
    if wrong is None and np.geterr() != before:
        wrong = f"numpy's error handling was left at {np.geterr()}"
    np.seterr(**before)
    return Outcome(pair, answer.status, wrong)


def _judged(pair: Pair, answer: Answer) -> str | None:
    puzzle = pair.puzzle
    if answer.problem is not puzzle.problem:
        return "it answers another problem"
    return wrong_in(answer, pair.goal, puzzle.solutions, all_known=puzzle.all_known)
