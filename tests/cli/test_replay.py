"""``ldt solve --html``, ``--watch`` and ``--png``: one search shown step by step, one drawing."""

from __future__ import annotations

import builtins
import json
import re
import signal
import time
from pathlib import Path

import pytest

from tests.cli.conftest import EASY, EASY_SOLVED, INFEASIBLE, MANY, Run, records, start

DATA = re.compile(r'<script id="film" type="application/json">(.*?)</script>', re.DOTALL)
PNG = b"\x89PNG\r\n\x1a\n"


def film_in(place: Path) -> dict[str, object]:
    found = DATA.search(place.read_text(encoding="utf-8"))
    assert found is not None
    data = json.loads(found[1])
    assert isinstance(data, dict)
    return data


@pytest.mark.parametrize(
    ("puzzle", "options", "verdict", "ending"),
    [
        (EASY, ["--unique"], "unique", "this is the only solution"),
        (EASY, [], "solved", "what was asked for is found"),
        (INFEASIBLE, [], "infeasible", "no assignment satisfies every rule"),
        (MANY, ["--count", "99"], "72 solutions", "there are 72 solutions; the first is shown"),
        (MANY, ["--count", "99", "--node-limit", "3", "--strategy", "symbolic"], "abstained",
         "node limit 3 reached"),
        (EASY, ["--strategy", "cdcl"], "solved", "what was asked for is found"),
        (EASY, ["--strategy", "hybrid", "--proposer", "uniform"], "solved", "is found"),
        (MANY, ["--strategy", "chains", "--proposer", "uniform"], "solved", "is found"),
    ],
)  # fmt: skip
def test_the_page_replays_the_search(
    ldt: Run, tmp_path: Path, puzzle: str, options: list[str], verdict: str, ending: str
) -> None:
    place = tmp_path / "replay.html"
    with_page = ldt("solve", "--html", place, *options, puzzle)
    film = film_in(place)
    assert str(film["verdict"]).startswith(verdict)
    assert film["puzzle"] == puzzle
    frames = film["frames"]
    assert isinstance(frames, list)
    assert frames[-1]["kind"] == "end"
    assert frames[-1]["text"].endswith(ending)
    assert with_page.exit_code == ldt("solve", *options, puzzle).exit_code


@pytest.mark.parametrize("output", ["text", "json"])
def test_an_explanation_is_a_page_of_its_steps(ldt: Run, tmp_path: Path, output: str) -> None:
    place = tmp_path / "explanation.html"
    told = ldt("explain", "--html", place, "--format", output, EASY)
    assert told.exit_code == 0
    assert told.stdout == ldt("explain", "--format", output, EASY).stdout
    frames = film_in(place)["frames"]
    assert isinstance(frames, list)
    steps = records(ldt("explain", "--format", "json", EASY))[:-1]
    texts = [step["text"] for step in steps]
    assert [frame["text"] for frame in frames[1:-1]] == texts
    assert (frames[0]["kind"], frames[-1]["kind"]) == ("start", "end")
    assert frames[-1]["text"].startswith("solved; ")


def test_json_and_a_page_go_together(ldt: Run, tmp_path: Path) -> None:
    place = tmp_path / "replay.html"
    result = ldt("solve", "--format", "json", "--html", place, "--trace", tmp_path / "t", EASY)
    assert json.loads(result.stdout)["solution"] == EASY_SOLVED
    assert film_in(place)["left_out"] == 0
    assert (tmp_path / "t").read_text().startswith('{"schema":1,"type":"started"')


def test_watching_without_a_terminal_writes_lines_to_stderr(ldt: Run) -> None:
    result = ldt("solve", "--watch", EASY)
    assert result.stdout.splitlines()[-2] == "solved"
    lines = result.stderr.splitlines()
    assert lines[0] == "start: auto/symbolic begins"
    assert lines[1].startswith("deduction: ")
    assert lines[-1] == "end: the search ends: what was asked for is found"
    assert "deduction" not in result.stdout


def test_ctrl_c_while_watching_ends_the_page_there(tmp_path: Path) -> None:
    place = tmp_path / "replay.html"
    empty = "." * 256  # a search for many solutions that nobody waits for
    process = start("solve", "--watch", "--html", place, "--count", "10000000", empty)
    assert process.stderr is not None
    assert process.stderr.readline().startswith("start: ")
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in errors
    assert "interrupted" in str(film_in(place)["verdict"])


@pytest.mark.parametrize("option", ["--html", "--png", "--watch"])
def test_only_one_puzzle_is_shown(ldt: Run, tmp_path: Path, option: str) -> None:
    place = [] if option == "--watch" else [tmp_path / "file"]
    result = ldt("solve", option, *place, EASY, MANY)
    assert result.exit_code == 2
    assert f"{option} draws one puzzle, the input holds several." in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_replays_take_one_puzzle_at_a_time(ldt: Run) -> None:
    result = ldt("solve", "--watch", "--jobs", "2", EASY)
    assert result.exit_code == 2
    assert "take one puzzle at a time" in result.stderr


def test_a_page_that_cannot_be_written_is_an_error(ldt: Run, tmp_path: Path) -> None:
    result = ldt("solve", "--html", tmp_path / "missing" / "replay.html", EASY)
    assert result.exit_code == 2
    assert "cannot write" in result.stderr


def test_a_png_is_the_drawing(ldt: Run, tmp_path: Path) -> None:
    pytest.importorskip("resvg_py", reason='the extra "png" is not installed')
    place, other = tmp_path / "a.png", tmp_path / "b.png"
    assert ldt("solve", "--png", place, EASY).exit_code == 0
    content = place.read_bytes()
    assert content.startswith(PNG)
    width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
    assert width == height == 2 * (9 * 42 + 8)
    ldt("solve", "--png", other, INFEASIBLE)
    assert other.read_bytes() != content


def test_without_the_library_a_png_names_its_extra(
    ldt: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    importing = builtins.__import__

    def without(name: str, *arguments: object, **named: object) -> object:
        if name == "resvg_py":
            raise ImportError(name)
        return importing(name, *arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    result = ldt("solve", "--png", tmp_path / "a.png", EASY)
    assert result.exit_code == 2
    assert 'pip install "lattice-deduction[png]"' in result.stderr
    assert list(tmp_path.iterdir()) == []
