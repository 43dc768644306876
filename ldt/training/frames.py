"""Symmetry frames: a network sees each board in a random symmetric image, and is read back.

A network that knows positions and symbols is right in one frame and wrong in another; a fresh frame
for each row and pass teaches it all of them, and makes chains differ in evaluation.

Source: LDT (Davis et al., arXiv 2605.08605), which turns the grid in one of 8 ways and relabels the
values. A Sudoku has 3,359,232 movements of cells, not 8; ``whole`` draws from all symmetries that
its family knows.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from random import Random
from typing import Literal, NamedTuple

import torch
from torch import Tensor

from domains.families.base import Symmetry
from domains.families.grid.layout import GridLayout
from domains.families.grid.symmetry import grid_symmetry
from domains.problem import Structure
from domains.registry import FAMILIES
from search.learned.boards import width_of

FrameKind = Literal["none", "turns", "published", "whole"]
"""``turns``: the symmetries of the square that keep the rules (mazes); ``published``: these and
relabelling; ``whole``: the family's group."""

BANK = 512
"""Elements of the whole group drawn in advance; a frame is the product of two, so 262,144."""


class Frame(NamedTuple):
    """One symmetry for each row of a batch.

    Attributes:
        place: [batch, places] where each candidate of a flattened board goes.
    """

    place: Tensor

    def apply(self, boards: Tensor) -> Tensor:
        """Return the images of [batch, variables, values]."""
        flat = boards.flatten(1)
        return torch.zeros_like(flat).scatter(1, self.place, flat).view_as(boards)

    def restore(self, boards: Tensor) -> Tensor:
        """Undo `apply` on [..., batch, variables, values]."""
        flat = boards.flatten(-2)
        return flat.gather(-1, self.place.expand_as(flat)).view_as(boards)


@dataclass(frozen=True, eq=False)
class Frames:
    """Where frames are drawn from.

    Attributes:
        banks: [elements, places] each; a frame is the product of one element of each.
        values: width of a board.
        relabels: permute the values too, all alike, by a uniformly random permutation.
    """

    banks: tuple[Tensor, ...]
    values: int
    relabels: bool

    def draw(self, count: int, generator: torch.Generator) -> Frame:
        """Return a random frame for each of so many rows."""
        first, *others = (self._some(bank, count, generator) for bank in self.banks)
        place = first
        for other in others:
            place = other.gather(1, place)
        if self.relabels:
            uniform = torch.rand(count, self.values, generator=generator, device=place.device)
            labels = uniform.argsort(-1).gather(1, place % self.values)
            place = place - place % self.values + labels
        return Frame(place)

    @staticmethod
    def _some(bank: Tensor, count: int, generator: torch.Generator) -> Tensor:
        drawn = torch.randint(len(bank), (count,), generator=generator, device=bank.device)
        return bank[drawn]


def frames_of(
    kind: FrameKind, structure: Structure, device: torch.device | str = "cpu", seed: int = 0
) -> Frames | None:
    """Return the frames of a structure, or None where there are to be none.

    Args:
        kind: which.
        structure: what the boards belong to.
        device: where frames are used.
        seed: of the elements drawn in advance.

    Raises:
        ValueError: turns of a structure that is not drawn on a square grid.
    """
    if kind == "none":
        return None
    if kind == "whole":
        family, random = FAMILIES.get(structure.family), Random(seed)
        drawn = [family.random_symmetry(structure, random) for _ in range(2 * BANK)]
        groups = [drawn[:BANK], drawn[BANK:]]
    else:
        groups = [turns_of(structure)]
    banks = tuple(bank_of(structure, group).to(device) for group in groups)
    return Frames(banks, width_of(structure), relabels=kind == "published")


def turns_of(structure: Structure) -> list[Symmetry]:
    """Return the turns and reflections of the square that map rules to rules.

    All 8 for Sudoku with square boxes; 4 where boxes are 2 × 3, which no quarter turn keeps.
    """
    layout = structure.layout
    if not isinstance(layout, GridLayout):
        message = f"family {structure.family} has no square grid to turn"
        raise ValueError(message)
    same = range(layout.size)
    turns = [
        grid_symmetry(rows, columns, same, transposed=transposed)
        for rows, columns, transposed in product(
            (same, same[::-1]), (same, same[::-1]), (False, True)
        )
    ]
    scopes = {frozenset(rule.scope) for rule in structure.rules}
    return [
        turn
        for turn in turns
        if {frozenset(turn.variables[v] for v in scope) for scope in scopes} == scopes
    ]


def bank_of(structure: Structure, symmetries: list[Symmetry]) -> Tensor:
    """Return [symmetries, places]: where each candidate goes; padding stays in its variable."""
    values = width_of(structure)
    rows = []
    for symmetry in symmetries:
        moved = [(*own, *range(len(own), values)) for own in symmetry.indices]
        pairs = zip(symmetry.variables, moved, strict=True)
        rows.append([variable * values + k for variable, own in pairs for k in own])
    return torch.tensor(rows)
