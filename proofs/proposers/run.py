"""A run: puzzle after puzzle, each with every proposer, counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from time import perf_counter

from proofs.proposers.drive import Make, Outcome, drive, pairs_of
from proofs.proposers.hostile import HOSTILE
from proofs.proposers.puzzles import fingerprint, puzzles
from proofs.proposers.tally import Tally


def run(tally: Tally, wanted: int, makers: Mapping[str, Make] = HOSTILE) -> Iterator[Outcome]:
    """Try puzzles until so many are counted, beginning where the tally stands.

    Args:
        tally: where outcomes are counted.
        wanted: puzzles, those that are counted already among them.
        makers: makes each proposer, by name, from a seed.

    Yields:
        What came of the last pair of each puzzle, once the puzzle is counted.

    Raises:
        AssertionError: two pairs were the same.
    """
    begin, before = perf_counter(), tally.seconds
    different: set[tuple[str, str]] = set()
    for puzzle in islice(puzzles(tally.seed), max(wanted, tally.puzzles)):
        mark = fingerprint(puzzle.problem)
        different.update((mark, name) for name in makers)
        if puzzle.number < tally.puzzles:
            continue
        outcomes = [drive(pair, makers[pair.name]) for pair in pairs_of(puzzle, makers, tally.seed)]
        for outcome in outcomes:
            tally.add(outcome)
        tally.puzzles += 1
        tally.seconds = before + perf_counter() - begin
        yield outcomes[-1]
    assert len(different) == tally.pairs, f"{tally.pairs} pairs, {len(different)} of them different"
