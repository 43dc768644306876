"""What only a process of its own can show: pipes, signals, terminals, start-up."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import EASY, EASY_SOLVED, REPOSITORY, start

INKALA = "8..........36......7..9.2...5...7.......457.....1...3...1....68..85...1..9....4.."
INKALA_SOLVED = "812753649943682175675491283154237896369845721287169534521974368438526917796318452"
PATIENCE = 60  # seconds; only a hanging test takes as long


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """More puzzles than are solved while a test looks on."""
    path = tmp_path_factory.mktemp("many") / "puzzles.txt"
    path.write_text(f"{EASY}\n" * 1_000_000, encoding="utf-8")
    return path


@pytest.mark.parametrize("output_format", ["text", "json"])
def test_a_closed_pipe_ends_quietly(many: Path, output_format: str) -> None:
    with start("solve", "--quiet", "--format", output_format, many) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() != ""
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait(PATIENCE) == 141


def test_a_pipe_closed_from_the_beginning() -> None:
    with start("domains") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait(PATIENCE) == 141


def test_ctrl_c_keeps_what_is_known(many: Path) -> None:
    process = start("solve", "--format", "json", many)
    assert process.stdout is not None
    first = json.loads(process.stdout.readline())
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert first["solution"] == EASY_SOLVED
    *solved, last = [json.loads(line) for line in output.splitlines()] or [first]
    assert {record["status"] for record in solved} <= {"solved"}
    assert last["status"] in ("solved", "abstained")
    assert "interrupted" in errors
    assert "Traceback" not in errors


def test_ctrl_c_in_a_batch_tells_the_summary(many: Path) -> None:
    process = start("solve", many)
    assert process.stdout is not None
    assert process.stdout.readline() == f"{EASY_SOLVED}\n"
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert "puzzles: " in errors.splitlines()[-1]


@pytest.mark.parametrize("output_format", ["text", "json"])
def test_a_program_can_wait_for_each_answer(output_format: str) -> None:
    # Enough puzzles that a stream without --unbuffered would by now read them in chunks.
    options = ["--quiet", "--unbuffered", "--format", output_format]
    process = start("solve", *options, "-")
    assert process.stdin is not None
    assert process.stdout is not None
    for _ in range(60):
        process.stdin.write(f"{INKALA}\n")
        process.stdin.flush()
        assert INKALA_SOLVED in process.stdout.readline()
    output, errors = process.communicate(timeout=PATIENCE)
    assert (output, errors, process.returncode) == ("", "", 0)


def test_a_narrow_terminal() -> None:
    process = start("explain", EASY, COLUMNS="40")
    output, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert max(map(len, output.splitlines())) <= 40


def on_a_terminal(*arguments: str, **environment: str) -> str:
    """What ``ldt`` writes to a terminal of 80 columns."""
    controller, terminal = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "ldt", *arguments],
        cwd=REPOSITORY,
        env=os.environ | {"COLUMNS": "80", "TERM": "xterm-256color"} | environment,
        stdin=subprocess.DEVNULL,
        stdout=terminal,
        stderr=terminal,
    )
    os.close(terminal)
    written = b""
    while True:
        try:
            piece = os.read(controller, 65536)
        except OSError:  # how Linux says that the other side is closed
            piece = b""
        if not piece:
            break
        written += piece
    os.close(controller)
    assert process.wait(PATIENCE) == 0
    return written.decode()


def test_a_terminal_gets_colour() -> None:
    assert "\x1b[" in on_a_terminal("solve", EASY)


@pytest.mark.parametrize("variable", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colour_can_be_refused(variable: dict[str, str]) -> None:
    written = on_a_terminal("solve", EASY, **variable)
    assert "\x1b" not in written
    assert "| 5 3 4 | 6 7 8 | 9 1 2 |" in written


def test_a_quick_puzzle_shows_no_progress_on_a_terminal() -> None:
    assert "puzzles in" not in on_a_terminal("solve", EASY)
