"""Fresh entries: so many bare, so many with hints, so many with errors, as published."""

from __future__ import annotations

import torch

from ldt.training.examples import NONE, WRONG_SHARE, Fresh, fresh_entries
from ldt.training.recipe import Mixture
from ldt.training.targets import one_hot
from tests.learned.small import examples, generator

COUNT = 6000
TOLERANCE = 0.025  # four standard deviations of a share of so many


def drawn(mixture: Mixture = Mixture(0.55, 0.25)) -> Fresh:  # noqa: B008  (immutable)
    return fresh_entries(examples(9), COUNT, mixture, generator())


def filled(fresh: Fresh) -> torch.Tensor:
    """[entries, variables] blanks that were set."""
    return (fresh.start.sum(-1) == 1) & (fresh.bare.sum(-1) > 1)


def truth() -> torch.Tensor:
    return one_hot(examples(9).solutions[0, 0], 9)


def erring(fresh: Fresh) -> torch.Tensor:
    return (fresh.start & ~truth() & filled(fresh)[..., None]).flatten(1).any(1)


def test_a_fifth_is_bare_a_quarter_errs_and_the_rest_has_hints() -> None:
    fresh = drawn()
    bare, wrong = ~filled(fresh).any(-1), erring(fresh)
    hinted = ~bare & ~wrong
    # One in 52 of those with hints draws none, since their number is uniform from 0 to all 51.
    nothing_drawn = 0.55 / 52
    assert abs(bare.float().mean() - 0.20 - nothing_drawn) < TOLERANCE
    assert abs(wrong.float().mean() - 0.25) < TOLERANCE
    assert abs(hinted.float().mean() - 0.55 + nothing_drawn) < TOLERANCE


def test_hints_are_right_and_uniformly_many() -> None:
    fresh = drawn(Mixture(1.0, 0.0))
    assert not erring(fresh).any()
    share = filled(fresh).sum(-1) / (fresh.bare[0].sum(-1) > 1).sum()
    for tenth in range(10):
        part = ((share >= tenth / 10) & (share < (tenth + 1) / 10)).float().mean()
        assert abs(part - 0.1) < TOLERANCE, tenth


def test_an_erring_entry_has_a_wrong_value_and_no_solution() -> None:
    fresh = drawn(Mixture(0.0, 1.0))
    wrong = (fresh.start & ~truth() & filled(fresh)[..., None]).any(-1).sum(-1)
    some = filled(fresh).any(-1)
    assert bool((wrong[some] >= 1).all())
    assert bool((fresh.solutions[some] == NONE).all())
    assert not fresh.alpha[some].any()
    share = (wrong / filled(fresh).sum(-1).clamp(min=1))[filled(fresh).sum(-1) > 40]
    assert abs(float(share.mean()) - sum(WRONG_SHARE) / 2) < TOLERANCE
    assert float(filled(fresh).float().sum(-1).mean() / 51) > 0.5


def test_givens_stay_and_a_set_blank_holds_one_value() -> None:
    fresh = drawn()
    given = fresh.bare.sum(-1) == 1
    assert torch.equal(fresh.start[given], fresh.bare[given])
    assert bool((fresh.start.sum(-1) >= 1).all())
    untouched = ~filled(fresh) & ~given
    assert torch.equal(fresh.start[untouched], fresh.bare[untouched])
