"""The published recipe trains from nothing to solving what it has not seen, at a size for a CPU."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
import torch

from domains.families.base import GenerateRequest
from domains.oracle import ExactOracle
from domains.problem import Problem
from ldt.inference.framed import FramedNetwork
from ldt.training.examples import Examples
from ldt.training.presets import PRESETS
from ldt.training.trainer import Trainer
from search.learned.chains import Chains
from search.learned.options import PUBLISHED
from search.learned.proposer import Uniform
from tests.domains.families.grids import SUDOKU

RECIPE = PRESETS["published-4x4"]
ORACLE = ExactOracle()
TRAINED_ON, HELD_OUT = 300, 200


def generated(seeds: range) -> list[Problem]:
    """Minimal puzzles with one solution."""
    return [SUDOKU.generate(GenerateRequest(size=4), Random(s), ORACLE) for s in seeds]


@pytest.mark.slow
def test_the_published_recipe_learns_four_by_four() -> None:
    # About a minute of one thread. A 4 x 4 has few puzzles up to symmetry, so that the held-out
    # ones are other puzzles, and symmetric images of some that were trained on.
    torch.set_num_threads(1)
    train = generated(range(TRAINED_ON))
    seen = {problem.masks for problem in train}
    others = generated(range(10**6, 10**6 + 2 * HELD_OUT))
    unseen = {problem.masks: problem for problem in others if problem.masks not in seen}
    held_out = list(unseen.values())[:HELD_OUT]
    assert len(held_out) == HELD_OUT
    trainer = Trainer(RECIPE, [Examples.of(train, [ORACLE.solutions(p, 1) for p in train])])
    for _ in trainer.run():
        pass
    options = replace(PUBLISHED, chains=8, rounds=50, rows=64, policy=RECIPE.evaluation)
    network = FramedNetwork(trainer.model, 6, RECIPE.frames, RECIPE.evaluation_dropout)
    offers = list(Chains(held_out, network, options).offers())
    assert sum(offer.assignment is not None for offer in offers) >= 0.95 * HELD_OUT
    control = list(Chains(held_out, Uniform(), options).offers())
    assert sum(offer.assignment is not None for offer in control) <= 0.05 * HELD_OUT
