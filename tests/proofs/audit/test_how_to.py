"""The page about auditing your own domain, followed literally."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ldt.cli.main import cli
from tests.conftest import REPOSITORY

PAGE = (REPOSITORY / "docs" / "how-to" / "audit.md").read_text(encoding="utf-8")
CODE = re.findall(r"^```python\n((?s:.*?))^```", PAGE, re.MULTILINE)
SHOWN = re.findall(r"^```text\n((?s:.*?))^```", PAGE, re.MULTILINE)


def run(*arguments: str) -> Result:
    """Run ``ldt audit``."""
    return CliRunner(catch_exceptions=False).invoke(cli, ["audit", "--quiet", *arguments])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the file of the page, and the reader in it."""
    (tmp_path / "bounds.py").write_text(CODE[0], encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_page_shows_what_is_printed(folder: Path) -> None:
    wrong = run("bounds.py:Bounds", "--examples", "20", "--exhaustive-up-to", "300")
    assert wrong.exit_code == 1
    for shown in SHOWN:
        assert shown in wrong.stdout


def test_the_mended_domain_keeps_its_laws(folder: Path) -> None:
    case = "audit-bounds-py-Bounds-deduction-sound.json"
    run("bounds.py:Bounds", "--examples", "5", "--exhaustive-up-to", "100")
    assert run("--replay", case).exit_code == 1
    mended = CODE[0].replace("<= value < high", "<= value <= high")
    assert mended != CODE[0]
    (folder / "bounds.py").write_text(mended, encoding="utf-8")
    again = run("--replay", case)
    assert (again.exit_code, again.stdout.split(" (")[0]) == (0, "held: deduction: sound")
    whole = run("bounds.py:Bounds", "--examples", "20", "--exhaustive-up-to", "300")
    assert whole.exit_code == 0, whole.stdout
    assert "BROKEN" not in whole.stdout
