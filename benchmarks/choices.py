"""Variable choices of the tree, with and without restarts: nodes and time on one list.

The compiled tree proves uniqueness. Nodes say what a choice is worth, time what it costs.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from itertools import product

from benchmarks.common import Report, Timing, Value, parser, spread, timed
from benchmarks.lists import data_folder, sudoku9
from domains.problem import Problem
from search import Answer, Budget, Goal
from search.kernel.choice import CHOICES
from search.kernel.engine import Engine
from search.symbolic import search_tree

FIRST_RESTART = 100
"""Conflicts before the first restart."""

COLUMNS = (
    "choice", "restarts", "n", "median nodes", "mean", "most", "nodes/s", "ms each", "range",
    "unsettled",
)  # fmt: skip


def solve_all(
    engine: Engine, problems: Sequence[Problem], choice: str, restarts: int | None, nodes: int
) -> list[Answer]:
    """Prove each problem's uniqueness by a tree."""
    budget, goal = Budget(nodes=nodes), Goal.unique()
    return [
        search_tree(p, goal, budget, engine=engine, choice=choice, restart_after=restarts)
        for p in problems
    ]


def row(
    choice: str, restarts: int | None, answers: Sequence[Answer], timing: Timing
) -> list[Value]:
    """Return a row of the table."""
    nodes = [answer.statistics.nodes for answer in answers]
    each = 1000 / len(answers)
    return [
        choice, restarts and f"after {restarts}", len(nodes), statistics.median(nodes),
        statistics.mean(nodes), max(nodes), sum(nodes) / timing.median, each * timing.median,
        spread(timing.wall, each), sum(answer.unique is None for answer in answers),
    ]  # fmt: skip


def main() -> int:
    """Print the table."""
    options = parser(__doc__.splitlines()[0], n=500, seed=0, repeat=3)
    options.add_argument(
        "--nodes", type=int, default=100_000, help="limit for each puzzle (default: %(default)s)"
    )
    chosen = options.parse_args()
    where, puzzles = sudoku9(data_folder(chosen.data), chosen.n, chosen.seed)
    report = Report("choices", chosen, puzzles=where)
    problems = [puzzle.problem for puzzle in puzzles]
    engine = Engine(problems[0].structure, compiled=True)
    rows = []
    for choice, restarts in product(CHOICES, (None, FIRST_RESTART)):
        # The first pass compiles, or loads; it is not timed. All passes take the same decisions.
        answers = solve_all(engine, problems, choice, restarts, chosen.nodes)
        timing = timed(
            lambda c=choice, r=restarts: solve_all(engine, problems, c, r, chosen.nodes),
            chosen.repeat,
        )
        rows.append(row(choice, restarts, answers, timing))
    report.table("uniqueness proven", COLUMNS, rows)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
