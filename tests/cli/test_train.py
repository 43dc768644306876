"""``ldt train``: begins, pauses, goes on, and says in one line what is wrong."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.cli.conftest import REPOSITORY, Run, records

TINY = (
    *("--generate", "6", "--size", "4", "--threads", "1", "--device", "cpu", "--steps", "4"),
    *("--set", "batch=4", "--set", "pool=1", "--set", "propagate=false", "--set", "unread=0"),
    *("--set", "widths.width=8", "--set", "widths.hidden=8", "--set", "widths.message=4"),
    *("--set", "phases=1:2-3"),
)
learned = pytest.mark.skipif(find_spec("torch") is None, reason="needs the extra learn")


def losses(folder: Path) -> list[tuple[int, float]]:
    """Step and loss of every line of the metrics."""
    lines = (folder / "metrics.jsonl").read_text("utf-8").splitlines()
    return [(row["step"], row["loss"]) for row in map(json.loads, lines)]


@learned
def test_a_run_that_was_paused_goes_on_as_if_it_had_not(ldt: Run, tmp_path: Path) -> None:
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    result = ldt("train", "sudoku", *TINY, "--out", whole, "--format", "json")
    assert result.exit_code == 0, result.stderr
    (record,) = records(result)
    assert (record["ending"], record["step"], record["steps"]) == ("finished", 4, 4)
    names = {"run.json", "metrics.jsonl", "curves.png", "checkpoint.safetensors"}
    assert {path.name for path in whole.iterdir()} == names | {"weights.safetensors"}
    paused = ldt("train", "sudoku", *TINY, "--out", parts, "--seconds", "0")
    assert paused.stdout.startswith("paused at step 0 of 4")
    finished = ldt("train", "sudoku", "--out", parts, "--resume", "--export", tmp_path / "w")
    assert finished.stdout.startswith("finished at step 4 of 4")
    assert losses(parts) == losses(whole)
    run = json.loads((parts / "run.json").read_text("utf-8"))
    assert [sitting["ending"] for sitting in run["sittings"]] == ["paused", "finished"]
    assert {"device", "threads", "first", "last"} <= run["sittings"][0].keys()


@learned
def test_the_weights_say_where_they_come_from(ldt: Run, tmp_path: Path) -> None:
    from ldt.models.weights import load_weights

    assert ldt("train", "sudoku", *TINY, "--out", tmp_path, "--seed", "5").exit_code == 0
    model, about = load_weights(tmp_path / "weights.safetensors")
    assert (about["family"], about["steps"], about["seed"]) == ("sudoku", 4, 5)
    assert about["data"][0]["puzzles"] == 6
    assert about["recipe"]["batch"] == 4
    assert sum(parameter.numel() for parameter in model.parameters()) > 0


@learned
@pytest.mark.parametrize(
    ("options", "status", "words"),
    [
        ([], 2, "found nothing to train on, expected --data, --generate or --hub"),
        (["--resume"], 2, "found no run in"),
        (["--generate", "2", "--set", "bath=1"], 2, "did you mean 'batch'"),
        (["--generate", "2", "--preset", "relational-sudok"], 2, "Did you mean"),
        (["--generate", "2", "--size", "4"], 2, "no puzzle that training could learn from"),
        (["--data", "none.csv"], 3, "none.csv: found no such file"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    ldt: Run, tmp_path: Path, options: list[str], status: int, words: str
) -> None:
    result = ldt("train", "sudoku", "--out", tmp_path / "run", *options)
    assert result.exit_code == status
    assert words in result.stderr
    assert not (tmp_path / "run").exists()


@learned
def test_puzzles_of_an_excluded_list_are_refused_unless_allowed(ldt: Run, tmp_path: Path) -> None:
    made = ldt("generate", "sudoku", "--size", "4", "--count", "2").stdout.splitlines()
    train, unseen = tmp_path / "train.txt", tmp_path / "unseen.txt"
    train.write_text("\n".join(made), "utf-8")
    unseen.write_text(made[1].translate(str.maketrans("1234", "2341"))[::-1], "utf-8")
    options = (*TINY[4:], "--data", train, "--exclude", unseen, "--out", tmp_path / "run")
    refused = ldt("train", "sudoku", *options)
    assert refused.exit_code == 3
    assert f"{train}:2: found the puzzle of {unseen}:1, up to symmetry" in refused.stderr
    assert not (tmp_path / "run").exists()
    allowed = ldt("train", "sudoku", *options, "--allow-overlap")
    assert allowed.exit_code == 0
    assert "up to symmetry" in allowed.stderr
    assert json.loads((tmp_path / "run" / "run.json").read_text("utf-8"))["overlap"] == 1


@learned
def test_another_run_or_other_puzzles_are_refused(ldt: Run, tmp_path: Path) -> None:
    data, run = tmp_path / "train.txt", tmp_path / "run"
    data.write_text(ldt("generate", "sudoku", "--size", "4", "--count", "3").stdout, "utf-8")
    begin = ("train", "sudoku", *TINY[4:], "--data", data, "--out", run)
    assert ldt(*begin, "--seconds", "0").exit_code == 0
    again = ldt(*begin)
    assert (again.exit_code, "--resume goes on with it" in again.stderr) == (2, True)
    other = ldt("train", "sudoku", "--out", run, "--resume", "--steps", "9")
    assert (other.exit_code, "found steps 9, expected 4" in other.stderr) == (2, True)
    (run / "checkpoint.safetensors").write_bytes(b"short")
    broken = ldt("train", "sudoku", "--out", run, "--resume")
    assert (broken.exit_code, "no whole safetensors file" in broken.stderr) == (3, True)
    data.write_text(ldt("generate", "sudoku", "--size", "4", "--count", "2").stdout, "utf-8")
    changed = ldt("train", "sudoku", "--out", run, "--resume")
    assert (changed.exit_code, "found 2 puzzles of train.txt" in changed.stderr) == (3, True)


@learned
def test_ctrl_c_keeps_everything_and_says_so(
    ldt: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def saw(shown: object, reading: object) -> None:
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr("ldt.cli.training.TrainingProgress.saw", saw)
    result = ldt("train", "sudoku", *TINY, "--out", tmp_path)
    assert result.exit_code == 130
    assert result.stdout.startswith("interrupted at step 1 of 4")
    assert {"checkpoint.safetensors", "curves.png"} <= {path.name for path in tmp_path.iterdir()}
    assert [step for step, _ in losses(tmp_path)] == [0]


@learned
def test_a_loss_that_is_no_number_is_a_failed_check(ldt: Run, tmp_path: Path) -> None:
    result = ldt("train", "sudoku", *TINY, "--set", "rate=1e30", "--out", tmp_path)
    assert result.exit_code == 1
    assert "training stopped: step 2: the candidate loss is nan" in result.stderr
    assert not (tmp_path / "weights.safetensors").exists()
    run = json.loads((tmp_path / "run.json").read_text("utf-8"))
    assert (run["sittings"][0]["ending"], run["sittings"][0]["last"]) == ("diverged", 2)


def test_without_torch_one_line_says_what_to_install(
    ldt: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ldt.cli.learned.find_spec", lambda name: None)
    result = ldt("train", "sudoku", "--generate", "1", "--out", tmp_path)
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        "ldt: torch and safetensors and matplotlib are not installed: "
        'pip install "lattice-deduction[learn]"'
    ]


def test_the_help_imports_no_torch() -> None:
    code = (
        "import sys; from ldt.cli.main import cli;"
        "cli(['train', '--help'], standalone_mode=False); print('torch' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "False"
