"""The three losses of the LDT, averaged over the loops that were read.

Source: LDT (Davis et al., arXiv 2605.08605), loss section; numbers are in `ldt.training.recipe`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, log_softmax, logsigmoid

from ldt.models.heads import Heads
from ldt.training.targets import Targets


@dataclass(frozen=True, slots=True)
class LossWeights:
    """Weights of the losses and of their parts.

    Attributes:
        positive: of a candidate that is to be kept; with ``negative`` the price of a wrong
            elimination, 4 to 0.5 as published.
        negative: of a candidate that is to be eliminated.
        candidate: of the candidate loss.
        value: of the value loss; 0.2 as published, 1 by the authors' later runs.
        conflict: of the conflict loss.
        dead: of the candidate loss on dead states. As published 1; their targets are noise.
        open_only: average over open candidates only, not over all bits as published.
    """

    positive: float = 4.0
    negative: float = 0.5
    candidate: float = 1.0
    value: float = 0.2
    conflict: float = 0.1
    dead: float = 1.0
    open_only: bool = False


class Losses(NamedTuple):
    """The weighted sum and its parts."""

    total: Tensor
    candidate: Tensor
    value: Tensor
    conflict: Tensor


class Batch(NamedTuple):
    """What a loss is about.

    Attributes:
        boards: [batch, variables, values] bool, the states.
        givens: [batch, variables] bool, variables that were single from the start.
        inside: [variables, values] bool, the places that stand for a value.
        targets: what should be said.
    """

    boards: Tensor
    givens: Tensor
    inside: Tensor
    targets: Targets

    def parts(self, count: int) -> Iterator[Batch]:
        """Yield the batch in so many parts of nearly equal size; there may be fewer."""
        size = -(-len(self.boards) // count)
        for start in range(0, len(self.boards), size):
            rows = slice(start, start + size)
            targets = Targets(*(tensor[rows] for tensor in self.targets))
            yield Batch(self.boards[rows], self.givens[rows], self.inside, targets)


def losses(heads: Heads, batch: Batch, weights: LossWeights) -> Losses:
    """Return the losses of a batch."""
    candidate = candidate_loss(heads.keep, batch, weights)
    value = value_loss(heads.value, batch, weights)
    dead = batch.targets.dead.to(heads.conflict.dtype).expand_as(heads.conflict)
    conflict = binary_cross_entropy_with_logits(heads.conflict, dead)
    total = weights.candidate * candidate + weights.value * value + weights.conflict * conflict
    return Losses(total, candidate, value, conflict)


def candidate_loss(keep: Tensor, batch: Batch, weights: LossWeights) -> Tensor:
    """Return the asymmetric binary cross-entropy of the keep head, [loops, batch, ...] logits."""
    wanted = batch.targets.keep
    each = -torch.where(
        wanted, weights.positive * logsigmoid(keep), weights.negative * logsigmoid(-keep)
    )
    rows = torch.where(batch.targets.dead, weights.dead, 1.0)[:, None, None]
    if weights.open_only:
        counted = batch.boards & (batch.boards.sum(-1, keepdim=True) > 1)
    else:
        counted = batch.inside.expand_as(batch.boards)
    share = rows * counted
    return (each * share).sum((1, 2, 3)).mean() / share.sum().clamp(min=1)


def value_loss(value: Tensor, batch: Batch, weights: LossWeights) -> Tensor:
    """Return the cross-entropy of the value head where α leaves one value and the row is alive.

    The candidates of a variable compete, dead ones too, as in the LDT; a model that reads live
    candidates only gives the dead ones no weight.
    """
    alpha = batch.targets.alpha
    asked = (alpha.sum(-1) == 1) & ~batch.givens & ~batch.targets.dead[:, None]
    if weights.open_only:
        asked &= batch.boards.sum(-1) > 1
    outside = torch.finfo(value.dtype).min
    scores = log_softmax(value.masked_fill(~batch.inside, outside), -1)
    right = (scores * alpha).masked_fill(~alpha, 0.0).sum(-1)
    return -(right * asked).sum((1, 2)).mean() / asked.sum().clamp(min=1)
