"""Tiny runs on the 4 × 4 Sudoku, whole or in sittings, for the tests of training."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch

from ldt.training.measuring import Progress
from ldt.training.recipe import Phase, Recipe
from ldt.training.trainer import Trainer
from tests.learned.small import TINY, examples

RELATIONAL = Recipe(
    widths=(("width", 8), ("hidden", 8), ("message", 4)),
    steps=6,
    batch=4,
    pool=2.0,
    phases=(Phase(0.5, 1, 3), Phase(1.0, 2, 4)),
    unread=1,
    propagate=False,
)
PUBLISHED = replace(TINY, steps=6)
RECIPES = {"relational": RELATIONAL, "published": PUBLISHED}


def trainer(recipe: Recipe = RELATIONAL) -> Trainer:
    """A fresh trainer on the CPU, in one thread so that sums have one order."""
    torch.set_num_threads(1)
    return Trainer(recipe, [examples()])


def ignore(reading: Progress) -> None:
    """Show nothing."""


def rows(folder: Path) -> list[dict[str, Any]]:
    """The metrics of a run, without the time they were taken at."""
    lines = (folder / "metrics.jsonl").read_text(encoding="utf-8").splitlines()
    return [{k: v for k, v in json.loads(line).items() if k != "seconds"} for line in lines]
