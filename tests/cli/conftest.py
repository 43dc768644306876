"""How the tests run the command line: inside this process, or as a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Protocol

import pytest
from click.testing import CliRunner, Result

from ldt.cli.main import cli

REPOSITORY = Path(__file__).resolve().parents[2]

EASY = "53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79"
EASY_SOLVED = "534678912672195348198342567859761423426853791713924856961537284287419635345286179"
INFEASIBLE = "55" + "." * 79
MANY = "1" + "." * 15  # a 4x4 Sudoku with many solutions


class Run(Protocol):
    """Run ``ldt`` with some arguments and, on stdin, some text."""

    def __call__(self, *arguments: str | Path, stdin: str | bytes | None = None) -> Result: ...


@pytest.fixture
def ldt(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run ``ldt`` in this process, 80 columns wide and without a terminal."""
    monkeypatch.setenv("COLUMNS", "80")

    def run(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
        runner = CliRunner(catch_exceptions=False)
        return runner.invoke(cli, [str(a) for a in arguments], input=stdin, prog_name="ldt")

    return run


def start(*arguments: str | Path, **environment: str) -> subprocess.Popen[str]:
    """Start ``ldt`` as a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "ldt", *map(str, arguments)],
        cwd=REPOSITORY,
        env=os.environ | {"COLUMNS": "80"} | environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def records(result: Result) -> list[dict[str, object]]:
    """The JSON lines on stdout."""
    return [json.loads(line) for line in result.stdout.splitlines()]
