"""What training starts from: puzzles with known solutions, as tensors, and hints mixed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from domains.problem import Assignment, Problem, Structure
from ldt.training.recipe import Mixture
from ldt.training.targets import one_hot
from search.learned.boards import to_boards, width_of

FEWEST_FILLED = 0.1
WRONG_SHARE = (0.01, 0.3)
"""Of the blanks filled in an erring entry, how many are wrong; at least one."""

NONE = -1
"""The value index of a solution that is not there; it marks nothing."""


@dataclass(frozen=True, slots=True)
class Examples:
    """Puzzles of one structure.

    Attributes:
        structure: theirs.
        start: [puzzles, variables, values] bool.
        solutions: [puzzles, K, variables] value indices; `NONE` where fewer are known.
        inside: [variables, values] bool, the places that stand for a value.
    """

    structure: Structure
    start: Tensor
    solutions: Tensor
    inside: Tensor

    @classmethod
    def of(cls, problems: Sequence[Problem], solutions: Sequence[Sequence[Assignment]]) -> Examples:
        """Build from problems of one structure and some solutions of each.

        Raises:
            ValueError: a problem without a solution, or of another structure.
        """
        structure = problems[0].structure
        if any(problem.structure is not structure for problem in problems):
            message = "problems of several structures, expected one"
            raise ValueError(message)
        most = max(map(len, solutions))
        known = torch.full((len(problems), most, len(structure.values)), NONE)
        for row, found in zip(known, solutions, strict=True):
            if not found:
                message = "a problem without a known solution, expected one or more"
                raise ValueError(message)
            for place, assignment in zip(row, found, strict=False):
                masks = structure.encode(assignment)
                place[:] = torch.tensor([mask.bit_length() - 1 for mask in masks])
        start = torch.from_numpy(to_boards(structure, [problem.masks for problem in problems]))
        return cls(structure, start, known, inside_of(structure))

    def to(self, device: torch.device) -> Examples:
        """Return the examples on a device."""
        return Examples(
            self.structure,
            self.start.to(device),
            self.solutions.to(device),
            self.inside.to(device),
        )


def inside_of(structure: Structure) -> Tensor:
    """Return [variables, values] bool: the places of a board that stand for a value."""
    sizes = torch.tensor([len(values) for values in structure.values])
    return torch.arange(width_of(structure)) < sizes[:, None]


@dataclass(frozen=True, slots=True)
class Fresh:
    """New entries: where they start, the puzzle without hints, its solutions, and their α."""

    start: Tensor
    bare: Tensor
    solutions: Tensor
    alpha: Tensor


def fresh_entries(
    examples: Examples, count: int, mixture: Mixture, generator: torch.Generator
) -> Fresh:
    """Draw puzzles, some bare, some with hints, some with hints of which a few are wrong.

    Source: LDT (Davis et al., arXiv 2605.08605), data stream. An erring entry has no solution: its
    target is that nothing is left.
    """
    device = examples.start.device
    drawn = torch.randint(len(examples.start), (count,), generator=generator, device=device)
    bare, solutions = examples.start[drawn], examples.solutions[drawn]
    start = bare
    kind = torch.rand(count, generator=generator, device=device)
    hinted, erring = kind < mixture.hinted, kind > 1 - mixture.erring
    share = torch.rand(count, generator=generator, device=device)
    share = torch.where(erring, FEWEST_FILLED + (1 - FEWEST_FILLED) * share, share)
    uniform = torch.rand(start.shape[:2], generator=generator, device=device)
    filled = (uniform < share[:, None]) & (hinted | erring)[:, None] & (start.sum(-1) > 1)
    shown = solutions[:, 0].clone()
    wrong = _wrong_places(filled, erring, generator)
    shown = torch.where(wrong, _other_values(shown, examples.inside, generator), shown)
    start = torch.where(filled[:, :, None], one_hot(shown, start.shape[-1]), start)
    solutions = solutions.masked_fill((wrong.any(-1))[:, None, None], NONE)
    alpha = one_hot(solutions, start.shape[-1]).any(1)
    return Fresh(start, bare, solutions, alpha)


def _wrong_places(filled: Tensor, erring: Tensor, generator: torch.Generator) -> Tensor:
    """Choose which of the filled places are wrong: a share, at least one where there are any."""
    low, high = WRONG_SHARE
    device = filled.device
    share = low + (high - low) * torch.rand(len(filled), 1, generator=generator, device=device)
    draw = torch.rand(filled.shape, generator=generator, device=device)
    draw = draw.masked_fill(~filled, 2.0)
    lowest = draw == draw.amin(-1, keepdim=True)
    return ((draw < share) | lowest) & filled & erring[:, None]


def _other_values(values: Tensor, inside: Tensor, generator: torch.Generator) -> Tensor:
    """Return for each place a uniformly drawn other value of its variable."""
    sizes = inside.sum(-1)
    uniform = torch.rand(values.shape, generator=generator, device=values.device)
    jump = 1 + (uniform * (sizes - 1)).long().clamp(max=(sizes - 2).clamp(min=0))
    return (values + jump) % sizes
