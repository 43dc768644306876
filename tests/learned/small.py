"""What the tests of learning share: small puzzles as examples, and a published recipe for them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import torch
from torch import Tensor

from domains.problem import Problem
from ldt.training.examples import Examples
from ldt.training.pool import Advance
from ldt.training.presets import PRESETS
from ldt.training.recipe import Mixture, Phase, Recipe
from tests.domains.families.grids import EASY, EASY_SOLUTION, FOUR, FOUR_SOLUTION, read_one

PUZZLES = {4: (FOUR, FOUR_SOLUTION), 9: (EASY, EASY_SOLUTION)}

TINY = replace(
    PRESETS["published-4x4"],
    steps=20,
    batch=8,
    widths=(
        *PRESETS["published-4x4"].widths[:3],
        ("width", 16),
        ("heads", 2),
        ("layers", 1),
        ("loops", 2),
    ),
    phases=(Phase(1.0, 2, 2),),
)
"""The published recipe with a model that takes no time."""

BARE: Recipe = replace(TINY, mixture=Mixture(0.0, 0.0))


def problem(size: int = 4) -> Problem:
    """A puzzle with one solution."""
    return read_one(PUZZLES[size][0]).problem


@cache
def examples(size: int = 4) -> Examples:
    """That puzzle and its solution."""
    own = problem(size)
    solution = tuple(map(int, PUZZLES[size][1]))
    assert own.holds(solution)
    return Examples.of([own], [[solution]])


def generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def saying(boards: Tensor, conflict: float = 0.0) -> Advance:
    """The proposal that keeps everything."""
    return Advance(
        torch.ones(boards.shape), torch.zeros(boards.shape), torch.full((len(boards),), conflict)
    )
