"""Help: there at once, complete, and in 80 columns."""

from __future__ import annotations

import importlib
import subprocess
import sys

import pytest

from ldt.cli.main import COMMANDS
from tests.cli.conftest import REPOSITORY, Run, start

HELP = """\
Usage: ldt [OPTIONS] COMMAND [ARGS]...

  Solve finite problems soundly: every answer is checked, proven, or not
  given.

  Exit status: 0 solved or done, 20 proven infeasible, 30 abstained, 1 a check
  failed, 2 usage, 3 unreadable input, 130 interrupted; for a batch the
  highest that occurred.

Options:
  --version   Show the version and exit.
  -h, --help  Show this message and exit.

Commands:
  solve       Solve puzzles: an answer is checked, proven, or not given.
  check       Check solutions against the rules.
  explain     Solve one puzzle step by step, each step with its reason.
  hint        Show the next step of one puzzle.
  generate    Generate puzzles with exactly one solution.
  domains     List puzzle families, techniques, domains, rules and proposers.
  audit       Audit domains, rules, techniques and families for their laws.
  new-domain  Write a small package of your own, which works as it is.
  train       Train a learned operator.
  eval        Measure a proposer on lists of puzzles.
  bench       Time strategies and a proposer on this machine.
  info        Show versions and the state of this installation.
"""


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_the_help_of_all(option: str) -> None:
    process = start(option)
    assert process.communicate() == (HELP, "")
    assert process.returncode == 0


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_the_help_line_of_the_table(ldt: Run, name: str) -> None:
    result = ldt(name, "-h")
    assert result.exit_code == 0
    assert " ".join(result.stdout.split("\n\n")[1].split()) == COMMANDS[name]


@pytest.mark.parametrize("name", COMMANDS)
def test_help_fits_80_columns(ldt: Run, name: str) -> None:
    assert max(map(len, ldt(name, "--help").stdout.splitlines())) <= 80


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_explained(name: str) -> None:
    command = importlib.import_module(f"ldt.cli.{name.replace('-', '_')}").command
    options = [p for p in command.params if p.param_type_name == "option"]
    assert [option.name for option in options if not option.help] == []


def test_help_imports_no_command() -> None:
    code = (
        "import sys; from ldt.cli.main import COMMANDS, cli;"
        "cli(['--help'], standalone_mode=False);"
        "print([n for n in COMMANDS if f'ldt.cli.{n}' in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_slip_of_the_pen_gets_a_suggestion(ldt: Run) -> None:
    result = ldt("slove")
    assert result.exit_code == 2
    assert "no such command 'slove'. Did you mean 'solve'?" in result.stderr


def test_an_unknown_option_of_the_group_is_an_error_of_usage(ldt: Run) -> None:
    assert ldt("--colour").exit_code == 2


def test_the_version(ldt: Run) -> None:
    result = ldt("--version")
    assert result.exit_code == 0
    assert result.stdout.startswith("ldt ")
