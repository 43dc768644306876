"""``python -m proofs.mutation``: the mutation score of our deduction code."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from time import perf_counter

from proofs.mutation.score import (
    Score,
    Trial,
    all_mutants,
    earlier_killers,
    kind_of,
    run_trials,
    sample,
    table_lines,
)

WANTED = 0.95
"""The share of mutants that has to be killed."""


def main(arguments: list[str] | None = None) -> int:
    """Try mutants, print the table and who survived; 1 when too many did."""
    parser = argparse.ArgumentParser(prog="python -m proofs.mutation", description=__doc__)
    parser.add_argument("--sample", type=int, default=200, help="mutants to try; 0 for all")
    parser.add_argument("--seed", type=int, default=0, help="of the sample")
    parser.add_argument("--jobs", type=int, default=1, help="trials at a time")
    parser.add_argument("--file", default="", help="only files whose path has this in it")
    parser.add_argument(
        "--after", type=Path, help="progress of an earlier run: skip what it killed"
    )
    options = parser.parse_args(arguments)
    every = [pair for pair in all_mutants() if options.file in pair[0].file]
    chosen, begin = sample(every, options.sample, options.seed), perf_counter()
    earlier = earlier_killers(options.after.read_text("utf-8")) if options.after else {}
    score = Score(tuple(run_trials(chosen, options.jobs, _progress, earlier)), len(every))
    _print(*table_lines(score), "")
    _print(*(f"survived  {trial.mutant}" for trial in score.survivors))
    refuted = [trial for trial in score.trials if trial.excuse and trial.killer]
    _print(*(f"listed as equivalent, but killed  {trial.mutant}" for trial in refuted))
    _print(*_by_law(score), *_summary(score, options.seed, perf_counter() - begin))
    return 0 if score.share >= WANTED else 1


def _by_law(score: Score) -> list[str]:
    """Return how many mutants each law or line of the table killed, most first."""
    killers = Counter(trial.killer for trial in score.trials if trial.killer)
    return [f"{count:>6}  {killer}" for killer, count in killers.most_common()]


def _summary(score: Score, seed: int, seconds: float) -> list[str]:
    low, high = score.interval
    equivalent = len(score.trials) - score.counted
    return [
        f"{len(score.trials)} of {score.population} mutants, seed {seed}, {seconds:.0f} s",
        f"killed {score.killed} of {score.counted}, {equivalent} equivalent left out:"
        f" {100 * score.share:.1f} %, 95 % interval {100 * low:.1f} to {100 * high:.1f} %",
    ]


def _progress(trial: Trial) -> None:
    sys.stderr.write(f"{kind_of(trial):<10} {trial.killer:<40} {trial.mutant}\n")
    sys.stderr.flush()


def _print(*lines: str) -> None:
    for line in lines:
        sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
