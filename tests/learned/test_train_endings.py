"""However a sitting ends, the folder holds what is needed to go on."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from torch import Tensor

from domains.problem import Structure
from ldt.models.heads import Heads
from ldt.training.checkpoint import load
from ldt.training.measuring import Progress, TrainingDivergedError
from ldt.training.sitting import Ending, Limits, sit
from ldt.training.trainer import Trainer
from tests.learned.runs import RELATIONAL, ignore, rows, trainer

Read = Callable[[Structure, Tensor, int, int], Heads]
PNG = b"\x89PNG\r\n\x1a\n"


def steps_kept(folder: Path) -> int:
    """The step of the checkpoint."""
    return int(load(folder / "checkpoint.safetensors")[1]["step"])


def patched(run: Trainer, change: Callable[[Read], Read]) -> Trainer:
    """The trainer with a change in how the model is asked."""
    run.reader.read = change(run.reader.read)  # type: ignore[method-assign]
    return run


def no_number_from(step: int, head: str, run: Trainer) -> Trainer:
    """A trainer whose model says what is no number from a step on."""

    def change(read: Read) -> Read:
        def asked(structure: Structure, boards: Tensor, loops: int, first: int) -> Heads:
            heads = read(structure, boards, loops, first)
            if run.step < step:
                return heads
            return heads._replace(**{head: getattr(heads, head) * torch.nan})

        return asked

    return patched(run, change)


@pytest.mark.parametrize(
    ("head", "loss"), [("keep", "candidate"), ("value", "value"), ("conflict", "conflict")]
)
def test_a_loss_that_is_no_number_stops_and_keeps_the_last_good(
    head: str, loss: str, tmp_path: Path
) -> None:
    run = no_number_from(4, head, trainer())
    with pytest.raises(TrainingDivergedError, match=rf"step 4.*{loss} loss.*nan"):
        sit(run, tmp_path, Limits(checkpoint_every=0.0), ignore)
    assert steps_kept(tmp_path) == 4
    assert [row["step"] for row in rows(tmp_path)] == [0, 1, 2, 3]
    assert all(bool(torch.isfinite(t).all()) for t in run.model.state_dict().values())
    assert (tmp_path / "curves.png").read_bytes().startswith(PNG)
    again = trainer()
    again.resume(tmp_path / "checkpoint.safetensors")
    assert [reading.step for reading in again.run()] == [4, 5]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_keeps_a_checkpoint_and_curves(number: signal.Signals, tmp_path: Path) -> None:
    before = signal.getsignal(number)

    def tell(reading: Progress) -> None:
        if reading.step == 1:
            signal.raise_signal(number)

    assert sit(trainer(), tmp_path, Limits(), tell) is Ending.INTERRUPTED
    assert steps_kept(tmp_path) == 2
    assert [row["step"] for row in rows(tmp_path)] == [0, 1]
    assert (tmp_path / "curves.png").read_bytes().startswith(PNG)
    assert signal.getsignal(number) is before


def test_a_second_signal_does_not_wait(tmp_path: Path) -> None:
    def tell(reading: Progress) -> None:
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        sit(trainer(), tmp_path, Limits(), tell)


def test_no_time_is_a_pause_with_a_checkpoint(tmp_path: Path) -> None:
    assert sit(trainer(), tmp_path, Limits(seconds=0.0), ignore) is Ending.PAUSED
    assert steps_kept(tmp_path) == 0
    assert not (tmp_path / "curves.png").exists()


def short_of_memory(run: Trainer, rows_that_fit: int, seen: list[int]) -> Trainer:
    """A trainer on a device that holds so many states at once."""

    def change(read: Read) -> Read:
        def asked(structure: Structure, boards: Tensor, loops: int, first: int) -> Heads:
            if len(boards) > rows_that_fit:
                message = "the test's device is full"
                raise torch.OutOfMemoryError(message)
            seen.append(len(boards))
            return read(structure, boards, loops, first)

        return asked

    return patched(run, change)


def test_a_batch_that_memory_cannot_hold_is_taken_in_parts() -> None:
    seen: list[int] = []
    whole, run = trainer(), short_of_memory(trainer(), 2, seen)
    expected, found = list(whole.run(1)), list(run.run(1))
    assert run.parts == 2
    assert seen == [2, 2]
    assert found[0].dead == expected[0].dead
    assert found[0].losses[3] == pytest.approx(expected[0].losses[3], rel=1e-5)
    assert [reading.step for reading in run.run()] == [1, 2, 3, 4, 5]
    assert run.parts == 2


def test_a_single_state_that_memory_cannot_hold_is_an_error() -> None:
    run = short_of_memory(trainer(), 0, [])
    with pytest.raises(torch.OutOfMemoryError):
        list(run.run())
    assert run.parts == RELATIONAL.batch
