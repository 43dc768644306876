"""A learned operator as a proposer: boards in, probabilities out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import torch
from torch import nn

from domains.problem import Problem
from ldt.models.graph import template_of
from ldt.models.heads import Heads
from search.learned.proposer import Proposal

if TYPE_CHECKING:
    from search.learned.boards import Boards


class Network:
    """Asks a model.

    Attributes:
        model: with a method `read`.
        loops: applied at each call.
        device: where it runs.
    """

    def __init__(self, model: nn.Module, loops: int, device: torch.device | str = "cpu") -> None:
        self.device = torch.device(device)
        self.model, self.loops = model.to(self.device).eval(), loops
        self.read: Callable[..., Heads] = self.model.read  # type: ignore[assignment]

    @torch.inference_mode()
    def propose(self, problems: Sequence[Problem], boards: Boards) -> Proposal:
        """Return what the last loop says."""
        template = template_of(problems[0].structure, self.device)
        live = torch.from_numpy(boards).to(self.device)
        heads: Heads = self.read(template, live, self.loops, self.loops - 1)
        return proposal_of(heads)


def proposal_of(heads: Heads) -> Proposal:
    """Return what the last loop says, as arrays."""
    return Proposal(
        heads.keep[-1].sigmoid().cpu().numpy(),
        heads.value[-1].cpu().numpy(),
        heads.conflict[-1].sigmoid().cpu().numpy(),
    )
