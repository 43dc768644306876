"""A proposer that asks as published: random frames and noise, repeatable; plain without both."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from domains.families.sudoku.structure import sudoku_structure
from ldt.inference.framed import FramedNetwork
from ldt.models.graph import template_of
from ldt.models.published import PublishedConfig, PublishedLDT
from ldt.training.frames import FrameKind
from search.learned.proposer import Proposal
from tests.learned.small import problem

CONFIG = PublishedConfig(4, 4, 4, width=16, heads=2, layers=1)
BOARDS = np.random.default_rng(0).random((6, 16, 4)) < 0.7


def network(kind: FrameKind = "published", dropout: float = 0.05, seed: int = 0) -> FramedNetwork:
    torch.manual_seed(3)
    return FramedNetwork(PublishedLDT(CONFIG), 2, kind, dropout, seed=seed)


def answers(own: FramedNetwork, calls: int = 2) -> list[Proposal]:
    return [own.propose([problem()] * 6, BOARDS) for _ in range(calls)]


def equal(one: Proposal, other: Proposal) -> bool:
    return all(np.array_equal(*parts) for parts in zip(one, other, strict=True))


def test_the_same_seed_gives_the_same_answers_whatever_else_draws() -> None:
    first = answers(network())
    own = network()
    torch.rand(7)
    second = answers(own)
    assert all(equal(one, other) for one, other in zip(first, second, strict=True))
    assert not equal(*first)  # the second call has frames and noise of its own
    assert not equal(first[0], answers(network(seed=1))[0])


def test_torchs_own_generator_is_left_as_it_was() -> None:
    own = network()
    before = torch.get_rng_state()
    answers(own)
    assert torch.equal(torch.get_rng_state(), before)


@pytest.mark.parametrize(
    ("kind", "dropout"), [("none", 0.0), ("none", 0.05), ("published", 0.0), ("whole", 0.0)]
)
def test_without_frames_and_noise_it_is_the_model_itself(kind: FrameKind, dropout: float) -> None:
    own = network(kind, dropout)
    found = answers(own, 1)[0]
    template = template_of(sudoku_structure(2, 2), torch.device("cpu"))
    with torch.inference_mode():
        heads = own.model.eval().read(template, torch.from_numpy(BOARDS), 2, 1)
    plain = Proposal(heads.keep[0].sigmoid().numpy(), heads.value[0].numpy(), found.conflict)
    same = np.allclose(found.keep, plain.keep, atol=1e-6)
    assert same == ((kind, dropout) == ("none", 0.0))
