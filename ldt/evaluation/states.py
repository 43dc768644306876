"""What a proposer says of the states that chains pass through, held against the known solution.

A state is *alive* while every value of the only solution is still in it. Eliminating such a value
is a *false elimination*; a state that is not alive is one that the conflict head should give up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from domains.problem import Problem
from ldt.evaluation.calibration import Calibration
from ldt.evaluation.items import Item
from ldt.evaluation.shares import share_record
from search.learned.boards import to_boards
from search.learned.proposer import Proposal
from search.learned.slots import Seen

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from search.learned.boards import Boards

DEPTHS = 64
"""Rounds since the root that are told apart; what is deeper counts with the last."""


class Detection:
    """Conflicts that were said, against states that are lost."""

    def __init__(self) -> None:
        self.hits = self.false_alarms = self.missed = 0

    def see(self, said: NDArray[np.bool_], lost: NDArray[np.bool_]) -> None:
        """Count rows."""
        self.hits += int((said & lost).sum())
        self.false_alarms += int((said & ~lost).sum())
        self.missed += int((~said & lost).sum())

    def record(self) -> dict[str, Any]:
        """Return precision and recall with intervals."""
        return {
            "precision": share_record(self.hits, self.hits + self.false_alarms),
            "recall": share_record(self.hits, self.hits + self.missed),
        }


class States:
    """Counts over the states of one list.

    Attributes:
        thresholds: of elimination; the first is the one shown by depth.
        conflict: threshold of the conflict head.
    """

    def __init__(self, thresholds: Sequence[float], conflict: float) -> None:
        self.thresholds, self.conflict = tuple(thresholds), conflict
        self.eliminated = np.zeros((len(self.thresholds), DEPTHS), np.int64)
        self.false = np.zeros((len(self.thresholds), DEPTHS), np.int64)
        self.asked = np.zeros(DEPTHS, np.int64)
        self.alive = np.zeros(DEPTHS, np.int64)
        self.head, self.step = Detection(), Detection()
        self.keep_calibration, self.conflict_calibration = Calibration(), Calibration()

    def see(self, seen: Seen, solution: Boards) -> None:
        """Count the rows of one question; ``solution`` has the shape of the boards."""
        alive = _alive(seen.boards, solution)
        depth = np.minimum(seen.ages, DEPTHS - 1)
        np.add.at(self.asked, depth, 1)
        np.add.at(self.alive, depth[alive], 1)
        eligible = seen.boards & ~seen.given[:, :, None]
        for own, threshold in enumerate(self.thresholds):
            gone: Boards = eligible & (seen.said.keep < threshold)
            np.add.at(self.eliminated[own], depth[alive], gone.sum((1, 2))[alive])
            np.add.at(self.false[own], depth[alive], (gone & solution).sum((1, 2))[alive])
        self._see_conflicts(seen, solution, alive, eligible)
        several: Boards = seen.boards.sum(-1, keepdims=True) > 1
        shown = seen.boards & several & alive[:, None, None]
        self.keep_calibration.see(seen.said.keep[shown], solution[shown])

    def _see_conflicts(
        self, seen: Seen, solution: Boards, alive: NDArray[np.bool_], eligible: Boards
    ) -> None:
        """Count the head on what it was asked about, and the whole step as the published code does.

        The step also sees a variable without value, and answers for what its own eliminations lose.
        """
        said = seen.said.conflict > self.conflict
        self.head.see(said, ~alive)
        self.conflict_calibration.see(seen.said.conflict, ~alive)
        left = seen.boards & ~(eligible & (seen.said.keep < seen.thresholds[:, None, None]))
        self.step.see(said | (~left.any(-1)).any(-1), ~_alive(left, solution))

    def record(self) -> dict[str, Any]:
        """Return all of it."""
        eliminations = zip(self.thresholds, self.eliminated, self.false, strict=True)
        return {
            "states": int(self.asked.sum()),
            "alive": int(self.alive.sum()),
            "false_elimination": [
                {"threshold": threshold, **share_record(int(false.sum()), int(all_.sum()))}
                for threshold, all_, false in eliminations
            ],
            "conflict_head": self.head.record(),
            "conflict_step": self.step.record(),
            "keep_calibration": self.keep_calibration.record(),
            "conflict_calibration": self.conflict_calibration.record(),
            "by_depth": [self._depth(depth) for depth in np.flatnonzero(self.asked).tolist()],
        }

    def _depth(self, depth: int) -> dict[str, Any]:
        """Return the counts at one number of rounds since the root."""
        false = share_record(int(self.false[0, depth]), int(self.eliminated[0, depth]))
        counts = {"states": int(self.asked[depth]), "alive": int(self.alive[depth])}
        return {"depth": depth, **counts, "false_elimination": false}


def _alive(boards: Boards, solution: Boards) -> NDArray[np.bool_]:
    """Return per row whether every value of the solution is live."""
    alive = (boards & solution).any(-1).all(-1)
    return np.asarray(alive, np.bool_)


class Watcher:
    """Watches chains, and counts each list's states by themselves; unique puzzles only."""

    def __init__(self, items: Iterable[Item], thresholds: Sequence[float], conflict: float) -> None:
        self.states: dict[str, States] = {}
        self._known: dict[int, tuple[States, Boards]] = {}
        for item in items:
            states = self.states.setdefault(item.listed, States(thresholds, conflict))
            if item.solution is not None:
                self._known[id(item.puzzle.problem)] = states, _board(item)

    def __call__(self, seen: Seen) -> None:
        """Count what was seen, list by list."""
        rows: dict[int, tuple[States, list[int]]] = {}
        for row, problem in enumerate(seen.problems):
            if id(problem) in self._known:
                states = self._known[id(problem)][0]
                rows.setdefault(id(states), (states, []))[1].append(row)
        for states, own in rows.values():
            part = _rows(seen, own)
            states.see(part, np.stack([self._solution(problem) for problem in part.problems]))

    def _solution(self, problem: Problem) -> Boards:
        return self._known[id(problem)][1]


def _board(item: Item) -> Boards:
    """Return the only solution of a puzzle as a board."""
    assert item.solution is not None
    structure = item.puzzle.problem.structure
    board: Boards = to_boards(structure, [structure.encode(item.solution)])[0]
    return board


def _rows(seen: Seen, rows: list[int]) -> Seen:
    """Return some of the rows that were seen."""
    return Seen(
        [seen.problems[row] for row in rows],
        seen.boards[rows],
        Proposal(*(part[rows] for part in seen.said)),
        seen.thresholds[rows],
        seen.ages[rows],
        seen.given[rows],
    )
