"""Proposers by name or file: shipped weights, plugins (``ldt.proposers``), one's own weights.

A plugin, in setup.cfg of its own distribution::

    [options.entry_points]
    ldt.proposers =
        mine = my_package.proposer:MyProposer
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from domains.registry import Registry
from search.learned.proposer import Proposer, Uniform

SUFFIX = ".safetensors"

WEIGHTS = Path(__file__).parent.parent / "weights"
"""Where shipped weights are, each with a model card of the same name."""

PROPOSERS: Registry[Proposer] = Registry(
    "proposer",
    "ldt.proposers",
    Proposer,  # type: ignore[type-abstract]  # whatever has its method
    {
        "relational": "ldt.inference.proposers:relational",
        "uniform": "ldt.inference.proposers:uniform",
    },
)

DEFAULT = "relational"
"""Reads the problem's own constraints, so it serves every structure."""


def proposer(name: str) -> Proposer:
    """Return a proposer.

    Args:
        name: one of `PROPOSERS`, or a file of weights (``….safetensors``).

    Raises:
        UnknownNameError: no file, and no proposer of that name.
        WeightsError: the file holds no weights that can be used.
        ModuleNotFoundError: torch is not installed, and weights are asked for.
    """
    if name.endswith(SUFFIX) or "/" in name:
        return from_file(Path(name))
    return PROPOSERS.get(name)


def relational() -> Proposer:
    """Return the shipped relational operator."""
    return from_file(WEIGHTS / f"relational{SUFFIX}")


def uniform() -> Proposer:
    """Return the control, which proposes nothing."""
    return Uniform()


@lru_cache(maxsize=8)
def from_file(path: Path) -> Proposer:
    """Return the network whose weights a file holds."""
    from ldt.inference.framed import FramedNetwork
    from ldt.inference.network import Network
    from ldt.models.published import PublishedLDT
    from ldt.models.weights import load_weights

    model, about = load_weights(path)
    if isinstance(model, PublishedLDT):
        recipe = about.get("recipe", {})
        noise = float(recipe.get("evaluation_dropout", 0.05))
        return FramedNetwork(model, model.config.loops, recipe.get("frames", "published"), noise)
    return Network(model, model.config.loops)  # type: ignore[arg-type, union-attr]


def described(path: Path) -> dict[str, object]:
    """Return a file of weights in words, from its header alone: no torch, no numbers read.

    Source: the safetensors format: eight bytes of length, then JSON.
    """
    with path.open("rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
    about = json.loads(header["__metadata__"]["about"])
    return {
        "name": path.stem,
        "model": about["model"],
        "bytes": path.stat().st_size,
        "digest": header["__metadata__"].get("sha256"),
    }


def shipped() -> list[Path]:
    """Return the files of weights in this installation."""
    return sorted(WEIGHTS.glob(f"*{SUFFIX}"))
