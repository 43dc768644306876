"""Overlap with lists that must stay unseen, up to symmetry.

Puzzles that a relabelling turns into one another get equal digests: colour refinement over the
ground form's graph of candidates × constraints, in which a candidate's first colour says whether it
is live. A digest knows no position, value or order, so that no symmetry of a family can hide a
puzzle. Inequivalent puzzles may share one, rarely; they count as overlap, which errs on the safe
side.

Source: Weisfeiler and Leman, "The reduction of a graph to canonical form", 1968; here a colour is
64 bits, and a multiset of colours is the sum of their mixtures.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from domains.families.base import Puzzle
from domains.problem import Structure
from domains.rules.base import PseudoBoolean, Term
from search.learned.boards import to_boards

Colours = NDArray[np.uint64]

ROUNDS = 8
"""Of refinement. On a 9 × 9 Sudoku two reach every candidate; more tell hard cases apart."""

ENTRIES = 1 << 18
"""Of the graphs refined together, at most, where one has not more: 2 MB of colours."""

OPEN_BOUND = 1 << 62
"""Stands for a bound that a constraint does not have."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """A training puzzle that is, up to symmetry, one that must stay unseen."""

    puzzle: Puzzle
    unseen: Puzzle

    def __str__(self) -> str:
        places = [str(p.place) if p.place else "a generated puzzle" for p in self.sides]
        return f"{places[0]}: found the puzzle of {places[1]}, up to symmetry"

    @property
    def sides(self) -> tuple[Puzzle, Puzzle]:
        """Both puzzles."""
        return self.puzzle, self.unseen


def overlaps(puzzles: Sequence[Puzzle], unseen: Sequence[Puzzle]) -> list[Overlap]:
    """Return each puzzle that shares its digest with an unseen one, beside the first such."""
    first: dict[int, Puzzle] = {}
    for other, digest in zip(unseen, digests(unseen), strict=True):
        first.setdefault(digest, other)
    return [
        Overlap(puzzle, first[digest])
        for puzzle, digest in zip(puzzles, digests(puzzles), strict=True)
        if digest in first
    ]


def digests(puzzles: Iterable[Puzzle]) -> list[int]:
    """Return the 64-bit digest of each puzzle, equal for symmetric ones."""
    puzzles = list(puzzles)
    found = [0] * len(puzzles)
    by_structure: dict[Structure, list[int]] = {}
    for index, puzzle in enumerate(puzzles):
        by_structure.setdefault(puzzle.problem.structure, []).append(index)
    for structure, members in by_structure.items():
        incidence = Incidence.of(structure)
        together = max(1, ENTRIES // max(1, len(incidence.members)))
        for start in range(0, len(members), together):
            chunk = members[start : start + together]
            boards = to_boards(structure, [puzzles[index].problem.masks for index in chunk])
            for index, digest in zip(chunk, refined(incidence, boards).tolist(), strict=True):
                found[index] = digest
    return found


class Incidence(NamedTuple):
    """Which candidate stands in which constraint, read both ways.

    Attributes:
        places: [candidates] of a board, flattened; only places that stand for a value.
        members: [entries] candidates, constraint after constraint.
        member_weights: [entries, 1] odd, one for each coefficient.
        starts: [constraints] the first entry of each.
        kinds: [constraints, 1] one colour for each pair of bounds.
        around: [entries] constraints, candidate after candidate.
        around_weights: the entries' weights in that order.
        around_starts: [candidates] the first entry of each.
    """

    places: NDArray[np.int64]
    members: NDArray[np.int64]
    member_weights: Colours
    starts: NDArray[np.int64]
    kinds: Colours
    around: NDArray[np.int64]
    around_weights: Colours
    around_starts: NDArray[np.int64]

    @classmethod
    def of(cls, structure: Structure) -> Incidence:
        """Lay a structure's ground form out; a variable is one more exactly-one constraint."""
        sizes = [len(values) for values in structure.values]
        first = np.concatenate([[0], np.cumsum(sizes)[:-1]]).tolist()
        width = max(sizes, default=0)
        places = [v * width + k for v, size in enumerate(sizes) for k in range(size)]
        sums = [c for c in (*_variables(sizes), *structure.ground.constraints) if c.terms]
        members = np.array([first[t.variable] + t.index for c in sums for t in c.terms], np.int64)
        weights = mixed(_integers([t.coefficient for c in sums for t in c.terms])) | np.uint64(1)
        owners = np.repeat(np.arange(len(sums)), [len(c.terms) for c in sums])
        order = np.argsort(members, kind="stable")
        return cls(
            np.array(places, np.int64),
            members,
            weights[:, None],
            _starts(owners, len(sums)),
            _kinds(sums)[:, None],
            owners[order],
            weights[order][:, None],
            _starts(members, len(places)),
        )


def refined(incidence: Incidence, boards: NDArray[np.bool_]) -> Colours:
    """Return one digest a board.

    Args:
        incidence: the structure's.
        boards: [batch, variables, values].

    Returns:
        [batch]. Rows of the arrays inside are candidates or constraints, so that gathering them
        copies whole rows.
    """
    live = boards.reshape(len(boards), -1)[:, incidence.places].T
    colours = mixed(live.astype(np.uint64))
    for _ in range(ROUNDS if len(incidence.members) else 0):
        said = colours[incidence.members] * incidence.member_weights
        sums = mixed(np.add.reduceat(said, incidence.starts, axis=0) + incidence.kinds)
        heard = sums[incidence.around] * incidence.around_weights
        around = np.add.reduceat(heard, incidence.around_starts, axis=0)
        colours = mixed(around + mixed(colours))
    return mixed(colours.sum(0, dtype=np.uint64) + np.uint64(len(colours)))


def mixed(numbers: Colours) -> Colours:
    """Return a bijective mixture of the bits of each number.

    Source: the finaliser of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number
    generators", 2014).
    """
    numbers = numbers + np.uint64(0x9E3779B97F4A7C15)
    numbers ^= numbers >> np.uint64(30)
    numbers *= np.uint64(0xBF58476D1CE4E5B9)
    numbers ^= numbers >> np.uint64(27)
    numbers *= np.uint64(0x94D049BB133111EB)
    numbers ^= numbers >> np.uint64(31)
    return numbers


def _variables(sizes: Sequence[int]) -> Iterable[PseudoBoolean]:
    """Yield exactly-one for each variable."""
    for variable, size in enumerate(sizes):
        yield PseudoBoolean(tuple(Term(1, variable, k) for k in range(size)), 1, 1)


def _kinds(constraints: Sequence[PseudoBoolean]) -> Colours:
    """Return a colour for each constraint's bounds."""
    lower = [-OPEN_BOUND if c.lower is None else c.lower for c in constraints]
    upper = [OPEN_BOUND if c.upper is None else c.upper for c in constraints]
    return mixed(mixed(_integers(lower)) + _integers(upper))


def _integers(numbers: Sequence[int]) -> Colours:
    """Return integers, negative ones too, as 64 bits."""
    return np.array(numbers, np.int64).astype(np.uint64)


def _starts(owners: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """Return the first entry of each owner; every one has entries, which reduceat needs."""
    sizes = np.bincount(owners, minlength=count)
    return np.cumsum(sizes) - sizes
