"""Proposers for tests: a random one, one that knows the answer, and one that lies about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from domains.problem import Assignment, Problem
from search.learned.proposer import Proposal

if TYPE_CHECKING:
    from search.learned.boards import Boards


@dataclass
class Randomly:
    """Says anything, differently each time."""

    random: np.random.Generator = field(default_factory=lambda: np.random.default_rng(7))

    def propose(self, problems: Sequence[Problem], boards: Boards) -> Proposal:
        shape = boards.shape
        return Proposal(
            self.random.random(shape, np.float32),
            self.random.normal(size=shape).astype(np.float32),
            self.random.random(shape[0], np.float32),
        )


@dataclass
class Knowing:
    """Knows one assignment, and keeps exactly it; or, inverted, everything but it."""

    assignment: Assignment
    inverted: bool = False
    calls: int = 0

    def propose(self, problems: Sequence[Problem], boards: Boards) -> Proposal:
        self.calls += 1
        kept = np.zeros(boards.shape[1:], np.float32)
        for variable, mask in enumerate(problems[0].structure.encode(self.assignment)):
            kept[variable, mask.bit_length() - 1] = 1
        if self.inverted:
            kept = 1 - kept
        keep = np.broadcast_to(kept, boards.shape).copy()
        return Proposal(keep, 10 * keep, np.zeros(len(boards), np.float32))
