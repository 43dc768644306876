"""Compiled kernels are made once, in the background, and never where that is not wanted."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.kernel import compiled, warm
from tests.quality.sources import REPOSITORY


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[list[list[str]]]:
    """An empty cache, and the command lines of the processes that would have been started."""
    commands: list[list[str]] = []
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("LDT_COMPILE", raising=False)
    monkeypatch.setattr(subprocess, "Popen", lambda command, **_: commands.append(command))
    warm._compile_in_background.cache_clear()
    yield commands
    warm._compile_in_background.cache_clear()


def leave_marker(words: int) -> None:
    warm.marker(words).parent.mkdir(parents=True, exist_ok=True)
    warm.marker(words).touch()


def test_what_is_compiled_is_ready(started: list[list[str]]) -> None:
    leave_marker(3)
    assert warm.ready_or_started(3)
    assert started == []
    assert warm.state() == "compiled for boards of 3 words"


def test_what_is_not_compiled_is_started_once_and_said_once(
    started: list[list[str]], caplog: pytest.LogCaptureFixture
) -> None:
    assert warm.state() == "not compiled yet"
    with caplog.at_level(logging.WARNING, "search"):
        assert [warm.ready_or_started(2) for _ in range(3)] == [False] * 3
    assert started == [[sys.executable, "-m", "search.kernel.warm", "2"]]
    assert caplog.messages == [warm.NOTICE]
    assert not warm.ready_or_started(5)
    assert [command[-1] for command in started] == ["2", "5"]
    leave_marker(2)
    assert warm.ready_or_started(2)


def test_a_wish_not_to_compile_is_honoured(
    started: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LDT_COMPILE", "never")
    assert not warm.ready_or_started(2)
    assert started == []
    leave_marker(2)
    assert warm.ready_or_started(2)


def test_a_changed_kernel_is_another_kernel(monkeypatch: pytest.MonkeyPatch) -> None:
    before = warm.marker(2)
    assert before != warm.marker(1)
    monkeypatch.setattr(compiled, "source_digest", lambda: "changed")
    warm._digest.cache_clear()
    assert warm.marker(2) != before
    monkeypatch.undo()
    warm._digest.cache_clear()
    assert warm.marker(2) == before


def test_the_digest_covers_all_that_is_compiled() -> None:
    folder = REPOSITORY / "search" / "kernel"
    read_by_numba = {"bits", "layout", "propagate", "state", "choice", "tree"}
    assert set(compiled.SOURCES) == read_by_numba
    assert all((folder / f"{name}.py").is_file() for name in compiled.SOURCES)


PROBE = """
from search import solve
from search.kernel import warm
from domains.families.sudoku import sudoku_structure
warm.marker(2)  # asking where the kernel stands loads nothing
solve(sudoku_structure(3, 3).problem(), strategy="symbolic")
import sys
print(warm.loaded(), "numba" in sys.modules)
"""


def test_a_lone_puzzle_loads_no_compiler() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROBE], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    assert done.stdout.split() == ["False", "False"], done.stderr
