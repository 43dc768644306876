"""The states that a proposer meets on its own way: descents by its own proposals, with the truth.

A state is on-policy: what is measured there is what a search with this proposer would meet. From
the root a descent eliminates what the proposer would not keep, decides a variable, and so on until
nothing is open, some variable has no value left, or the proposer gives up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from domains.best import BestDeductions
from domains.problem import Masks, Problem
from search.learned.boards import to_boards, to_masks
from search.learned.proposer import Consultant
from search.learned.step import Noise, Policy, decide, eliminate

if TYPE_CHECKING:
    from search.learned.boards import Boards
    from search.learned.proposer import Numbers


@dataclass(frozen=True, eq=False)
class State:
    """An element, what a proposer said of it, and what is true. Arrays have no batch.

    Attributes:
        masks: the element.
        depth: candidates eliminated and decisions made since the root.
        board: [variables, values], the element.
        best: its best deduction ded_p; all dead when it holds no solution.
        given: [variables], those that no elimination touches.
        keep: what was said of the candidates.
        conflict: what was said of the element.
    """

    masks: Masks
    depth: int
    board: Boards
    best: Boards
    given: Boards
    keep: Numbers
    conflict: float

    @property
    def lost(self) -> bool:
        """Whether it holds no solution."""
        return not bool(self.best.any())

    @property
    def needed(self) -> Boards:
        """[variables, values]: the candidates that a solution takes and that can be eliminated."""
        return self.best & ~self.given[:, None]

    @property
    def open(self) -> Boards:
        """[variables, values]: the candidates of variables that are not decided."""
        undecided: Boards = self.board.sum(-1, keepdims=True) > 1
        return self.board & undecided


def states_of(
    problem: Problem,
    consultant: Consultant,
    policy: Policy,
    deductions: BestDeductions,
    rng: np.random.Generator,
) -> Iterator[State]:
    """Yield the states of one descent, from the root on."""
    structure, depth = problem.structure, 0
    boards = to_boards(structure, [problem.masks])
    given = boards.sum(-1) == 1
    while boards.any(-1).all():
        said = consultant.propose([problem], boards)
        masks = to_masks(boards)[0]
        best = to_boards(structure, [deductions.one(problem, masks)])[0]
        keep, conflict = said.keep[0], float(said.conflict[0])
        yield State(masks, depth, boards[0], best, given[0], keep, conflict)
        kept = eliminate(boards, said.keep, policy.threshold, given)
        if conflict > policy.conflict or not (kept.sum(-1) > 1).any():
            return
        depth += int(boards.sum()) - int(kept.sum()) + 1
        noise = Noise(rng.random(kept.shape[:2]), rng.gumbel(size=kept.shape))
        boards = decide(kept, said.value, noise, policy)


def on_policy(
    problems: Sequence[Problem],
    consultant: Consultant,
    policy: Policy,
    wanted: int,
    seed: int,
) -> tuple[State, ...]:
    """Return states of descents through the problems in turn, at least one descent of each.

    Args:
        problems: of one structure.
        consultant: who asks the proposer.
        policy: how proposals are used.
        wanted: descents are made until there are so many states, or ten times through.
        seed: of the decisions.
    """
    deductions, rng = BestDeductions(), np.random.default_rng(seed)
    found: list[State] = []
    for _ in range(10):
        for problem in problems:
            found += states_of(problem, consultant, policy, deductions, rng)
            if len(found) >= wanted:
                return tuple(found)
    return tuple(found)
