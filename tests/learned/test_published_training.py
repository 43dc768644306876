"""Training as published: two passes a step, readings now and then, resumption, divergence.

Dropout draws from torch's own generator, so that runs follow each other here, and never interleave.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import Tensor

from ldt.models.heads import Heads
from ldt.training.frames import Frame, Frames
from ldt.training.recipe import Recipe
from ldt.training.trainer import Progress, Trainer, TrainingDivergedError
from tests.learned.small import TINY, examples


def trainer(recipe: Recipe = TINY) -> Trainer:
    return Trainer(recipe, [examples()])


def weights(own: Trainer) -> dict[str, Tensor]:
    return {name: tensor.clone() for name, tensor in own.model.state_dict().items()}


def test_a_step_learns_with_dropout_and_advances_without_in_another_frame(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own, passes, frames = trainer(), [], []
    read, draw = own.reader.read, Frames.draw

    def recorded(*arguments: object) -> Heads:
        passes.append((own.model.training, torch.is_grad_enabled()))
        return read(*arguments)  # type: ignore[arg-type]

    def drawn(source: Frames, count: int, generator: torch.Generator) -> Frame:
        frames.append(draw(source, count, generator))
        return frames[-1]

    monkeypatch.setattr(own.reader, "read", recorded)
    monkeypatch.setattr(Frames, "draw", drawn)
    list(own.run(1))
    assert passes == [(True, True), (False, False)]
    assert not torch.equal(frames[0].place, frames[1].place)
    assert own.model.training


def test_the_first_step_has_no_rate_and_changes_nothing() -> None:
    own = trainer()
    before = weights(own)
    list(own.run(1))
    assert all(torch.equal(before[name], tensor) for name, tensor in weights(own).items())
    list(own.run(1))
    assert any(not torch.equal(before[name], tensor) for name, tensor in weights(own).items())


def test_reading_seldom_changes_nothing_but_what_is_read() -> None:
    often = trainer()
    each = list(often.run(8))
    seldom = trainer(replace(TINY, report=3))
    some = list(seldom.run(8))
    assert [progress.step for progress in some] == [2, 5]
    assert all(torch.equal(weights(often)[n], t) for n, t in weights(seldom).items())
    for k, mean in enumerate(some):
        three = each[3 * k : 3 * k + 3]
        assert mean.gradient == pytest.approx(sum(p.gradient for p in three) / 3, rel=1e-5)
        assert mean.dead == pytest.approx(sum(p.dead for p in three) / 3, rel=1e-5)
        total = sum(p.losses[0] for p in three) / 3
        assert mean.losses[0] == pytest.approx(total, rel=1e-5)


def test_the_last_step_of_a_run_is_always_read() -> None:
    own = trainer(replace(TINY, steps=7, report=5))
    assert [progress.step for progress in own.run()] == [4, 6]


def test_a_run_resumes_exactly_with_dropout_frames_and_pool(tmp_path: Path) -> None:
    expected = [told(progress) for progress in trainer().run(8)]
    first = trainer()
    list(first.run(4))
    first.save(tmp_path / "checkpoint")
    torch.rand(5)  # somebody else draws from torch's generator in between
    second = trainer()
    second.resume(tmp_path / "checkpoint")
    assert [told(progress) for progress in second.run(4)] == expected[4:]


def told(progress: Progress) -> Progress:
    """What was measured, but for the time it took."""
    return replace(progress, seconds=0.0)


@pytest.mark.parametrize("report", [1, 4])
def test_a_loss_that_is_no_number_stops_the_run_and_names_the_step(report: int) -> None:
    own = trainer(replace(TINY, report=report))
    list(own.run(4))
    with torch.no_grad():
        own.model.conflict.bias.fill_(float("nan"))  # type: ignore[union-attr]
    with pytest.raises(TrainingDivergedError, match="step 4: the conflict loss is nan"):
        list(own.run(4))


def test_the_loss_falls() -> None:
    told_losses = [p.losses[1] for p in trainer(replace(TINY, steps=40, batch=16)).run()]
    assert sum(told_losses[-5:]) < 0.8 * sum(told_losses[:5])
