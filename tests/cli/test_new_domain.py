"""``ldt new-domain``: what it says, as text and JSON, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run, records


def test_what_was_written_and_what_comes_next(
    ldt: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = ldt("new-domain", "mosaic")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[0] == "ldt-mosaic:"
    assert "  cd ldt-mosaic" in lines
    assert "  ldt audit --plugin ldt-mosaic" in lines
    assert lines[-1] == "  ldt generate mosaic | ldt solve --unique -"
    assert (tmp_path / "ldt-mosaic" / "ldt_mosaic.py").is_file()


def test_json(ldt: Run, tmp_path: Path) -> None:
    (record,) = records(
        ldt("new-domain", "mosaic", "--kind", "rule", "--into", tmp_path, "--format", "json")
    )
    assert record == {
        "schema": 1,
        "type": "package",
        "name": "mosaic",
        "kind": "rule",
        "folder": str(tmp_path / "ldt-mosaic"),
        "files": ["pyproject.toml", "README.md", "ldt_mosaic.py", "test_ldt_mosaic.py"],
    }


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["Mosaic"], "found the name 'Mosaic', expected up to 40 of a-z and 0-9"),
        (["mosaic", "--kind", "puzzle"], "'puzzle' is not one of"),
        (["mosaic", "--into", "nowhere"], "'nowhere' does not exist"),
        (["sudoku"], "there is a family called 'sudoku' already"),
        (["pairs", "--kind", "domain"], "there is a domain called 'pairs' already"),
        (["relational", "--kind", "proposer"], "there is a proposer called 'relational' already"),
        ([], "Missing argument 'NAME'"),
    ],
)
def test_what_is_refused(
    ldt: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    result = ldt("new-domain", *arguments)
    assert result.exit_code == 2
    assert words in " ".join(result.stderr.split())
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_overwritten(ldt: Run, tmp_path: Path) -> None:
    assert ldt("new-domain", "mosaic", "--into", tmp_path).exit_code == 0
    module = tmp_path / "ldt-mosaic" / "ldt_mosaic.py"
    module.write_text("mine", encoding="utf-8")
    again = ldt("new-domain", "mosaic", "--into", tmp_path)
    assert again.exit_code == 2
    assert "exists already; nothing was written" in " ".join(again.stderr.split())
    assert module.read_text(encoding="utf-8") == "mine"
