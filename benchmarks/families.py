"""Snowflakes, queens and mazes beside OR-Tools CP-SAT on one core, the same problems, in turn.

Both get problems and return solutions that are checked. CP-SAT gets the all-different model (of
queens: columns and both kinds of diagonals, the usual one), built afresh for each, as it keeps
nothing; of mazes the ground form, a path through the layers of distances, which both are given.
Our stream loads the compiled kernel before, which `prepare` shows.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from random import Random
from time import perf_counter
from typing import Any

from benchmarks.common import Report, parser, timed
from domains.families.base import GenerateRequest
from domains.families.maze.family import Maze
from domains.families.queens.completions import extendable_problems
from domains.families.snowflake.family import Snowflake
from domains.ground import GroundForm
from domains.problem import Problem
from search import solve_many
from search.answer import Goal
from search.kernel.layout import COMPILED_BITS, word_count
from search.kernel.warm import compile_now
from search.oracle import SearchOracle

AIM = 10.0
MAZE_ROWS = 300
MAZES = 2
ORDERS = (4, 5, 6, 7, 9, 10, 13, 16, 19)
COLUMNS = (
    "problems", "n", "ours ms", "CP-SAT ms", "ratio", "ours cpu ms", "CP-SAT cpu ms", "cpu ratio",
)  # fmt: skip

Solver = Callable[[Sequence[Problem], Goal], int]
"""Answers problems; returns how many answers were wrong."""


def snowflakes(order: int, count: int, seed: int, layout: str = "spiral") -> list[Problem]:
    """Return minimal puzzles, on the spiral as the published ones, or each on a layout drawn."""
    family, oracle = Snowflake(), SearchOracle()
    request = GenerateRequest(size=order, options=(("layout", layout),))
    return [family.generate(request, Random(f"{seed}/{k}"), oracle) for k in range(count)]


def boards(count: int, seed: int) -> list[Problem]:
    """Return some of the 8 x 8 boards with one to seven queens that can be completed."""
    every = list(extendable_problems(8, range(1, 8)))
    return Random(seed).sample(every, min(count, len(every)))


def mazes(count: int, seed: int) -> list[Problem]:
    """Return mazes with walls at random, as the published ones have them, and much larger."""
    family, oracle = Maze(), SearchOracle()
    request = GenerateRequest(MAZE_ROWS)
    return [family.generate(request, Random(f"{seed}/{k}"), oracle) for k in range(count)]


def ours(problems: Sequence[Problem], goal: Goal) -> int:
    """Answer with `auto`; every solution was checked when the answer was built."""
    answers = solve_many(problems, goal=goal)
    return sum(not answer.solutions for answer in answers)


@cache
def _api() -> Any:  # noqa: ANN401  (published without types)
    from ortools.sat.python import cp_model

    return cp_model


def cp_sat(problems: Sequence[Problem], goal: Goal) -> int:
    """Answer with CP-SAT, one worker; with uniqueness by enumeration up to a second solution."""
    return sum(not _answered(problem, goal) for problem in problems)


def _answered(problem: Problem, goal: Goal) -> bool:
    api = _api()
    model, variables = api.CpModel(), []
    for variable, mask in enumerate(problem.masks):
        values = problem.structure.values_in(variable, mask)
        variables.append(model.new_int_var_from_domain(api.Domain.from_values(values), ""))
    if problem.structure.family == "maze":
        _add_ground_form(api, model, problem, variables)
    else:
        for group in _groups(problem, variables):
            model.add_all_different(group)
    found = _collector(api, variables, goal.limit)
    solver = api.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.enumerate_all_solutions = goal.limit > 1
    solver.solve(model, found)
    return bool(found.solutions) and problem.holds(found.solutions[0])


def _groups(problem: Problem, variables: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Yield what is all-different: the scopes of a snowflake's rules, or the lines of a board."""
    if problem.structure.family == "queens":
        yield variables
        yield [variable + row for row, variable in enumerate(variables)]
        yield [variable - row for row, variable in enumerate(variables)]
        return
    for rule in problem.structure.rules:
        yield [variables[v] for v in rule.scope]


