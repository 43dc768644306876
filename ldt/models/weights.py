"""Weights in files: one safetensors file that says which model it holds and how it came about."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from domains.errors import Place
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
        raise WeightsError(Place(str(path)), repr(described), "a model's name, widths and a story")
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
        found = f"the model {name!r} of widths {widths} ({' '.join(str(error).split())})"
        raise WeightsError(Place(str(path)), found, "a model that this version has") from error


def _check(path: Path, name: str, found: dict[str, Tensor], expected: dict[str, Tensor]) -> None:
    """Compare names and shapes, and look for what is no number.

    Raises:
        WeightsError: they differ; the first few differences are shown.
    """
    place, names = Place(str(path)), list(dict.fromkeys([*expected, *found]))
    pairs = [(own, _shape(found.get(own)), _shape(expected.get(own))) for own in names]
    wrong = [(f"{own} {has}", f"{own} {wants}") for own, has, wants in pairs if has != wants]
    if wrong:
        has, wants = (", ".join(side) for side in zip(*wrong[:_SHOWN], strict=True))
        more = f" and {len(wrong) - _SHOWN} more differences" if len(wrong) > _SHOWN else ""
        raise WeightsError(place, has + more, f"{wants} for the model {name!r} of these widths")
    for own, tensor in found.items():
        if not bool(torch.isfinite(tensor).all()):
            raise WeightsError(place, f"{own} with numbers that are none", "finite numbers")


def _shape(tensor: Tensor | None) -> str:
    """Return a tensor's shape in words."""
    if tensor is None:
        return "absent"
    return "of " + (" × ".join(map(str, tensor.shape)) or "one number")
