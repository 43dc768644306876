"""The constants that `search.auto`, `search.many` and `search.kernel.batch` choose by, measured.

What was measured is printed beside what the code says; change the code where they are far apart.
All times are processor times, so that the constants do not depend on how busy the machine is. The
very first compile gets an empty cache of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.common import Report, Value, parser, timed
from benchmarks.lists import SUDOKU, data_folder, generate, read_list, sample, sudoku9
from domains.families.base import Puzzle
from domains.problem import Problem
from domains.reading import from_text
from search import Budget, Goal
from search.auto import START_VISITS, VISITS_OF_COMPILED
from search.kernel.batch import PROPAGATIONS_EACH, Batch
from search.kernel.engine import Engine
from search.kernel.layout import COMPILED_BITS, word_count
from search.many import LOADING_SECONDS

SLICE = 0.005
"""Seconds that a search in a batch may take, out of reach of the clock."""

COMPILE = "from search.kernel.warm import compile_now; compile_now({words})"
READ = """
from benchmarks.lists import SUDOKU
from domains.reading import from_text
from search import Budget, Goal
(puzzle,) = SUDOKU.read(from_text({text!r}))
from search.kernel.engine import Engine
engine = Engine(puzzle.problem.structure)
"""
START_CLAUSES = """
from domains.export.dimacs import live_clauses
from search.cdcl import SOLVER
from pysat.solvers import Solver
reduced = puzzle.problem.restrict(engine.fixpoint(puzzle.problem.masks))
Solver(name=SOLVER, bootstrap_with=live_clauses(reduced)[1])
"""
LOAD_KERNEL = """
from search.kernel.batch import Batch
Batch([puzzle.problem], Goal.first(), Budget(), "symbolic").search()
"""


def in_process(setup: str, code: str, repeat: int, **environment: str) -> float:
    """Return the median seconds that code takes after its setup, in processes of their own."""
    program = (
        f"from time import process_time\n{setup}\nstart = process_time()\n{code}\n"
        "print(process_time() - start)"
    )
    seconds = []
    for _ in range(repeat):
        done = subprocess.run(
            [sys.executable, "-c", program],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, **environment},
        )
        seconds.append(float(done.stdout))
    return median(seconds)


def propagation(problems: Sequence[Problem], visits: int, repeat: int, *, compiled: bool) -> float:
    """Return the seconds of one propagation of the tree, everything in between included."""
    engine = Engine(problems[0].structure, compiled=compiled)

    def search() -> int:
        done = 0
        for problem in problems:
            engine.start(problem.masks)
            engine.advance(propagations=visits)
            done += engine.propagations
        return done

    done = search()
    return timed(search, repeat).median_cpu / done


def first_compile(words: int) -> float:
    """Return the seconds of the very first compile of an installation."""
    with TemporaryDirectory() as folder:
        caches = {"NUMBA_CACHE_DIR": folder, "XDG_CACHE_HOME": folder}
        return in_process("", COMPILE.format(words=words), 1, **caches)


def stages(puzzles: Sequence[Puzzle], repeat: int) -> dict[str, float]:
    """Return the seconds a puzzle takes at each stage of a batch, uniqueness proven."""
    lines = "\n".join(puzzle.text for puzzle in puzzles)
    problems = [puzzle.problem for puzzle in puzzles]
    batch = Batch(problems, Goal.unique(), Budget(), "symbolic")
    batch.search()
    answers = [answer for _, answer in batch.answers() if answer]
    done: list[tuple[str, Callable[[], object]]] = [
        ("batch: read the line", lambda: list(SUDOKU.read(from_text(lines)))),
        ("batch: search in the kernel", batch.search),
        ("batch: check and build the answer", lambda: list(batch.answers())),
        (
            "batch: write the solution",
            lambda: [SUDOKU.solution_text(a.problem.structure, a.solutions[0]) for a in answers],
        ),
    ]
    return {name: timed(stage, repeat).median_cpu / len(puzzles) for name, stage in done}


def hard(size: int, data: Path | None, n: int, seed: int) -> list[Puzzle]:
    """Return puzzles of a size: published ones where at hand, else generated."""
    folder = data_folder(data)
    path = folder / "sudoku_other" / f"sudoku{size}.csv" if folder else None
    if size == 9:
        return sudoku9(folder, n, seed)[1]
    if path and path.is_file():
        return sample(read_list(path), n, seed)
    return generate(size, size * size // 2, n, seed)


def measure(size: int, puzzles: Sequence[Puzzle], repeat: int) -> dict[str, float]:
    """Return what everything costs at one size, in seconds."""
    problems = [puzzle.problem for puzzle in puzzles]
    words = word_count(problems[0].structure, COMPILED_BITS)
    setup = READ.format(text=puzzles[0].text)
    compiling = first_compile(words)
    in_process("", COMPILE.format(words=words), 1)  # fills this installation's cache
    found = {
        "propagation, uncompiled": propagation(problems[:20], START_VISITS, repeat, compiled=False),
        "propagation, compiled": propagation(problems, PROPAGATIONS_EACH, repeat, compiled=True),
        "start of clause learning": in_process(setup, START_CLAUSES, repeat),
        "loading the compiled kernel": in_process(setup, LOAD_KERNEL, repeat),
        "very first compile": compiling,
    }
    return found if size > 9 else found | stages(puzzles, repeat)


def main() -> int:
    """Print what was measured, and the constants beside what they should be."""
    chosen = parser(__doc__.splitlines()[0], n=200, seed=0, repeat=5).parse_args()
    os.chdir(Path(__file__).resolve().parents[1])
    report = Report("costs", chosen)
    found = {}
    for size in (9, 16):
        puzzles = hard(size, chosen.data, chosen.n, chosen.seed)
        found[size] = measure(size, puzzles, chosen.repeat)
        rows = [[name, *in_units(seconds)] for name, seconds in found[size].items()]
        report.table(f"{size}x{size}", ("what", "median cpu", "unit"), rows)
    report.table("constants", ("name", "current", "measured", "ratio"), constants(found[9]))
    return 0


def in_units(seconds: float) -> tuple[float, str]:
    """Return a time in the unit that suits it."""
    if seconds >= 1:
        return seconds, "s"
    return (1e3 * seconds, "ms") if seconds >= 1e-3 else (1e6 * seconds, "µs")


def constants(seconds: dict[str, float]) -> list[list[Value]]:
    """Return each constant: what it is, what 9 x 9 says it should be, and the ratio."""
    starting, fast = seconds["start of clause learning"], seconds["propagation, compiled"]
    pairs: list[tuple[str, float, float]] = [
        ("auto.START_VISITS", START_VISITS, starting / seconds["propagation, uncompiled"]),
        ("auto.VISITS_OF_COMPILED", VISITS_OF_COMPILED, starting / fast),
        ("many.LOADING_SECONDS", LOADING_SECONDS, seconds["loading the compiled kernel"]),
        ("batch.PROPAGATIONS_EACH", PROPAGATIONS_EACH, SLICE / fast),
    ]
    return [[name, current, found, found / current] for name, current, found in pairs]


if __name__ == "__main__":
    raise SystemExit(main())
