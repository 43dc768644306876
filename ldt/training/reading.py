"""How a model is asked in training: in random symmetry frames, at the device's precision."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import torch
from torch import Tensor, nn

from domains.problem import Structure
from ldt.models.dropout import set_dropout
from ldt.models.graph import template_of
from ldt.models.heads import Heads
from ldt.training.devices import precision, prepare
from ldt.training.frames import Frames, frames_of
from ldt.training.recipe import Recipe


class Reader:
    """Asks a model about boards; each row of each call gets a fresh frame."""

    def __init__(
        self, model: nn.Module, recipe: Recipe, device: torch.device, generator: torch.Generator
    ) -> None:
        self.model, self.recipe, self.device = model, recipe, device
        self.generator = generator
        self.frames: dict[Structure, Frames | None] = {}
        set_dropout(model, recipe.dropout)
        prepare(model, device)

    def read(self, structure: Structure, boards: Tensor, loops: int, first_read: int) -> Heads:
        """Return what the model says of boards, back in their own frame.

        Args:
            structure: theirs.
            boards: [batch, variables, values] bool.
            loops: applied.
            first_read: the first loop whose heads are read.
        """
        frames = self._frames(structure)
        if frames is None:
            return self._ask(structure, boards, loops, first_read)
        frame = frames.draw(len(boards), self.generator)
        heads = self._ask(structure, frame.apply(boards), loops, first_read)
        return Heads(frame.restore(heads.keep), frame.restore(heads.value), heads.conflict)

    def _ask(self, structure: Structure, boards: Tensor, loops: int, first_read: int) -> Heads:
        """Run the model."""
        read = cast("Callable[..., Heads]", self.model.read)
        with precision(self.model, self.recipe, self.device):
            return read(template_of(structure, self.device), boards, loops, first_read)

    def _frames(self, structure: Structure) -> Frames | None:
        """Return the frames of a structure, built once."""
        if structure not in self.frames:
            recipe = self.recipe
            self.frames[structure] = frames_of(recipe.frames, structure, self.device, recipe.seed)
        return self.frames[structure]
