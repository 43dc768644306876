"""What a training step did, measured on its device and read from there only now and then."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor

from ldt.training.losses import Batch, Losses
from ldt.training.pool import Advance

CHECKED = ("candidate loss", "value loss", "conflict loss", "total loss", "gradient")
"""What must be a number. The total comes late: it is none because one of its parts is none."""


class TrainingDivergedError(ArithmeticError):
    """A loss or a gradient that is no number. The last checkpoint is from before."""


@dataclass(frozen=True, slots=True)
class Progress:
    """What one step did; where a recipe reads only now and then, the mean since the last reading.

    Attributes:
        step: its number, from 0.
        losses: total, candidate, value, conflict.
        gradient: norm of the gradient before it was clipped.
        dead: share of dead states among those trained on.
        wrong: share of wrong eliminations among all that the step would make at 0.1.
        eliminated: eliminations per state at 0.1.
        right: share of open variables whose best value is the right one, on live states.
        seconds: of training so far, over all sittings.
    """

    step: int
    losses: tuple[float, float, float, float]
    gradient: float
    dead: float
    wrong: float
    eliminated: float
    right: float
    seconds: float


class Measurements:
    """Numbers of the steps since the last reading."""

    def __init__(self) -> None:
        self.checked: list[Tensor] = []
        self.shares: list[Tensor] = []

    def add_losses(self, found: Losses, gradient: Tensor) -> None:
        """Take down what must be finite."""
        parts = [found.candidate, found.value, found.conflict, found.total, gradient]
        self.checked.append(torch.stack(parts).detach())

    def add_shares(self, batch: Batch, said: Advance) -> None:
        """Take down how a batch fares."""
        self.shares.append(shares(batch, said))

    def check(self, step: int) -> None:
        """Wait for the steps so far.

        Args:
            step: the number of the last one.

        Raises:
            TrainingDivergedError: a number is none; it names the first such step.
        """
        rows = torch.stack(self.checked).tolist()
        for number, row in enumerate(rows, step + 1 - len(rows)):
            for name, value in zip(CHECKED, row, strict=True):
                if not math.isfinite(value):
                    message = f"step {number}: the {name} is {value}"
                    raise TrainingDivergedError(message)

    def read(self, step: int, seconds: float) -> Progress:
        """Return the means, and begin anew."""
        candidate, value, conflict, total, gradient = torch.stack(self.checked).mean(0).tolist()
        dead, wrong, eliminated, right = torch.stack(self.shares).mean(0).tolist()
        self.checked.clear()
        self.shares.clear()
        losses = (total, candidate, value, conflict)
        return Progress(step, losses, gradient, dead, wrong, eliminated, right, seconds)


def shares(batch: Batch, said: Advance) -> Tensor:
    """Return dead, wrong, eliminated and right of a batch, see `Progress`."""
    alive = ~batch.targets.dead
    open_ = batch.boards & (batch.boards.sum(-1, keepdim=True) > 1) & alive[:, None, None]
    killed = open_ & (said.keep < 0.1)
    wrong = killed & batch.targets.keep
    best = said.value.masked_fill(~batch.boards, -1e9).argmax(-1)
    hit = batch.targets.keep.gather(-1, best[..., None]).squeeze(-1) & open_.any(-1)
    return torch.stack(
        [
            batch.targets.dead.float().mean(),
            wrong.sum() / killed.sum().clamp(min=1),
            killed.sum() / alive.sum().clamp(min=1),
            hit.sum() / open_.any(-1).sum().clamp(min=1),
        ]
    )
