"""The examples in the reference are what the commands print."""

from __future__ import annotations

import re
import shlex

import pytest

from ldt.cli.main import COMMANDS
from tests.cli.conftest import REPOSITORY, Run

REFERENCE = (REPOSITORY / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```console\n\$ ldt (.*)\n((?s:.*?))^```", REFERENCE, re.MULTILINE)
COST = re.compile(r"[\d,]+ nodes, [\d,]+ propagations, [\d.]+ s")


def without_cost(text: str) -> list[str]:
    """The lines, with what depends on the machine or the strategy's last polish left out."""
    return COST.sub("COST", text).splitlines()


@pytest.mark.parametrize(("command", "printed"), EXAMPLES, ids=lambda text: text[:20])
def test_an_example_is_real(ldt: Run, command: str, printed: str) -> None:
    result = ldt(*shlex.split(command))
    found = without_cost(result.stdout + result.stderr)
    wanted = without_cost(printed)
    if "…" in wanted:  # an excerpt
        kept = [line for line in wanted if line != "…"]
        start = found.index(kept[0])
        found, wanted = found[start : start + len(kept)], kept
    assert found == wanted


def test_every_command_is_documented() -> None:
    documented = re.findall(r"^## ldt ([\w-]+)$", REFERENCE, re.MULTILINE)
    assert documented == list(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_of_its_own_is_documented(ldt: Run, name: str) -> None:
    shared = {"--help", "--family", "--option", "--format", "--quiet", "--progress", "--seed"}
    options = set(re.findall(r"^ +(?:-\w, )?(--[\w-]+)", ldt(name, "--help").stdout, re.MULTILINE))
    section = re.split(r"^## ", REFERENCE, flags=re.MULTILINE)[2 + list(COMMANDS).index(name)]
    assert {option for option in options - shared if option not in section} == set()
