"""Checkpoints: everything a run needs to go on exactly as if it had not stopped.

One safetensors file: weights, their moving average, AdamW's moments, the pools and the state of the
random generators as tensors, the rest as JSON.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from ldt.models import storage

FORMAT = "lattice-deduction checkpoint 1"


class CheckpointError(storage.StorageError):
    """A file that is no checkpoint, or one of another run. The text says what was expected."""


def save(path: Path, tensors: Mapping[str, Tensor], about: Mapping[str, Any]) -> None:
    """Write a checkpoint in one piece."""
    storage.write(path, FORMAT, tensors, about)


def load(path: Path) -> tuple[dict[str, Tensor], dict[str, Any]]:
    """Read a checkpoint.

    Raises:
        CheckpointError: the file is truncated, of another kind, or not there.
    """
    return storage.read(path, FORMAT, CheckpointError)


def optimiser_tensors(optimiser: torch.optim.Optimizer) -> dict[str, Tensor]:
    """Return an optimiser's state as named tensors."""
    state = optimiser.state_dict()["state"]
    return {
        f"optimiser/{index}/{name}": torch.as_tensor(value)
        for index, entry in state.items()
        for name, value in entry.items()
    }


def restore_optimiser(optimiser: torch.optim.Optimizer, tensors: Mapping[str, Tensor]) -> None:
    """Put back what `optimiser_tensors` gave."""
    state: dict[int, dict[str, Tensor]] = {}
    for name, tensor in tensors.items():
        part = name.split("/")
        if part[0] == "optimiser":
            state.setdefault(int(part[1]), {})[part[2]] = tensor
    whole = optimiser.state_dict()
    optimiser.load_state_dict({"state": state, "param_groups": whole["param_groups"]})


def recipe_as_json(recipe: Any) -> Any:  # noqa: ANN401  (any dataclass)
    """Return a recipe as JSON holds it: tuples become lists."""
    return json.loads(json.dumps(asdict(recipe)))


def same_recipe(stored: object, recipe: Any) -> bool:  # noqa: ANN401  (any dataclass)
    """Tell whether a checkpoint's recipe is this one.

    A field that is not in the checkpoint is younger than it, and its default does what was done
    then.
    """
    defaults = recipe_as_json(type(recipe)())
    return isinstance(stored, dict) and {**defaults, **stored} == recipe_as_json(recipe)
