"""Every published maze, snowflake, queens board, minefield and graph against what is stored.

Reads each file the way `ldt solve` does and solves it by `auto`. Statuses, numbers of solutions and
chromatic numbers are compared with the stored ones, and solutions were checked by the rules before
they were answers. Graphs get ``--seconds`` each, for k colours and for k - 1; where the publishers
stopped by time limit, anything but a wrong answer will do.

    python -m benchmarks.data_families --seconds 30
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.common import Report, Value, parser, short
from benchmarks.data import COLUMNS, Tally
from benchmarks.lists import data_folder, read_rows
from domains.errors import InputError
from domains.families.base import Family, Puzzle
from domains.families.minesweeper.certain import certain
from domains.reading import from_path
from domains.registry import family
from search import Budget, Goal, solve

UNSETTLED = "timeout"


def puzzles_of(kind: Family, path: Path) -> list[Puzzle]:
    """Return all puzzles of a file.

    Raises:
        InputError: the first that cannot be read.
    """
    puzzles = []
    for item in kind.read(from_path(str(path))):
        if isinstance(item, InputError):
            raise item
        puzzles.append(item)
    return puzzles


def mazes(folder: Path, limit: int | None) -> Iterator[Tally]:
    """A shortest path of the stored length, and as many of them as stated."""
    for path in sorted((folder / "maze").glob("*.csv")):
        rows, puzzles = read_rows(path), puzzles_of(family("maze"), path)
        tally = Tally(path.name, len(rows), "first")
        for row, puzzle in list(zip(rows, puzzles, strict=True))[:limit]:
            answer = solve(puzzle.problem)
            steps = sum(answer.solutions[0]) + 1 if answer.solutions else None
            tally.add(row["puzzle"], answer, agrees=steps == int(row["shortest_path_length"]))
        yield tally


def snowflakes(folder: Path, limit: int | None) -> Iterator[Tally]:
    """As many solutions as stated, up to 1000."""
    path = folder / "snowflake" / "snowflake.json"
    stated = json.loads(path.read_text(encoding="utf-8"))["puzzles"]
    puzzles = puzzles_of(family("snowflake"), path)
    tally = Tally(path.name, len(stated), "count")
    for record, puzzle in list(zip(stated, puzzles, strict=True))[:limit]:
        answer = solve(puzzle.problem, goal=Goal.count(1000))
        agrees = len(answer.solutions) == record["n_solutions_capped_1000"]
        tally.add(puzzle.text, answer, agrees=agrees)
    yield tally


def queens(folder: Path, limit: int | None, seconds: float) -> Iterator[Tally]:
    """Solved or infeasible, as stated."""
    for path in sorted((folder / "queens").glob("*.jsonl")):
        puzzles = puzzles_of(family("queens"), path)
        tally = Tally(path.name, len(puzzles), "first")
        for record, puzzle in list(zip(_records(path), puzzles, strict=True))[:limit]:
            answer = solve(puzzle.problem, budget=Budget(seconds=seconds))
            expected = {"SAT": "solved", "UNSAT": "infeasible"}[record["status"]]
            tally.add(puzzle.text[:80], answer, agrees=answer.status == expected)
        yield tally


def minefields(folder: Path, limit: int | None) -> Iterator[Tally]:
    """The cells that are certainly mines, and certainly safe."""
    path = folder / "minesweeper" / "minesweeper.jsonl"
    puzzles = puzzles_of(family("minesweeper"), path)
    tally = Tally(path.name, len(puzzles), "certain cells")
    for record, puzzle in list(zip(_records(path), puzzles, strict=True))[:limit]:
        found = certain(puzzle.problem)
        mines, safe = record["forced_mines"], record["forced_safe"]
        agrees = [list(c) for c in found.mines] == mines and [list(c) for c in found.safe] == safe
        tally.add(puzzle.text[:80], solve(puzzle.problem), agrees=agrees)
    yield tally


def graphs(folder: Path, limit: int | None, seconds: float) -> Iterator[Tally]:
    """Colourable with the chromatic number of colours, and not with one fewer."""
    csv.field_size_limit(10**8)  # a row holds a whole colouring
    rows = read_rows(folder / "coloring" / "manifest.csv")[:limit]
    columns = ((0, "solved", "chi_colouring_verified"), (1, "infeasible", "chi_minus_1_refuted"))
    for fewer, expected, column in columns:
        tally = Tally(f"coloring, χ - {fewer}" if fewer else "coloring, χ", len(rows), "first")
        for row in rows:
            colours = str(int(row["published_chromatic_number"]) - fewer)
            chosen = family("colouring").configured((("k", colours), ("fix", "clique")))
            (puzzle,) = puzzles_of(chosen, folder / "coloring" / row["file"])
            answer = solve(puzzle.problem, budget=Budget(seconds=seconds))
            open_ = "; open where published" if row[column] == UNSETTLED else ""
            tally.add(f"{row['file']}{open_}", answer, agrees=answer.status == expected)
        yield tally


def _records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def checks(folder: Path, limit: int | None, seconds: float) -> Iterator[Tally]:
    """Check every list of every family."""
    yield from mazes(folder, limit)
    yield from snowflakes(folder, limit)
    yield from queens(folder, limit, seconds)
    yield from minefields(folder, limit)
    yield from graphs(folder, limit, seconds)


def main() -> int:
    """Print the table. Returns 1 when anything is wrong."""
    options = parser(__doc__.splitlines()[0], limit=None)
    options.add_argument("--seconds", type=float, default=30.0, help="for a board or a graph")
    chosen = options.parse_args()
    folder = data_folder(chosen.data)
    if folder is None:
        print("no published instances: name their folder by --data or LDT_SHARED_DATA")
        return 1
    report = Report("data_families", chosen, strategy="auto", seconds=chosen.seconds)
    rows: list[Sequence[Value]] = []
    wrong, failures = 0, list[str]()
    for tally in checks(folder, chosen.limit, chosen.seconds):
        rows.append(tally.row())
        report.progress(f"{tally.name}: {', '.join(map(short, rows[-1][1:]))}")
        wrong += tally.counts["wrong"]
        failures += tally.failures
    report.table("published answers", COLUMNS, rows)
    for failure in failures:
        report.say(failure)
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
