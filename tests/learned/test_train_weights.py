"""Weights in files: what is read is what was written, and anything else is one clear line."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor

from ldt.models import storage
from ldt.models.registry import build_model
from ldt.models.weights import WeightsError, load_weights, save_weights
from ldt.training.recipe import Recipe
from tests.learned.runs import RECIPES

WIDTHS = {"width": 8, "hidden": 8, "message": 4, "loops": 5}
STORY = {"recipe": {"rate": 0.5}, "steps": 3, "seed": 1, "data": ["α"]}


def state() -> dict[str, Tensor]:
    """Weights of the model of these widths."""
    return build_model("relational", dict(WIDTHS)).state_dict()


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    """A file of weights."""
    save_weights(tmp_path / "w.safetensors", "relational", WIDTHS, state(), STORY)
    return tmp_path / "w.safetensors"


def refused(path: Path) -> str:
    """The one line that says why a file is refused."""
    with pytest.raises(WeightsError) as caught:
        load_weights(path)
    assert str(caught.value).startswith(f"{path}: found ")
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=RECIPES)
def test_what_is_read_is_what_was_written(recipe: Recipe, tmp_path: Path) -> None:
    model = build_model(recipe.model, dict(recipe.widths))
    save_weights(tmp_path / "w", recipe.model, asdict(model.config), model.state_dict(), STORY)
    read, about = load_weights(tmp_path / "w")
    assert about == STORY
    assert read.config == model.config
    assert not read.training
    assert all(torch.equal(t, read.state_dict()[n]) for n, t in model.state_dict().items())


@pytest.mark.parametrize("kept", [0, 4, 60, 0.5, -1])
def test_truncated(weights: Path, kept: float) -> None:
    content = weights.read_bytes()
    weights.write_bytes(content[: int(len(content) * kept) if 0 < kept < 1 else int(kept)])
    assert "no whole safetensors file" in refused(weights)


def test_no_safetensors_no_file_a_folder(tmp_path: Path) -> None:
    (tmp_path / "pickle").write_bytes(b"\x80\x04\x95" + b"x" * 100)
    for name in ("pickle", "none", "."):
        assert "no whole safetensors file" in refused(tmp_path / name)


def test_another_format(tmp_path: Path) -> None:
    storage.write(tmp_path / "w", "something else 1", state(), {})
    assert "found the format 'something else 1', expected 'lattice" in refused(tmp_path / "w")


def test_a_changed_bit(weights: Path) -> None:
    content = bytearray(weights.read_bytes())
    content[-9] ^= 1
    weights.write_bytes(content)
    assert "damaged tensors" in refused(weights)


def test_wrong_shapes_are_shown(weights: Path) -> None:
    save_weights(weights, "relational", {**WIDTHS, "width": 16}, state(), STORY)
    line = refused(weights)
    assert "found start of 8, kinds.0.say.weight of 4 × 8," in line
    assert "expected start of 16, kinds.0.say.weight of 4 × 16," in line


def test_missing_and_surplus_tensors_are_named(weights: Path) -> None:
    changed = {("other" if name == "start" else name): t for name, t in state().items()}
    save_weights(weights, "relational", WIDTHS, changed, STORY)
    assert "found start absent, other of 8, expected start of 8, other absent" in refused(weights)


@pytest.mark.parametrize(
    ("model", "widths"),
    [
        ("unknown", {}),
        ("relational", {"wdth": 8}),
        ("relational", {"width": "wide"}),
        ("relational", {"width": -8}),
        ("relational", {"width": 10**12}),
    ],
)
def test_models_that_cannot_be_built(weights: Path, model: str, widths: dict[str, Any]) -> None:
    save_weights(weights, model, widths, state(), STORY)
    assert "expected" in refused(weights)


def test_numbers_that_are_none(weights: Path) -> None:
    tensors = state()
    tensors["start"] = tensors["start"].clone().fill_(torch.nan)
    save_weights(weights, "relational", WIDTHS, tensors, STORY)
    assert "start with numbers that are none" in refused(weights)


def test_writing_replaces_in_one_piece(weights: Path) -> None:
    before = weights.read_bytes()
    with pytest.raises(TypeError):
        save_weights(weights, "relational", WIDTHS, state(), {"not JSON": object()})
    assert weights.read_bytes() == before
    assert [path.name for path in weights.parent.iterdir()] == [weights.name]
