"""Sudokus per second beside other solvers on one core, from line of text to line of text.

Each measurement is a process of its own, so that what preparing costs is the peer's alone. Rounds
go over all peers in turn, so that a busy minute does not hit one of them only. Preparing (imports,
building what is kept, loading the compiled kernel, one easy puzzle) is a column of its own.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from multiprocessing import get_context
from time import perf_counter, process_time

from benchmarks.common import Report, parser, spread
from benchmarks.lists import data_folder, sudoku9
from benchmarks.peers import all_peers
from benchmarks.peers.base import COUNTED, Peer
from benchmarks.peers.ours import Ours

AIMS = {"python-sat": 5.0, "CP-SAT": 40.0, "tdoku": 0.5}
"""How often as many puzzles a second as the best peer of a kind, uniqueness proven."""

COLUMNS = (
    "peer", "n", "puzzles/s", "range", "per cpu s", "worst ms", "prepare ms", "wrong", "note"
)  # fmt: skip


@dataclass(frozen=True)
class Run:
    """One process of one peer: what it answered, and what that took, in seconds."""

    prepare: float
    wall: float
    cpu: float
    worst: float
    answers: tuple[str | None, ...]
    failure: str = ""


def measure(peer: Peer, puzzles: Sequence[str], unique: bool, limit: float) -> Run:
    """Answer the puzzles, as many as fit the time limit. Runs in a process of its own."""
    start = perf_counter()
    try:
        peer.prepare()
    except ImportError as error:
        hint = f"pip install {peer.package}" if peer.package else str(error)
        return Run(0, 0, 0, 0, (), f"not installed: {hint}")
    prepare = perf_counter() - start
    answers: list[str | None] = []
    worst = 0.0
    start_cpu, start = process_time(), perf_counter()
    last = start
    for answer in peer.answers(puzzles, unique=unique):
        answers.append(answer)
        now = perf_counter()
        worst, last = max(worst, now - last), now
        if now - start > limit:
            break
    return Run(prepare, last - start, process_time() - start_cpu, worst, tuple(answers))


@dataclass(frozen=True)
class Result:
    """All runs of one peer in one mode."""

    peer: Peer
    runs: tuple[Run, ...]
    solutions: tuple[str, ...]

    @property
    def rate(self) -> float:
        """Puzzles per second, the median of the runs."""
        return statistics.median(len(run.answers) / run.wall for run in self.runs)

    @property
    def rate_per_cpu(self) -> float:
        """Puzzles per second of processor time, which others on the machine disturb less."""
        return statistics.median(len(run.answers) / run.cpu for run in self.runs)

    @property
    def wrong(self) -> int:
        """Answers, over all runs, that are not the stored solution."""
        pairs = [pair for run in self.runs for pair in zip(run.answers, self.solutions)]  # noqa: B905
        return sum(answer not in (solution, COUNTED) for answer, solution in pairs)

    def row(self) -> list[str | int | float | None]:
        """Return the peer's row of the table."""
        failure = self.runs[0].failure
        if failure:
            return [self.peer.name, 0, *[None] * 6, failure]
        done = min(len(run.answers) for run in self.runs)
        rates = [len(run.answers) / run.wall for run in self.runs]
        worst = statistics.median(run.worst for run in self.runs)
        prepare = statistics.median(run.prepare for run in self.runs)
        cut = f"cut after {done}" if done < len(self.solutions) else ""
        return [
            self.peer.name, done, self.rate, spread(rates), self.rate_per_cpu, 1000 * worst,
            1000 * prepare, self.wrong, cut,
        ]  # fmt: skip


def compile_once() -> None:
    """Compile the kernel now, if this installation never did, so that preparing only loads it."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        process.submit(Ours("symbolic").prepare).result()


def run_all(
    peers: Sequence[Peer], puzzles: Sequence[str], solutions: tuple[str, ...],
    options: argparse.Namespace, *, unique: bool,
) -> list[Result]:  # fmt: skip
    """Measure every peer in turn, as many rounds as asked for."""
    runs: dict[str, list[Run]] = {peer.name: [] for peer in peers}
    context = get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context, max_tasks_per_child=1) as processes:
        for _ in range(options.repeat):
            for peer in peers:
                job = processes.submit(measure, peer, puzzles, unique, options.seconds)
                runs[peer.name].append(job.result())
    return [Result(peer, tuple(runs[peer.name]), solutions) for peer in peers]


def best_of_each_kind(results: Sequence[Result]) -> dict[str, Result]:
    """Return the fastest peer of each kind that ran."""
    ran = sorted((r for r in results if not r.runs[0].failure), key=lambda r: r.peer.kind)
    kinds = groupby(ran, key=lambda r: r.peer.kind)
    return {kind: max(group, key=lambda r: r.rate) for kind, group in kinds}


def verdicts(results: Sequence[Result], *, unique: bool) -> Iterator[str]:
    """Yield the ratios of ours to the best of the others; with uniqueness, beside the aims."""
    best = best_of_each_kind(results)
    ours = best.pop("ours", None)
    for kind, other in best.items() if ours else ():
        ratio, per_cpu = ours.rate / other.rate, ours.rate_per_cpu / other.rate_per_cpu
        words = f"{ours.peer.name} / {other.peer.name}: {ratio:.2f}x, per cpu s {per_cpu:.2f}x"
        if unique and kind in AIMS:
            words += f"; aim {AIMS[kind]:g}x: {'PASS' if ratio >= AIMS[kind] else 'FAIL'}"
        yield words


def main() -> int:
    """Print both tables. Returns 1 when anybody's answer is wrong."""
    options = parser(__doc__.splitlines()[0], n=1000, seed=0, repeat=3)
    options.add_argument("--tdoku", metavar="LIBRARY", help="shared library of tdoku")
    options.add_argument("--only", nargs="*", metavar="WORD", help="peers whose name has a WORD")
    options.add_argument(
        "--modes", nargs="*", choices=("first", "unique"), default=("first", "unique")
    )
    options.add_argument(
        "--seconds", type=float, default=10.0, help="seconds for each peer (default: %(default)s)"
    )
    chosen = options.parse_args()
    where, puzzles = sudoku9(data_folder(chosen.data), chosen.n, chosen.seed)
    chosen.n = len(puzzles)
    report = Report("sudoku", chosen, puzzles=where, each=f"at most {chosen.seconds:g} s")
    peers = [
        p
        for p in all_peers(chosen.tdoku)
        if not chosen.only or any(w in p.name for w in chosen.only)
    ]
    lines = [puzzle.text for puzzle in puzzles]
    solutions = tuple(puzzle.solution or "" for puzzle in puzzles)
    compile_once()
    wrong = 0
    for mode in chosen.modes:
        results = run_all(peers, lines, solutions, chosen, unique=mode == "unique")
        heading = "uniqueness proven" if mode == "unique" else "first solution"
        report.table(heading, COLUMNS, [result.row() for result in results])
        for words in verdicts(results, unique=mode == "unique"):
            report.say(words)
        wrong += sum(result.wrong for result in results)
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
