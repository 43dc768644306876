"""A run goes on exactly as if it had not stopped, or says why it cannot."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors import safe_open
from safetensors.torch import save_file

from ldt.training.checkpoint import CheckpointError, load
from ldt.training.recipe import Recipe
from ldt.training.sitting import Ending, Limits, sit
from tests.learned.runs import RECIPES, RELATIONAL, ignore, rows, trainer
from tests.quality.sources import REPOSITORY

SITTING = """
import os, signal, sys
from pathlib import Path
from ldt.training.sitting import Limits, sit
from tests.learned.runs import trainer

folder, killed_after = Path(sys.argv[1]), int(sys.argv[2])
run = trainer()
if (folder / "checkpoint.safetensors").exists():
    run.resume(folder / "checkpoint.safetensors")

def tell(reading):
    if reading.step == killed_after:
        os.kill(os.getpid(), signal.SIGKILL)

sit(run, folder, Limits(checkpoint_every=0.0), tell)
"""


def process(folder: Path, killed_after: int) -> int:
    """Train in a process of its own, which kills itself after a step; return how it ended."""
    command = [sys.executable, "-c", SITTING, str(folder), str(killed_after)]
    return subprocess.run(command, cwd=REPOSITORY, check=False).returncode


@pytest.fixture
def checkpoint(tmp_path: Path) -> Path:
    """The checkpoint of a run after three steps."""
    run = trainer()
    assert len(list(run.run(3))) == 3
    run.save(tmp_path / "checkpoint.safetensors")
    return tmp_path / "checkpoint.safetensors"


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=RECIPES)
def test_three_steps_and_three_are_six_bit_for_bit(recipe: Recipe, tmp_path: Path) -> None:
    whole = trainer(recipe)
    expected = [replace(reading, seconds=0.0) for reading in whole.run()]
    first = trainer(recipe)
    found = [replace(reading, seconds=0.0) for reading in first.run(3)]
    first.save(tmp_path / "checkpoint")
    torch.rand(7)  # whatever else uses the generator of all must not matter
    second = trainer(recipe)
    second.resume(tmp_path / "checkpoint")
    found += [replace(reading, seconds=0.0) for reading in second.run()]
    assert found == expected
    for name, tensor in whole.average.items():
        assert torch.equal(tensor, second.average[name]), name
    for name, tensor in whole.model.state_dict().items():
        assert torch.equal(tensor, second.model.state_dict()[name]), name


def test_a_killed_process_and_a_new_one_are_one_run(tmp_path: Path) -> None:
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    whole.mkdir()
    parts.mkdir()
    assert sit(trainer(), whole, Limits(), ignore) is Ending.FINISHED
    assert process(parts, killed_after=3) < 0
    assert load(parts / "checkpoint.safetensors")[1]["step"] == 3
    assert process(parts, killed_after=99) == 0
    assert rows(parts) == rows(whole)
    assert [row["step"] for row in rows(parts)] == list(range(6))


@pytest.mark.parametrize("share", [0.0, 0.001, 0.2, 0.9, 0.9999])
def test_a_truncated_checkpoint_is_one_clear_line(checkpoint: Path, share: float) -> None:
    content = checkpoint.read_bytes()
    checkpoint.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(CheckpointError, match=r"found no whole safetensors file") as caught:
        trainer().resume(checkpoint)
    assert "\n" not in str(caught.value)


def test_a_changed_bit_is_noticed(checkpoint: Path) -> None:
    content = bytearray(checkpoint.read_bytes())
    content[-100] ^= 1
    checkpoint.write_bytes(content)
    with pytest.raises(CheckpointError, match="found damaged tensors"):
        trainer().resume(checkpoint)


def test_a_checkpoint_of_another_recipe_is_refused(checkpoint: Path) -> None:
    with pytest.raises(CheckpointError, match="of another recipe"):
        trainer(replace(RELATIONAL, rate=0.5)).resume(checkpoint)


@pytest.mark.parametrize(
    ("name", "words"),
    [("generator", "generator"), ("pool/0/boards", "pool/0/boards"), ("model/start", "start")],
)
def test_a_checkpoint_that_lacks_a_part_is_refused(checkpoint: Path, name: str, words: str) -> None:
    with safe_open(checkpoint, framework="pt") as file:
        metadata = {k: v for k, v in file.metadata().items() if k != "sha256"}
        kept = {own: file.get_tensor(own) for own in file.keys() if own != name}  # noqa: SIM118
    save_file(kept, checkpoint, metadata)
    with pytest.raises(CheckpointError, match=f"does not fit .*{words}"):
        trainer().resume(checkpoint)


def test_a_pool_of_another_size_is_refused(checkpoint: Path) -> None:
    with safe_open(checkpoint, framework="pt") as file:
        metadata = {k: v for k, v in file.metadata().items() if k != "sha256"}
        kept = {own: file.get_tensor(own) for own in file.keys()}  # noqa: SIM118
    save_file({**kept, "pool/0/age": kept["pool/0/age"][:1].clone()}, checkpoint, metadata)
    with pytest.raises(CheckpointError, match=r"shape \[1\], expected \[8\]"):
        trainer().resume(checkpoint)


def test_no_checkpoint_and_no_safetensors_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match="no such file"):
        trainer().resume(tmp_path / "none")
    (tmp_path / "text").write_text("some text that is long enough to be a header", "utf-8")
    with pytest.raises(CheckpointError, match="found no whole safetensors file"):
        trainer().resume(tmp_path / "text")
