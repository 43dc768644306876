"""Weights in files: one safetensors file that says which model it holds and how it came about."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from ldt.models import storage
from ldt.models.registry import build_model

FORMAT = "lattice-deduction weights 1"

_SHOWN = 3
"""Tensors that an error names; the rest is counted."""


class WeightsError(storage.StorageError):
    """A file that holds no weights this version can use. One line: what was found and expected."""


def save_weights(
    path: str | Path,
    model_name: str,
    widths: Mapping[str, Any],
    state: Mapping[str, Tensor],
    about: Mapping[str, Any],
) -> None:
    """Write weights in one piece.

    Args:
        path: where to; what was there is replaced.
        model_name: as `build_model` knows it.
        widths: all numbers of the model's configuration, its default loops among them.
        state: the state dictionary of such a model.
        about: how the weights came about, as JSON: recipe, steps, seed, data.
    """
    described = {"model": model_name, "widths": dict(widths), "about": dict(about)}
    storage.write(Path(path), FORMAT, state, described)


def load_weights(path: str | Path) -> tuple[nn.Module, dict[str, Any]]:
    """Return a model with the weights of a file, on the CPU in evaluation mode, and their story.

    Raises:
        WeightsError: the file is not there, truncated, no safetensors, of another format, of an
            unknown model, or its tensors have other names or shapes, or are not finite.
    """
    path = Path(path)
    state, described = storage.read(path, FORMAT, WeightsError)
    name, widths, about = (described.get(key) for key in ("model", "widths", "about"))
    if not (isinstance(name, str) and isinstance(widths, dict) and isinstance(about, dict)):
        message = f"{path}: found {described!r}, expected a model's name, its widths and a story"
        raise WeightsError(message)
    # On the meta device nothing is allocated, so that absurd widths fail before they cost memory.
    with torch.device("meta"):
        expected = _built(path, name, widths).state_dict()
    _check(path, name, state, expected)
    model = _built(path, name, widths)
    model.load_state_dict(state)
    return model.eval(), about


def _built(path: Path, name: str, widths: dict[str, Any]) -> nn.Module:
    """Return a fresh model as the file describes it."""
    try:
        return build_model(name, widths)
    except (ValueError, TypeError, RuntimeError, OverflowError) as error:
        message = f"{path}: found the model {name!r} of widths {widths}: {error}"
        raise WeightsError(message) from error


def _check(path: Path, name: str, found: dict[str, Tensor], expected: dict[str, Tensor]) -> None:
    """Compare names and shapes, and look for what is no number.

    Raises:
        WeightsError: they differ; the first few differences are shown.
    """
    names = [*expected, *(own for own in found if own not in expected)]
    pairs = [(own, _shape(found.get(own)), _shape(expected.get(own))) for own in names]
    wrong = [f"{own} is {has}, expected {wants}" for own, has, wants in pairs if has != wants]
    wrong += [
        f"{own} holds numbers that are not finite"
        for own, tensor in found.items()
        if not wrong and not bool(torch.isfinite(tensor).all())
    ]
    if wrong:
        more = f", and {len(wrong) - _SHOWN} more" if len(wrong) > _SHOWN else ""
        message = f"{path}: no weights of the model {name!r}: {'; '.join(wrong[:_SHOWN])}{more}"
        raise WeightsError(message)


def _shape(tensor: Tensor | None) -> str:
    """Return a tensor's shape in words."""
    if tensor is None:
        return "absent"
    return " × ".join(map(str, tensor.shape)) or "one number"
