"""The tutorials, followed literally: what is to be saved is saved, what is shown is printed."""

from __future__ import annotations

import re
import runpy
import shlex
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

import pytest

from tests.authoring.plugins import installed
from tests.cli.conftest import Run, ldt
from tests.conftest import REPOSITORY

__all__ = ["ldt"]  # the fixture

TUTORIALS = REPOSITORY / "docs" / "tutorials"
MOST_LINES_OF_A_PUZZLE = 30
TIMES = re.compile(r"\d+\.\d+( s)?$", re.MULTILINE)


def blocks(page: str, language: str) -> list[str]:
    """The code blocks of a page."""
    text = (TUTORIALS / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n((?s:.*?))^```", text, re.MULTILINE)


def shown(page: str) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the arguments of each ``ldt`` that a page shows, and the passages of its output."""
    for block in blocks(page, "console"):
        for part in re.split(r"^\$ ldt ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            yield shlex.split(command), TIMES.sub("TIME", output).split("…\n")


def follow(ldt: Run, page: str, first: int, last: int | None = None) -> None:
    """Run the commands of a page, and compare what they print."""
    commands = list(shown(page))[first:last]
    assert commands
    for arguments, passages in commands:
        result = ldt(*arguments)
        printed = TIMES.sub("TIME", result.stdout + result.stderr)
        if len(passages) == 1:
            assert printed == passages[0], arguments
        assert [passage for passage in passages if passage not in printed] == [], arguments


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Iterator[Path]:
    """The reader is in a folder of their own."""
    with chdir(tmp_path):
        yield tmp_path


def test_a_new_puzzle_in_thirty_lines(ldt: Run, folder: Path) -> None:
    follow(ldt, "puzzle.md", 0, 1)
    (code,) = blocks("puzzle.md", "python")
    assert len(code.splitlines()) <= MOST_LINES_OF_A_PUZZLE
    module = folder / "ldt-knights" / "ldt_knights.py"
    assert module.is_file()
    module.write_text(code, encoding="utf-8")
    with installed(folder / "ldt-knights"):
        follow(ldt, "puzzle.md", 1)


def test_a_new_domain_from_its_gamma(ldt: Run, folder: Path) -> None:
    follow(ldt, "domain.md", 0, 1)
    wrong, mended_line, test, comparison = blocks("domain.md", "python")
    module = folder / "ldt-remainders" / "ldt_remainders.py"
    assert module.is_file()
    module.write_text(wrong, encoding="utf-8")
    with installed(folder / "ldt-remainders"):
        follow(ldt, "domain.md", 1)
    mended = wrong.replace("            if total % MODULUS == 0:\n", mended_line)
    assert mended != wrong
    module.write_text(mended, encoding="utf-8")
    with installed(folder / "ldt-remainders"):
        run_code(folder, test + "\n\ntest_it_keeps_its_laws_where_a_sum_is()\n")
        run_code(folder, comparison)
        case = "audit-ldt-remainders-RemaindersDomain-deduction-sound.json"
        assert ldt("audit", "--replay", case).stdout.startswith("held: deduction: sound")


def run_code(folder: Path, code: str) -> None:
    """Run a block of a page as a module of its own; a failing assert in it fails the test."""
    (folder / "block.py").write_text(code, encoding="utf-8")
    runpy.run_path(str(folder / "block.py"))
