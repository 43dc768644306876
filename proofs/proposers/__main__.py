"""``python -m proofs.proposers``: hostile proposers against the exact answer, pair after pair."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import warnings
from pathlib import Path

from proofs.proposers.hostile import HOSTILE
from proofs.proposers.run import run
from proofs.proposers.tally import Tally, table_lines, upper_bound
from search.learned.proposer import ProposerWarning


def main(arguments: list[str] | None = None) -> int:
    """Drive, print the table; 1 when an answer was wrong, 2 when the state is of another seed."""
    options = _options(arguments)
    os.environ.setdefault("LDT_COMPILE", "never")  # a measurement sets no compiler to work
    path = Path(options.state) if options.state else None
    try:
        tally = Tally.load(path, options.seed) if path else Tally(options.seed)
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    try:
        _run(tally, -(-options.pairs // len(HOSTILE)), path, options.chunk)
    except KeyboardInterrupt:
        sys.stderr.write(f"interrupted after {tally.puzzles} puzzles\n")
        return 130
    sys.stdout.write("\n".join([*tally.wrong, *table_lines(tally), "", *_summary(tally)]) + "\n")
    return 1 if tally.wrong else 0


def _run(tally: Tally, wanted: int, path: Path | None, chunk: int) -> None:
    """Try so many puzzles, and write down now and then, and at the end, what came of them."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ProposerWarning)
            for _ in run(tally, wanted):
                if path and tally.puzzles % chunk == 0:
                    tally.save(path)
    finally:
        if path:
            tally.save(path)


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m proofs.proposers", description=__doc__)
    parser.add_argument("--pairs", type=int, default=2_000, help="at least so many, whole puzzles")
    parser.add_argument("--seed", type=int, default=0, help="of puzzles, proposers and searches")
    parser.add_argument("--state", help="file to go on from, written now and then")
    parser.add_argument("--chunk", type=int, default=50, help="puzzles between two writings")
    return parser.parse_args(arguments)


def _summary(tally: Tally) -> list[str]:
    """Return the numbers to quote, and where they were measured."""
    wrong, bound = len(tally.wrong), upper_bound(len(tally.wrong), tally.pairs)
    each = 1000 * tally.seconds / tally.pairs
    return [
        f"n = {tally.pairs:,} pairs, {tally.pairs:,} of them different: {tally.puzzles:,} different"
        f" puzzles, {len(HOSTILE)} proposers, seed {tally.seed}",
        f"wrong = {wrong}; exact one-sided 95 % upper bound on the share: {bound:.3g}",
        f"{tally.seconds:.0f} s, {each:.1f} ms a pair; {platform.system()} {platform.machine()},"
        f" {os.cpu_count()} cores, Python {platform.python_version()}",
    ]


if __name__ == "__main__":
    sys.exit(main())
