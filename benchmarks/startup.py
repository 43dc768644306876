"""Whole processes in milliseconds: starting, helping, solving one hard puzzle; peers beside.

Each command runs as often as asked for, in turn, and everything from starting the process to its
end counts. The peers run through `benchmarks.peers`, which imports nothing of this library.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.common import Report, Value, parser, spread
from benchmarks.lists import HARD

AIMS = {"ldt --help": 150.0, "ldt solve": 250.0}
"""Milliseconds that a command beginning with these words may take."""

COLUMNS = ("command", "ms", "range", "cpu ms", "first ms", "aim ms", "verdict")

PEERS = {
    "pycosat": "from benchmarks.peers.sat import Pycosat as P; p = P()",
    "python-sat": "from benchmarks.peers.sat import FreshSat as P; p = P('cadical153')",
    "CP-SAT": "from benchmarks.peers.cpsat import AllDifferentModel as P; p = P()",
}


@dataclass
class Command:
    """A command, what its output has to contain, and what it took, in milliseconds."""

    name: str
    arguments: Sequence[str]
    expected: str = ""
    milliseconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    failure: str = ""

    def run(self) -> None:
        """Run it once."""
        start, before = perf_counter(), processor_seconds()
        done = subprocess.run(self.arguments, capture_output=True, text=True, check=False)
        self.milliseconds.append(1000 * (perf_counter() - start))
        self.processor.append(1000 * (processor_seconds() - before))
        if done.returncode or self.expected not in done.stdout:
            last = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]
            self.failure = f"failed: exit {done.returncode} {' '.join(last)}"

    def row(self) -> list[Value]:
        """Return its row; the first run is shown apart, since it may fill caches."""
        rest = self.milliseconds[1:] or self.milliseconds
        aim = next((ms for words, ms in AIMS.items() if self.name.startswith(words)), None)
        verdict = None if aim is None else "PASS" if median(rest) <= aim else "FAIL"
        return [
            self.name, median(rest), spread(rest), median(self.processor),
            self.milliseconds[0], aim, self.failure or verdict,
        ]  # fmt: skip


def processor_seconds() -> float:
    """Return the processor time of all finished child processes so far."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def solution_of(puzzle: str) -> str:
    """Return the solution, by this library's clause learning."""
    from domains.families.sudoku import Sudoku
    from domains.reading import from_text
    from search import solve

    (found,) = Sudoku().read(from_text(puzzle))
    answer = solve(found.problem, strategy="cdcl")
    return Sudoku().solution_text(answer.problem.structure, answer.solutions[0])


def commands() -> list[Command]:
    """Return everything that is measured."""
    installed = shutil.which("ldt", path=str(Path(sys.executable).parent))
    ldt = [installed] if installed else [sys.executable, "-m", "ldt"]
    found = [
        Command("python -c pass", [sys.executable, "-c", "pass"]),
        Command("ldt --help", [*ldt, "--help"]),
    ]
    for name, puzzle in HARD.items():
        solution = solution_of(puzzle)
        solve = [*ldt, "solve", "--format", "json", puzzle]
        found += [
            Command(f"ldt solve: {name}", solve, solution),
            Command(f"ldt solve --unique: {name}", [*solve, "--unique"], '"unique":true'),
        ]
    name, puzzle = next(iter(HARD.items()))
    solution = solution_of(puzzle)
    by_clauses = [*ldt, "solve", "--format", "json", "--strategy", "cdcl", puzzle]
    found.append(Command(f"ldt solve --strategy cdcl: {name}", by_clauses, solution))
    for peer, code in PEERS.items():
        call = f"{code}; p.load(); print(p.answer({puzzle!r}, unique=False))"
        found.append(Command(f"{peer}: {name}", [sys.executable, "-c", call], solution))
    return found


def main() -> int:
    """Print the table. Returns 1 when a command failed or missed its aim."""
    chosen = parser(__doc__.splitlines()[0], repeat=20).parse_args()
    os.chdir(Path(__file__).resolve().parents[1])
    report = Report("startup", chosen)
    measured = commands()
    for _ in range(chosen.repeat + 1):
        for command in measured:
            command.run()
    rows = [command.row() for command in measured]
    report.table("whole process, after a first run", COLUMNS, rows)
    return 1 if any(row[-1] not in (None, "PASS") for row in rows) else 0


if __name__ == "__main__":
    raise SystemExit(main())
