"""Losses against sums worked out by hand, and what each of them leaves out."""

from __future__ import annotations

from math import exp, log

import pytest
import torch
from torch import Tensor
from torch.nn.functional import logsigmoid

from ldt.models.heads import Heads
from ldt.training.losses import Batch, LossWeights, losses
from ldt.training.targets import Targets

PUBLISHED = LossWeights()

# One row, three variables of two values: the first is given, the second is known to be 1, of the
# third both values are in some solution.
BOARD = torch.tensor([[[True, False], [True, True], [True, True]]])
ALPHA = torch.tensor([[[True, False], [False, True], [True, True]]])
GIVENS = torch.tensor([[True, False, False]])
KEEP = torch.tensor([[[[2.0, -1.0], [0.5, 1.5], [0.0, -0.5]]]])
VALUE = torch.tensor([[[[9.0, -9.0], [0.3, 1.1], [4.0, 2.0]]]])
CONFLICT = torch.tensor([[-0.7]])
HEADS = Heads(KEEP, VALUE, CONFLICT)


def batch(dead: bool = False, boards: Tensor = BOARD) -> Batch:
    inside = torch.ones(3, 2, dtype=torch.bool)
    return Batch(boards, GIVENS, inside, Targets(boards & ALPHA, ALPHA, torch.tensor([dead])))


def kept(logit: float) -> float:
    return -4.0 * log(1 / (1 + exp(-logit)))


def dropped(logit: float) -> float:
    return -0.5 * log(1 / (1 + exp(logit)))


def test_the_published_losses_by_hand() -> None:
    found = losses(HEADS, batch(), PUBLISHED)
    candidate = sum([kept(2), dropped(-1), dropped(0.5), kept(1.5), kept(0), kept(-0.5)]) / 6
    value = -log(exp(1.1) / (exp(0.3) + exp(1.1)))  # the second variable alone is asked
    conflict = -log(1 / (1 + exp(-0.7)))
    assert float(found.candidate) == pytest.approx(candidate, rel=1e-6)
    assert float(found.value) == pytest.approx(value, rel=1e-6)
    assert float(found.conflict) == pytest.approx(conflict, rel=1e-6)
    total = candidate + 0.2 * value + 0.1 * conflict
    assert float(found.total) == pytest.approx(total, rel=1e-6)


@pytest.mark.parametrize("posterior", [1 / 73, 1 / 9, 0.5, 0.99])
def test_the_keep_head_learns_eight_times_the_odds(posterior: float) -> None:
    # Where it says 0.10, the published threshold, a candidate is right once in 73 times.
    odds = PUBLISHED.positive / PUBLISHED.negative * posterior / (1 - posterior)
    logit = torch.tensor(log(odds), requires_grad=True)
    expected = -4.0 * posterior * logsigmoid(logit) - 0.5 * (1 - posterior) * logsigmoid(-logit)
    (slope,) = torch.autograd.grad(expected, logit)
    assert float(slope) == pytest.approx(0.0, abs=1e-6)
    assert (odds == pytest.approx(1.0)) == (posterior == 1 / 9)


def test_loops_count_alike() -> None:
    twice = Heads(*(torch.cat([part, 0 * part]) for part in HEADS))
    first = losses(HEADS, batch(), PUBLISHED)
    second = losses(Heads(*(0 * part for part in HEADS)), batch(), PUBLISHED)
    both = losses(twice, batch(), PUBLISHED)
    for mean, one, other in zip(both, first, second, strict=True):
        assert float(mean) == pytest.approx((float(one) + float(other)) / 2, rel=1e-6)


def test_a_dead_row_asks_for_no_value_and_for_the_conflict() -> None:
    found = losses(HEADS, batch(dead=True), PUBLISHED)
    assert float(found.value) == 0.0
    assert float(found.conflict) == pytest.approx(-log(1 / (1 + exp(0.7))), rel=1e-6)
    assert float(found.candidate) == float(losses(HEADS, batch(), PUBLISHED).candidate)


def test_dead_rows_can_be_given_less_weight_among_candidates() -> None:
    # One live and one dead row: the mean is weighted, not only the sum.
    two = Batch(
        BOARD.repeat(2, 1, 1),
        GIVENS.repeat(2, 1),
        torch.ones(3, 2, dtype=torch.bool),
        Targets(
            (BOARD & ALPHA).repeat(2, 1, 1), ALPHA.repeat(2, 1, 1), torch.tensor([False, True])
        ),
    )
    heads = Heads(torch.cat([KEEP, 0 * KEEP], 1), VALUE.repeat(1, 2, 1, 1), CONFLICT.repeat(1, 2))
    live = float(losses(HEADS, batch(), PUBLISHED).candidate)
    dead = float(losses(Heads(0 * KEEP, VALUE, CONFLICT), batch(), PUBLISHED).candidate)
    found = float(losses(heads, two, LossWeights(dead=0.25)).candidate)
    assert found == pytest.approx((live + 0.25 * dead) / 1.25, rel=1e-6)


def test_open_only_leaves_out_what_is_closed() -> None:
    changed = KEEP.clone()
    changed[..., 0, :] = 7.0  # the given
    weights = LossWeights(open_only=True)
    before = losses(HEADS, batch(), weights)
    after = losses(Heads(changed, VALUE, CONFLICT), batch(), weights)
    assert float(before.candidate) == float(after.candidate)
    every = losses(Heads(changed, VALUE, CONFLICT), batch(), PUBLISHED)
    assert float(every.candidate) != float(losses(HEADS, batch(), PUBLISHED).candidate)
