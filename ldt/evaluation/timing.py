"""How fast strategies and a proposer are on this machine."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice
from time import perf_counter
from typing import Any

from domains.problem import Problem
from search.budget import Budget
from search.learned.boards import to_boards
from search.learned.propagation import Propagation
from search.learned.proposer import Proposer
from search.solving import solve_many

STRATEGIES = ("symbolic", "hybrid", "chains")
BATCHES = (1, 8, 64)
REPEATS = 3


def strategy_records(
    problems: Sequence[Problem],
    proposer: Proposer,
    budget: Budget,
    seed: int,
    advance: Callable[[], object],
) -> Iterator[dict[str, Any]]:
    """Yield, per strategy, what it solved and how fast, one problem after the other.

    Args:
        problems: of one list.
        proposer: who hybrid and chains ask.
        budget: of each problem.
        seed: of every random choice.
        advance: called after each problem.
    """
    for strategy in STRATEGIES:
        start, solved = perf_counter(), 0
        for answer in solve_many(
            problems, strategy=strategy, budget=budget, seed=seed, proposer=proposer
        ):
            solved += bool(answer.solutions)
            advance()
        seconds = perf_counter() - start
        yield {
            "type": "strategy",
            "strategy": strategy,
            "n": len(problems),
            "solved": solved,
            "seconds": seconds,
            "puzzles_per_second": len(problems) / seconds,
        }


def call_records(problems: Sequence[Problem], proposer: Proposer) -> Iterator[dict[str, Any]]:
    """Yield, per batch size, how long a call takes: the median of three after one to warm up.

    Args:
        problems: of one structure; what is asked about is their roots after sound deductions.
        proposer: who is asked.
    """
    structure = problems[0].structure
    boards, _ = Propagation(structure).fixpoints(
        to_boards(structure, [problem.masks for problem in problems])
    )
    for size in BATCHES:
        rows = list(islice(cycle(range(len(problems))), size))
        asked = [problems[row] for row in rows]
        times = []
        for _ in range(1 + REPEATS):
            start = perf_counter()
            proposer.propose(asked, boards[rows])
            times.append(perf_counter() - start)
        median = statistics.median(times[1:])
        yield {"type": "call", "batch": size, "milliseconds": 1000 * median}
