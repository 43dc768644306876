"""What a proposer costs: its calls, rows and operations, told apart by problem."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch

from domains.problem import Problem
from ldt.inference.framed import FramedNetwork
from ldt.inference.network import Network
from ldt.models.flops import flops_of
from search.learned.proposer import Proposal, Proposer

if TYPE_CHECKING:
    from search.learned.boards import Boards


@dataclass(slots=True)
class Spent:
    """What was asked on behalf of one problem.

    Attributes:
        calls: forward passes in which it had a row.
        rows: elements asked about.
        flops: floating-point operations of these rows; 0 where there is no network.
    """

    calls: int = 0
    rows: int = 0
    flops: int = 0


class Metered:
    """Passes every question on, and keeps the account.

    Attributes:
        proposer: who answers.
        passes: calls in all; rows of several problems share one.
    """

    def __init__(self, proposer: Proposer) -> None:
        self.proposer = proposer
        self.passes = 0
        self._spent: dict[int, Spent] = {}

    def propose(self, problems: Sequence[Problem], boards: Boards) -> Proposal:
        """Return what the proposer says."""
        self.passes += 1
        for own, cost in zip(problems, self._costs(problems[0], boards), strict=True):
            spent = self.on(own)
            spent.rows += 1
            spent.flops += cost
        for own in {id(problem): problem for problem in problems}.values():
            self.on(own).calls += 1
        return self.proposer.propose(problems, boards)

    def on(self, problem: Problem) -> Spent:
        """Return the account of one problem, which is told apart by identity."""
        return self._spent.setdefault(id(problem), Spent())

    def _costs(self, problem: Problem, boards: Boards) -> list[int]:
        """Return the operations of each row."""
        asked = self.proposer
        if not isinstance(asked, Network | FramedNetwork):
            return [0] * len(boards)
        shown = torch.from_numpy(boards).to(asked.device)
        costs: list[int] = flops_of(asked.model, problem.structure, shown, asked.loops).tolist()
        return costs
