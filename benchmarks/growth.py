"""How cost grows: nodes and seconds over sizes 9 to 36, over lists, and over ratings.

Sizes: random finished grids with cells left out at random ("quasigroup with holes", Achlioptas,
Gomes, Kautz and Selman, AAAI 2000), which always have a solution and are quick to make at any size.
Each puzzle is solved alone, as `ldt solve` does it. Ratings: Sudoku-Extreme's, the guesses tdoku
needs; there the compiled tree proves uniqueness.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from random import Random

from benchmarks.chart import Panel, Points, chart
from benchmarks.common import Report, Value, parser, short
from benchmarks.lists import EXTREME_TEST, SUDOKU, data_folder, read_list, sample
from benchmarks.peers.ours import Ours
from domains.families.base import Puzzle
from domains.problem import Problem
from ldt.cli.output import write_atomically
from search import Abstained, Answer, Budget, Goal, solve, solve_many

SIZES = (9, 16, 25, 36)
GIVENS = (60, 50, 45, 40, 35, 30)
"""Percent of the cells."""

BY_RATING = "sudoku9/extreme_by_rating_33plus.csv"
RATINGS = (0, 1, 10, 20, 33, 50, 75, 100, 150, 200, 300, 500)
"""Where one bucket ends and the next begins."""

COLUMNS = ("instances", "n", "solved", "nodes", "most", "seconds", "longest", "strategies")


def holes(size: int, percent: int, n: int, seed: int) -> list[Problem]:
    """Return problems made by leaving cells of random finished grids out."""
    structure = SUDOKU.structure(size)
    problems = []
    for draw in range(n):
        rng = Random(f"{seed}/{size}/{percent}/{draw}")
        grid = SUDOKU.random_solution(structure, rng)
        kept = set(rng.sample(range(len(grid)), round(len(grid) * percent / 100)))
        cells = enumerate(zip(grid, structure.top, strict=True))
        problems.append(
            Problem(structure, tuple(one if v in kept else top for v, (one, top) in cells))
        )
    return problems


def row(name: str, answers: Sequence[Answer]) -> list[Value]:
    """Return a row: medians and greatest of the nodes and seconds, unsolved ones included."""
    nodes = [answer.statistics.nodes for answer in answers]
    seconds = [answer.statistics.seconds for answer in answers]
    solved = sum(not isinstance(answer, Abstained) for answer in answers)
    chosen = ", ".join(sorted({answer.strategy for answer in answers}))
    return [
        name, len(answers), solved, statistics.median(nodes), max(nodes),
        statistics.median(seconds), max(seconds), chosen,
    ]  # fmt: skip


def over_sizes(
    report: Report, n: int, seed: int, strategy: str, budget: Budget
) -> tuple[list[list[Value]], dict[str, Points]]:
    """Measure every size at every density, until a density is too hard for half of its puzzles."""
    rows: list[list[Value]] = []
    lines: dict[str, Points] = {}
    for size in SIZES:
        points = []
        for percent in GIVENS:
            problems = holes(size, percent, n, seed)
            answers = [solve(p, strategy=strategy, budget=budget) for p in problems]
            rows.append(row(f"{size}x{size}, {percent} % given", answers))
            report.progress(", ".join(map(short, rows[-1])))
            points.append((float(percent), max(float(rows[-1][5] or 0), 1e-6)))
            if 2 * sum(isinstance(answer, Abstained) for answer in answers) > n:
                break
        lines[f"{size}x{size}"] = points
    return rows, lines


def over_lists(
    folder: Path, n: int, seed: int, strategy: str, budget: Budget
) -> Iterator[list[Value]]:
    """Measure published lists of each size; uniqueness is proven."""
    for path in sorted(folder.glob("sudoku_other/sudoku*.csv")):
        puzzles = sample(read_list(path), n, seed)
        goal = Goal.unique()
        answers = [solve(p.problem, goal=goal, strategy=strategy, budget=budget) for p in puzzles]
        yield row(path.name, answers)


def by_rating(folder: Path, n: int, seed: int) -> Iterator[tuple[str, list[Puzzle]]]:
    """Yield the buckets of ratings with up to n puzzles each."""
    found = [p for name in (EXTREME_TEST, BY_RATING) for p in read_list(folder / name)]
    different = {puzzle.text: puzzle for puzzle in found}.values()
    for low, end in pairwise(RATINGS):
        bucket = [p for p in different if p.rating is not None and low <= p.rating < end]
        if bucket:
            yield f"rated {low} to {end - 1}", sample(bucket, n, seed)


def over_ratings(folder: Path, n: int, seed: int) -> tuple[list[list[Value]], dict[str, Points]]:
    """Measure the buckets of ratings in the compiled tree."""
    Ours("symbolic").prepare()  # so that no bucket is solved uncompiled
    rows, nodes, micro = [], [], []
    for name, puzzles in by_rating(folder, n, seed):
        problems = [puzzle.problem for puzzle in puzzles]
        rows.append(row(name, list(solve_many(problems, goal=Goal.unique(), strategy="symbolic"))))
        middle = statistics.mean(puzzle.rating or 0 for puzzle in puzzles)
        nodes.append((middle, max(float(rows[-1][3] or 0), 1.0)))
        micro.append((middle, max(1e6 * float(rows[-1][5] or 0), 1.0)))
    return rows, {"nodes": nodes, "microseconds": micro}


def main() -> int:
    """Print the tables and write the plot."""
    options = parser(__doc__.splitlines()[0], n=5, seed=0)
    options.add_argument("--plot", type=Path, metavar="FILE", help="write the curves as SVG")
    options.add_argument("--strategy", default="auto", help="for the sizes (default: %(default)s)")
    options.add_argument(
        "--seconds", type=float, default=10.0, help="limit for each puzzle (default: %(default)s)"
    )
    options.add_argument(
        "--per-rating", type=int, default=200, help="puzzles a bucket (default: %(default)s)"
    )
    chosen = options.parse_args()
    budget, folder = Budget(seconds=chosen.seconds), data_folder(chosen.data)
    report = Report("growth", chosen, each=f"at most {chosen.seconds:g} s", sizes=chosen.strategy)
    rows, lines = over_sizes(report, chosen.n, chosen.seed, chosen.strategy, budget)
    report.table("random grids with holes, first solution", COLUMNS, rows)
    panels = [Panel("random grids with holes", "percent given", "median seconds", lines)]
    if folder:
        lists = over_lists(folder, chosen.n, chosen.seed, chosen.strategy, budget)
        report.table("published lists, uniqueness proven", COLUMNS, lists)
        rows, lines = over_ratings(folder, chosen.per_rating, chosen.seed)
        report.table("Sudoku-Extreme by rating, uniqueness proven", COLUMNS, rows)
        panels.append(Panel("Sudoku-Extreme by rating", "rating", "median", lines))
    if chosen.plot:
        write_atomically(str(chosen.plot), chart(panels))
        report.say(f"wrote {chosen.plot}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
