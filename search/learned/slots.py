"""What chains keep of a puzzle, what a step made of it, and what they offer in the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from domains.problem import Assignment, Problem
from search.learned.memory import Memory
from search.learned.proposer import Proposal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from search.learned.boards import Boards
    from search.learned.proposer import Numbers


@dataclass(frozen=True, slots=True)
class Offer:
    """What the chains of one puzzle came to.

    Attributes:
        index: the puzzle's.
        assignment: what they offer, or None when they abstain.
        wrong: what rule it breaks; only ever set when unchecked.
        first_wrong: whether the first complete assignment a chain reached breaks a rule: what the
            published acceptance would have returned.
        rounds: rounds it took.
        resets: ways back, to the root or to before a refuted guess.
        rows: elements the proposer was asked about.
    """

    index: int
    assignment: Assignment | None
    wrong: str | None
    first_wrong: bool
    rounds: int
    resets: int
    rows: int


class Seen(NamedTuple):
    """What whoever watches chains is shown each time a proposer was asked; not to be changed.

    Attributes:
        problems: one per row.
        boards: [rows, variables, values], what was asked about.
        said: the proposal.
        thresholds: [rows] of elimination.
        ages: [rows] rounds since the chain stood at the root, of those not taken back.
        given: [rows, variables], what is never eliminated from.
    """

    problems: Sequence[Problem]
    boards: Boards
    said: Proposal
    thresholds: Numbers
    ages: NDArray[np.int64]
    given: Boards


class Stepped(NamedTuple):
    """What a step made of some boards, one row each.

    Attributes:
        boards: where the chains stand now.
        lost: who met a contradiction, or was given up.
        vetoed: who was given up on the word of the proposer alone.
        finished: who stands at a complete assignment.
        leapt: what was eliminated.
        between: the boards after elimination and deduction, where a variable was decided.
        decided: what the decision took away.
    """

    boards: Boards
    lost: NDArray[np.bool_]
    vetoed: NDArray[np.bool_]
    finished: NDArray[np.bool_]
    leapt: Boards
    between: Boards
    decided: Boards


@dataclass(slots=True)
class Slot:
    """A puzzle under way and its chains; `Offer` says what the counters mean."""

    index: int
    problem: Problem
    root: Boards  # [1, variables, values]
    boards: Boards  # [chains, variables, values]
    thresholds: NDArray[np.float32]
    ages: NDArray[np.int64]  # rounds since the root, of those that were not taken back
    memory: Memory
    round: int = 0
    resets: int = 0
    rows: int = 0
    first_wrong: bool = False
    offered: Assignment | None = None
    wrong: str | None = None
    done: bool = False
