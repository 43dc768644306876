"""A run on disk: what it was begun with, so that a later sitting goes on with just that."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from domains.errors import InputError, Place
from ldt.training.overrides import overridden
from ldt.training.presets import PRESETS
from ldt.training.recipe import Recipe

FORMAT = "lattice-deduction run 1"
DEFAULT_PRESET = "relational-sudoku"

RECORD = "run.json"
CHECKPOINT = "checkpoint.safetensors"
METRICS = "metrics.jsonl"
CURVES = "curves.png"
WEIGHTS = "weights.safetensors"


class RunError(ValueError):
    """A folder that holds another run than the one that was asked for, or none."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run was asked for, as typed; None and empty stand for what was not said.

    Attributes:
        family: its name.
        preset: the recipe's name.
        data: paths of training puzzles.
        hub: a data set of the Hugging Face hub.
        generate: number of puzzles to generate.
        size: of those.
        exclude: paths of lists that must stay unseen.
        allow_overlap: train on puzzles of these lists all the same.
        steps: of the recipe.
        seed: of the recipe, and of generated puzzles.
        overrides: texts ``name=value`` that change the recipe.
    """

    family: str
    preset: str | None = None
    data: tuple[str, ...] = ()
    hub: str | None = None
    generate: int | None = None
    size: int | None = None
    exclude: tuple[str, ...] = ()
    allow_overlap: bool = False
    steps: int | None = None
    seed: int | None = None
    overrides: tuple[str, ...] = ()

    @property
    def recipe(self) -> Recipe:
        """The recipe this comes to.

        Raises:
            OverrideError: a text does not fit the recipe.
        """
        recipe = overridden(PRESETS[self.preset or DEFAULT_PRESET], self.overrides)
        steps = recipe.steps if self.steps is None else self.steps
        seed = recipe.seed if self.seed is None else self.seed
        return replace(recipe, steps=steps, seed=seed)

    def completed(self, begun: Asked) -> Asked:
        """Return what the run was begun with; whatever is said again must be the same.

        Raises:
            RunError: something else is said.
        """
        for field in fields(self):
            said, before = getattr(self, field.name), getattr(begun, field.name)
            if said not in (None, (), False, before):
                word = field.name.replace("_", "-")
                message = f"found {word} {_shown(said)}, expected {_shown(before)}, as begun"
                raise RunError(message)
        return begun


def _shown(value: object) -> str:
    """Return a value as it was typed."""
    if isinstance(value, tuple):
        return " ".join(map(str, value)) or "none"
    return "none" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Record:
    """The file ``run.json``.

    Attributes:
        asked: what the run was begun with.
        recipe: what that came to, as JSON.
        data: the portions, as JSON.
        overlap: puzzles trained on that are in excluded lists.
        sittings: per sitting its device, threads, first and last step, and how it ended.
    """

    asked: Asked
    recipe: dict[str, Any]
    data: tuple[dict[str, Any], ...]
    overlap: int = 0
    sittings: tuple[dict[str, Any], ...] = ()

    def begin(self, **sitting: object) -> Record:
        """Return the record with one more sitting, which has not ended."""
        return replace(self, sittings=(*self.sittings, {**sitting, "ending": None}))

    def end(self, **sitting: object) -> Record:
        """Return the record with more said of the last sitting."""
        return replace(self, sittings=(*self.sittings[:-1], {**self.sittings[-1], **sitting}))

    def write(self, folder: Path) -> None:
        """Write the file in one piece; the folder is made where it is not there."""
        folder.mkdir(parents=True, exist_ok=True)
        beside = folder / f".{RECORD}.{os.getpid()}"
        text = json.dumps({"format": FORMAT, **asdict(self)}, indent=1, ensure_ascii=False)
        beside.write_text(text + "\n", encoding="utf-8")
        beside.replace(folder / RECORD)


def read_record(folder: Path) -> Record | None:
    """Return the record of the run in a folder; None where there is no run.

    Raises:
        InputError: the file is not what `Record.write` writes.
    """
    path = folder / RECORD
    if not path.exists():
        return None
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if found.pop("format") != FORMAT:
            raise InputError(Place(str(path)), "another format", repr(FORMAT))
        asked: dict[str, Any] = found.pop("asked")
        asked = {k: tuple(v) if isinstance(v, list) else v for k, v in asked.items()}
        data, sittings = tuple(found.pop("data")), tuple(found.pop("sittings"))
        return Record(Asked(**asked), data=data, sittings=sittings, **found)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(Place(str(path)), f"no record ({error})", repr(FORMAT)) from error
