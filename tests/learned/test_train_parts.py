"""The parts of a run: recipes changed by text, metrics, time left, the hub, the record."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from domains.errors import InputError
from ldt.training.hub import HubMissingError, hub_file
from ldt.training.measuring import Progress
from ldt.training.metrics import MetricsFile, read_rows
from ldt.training.overrides import OverrideError, overridden
from ldt.training.pace import Pace
from ldt.training.presets import PRESETS
from ldt.training.recipe import Phase, Recipe
from ldt.training.run import Asked, Record, RunError, read_record
from tests.learned.runs import RELATIONAL

CHANGES = {
    "rate=0.5": replace(RELATIONAL, rate=0.5),
    "batch=7": replace(RELATIONAL, batch=7),
    "propagate=true": replace(RELATIONAL, propagate=True),
    "frames=whole": replace(RELATIONAL, frames="whole"),
    "model=published": replace(RELATIONAL, model="published"),
    "loss.value=1": replace(RELATIONAL, loss=replace(RELATIONAL.loss, value=1.0)),
    "loss.open_only=false": replace(RELATIONAL, loss=replace(RELATIONAL.loss, open_only=False)),
    "policy.choice=fewest": replace(RELATIONAL, policy=replace(RELATIONAL.policy, choice="fewest")),
    "mixture.erring=0": replace(RELATIONAL, mixture=replace(RELATIONAL.mixture, erring=0.0)),
    "betas=0.8, 0.9": replace(RELATIONAL, betas=(0.8, 0.9)),
    "thresholds=0.2": replace(RELATIONAL, thresholds=(0.2,)),
    "phases=0.5:4-8,1:8": replace(RELATIONAL, phases=(Phase(0.5, 4, 8), Phase(1.0, 8, 8))),
    "widths.message=6": replace(RELATIONAL, widths=(("width", 8), ("hidden", 8), ("message", 6))),
    "seed=-1": replace(RELATIONAL, seed=-1),
}
REFUSED = {
    "rate": "expected NAME=VALUE",
    "bath=3": "did you mean 'batch'",
    "loss.valu=3": "did you mean 'value'",
    "batch=0": "expected a whole number above 0",
    "batch=1.5": "expected a whole number above 0",
    "rate=-1": "expected a number of 0 or more",
    "rate=nan": "expected a number",
    "propagate=yes": "expected one of: true, false",
    "policy.choice=best": "expected one of: uniform, fewest",
    "policy=1": "expected policy.NAME=VALUE",
    "rate.x=1": "expected rate=VALUE",
    "widths=3": "expected widths.NAME=NUMBER",
    "betas=1": "expected 2 values",
    "phases=2:4-8": "expected UNTIL:FEWEST-MOST",
    "phases=1:8-4": "expected UNTIL:FEWEST-MOST",
}


def reading(step: int, seconds: float = 0.0) -> Progress:
    return Progress(step, (1.0, 0.5, 0.25, 0.125), 1.0, 0.0, 0.0, 0.0, 0.5, seconds)


@pytest.mark.parametrize("text", CHANGES)
def test_a_text_changes_one_field(text: str) -> None:
    assert overridden(RELATIONAL, [text]) == CHANGES[text]


@pytest.mark.parametrize("text", REFUSED)
def test_a_text_that_fits_no_field_is_refused(text: str) -> None:
    with pytest.raises(OverrideError, match=f"found '{text}'.*{REFUSED[text]}"):
        overridden(RELATIONAL, [text])


def test_the_last_text_has_the_say() -> None:
    assert overridden(RELATIONAL, ["rate=1", "rate=0.25"]).rate == 0.25


def test_no_step_has_two_lines(tmp_path: Path) -> None:
    path = tmp_path / "metrics.jsonl"
    with MetricsFile(path, 0) as metrics:
        for step in range(5):
            metrics.add(reading(step))
    path.write_text(path.read_text("utf-8") + '{"step": 5, "lo', "utf-8")  # a kill in the middle
    with MetricsFile(path, 3) as metrics:
        metrics.add(reading(3))
    assert [row["step"] for row in read_rows(path)] == [0, 1, 2, 3]
    assert next(read_rows(path))["conflict"] == 0.125


def test_time_left_goes_with_the_loops_that_are_left() -> None:
    recipe = replace(Recipe(), steps=100, batch=8, phases=(Phase(0.5, 2, 4), Phase(1.0, 6, 12)))
    pace = Pace(recipe, 0, 0.0)
    assert pace.seconds_left is None
    pace.saw(reading(9, 30.0))  # ten steps of 3 loops: 1 second a loop
    assert pace.seconds_left == pytest.approx(40 * 3 + 50 * 9)
    assert pace.rows_a_second == pytest.approx(80 / 30)


def test_the_hub_without_its_client_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ldt.training.hub.find_spec", lambda name: None)
    with pytest.raises(HubMissingError, match="pip install huggingface_hub"):
        hub_file("owner/data")


def test_the_hub_is_asked_for_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def download(dataset: str, file: str, repo_type: str) -> str:
        if dataset == "owner/none":
            message = "404:\nnot there"
            raise OSError(message)
        return f"{repo_type}/{dataset}/{file}"

    client = ModuleType("huggingface_hub")
    client.hf_hub_download = download  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "huggingface_hub", client)
    monkeypatch.setattr("ldt.training.hub.find_spec", lambda name: name)
    assert hub_file("owner/data") == "dataset/owner/data/train.csv"
    assert hub_file("owner/data:a/b.csv") == "dataset/owner/data/a/b.csv"
    with pytest.raises(InputError, match=r"owner/none: found no file train.csv \(404: not there\)"):
        hub_file("owner/none")


def test_a_record_is_read_as_it_was_written(tmp_path: Path) -> None:
    asked = Asked("sudoku", data=("a", "b"), seed=3, overrides=("rate=1",))
    record = Record(asked, {"rate": 1.0}, ({"name": "a"},)).begin(first=0).end(last=5, ending="x")
    record.write(tmp_path / "run")
    assert read_record(tmp_path / "run") == record
    assert record.sittings == ({"first": 0, "last": 5, "ending": "x"},)
    assert read_record(tmp_path) is None


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "other"}', '{"format": 1, "asked"'])
def test_a_record_that_is_none_is_an_input_error(text: str, tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text(text, "utf-8")
    with pytest.raises(InputError, match=r"run\.json: found"):
        read_record(tmp_path)


def test_what_is_said_again_must_be_the_same() -> None:
    begun = Asked("sudoku", data=("a",), steps=5)
    assert Asked("sudoku").completed(begun) == begun
    assert Asked("sudoku", data=("a",), steps=5).completed(begun) == begun
    with pytest.raises(RunError, match="found steps 6, expected 5, as begun"):
        Asked("sudoku", steps=6).completed(begun)
    with pytest.raises(RunError, match="found seed 1, expected none, as begun"):
        Asked("sudoku", seed=1).completed(begun)


def test_steps_and_seed_come_after_the_preset() -> None:
    asked = Asked("sudoku", preset="published-4x4", steps=7, seed=2, overrides=("batch=3",))
    assert asked.recipe == replace(PRESETS["published-4x4"], steps=7, seed=2, batch=3)
