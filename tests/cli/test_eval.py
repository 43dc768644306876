"""``ldt eval``: its figures, its files, and its ends."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.cli.conftest import REPOSITORY, Run, records

learned = pytest.mark.skipif(find_spec("torch") is None, reason="needs the extra learn")

PUZZLE = "1" + 15 * "."
"""Many solutions; after unit propagation much is open."""

UNIQUE = ".4...21..12...4."
SOLUTION = "1432321441232341"


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    """A list with ratings and a solution."""
    path = tmp_path / "list.csv"
    lines = ["puzzle,solution,rating", f"{UNIQUE},{SOLUTION},0", f"{PUZZLE},,12"]
    path.write_text("\n".join(lines), "utf-8")
    return path


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    """A tiny network that was never trained."""
    from ldt.models.registry import build_model
    from ldt.models.weights import save_weights

    widths = {"width": 8, "hidden": 8, "message": 4, "loops": 2}
    path = tmp_path / "tiny.safetensors"
    save_weights(path, "relational", widths, build_model("relational", widths).state_dict(), {})
    return path


@learned
def test_the_report_tells_runs_controls_sweeps_and_bands(
    ldt: Run, listed: Path, weights: Path, tmp_path: Path
) -> None:
    options = ("--rounds", "9", "--sweep", "loops=1,3", "--bands", "0,10", "--quiet")
    out = tmp_path / "out"
    result = ldt("eval", listed, "--proposer", weights, *options, "--out", out, "--format", "json")
    assert result.exit_code == 0, result.stderr
    (report,) = records(result)
    assert report == json.loads((out / "report.json").read_text("utf-8"))
    assert isinstance(report["runs"], list)
    runs = [(r["strategy"], r["control"], r["change"]) for r in report["runs"]]
    assert runs == [
        ("chains", False, ""),
        ("chains", True, ""),
        ("hybrid", False, ""),
        ("hybrid", True, ""),
        ("chains", False, "loops=1"),
        ("chains", False, "loops=3"),
    ]
    for run in report["runs"]:
        groups = run["groups"]
        assert [(g["band"], g["n"], g["unique"]) for g in groups] == [
            (None, 2, 1),
            ("0 to below 10", 1, 1),
            ("10 and up", 1, 0),
        ]
        whole = [groups[0][name]["count"] for name in ("solved", "abstained", "wrong")]
        assert (sum(whole), whole[2]) == (2, 0)
    assert report["runs"][2]["groups"][0]["solved"]["count"] == 2  # hybrid is complete
    assert [run["groups"][0]["rows"]["mean"] for run in report["runs"][:2]] != [0, 0]
    assert (out / "report.md").read_text("utf-8").startswith("# Evaluation of ")
    assert {path.name for path in out.iterdir()} == {
        "report.json",
        "report.md",
        "solved-by-calls.png",
        "calls.png",
        "false-elimination-by-depth.png",
    }


@learned
def test_what_is_unchecked_is_said_to_be(ldt: Run, listed: Path, weights: Path) -> None:
    options = ("--published", "--unchecked", "--rounds", "2", "--chains", "2", "--no-control")
    result = ldt("eval", listed, "--proposer", weights, *options, "--quiet")
    assert result.exit_code == 0, result.stderr
    assert "UNCHECKED as published" in result.stdout
    assert "conflict 0.6, choice uniform, temperature 1.5, propagate False" in result.stdout
    assert "(control)" not in result.stdout


@learned
def test_a_sample_is_limited_and_the_same_again(ldt: Run, listed: Path) -> None:
    command = ("eval", listed, "--proposer", "uniform", "--limit", "1", "--quiet")
    first, again = (ldt(*command, "--format", "json") for _ in range(2))
    lists = [records(result)[0]["lists"] for result in (first, again)]
    assert lists[0] == lists[1]
    assert [own["n"] for own in lists[0]] == [1]  # type: ignore[attr-defined]


@learned
@pytest.mark.parametrize(
    ("options", "status", "words"),
    [
        (["--proposer", "uniform", "--loops", "2"], 2, "a Uniform has no loops"),
        (["--proposer", "uniform", "--sweep", "loop=2"], 2, "found the setting 'loop'"),
        (["--proposer", "uniform", "--sweep", "loops"], 2, "expected SETTING=VALUE"),
        (["--proposer", "uniform", "--bands", "5,1"], 2, "expected ascending numbers"),
        (["--proposer", "unifrm"], 2, "uniform"),
        (["--proposer", "none.safetensors"], 3, "none.safetensors"),
        (["--strategy", "hybrid", "--unchecked"], 2, "are for chains"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    ldt: Run, listed: Path, options: list[str], status: int, words: str
) -> None:
    result = ldt("eval", listed, *options, "--quiet")
    assert (result.exit_code, result.stdout) == (status, "")
    assert words in result.stderr


@learned
def test_weights_for_another_grid_are_one_line(ldt: Run, listed: Path, tmp_path: Path) -> None:
    from ldt.models.registry import build_model
    from ldt.models.weights import save_weights

    widths = {"rows": 9, "columns": 9, "channels": 9, "width": 8, "heads": 2, "layers": 1}
    path = tmp_path / "nine.safetensors"
    save_weights(path, "published", widths, build_model("published", widths).state_dict(), {})
    result = ldt("eval", listed, "--proposer", path, "--quiet")
    assert result.exit_code == 3
    (line,) = result.stderr.splitlines()
    found = "found weights for boards of 81 variables and 9 values"
    assert f"{found}, expected weights for these sudoku puzzles" in line


@learned
def test_a_list_that_cannot_be_read_whole_is_refused(ldt: Run, tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text(f"{UNIQUE}\n{UNIQUE}\n", "utf-8")
    twice = ldt("eval", path, "--proposer", "uniform", "--quiet")
    assert (twice.exit_code, f"{path}:2: found the puzzle of {path}:1" in twice.stderr) == (3, True)
    path.write_text(f"{UNIQUE}\n{UNIQUE[1:]}\n", "utf-8")
    short = ldt("eval", path, "--proposer", "uniform", "--quiet")
    assert (short.exit_code, short.stderr.count("\n")) == (3, 1)


@learned
def test_ctrl_c_prints_what_is_known(
    ldt: Run, listed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from search.learned.proposer import Uniform

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Uniform, "propose", interrupted)
    result = ldt("eval", listed, "--proposer", "uniform", "--quiet")
    assert result.exit_code == 130
    assert "**Interrupted" in result.stdout


def test_without_torch_one_line_says_what_to_install(
    ldt: Run, listed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ldt.cli.learned.find_spec", lambda name: None)
    result = ldt("eval", listed)
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        "ldt: torch and safetensors and matplotlib are not installed: "
        'pip install "lattice-deduction[learn]"'
    ]


def test_the_help_imports_no_torch() -> None:
    code = (
        "import sys; from ldt.cli.main import cli;"
        "cli(['eval', '--help'], standalone_mode=False); print('torch' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "False"