def _add_ground_form(
    api: Any,  # noqa: ANN401  (published without types)
    model: Any,  # noqa: ANN401
    problem: Problem,
    variables: Sequence[Any],
) -> None:
    """State the ground form of a problem whose variables are 0 or 1: one atom each."""
    for total in GroundForm.of(problem.structure).sums:
        signs = [1 if literal > 0 else -1 for literal in total.literals]
        weights = [a * b for a, b in zip(total.coefficients, signs, strict=True)]
        negated = sum(weight for weight in weights if weight < 0)
        atoms = [variables[abs(literal) - 1] for literal in total.literals]
        lower = -(10**9) if total.lower is None else total.lower + negated
        upper = 10**9 if total.upper is None else total.upper + negated
        expression = api.LinearExpr.weighted_sum(atoms, weights)
        model.add_linear_constraint(expression, lower, upper)


def _collector(api: Any, variables: Sequence[Any], limit: int) -> Any:  # noqa: ANN401  (as above)
    class Collector(api.CpSolverSolutionCallback):  # type: ignore[misc]
        """Keeps the solutions, and stops when there are enough."""

        def __init__(self) -> None:
            super().__init__()
            self.solutions: list[tuple[int, ...]] = []

        def on_solution_callback(self) -> None:
            self.solutions.append(tuple(self.value(variable) for variable in variables))
            if len(self.solutions) >= limit:
                self.stop_search()

    return Collector()


def sets(options: argparse.Namespace) -> Iterator[tuple[str, list[Problem]]]:
    """Yield what is measured, with a name."""
    for order in ORDERS:
        drawn = snowflakes(order, options.n, options.seed, options.layout)
        yield f"snowflake, {order} hexagons", drawn
    yield "8-queens completion", boards(10 * options.n, options.seed)
    yield f"mazes, {MAZE_ROWS} x {MAZE_ROWS}", mazes(MAZES, options.seed)


def row(
    name: str, problems: list[Problem], goal: Goal, repeat: int
) -> tuple[list[str | int | float], int]:
    """Measure both on one set; return the row and how many answers were wrong."""
    wrong = ours(problems, goal) + cp_sat(problems, goal)
    first = timed(lambda: ours(problems, goal), repeat)
    second = timed(lambda: cp_sat(problems, goal), repeat)
    scale = 1000 / len(problems)
    cells: list[str | int | float] = [name, len(problems)]
    for a, b in ((first.median, second.median), (first.median_cpu, second.median_cpu)):
        cells += [scale * a, scale * b, b / a]
    return cells, wrong


def main() -> int:
    """Print a table for first solutions and one with uniqueness. Returns 1 for a wrong answer.

    Of mazes any shortest path will do; they seldom have one only.
    """
    arguments = parser(__doc__.splitlines()[0], n=10, seed=0, repeat=3)
    arguments.add_argument(
        "--layout", choices=("spiral", "random"), default="spiral", help="of the snowflakes"
    )
    options = arguments.parse_args()
    report = Report("families", options, layout=options.layout)
    chosen = list(sets(options))
    start = perf_counter()
    needed = {word_count(p[0].structure, COMPILED_BITS) for name, p in chosen if "maze" not in name}
    for words in needed:  # mazes are answered without search
        compile_now(words)
    report.say(f"prepare: {perf_counter() - start:.2f} s for the compiled kernel")
    total = 0
    for goal in (Goal.first(), Goal.unique()):
        asked = [pair for pair in chosen if goal.kind == "first" or "mazes" not in pair[0]]
        rows = [row(name, problems, goal, options.repeat) for name, problems in asked]
        total += sum(wrong for _, wrong in rows)
        report.table(f"goal: {goal.kind}", COLUMNS, [cells for cells, _ in rows])
        ratios = [float(cells[4]) for cells, _ in rows]
        verdict = "PASS" if min(ratios) >= AIM else "FAIL"
        report.say(f"least ratio {min(ratios):.1f}x; aim {AIM:g}x: {verdict}; {total} wrong")
    return 1 if total else 0


if __name__ == "__main__":
    raise SystemExit(main())
