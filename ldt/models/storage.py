"""Tensors in files: safetensors of a named format, written in one piece, read with one clear error.

No pickle: a file is a JSON header and numbers, and reading it runs no code.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save as serialised
from torch import Tensor

from domains.errors import InputError, Place


class StorageError(InputError):
    """A file that is not what was expected: one line, and exit status 3 on the command line."""


def write(path: Path, kind: str, tensors: Mapping[str, Tensor], about: Mapping[str, Any]) -> None:
    """Write a file beside the old one, then put it in its place.

    Args:
        path: the file; its folder is made where it is not there.
        kind: the format's name, to be asked for when reading.
        tensors: on any device.
        about: whatever JSON holds.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    stored = {name: tensor.detach().cpu().contiguous() for name, tensor in tensors.items()}
    try:
        metadata = {"format": kind, "about": json.dumps(about), "sha256": _digest(stored)}
        beside.write_bytes(serialised(stored, metadata))  # save_file makes it private
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def read(
    path: Path, kind: str, failure: type[StorageError] = StorageError
) -> tuple[dict[str, Tensor], dict[str, Any]]:
    """Return the tensors of a file, on the CPU, and what it says about itself.

    Raises:
        StorageError: as the class ``failure``; the file is not there, truncated, no safetensors,
            or of another format.
    """
    place = Place(str(path))
    try:
        with safe_open(path, framework="pt") as file:
            metadata = file.metadata() or {}
            if metadata.get("format") != kind:
                raise failure(place, f"the format {metadata.get('format')!r}", repr(kind))
            about = json.loads(metadata["about"])
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    except (SafetensorError, OSError, KeyError, ValueError, torch.OutOfMemoryError) as error:
        if isinstance(error, failure):
            raise
        found = f"no whole safetensors file ({_reason(error)})"
        raise failure(place, found, repr(kind)) from error
    if metadata.get("sha256") not in (None, _digest(tensors)):
        raise failure(place, "damaged tensors", "those of the digest beside them")
    if not isinstance(about, dict):
        raise failure(place, f"the description {about!r}", "a JSON object")
    return tensors, about


def _digest(tensors: Mapping[str, Tensor]) -> str:
    """Return the SHA-256 of tensors, their names, types and shapes: a damaged file is no other."""
    digest = hashlib.sha256()
    for name, tensor in sorted(tensors.items()):
        digest.update(f"{name} {tensor.dtype} {list(tensor.shape)}\n".encode())
        digest.update(tensor.reshape(-1).view(torch.uint8).numpy().tobytes())
    return digest.hexdigest()


def _reason(error: Exception) -> str:
    """Return what the system or safetensors says, in one line."""
    words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return " ".join(words.split()).lower()
