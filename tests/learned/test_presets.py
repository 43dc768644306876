"""Presets: every number of the published run, and deviations that are what their name says."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest
import torch

from domains.families.snowflake.layout import snowflake_structure, spiral
from ldt.models.registry import build_model
from ldt.training.checkpoint import recipe_as_json, same_recipe
from ldt.training.devices import against_floor, step_flops, throughput
from ldt.training.presets import PRESETS, fitted
from ldt.training.recipe import Recipe
from tests.domains.families.grids import SUDOKU

PUBLISHED = PRESETS["published-sudoku"]


def different(name: str) -> dict[str, Any]:
    """The fields in which a preset is not as published, those of its parts with a dot."""
    mine, theirs = (_flat(asdict(recipe)) for recipe in (PRESETS[name], PUBLISHED))
    return {key: value for key, value in mine.items() if value != theirs[key]}


def _flat(fields: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in fields.items():
        if isinstance(value, dict):
            found |= {f"{name}.{inner}": own for inner, own in value.items()}
        else:
            found[name] = value
    return found


def test_the_published_numbers() -> None:
    expected = {
        "steps": 4000, "batch": 512, "pool": 1.0, "lifetime": 100, "seed": 0,
        "rate": 3e-3, "betas": (0.9, 0.95), "decay": 0.1, "clip": 1.0, "average": 0.0,
        "warmup": 0.1, "last_rate": 0.01, "dropout": 0.1, "evaluation_dropout": 0.05,
        "loss.positive": 4.0, "loss.negative": 0.5, "loss.candidate": 1.0, "loss.value": 0.2,
        "loss.conflict": 0.1, "loss.dead": 1.0, "loss.open_only": False,
        "mixture.hinted": 0.55, "mixture.erring": 0.25,
        "policy.threshold": 0.10, "policy.conflict": 0.5, "policy.temperature": 1.5,
        "policy.choice": "uniform", "evaluation.conflict": 0.6, "evaluation.threshold": 0.10,
        "confident": 0.0, "guided": 0.0, "evicted": 0.0, "thresholds": (), "unread": 0,
        "propagate": False, "one_pass": False, "frames": "published",
    }  # fmt: skip
    found = _flat(asdict(PUBLISHED))
    assert {key: found[key] for key in expected} == expected
    assert {PUBLISHED.loops(step) for step in range(0, 4000, 100)} == {(16, 16)}


def test_the_schedule_rises_from_zero_and_falls_to_a_hundredth() -> None:
    assert PUBLISHED.rate_at(0) == 0.0
    assert PUBLISHED.rate_at(200) == pytest.approx(1.5e-3)
    assert PUBLISHED.rate_at(400) == pytest.approx(3e-3)
    assert PUBLISHED.rate_at(2200) == pytest.approx((3e-3 + 3e-5) / 2)
    assert PUBLISHED.rate_at(4000) == pytest.approx(3e-5)


def test_the_relational_operator_is_of_one_size_for_every_puzzle() -> None:
    model = build_model("relational", {})
    assert sum(parameter.numel() for parameter in model.parameters()) == 68_923


@pytest.mark.parametrize(
    ("name", "parameters", "teraflops"),
    [("published-sudoku", 799_635, 4.68), ("published-maze30", 1_783_499, 69.8)],
)
def test_size_and_cost_of_a_step(name: str, parameters: int, teraflops: float) -> None:
    recipe = PRESETS[name]
    model = build_model(recipe.model, dict(recipe.widths))
    assert sum(p.numel() for p in model.parameters()) == parameters
    flops = step_flops(recipe)
    assert flops is not None
    assert flops / 1e12 == pytest.approx(teraflops, rel=1e-3)


@pytest.mark.parametrize(
    ("name", "deviations"),
    [
        ("published-sudoku-tf32", {"bfloat16": False}),
        ("published-sudoku-2k", {"steps": 2000}),
        ("published-sudoku-1k", {"steps": 1000}),
        ("published-sudoku-value1", {"steps": 2000, "loss.value": 1.0}),
        ("published-sudoku-whole", {"frames": "whole"}),
    ],
)
def test_a_deviation_changes_what_its_name_says(name: str, deviations: dict[str, Any]) -> None:
    assert different(name) == deviations


@pytest.mark.parametrize("name", ["published-4x4", "published-6x6"])
def test_small_presets_change_sizes_and_nothing_of_the_method(name: str) -> None:
    sizes = {"widths", "steps", "batch", "phases", "report", "bfloat16"}
    assert set(different(name)) <= sizes


def test_the_relational_preset_is_the_default_recipe() -> None:
    assert PRESETS["relational-sudoku"] == Recipe()


def test_a_recipe_is_fitted_to_a_grid() -> None:
    found = fitted(PUBLISHED, SUDOKU.structure(6))
    grid = {"rows": 6, "columns": 6, "channels": 6}
    assert dict(found.widths) == {**dict(PUBLISHED.widths), **grid}
    assert fitted(Recipe(), snowflake_structure(spiral(4))) == Recipe()
    with pytest.raises(ValueError, match="snowflake has no square grid"):
        fitted(PUBLISHED, snowflake_structure(spiral(4)))


def test_a_recipe_from_before_a_field_was_there_is_the_same_recipe() -> None:
    stored = recipe_as_json(Recipe(steps=7))
    older = {name: value for name, value in stored.items() if name not in ("frames", "report")}
    assert same_recipe(older, Recipe(steps=7))
    assert not same_recipe(older, Recipe(steps=7, frames="whole"))
    assert not same_recipe(older, Recipe(steps=8))
    assert not same_recipe(None, Recipe())


def test_throughput_is_told_beside_its_floor() -> None:
    assert against_floor(4.68e12, 0.0468, 400e12) == (
        "0.0468 s a step of 4.68 TFLOP, 100 TFLOP/s; "
        "floor 0.0117 s at the 400 TFLOP/s of matrix products"
    )
    told = throughput(PRESETS["published-4x4"], 1.0, torch.device("cpu"))
    assert told is not None
    assert told.startswith("1 s a step of 0.00268 TFLOP, 0.00268 TFLOP/s; floor ")
    assert throughput(Recipe(), 1.0, torch.device("cpu")) is None
