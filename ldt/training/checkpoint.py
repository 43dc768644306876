"""Checkpoints: everything a run needs to go on exactly as if it had not stopped.

One safetensors file (no pickle): weights, their moving average, AdamW's moments, the pools and the
state of the random generator as tensors, the rest as JSON in the file's metadata. It is written
beside the old one and then put in its place.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from safetensors import safe_open
from safetensors.torch import save_file
from torch import Tensor

FORMAT = "lattice-deduction checkpoint 1"


class CheckpointError(ValueError):
    """A file that is no checkpoint, or one of another run. The text says what was expected."""


def save(path: Path, tensors: dict[str, Tensor], about: dict[str, Any]) -> None:
    """Write a checkpoint in one piece."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    metadata = {"format": FORMAT, "about": json.dumps(about)}
    try:
        save_file({name: t.contiguous() for name, t in tensors.items()}, beside, metadata)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def load(path: Path) -> tuple[dict[str, Tensor], dict[str, Any]]:
    """Read a checkpoint.

    Raises:
        CheckpointError: the file is truncated, of another kind, or not there.
    """
    try:
        with safe_open(path, framework="pt") as file:
            metadata = file.metadata() or {}
            if metadata.get("format") != FORMAT:
                message = f"{path}: found {metadata.get('format')!r}, expected {FORMAT!r}"
                raise CheckpointError(message)
            return {name: file.get_tensor(name) for name in file.keys()}, json.loads(
                metadata["about"]
            )
    except CheckpointError:
        raise
    except Exception as error:  # noqa: BLE001  (safetensors raises its own and the system's)
        message = f"{path}: no checkpoint could be read ({error})"
        raise CheckpointError(message) from error


def optimiser_tensors(optimiser: torch.optim.Optimizer) -> dict[str, Tensor]:
    """Return an optimiser's state as named tensors."""
    state = optimiser.state_dict()["state"]
    return {
        f"optimiser/{index}/{name}": torch.as_tensor(value)
        for index, entry in state.items()
        for name, value in entry.items()
    }


def restore_optimiser(optimiser: torch.optim.Optimizer, tensors: dict[str, Tensor]) -> None:
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
