"""A learned operator as the published system asks it: in random frames, with a little dropout.

Both make chains differ that stand at the same element. A network that commutes with symmetries
needs neither; `ldt.inference.network` asks it once.

Source: LDT (Davis et al., arXiv 2605.08605), section on inference.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

import torch
from torch import nn

from domains.problem import Problem, Structure
from ldt.inference.network import proposal_of
from ldt.models.dropout import evaluation_noise
from ldt.models.graph import template_of
from ldt.models.heads import Heads
from ldt.training.frames import FrameKind, Frames, frames_of

if TYPE_CHECKING:
    from search.learned.boards import Boards
    from search.learned.proposer import Proposal

SEEDS = 2**62


class FramedNetwork:
    """Asks a model about random images of what it is asked.

    What it answers is a function of its arguments, its seed and the calls before.

    Attributes:
        model: with a method `read`.
        loops: applied at each call.
        kind: of the frames.
        dropout: share dropped, 0.05 as published.
        device: where it runs.
    """

    def __init__(
        self,
        model: nn.Module,
        loops: int,
        kind: FrameKind = "published",
        dropout: float = 0.05,
        device: torch.device | str = "cpu",
        seed: int = 0,
    ) -> None:
        self.device = torch.device(device)
        self.model, self.loops = model.to(self.device), loops
        self.kind, self.dropout = kind, dropout
        self.generator = torch.Generator(self.device).manual_seed(seed)
        self.frames: dict[Structure, Frames | None] = {}

    @torch.inference_mode()
    def propose(self, problems: Sequence[Problem], boards: Boards) -> Proposal:
        """Return what the last loop says, read back from each row's frame."""
        structure = problems[0].structure
        if structure not in self.frames:
            self.frames[structure] = frames_of(self.kind, structure, self.device)
        frames, shown = self.frames[structure], torch.from_numpy(boards).to(self.device)
        if frames is None:
            return proposal_of(self._ask(structure, shown))
        frame = frames.draw(len(shown), self.generator)
        heads = self._ask(structure, frame.apply(shown))
        restored = Heads(frame.restore(heads.keep), frame.restore(heads.value), heads.conflict)
        return proposal_of(restored)

    def _ask(self, structure: Structure, boards: torch.Tensor) -> Heads:
        """Run the model; dropout draws from a seed of our own, and leaves torch's as it was."""
        read = cast("Callable[..., Heads]", self.model.read)
        seed = torch.randint(SEEDS, (), generator=self.generator, device=self.device)
        with torch.random.fork_rng(), evaluation_noise(self.model, self.dropout):
            torch.manual_seed(int(seed))
            return read(template_of(structure, self.device), boards, self.loops, self.loops - 1)
