"""Training targets: state ∧ α(the solutions that survive it).

Source: LDT (Davis et al., arXiv 2605.08605), training section. A solution survives a state when all
its candidates are live. Where none survives, the state is dead, and the α of the entry's last step
stands in for the missing one: what is left of the truth is kept, and the conflict head has the say.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor


class Targets(NamedTuple):
    """What the heads should say.

    Attributes:
        keep: [batch, variables, values] bool, state ∧ α.
        alpha: the same shape, α itself, to be stored.
        dead: [batch] bool, no place is left for some variable of keep.
    """

    keep: Tensor
    alpha: Tensor
    dead: Tensor


def alpha_targets(boards: Tensor, solutions: Tensor, stored: Tensor, exists: Tensor) -> Targets:
    """Return the targets of a batch of states.

    Args:
        boards: [batch, variables, values] bool.
        solutions: [batch, K, variables] the value index of each variable in K known solutions.
        stored: [batch, variables, values] bool, the α to fall back on.
        exists: [variables] bool, false for padding.
    """
    marks = one_hot(solutions, boards.shape[-1]) & exists[:, None]
    alive = (marks & boards[:, None]).any(-1) | ~exists
    survives = alive.all(-1)
    alpha = (marks & survives[:, :, None, None]).any(1)
    alpha = torch.where(survives.any(1)[:, None, None], alpha, stored)
    keep = boards & alpha
    dead = (~keep.any(-1) & exists).any(-1)
    return Targets(keep, alpha, dead)


def one_hot(solutions: Tensor, values: int) -> Tensor:
    """Return [..., variables, values] bool from value indices [..., variables]."""
    return solutions[..., None] == torch.arange(values, device=solutions.device)
