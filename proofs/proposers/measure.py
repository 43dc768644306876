"""A proposer, measured against the exact best deduction ded_p on the states of its own descents.

Measured, not proven: what it says is never believed, so nothing here has to hold. The numbers say
how much help it is. States of one descent are related, and candidates of one state more so; the
exact intervals are those of independent trials, which is why states are counted beside candidates.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from domains.problem import Masks, Problem
from proofs.confidence import clopper_pearson
from proofs.proposers.states import State, on_policy
from search.learned.proposer import Consultant, Proposer
from search.learned.step import Policy

if TYPE_CHECKING:
    from numpy.typing import NDArray

BINS = 10
"""Of equal width, for calibration."""

EDGES = (1, 4, 16, 64, 256)
"""Depths and distances are told apart at these: 0, 1 to 3, 4 to 15 and so on."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    hits: int
    trials: int

    @property
    def value(self) -> float | None:
        """The share; None of none."""
        return self.hits / self.trials if self.trials else None

    @property
    def interval(self) -> tuple[float, float]:
        """Exact, of 95 % (Clopper and Pearson)."""
        return clopper_pearson(self.hits, self.trials)


@dataclass(frozen=True, slots=True)
class Bin:
    """Probabilities of one range: how many, their mean, and how many came true."""

    count: int
    said: float
    true: int


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of some states.

    Attributes:
        label: which states.
        states: how many.
        lost: how many hold no solution.
        eliminated: candidates of ded_p that would be eliminated; of those that can be.
        damaged: states with such a candidate; of those that hold a solution.
        precision: states given up that hold no solution; of those given up.
        recall: states given up that hold no solution; of those that hold none.
        keep: calibration of open candidates, of states that hold a solution.
        conflict: calibration of states.
    """

    label: str
    states: int
    lost: int
    eliminated: Share
    damaged: Share
    precision: Share
    recall: Share
    keep: tuple[Bin, ...]
    conflict: tuple[Bin, ...]


@dataclass(frozen=True, slots=True)
class ProposerReport:
    """All that was measured of a proposer.

    Attributes:
        proposer: its class.
        policy: thresholds and choices it was measured with.
        seed: of the descents.
        all: over all states.
        by_depth: by candidates eliminated and decisions made since the root.
        by_distance: by the candidates in which a state differs from the nearest reference state.
        faults: answers with numbers that are none.
        failed: whether it failed and was not asked again.
    """

    proposer: str
    policy: Policy
    seed: int
    all: Measured
    by_depth: tuple[Measured, ...]
    by_distance: tuple[Measured, ...]
    faults: int
    failed: bool


def measure(
    proposer: Proposer,
    problems: Sequence[Problem],
    *,
    policy: Policy | None = None,
    states: int = 500,
    seed: int = 0,
    reference: Sequence[Masks] = (),
) -> ProposerReport:
    """Measure a proposer on problems of one structure.

    Args:
        proposer: who is asked; one that fails is measured as one that says nothing.
        problems: where descents begin; at least one.
        policy: the thresholds that are judged, and how descents decide.
        states: about so many are looked at.
        seed: of the descents.
        reference: elements such as those of training, to measure distances from.

    Raises:
        ValueError: no problems, or problems of several structures.
    """
    if len({id(problem.structure) for problem in problems}) != 1:
        message = f"{len(problems)} problems, expected some, all of one structure"
        raise ValueError(message)
    policy, consultant = policy or Policy(), Consultant(proposer)
    found = on_policy(problems, consultant, policy, states, seed)
    return ProposerReport(
        type(proposer).__name__,
        policy,
        seed,
        measured("all", found, policy),
        _grouped(found, policy, "depth", lambda state: state.depth),
        _grouped(found, policy, "distance", _distance_to(reference)) if reference else (),
        consultant.faults,
        consultant.failed,
    )


def measured(label: str, states: Sequence[State], policy: Policy) -> Measured:
    """Measure over some states."""
    live = [state for state in states if not state.lost]
    wrong = [int((state.needed & (state.keep < policy.threshold)).sum()) for state in live]
    needed = sum(int(state.needed.sum()) for state in live)
    given_up = [state.lost for state in states if state.conflict > policy.conflict]
    said = np.array([state.conflict for state in states])
    return Measured(
        label,
        len(states),
        len(states) - len(live),
        Share(sum(wrong), needed),
        Share(sum(map(bool, wrong)), len(live)),
        Share(sum(given_up), len(given_up)),
        Share(sum(given_up), len(states) - len(live)),
        bins_of(_of_open(live, lambda s: s.keep), _of_open(live, lambda s: s.best)),
        bins_of(said, np.array([state.lost for state in states])),
    )


def _of_open(
    states: Sequence[State], part: Callable[[State], NDArray[np.generic]]
) -> NDArray[np.float64]:
    """Return the numbers of all open candidates, one after the other."""
    rows = [part(state)[state.open] for state in states]
    return np.concatenate(rows).astype(np.float64) if rows else np.zeros(0)


def bins_of(said: NDArray[np.float64], true: NDArray[np.generic]) -> tuple[Bin, ...]:
    """Return the reliability diagram of probabilities: a bin per range of equal width.

    Numbers outside of 0 to 1 count as their nearest probability.
    """
    said = said.clip(0, 1)
    which = np.minimum((said * BINS).astype(int), BINS - 1)
    return tuple(
        Bin(int(inside.sum()), float(said[inside].mean()) if inside.any() else 0.0, int(hits.sum()))
        for inside, hits in ((which == k, true[which == k]) for k in range(BINS))
    )


def expected_error(bins: Sequence[Bin]) -> float | None:
    """Return the expected calibration error: the mean gap of what was said and what came true.

    Source: Naeini, Cooper and Hauskrecht, "Obtaining well calibrated probabilities using Bayesian
    binning", AAAI 2015.
    """
    count = sum(one.count for one in bins)
    gaps = sum(abs(one.said * one.count - one.true) for one in bins)
    return gaps / count if count else None


def _grouped(
    states: Sequence[State], policy: Policy, word: str, number: Callable[[State], int]
) -> tuple[Measured, ...]:
    """Measure apart what is apart by some number."""

    def group(pair: tuple[int, State]) -> int:
        return sum(pair[0] >= edge for edge in EDGES)

    pairs = sorted(((number(state), state) for state in states), key=lambda pair: pair[0])
    return tuple(
        measured(f"{word} {_range(k)}", [state for _, state in members], policy)
        for k, members in groupby(pairs, group)
    )


def _range(group: int) -> str:
    """Return a group's numbers in words."""
    low = (0, *EDGES)[group]
    if group == len(EDGES):
        return f"{low} and more"
    high = EDGES[group] - 1
    return f"{low}" if low == high else f"{low} to {high}"


def _distance_to(reference: Sequence[Masks]) -> Callable[[State], int]:
    """Return the least number of candidates in which a state differs from a reference state."""

    def distance(state: State) -> int:
        return min(
            sum((mask ^ other).bit_count() for mask, other in zip(state.masks, one, strict=True))
            for one in reference
        )

    return distance
