"""Every published Sudoku and CNF at hand against its stored answer: the acceptance check.

Reads each list the way `ldt solve` does and solves it by `auto` without limits. Every Sudoku is
asked for uniqueness: proper puzzles must be unique, improper ones not, the rest infeasible. Where
exact numbers of solutions are stored the list is asked once more, for the number. Every CNF is
compared with the status in its manifest. What the stored answer is, a row's columns say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter, process_time

from benchmarks.common import Report, Value, parser, short
from benchmarks.lists import SUDOKU, data_folder, read_list, read_rows
from domains.errors import InputError
from domains.families.cnf import Cnf
from domains.families.sudoku.structure import sudoku_structure
from domains.problem import Problem
from domains.reading import from_path
from search import Answer, Budget, Goal, solve, solve_many
from search.answer import Abstained

COLUMNS = (
    "list", "n", "of", "asked", "right", "wrong", "abstained", "seconds", "cpu s", "strategies",
)  # fmt: skip
SECONDS_OF_25 = 600.0
"""What `--include-25` allows for each 25x25 puzzle."""


@dataclass(frozen=True)
class Stored:
    """What is known of a puzzle: how many solutions, at least and at most, and the only one."""

    fewest: int
    most: int | None
    solution: str | None = None
    cap: int | None = None

    @classmethod
    def of(cls, row: dict[str, str]) -> Stored:
        """Read a row: a column n_solutions says how many (``2+``; capped where its name says so).

        Without such a column the puzzle has one solution, the stored one.
        """
        column = next((name for name in row if name.startswith("n_solutions")), None)
        if column is None:
            return cls(1, 1, row["solution"])
        text, cap = row[column], int(column.partition("capped_")[2] or 0) or None
        fewest = int(text.rstrip("+"))
        most = None if text.endswith("+") or fewest == cap else fewest
        return cls(fewest, most, row.get("solution") if fewest == most == 1 else None, cap)

    def agrees(self, answer: Answer) -> bool:
        """Tell whether an answer that settled its question is the right one."""
        found = len(answer.solutions)
        enough = found >= self.fewest or (answer.count is None and found > 1)
        if not enough or (self.most is not None and found > self.most):
            return False
        if self.most == 1 and answer.count != 1:
            return False
        return self.solution in (None, _solution_text(answer))


def _solution_text(answer: Answer) -> str | None:
    structure = answer.problem.structure
    return SUDOKU.solution_text(structure, answer.solutions[0]) if answer.solutions else None


@dataclass
class Tally:
    """The row of one list, as it fills."""

    name: str
    total: int
    asked: str
    counts: Counter[str] = field(default_factory=Counter)
    strategies: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    start: float = field(default_factory=perf_counter)
    start_cpu: float = field(default_factory=process_time)

    def add(self, text: str, answer: Answer, *, agrees: bool) -> None:
        """Count one answer."""
        settled = not isinstance(answer, Abstained)
        verdict = ("right" if agrees else "wrong") if settled else "abstained"
        self.counts[verdict] += 1
        self.strategies[answer.strategy] += 1
        if verdict != "right":
            found = f"{answer.status}, {len(answer.solutions)} solutions, count {answer.count}"
            self.failures.append(f"{verdict}: {self.name}: {text}: {found}")

    def row(self) -> list[Value]:
        """Return the row."""
        right, wrong, abstained = (self.counts[key] for key in ("right", "wrong", "abstained"))
        chosen = ", ".join(f"{name} {n:,}" for name, n in self.strategies.most_common())
        seconds = round(perf_counter() - self.start, 2)
        cpu = round(process_time() - self.start_cpu, 2)
        return [
            self.name, self.counts.total(), self.total, self.asked, right, wrong, abstained,
            seconds, cpu, chosen,
        ]  # fmt: skip


def check_list(path: Path, limit: int | None, goal: Goal, budget: Budget) -> Tally:
    """Solve a list of Sudokus and compare with what is stored."""
    puzzles, stored = read_list(path), list(map(Stored.of, read_rows(path)))
    tally = Tally(path.name, len(puzzles), goal.kind)  # its clock starts once all are read
    pairs = list(zip(puzzles, stored, strict=True))[:limit]
    answers = solve_many([puzzle.problem for puzzle, _ in pairs], goal=goal, budget=budget)
    for (puzzle, known), answer in zip(pairs, answers, strict=True):
        tally.add(puzzle.text, answer, agrees=known.agrees(answer))
    return tally


def check_formulas(folder: Path, limit: int | None) -> Tally:
    """Solve every formula of a manifest and compare the statuses."""
    rows = read_rows(folder / "manifest.csv")
    tally = Tally("cnf", len(rows), "first")
    for row in rows[:limit]:
        answer = solve(_formula(folder / row["file"]))
        expected = {"SAT": "solved", "UNSAT": "infeasible"}[row["status"]]
        tally.add(row["file"], answer, agrees=answer.status == expected)
    return tally


def _formula(path: Path) -> Problem:
    (item,) = Cnf().read(from_path(str(path)))
    if isinstance(item, InputError):
        raise item
    return item.problem


def checks(folder: Path, limit: int | None, *, include_25: bool) -> Iterator[Tally]:
    """Check everything, list by list, easiest sizes first."""
    for path in sorted(folder.glob("sudoku[9_]*/*.csv*")):
        puzzle = read_list(path)[0].problem
        large = len(puzzle.masks) > len(sudoku_structure(4, 4).names)
        if large and not include_25:
            continue
        budget = Budget(seconds=SECONDS_OF_25) if large else Budget()
        yield check_list(path, limit, Goal.unique(), budget)
        cap = Stored.of(read_rows(path)[0]).cap
        if cap is not None:
            yield check_list(path, limit, Goal.count(cap), budget)
    if (folder / "cnf" / "manifest.csv").is_file():
        yield check_formulas(folder / "cnf", limit)


def main() -> int:
    """Print the table. Returns 1 when anything is wrong or abstained."""
    options = parser(__doc__.splitlines()[0], limit=None)
    options.add_argument("--include-25", action="store_true", help="the 25x25 too: hours")
    chosen = options.parse_args()
    folder = data_folder(chosen.data)
    if folder is None:
        print("no published instances: name their folder by --data or LDT_SHARED_DATA")
        return 1
    report = Report("data", chosen, strategy="auto")
    failures: list[str] = []
    rows: list[Sequence[Value]] = []
    for tally in checks(folder, chosen.limit, include_25=chosen.include_25):
        rows.append(tally.row())
        report.progress(f"{tally.name}: {', '.join(map(short, rows[-1][1:]))}")
        failures += tally.failures
    report.table("published answers", COLUMNS, rows)
    for failure in failures:
        report.say(failure)
    return 1 if failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
