"""``ldt domains`` and ``ldt info``: what there is, and in which versions."""

from __future__ import annotations

import platform
from pathlib import Path
from xml.etree import ElementTree

import pytest

from domains.registry import families
from domains.techniques import TECHNIQUES
from tests.cli.conftest import Run, records


def test_everything_is_listed(ldt: Run) -> None:
    result = ldt("domains")
    assert result.exit_code == 0
    names = {line.split("  ")[1].strip() for line in result.stdout.splitlines() if line[:2] == "  "}
    assert {*families(), *(technique.name for technique in TECHNIQUES)} <= names
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_json_has_a_line_for_each(ldt: Run) -> None:
    found = records(ldt("domains", "--format", "json"))
    kinds = [record["type"] for record in found]
    assert kinds == sorted(kinds, key=["family", "technique", "domain", "rule", "proposer"].index)
    assert [r["name"] for r in found if r["type"] == "family"] == list(families())


def test_one_in_detail(ldt: Run) -> None:
    result = ldt("domains", "naked pair")
    assert result.exit_code == 0
    assert "P. Hall" in result.stdout
    (record,) = records(ldt("domains", "sudoku", "--format", "json"))
    assert record["generates"].startswith("Reads size (9)")  # type: ignore[attr-defined]


def test_a_name_that_does_not_exist(ldt: Run) -> None:
    result = ldt("domains", "naked pear")
    assert result.exit_code == 2
    assert "Did you mean 'naked pair'?" in result.stderr


@pytest.mark.parametrize(
    ("name", "elements"),
    [("powerset:3", 8), ("interval:0..3", 11), ("candidates:2x2", 16), ("powerset", 8)],
)
def test_a_small_lattice_is_drawn(ldt: Run, tmp_path: Path, name: str, elements: int) -> None:
    path = tmp_path / "lattice.svg"
    result = ldt("domains", name, "--hasse", path)
    assert (result.exit_code, result.stdout) == (0, "")
    drawing = ElementTree.parse(path)  # noqa: S314  (written a line above)
    assert len(drawing.findall("{http://www.w3.org/2000/svg}rect")) == elements


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("powerset:30", "1073741824 elements"),
        ("powerset:9999999999", "expected 0 to 64 values"),
        ("powerset:-1", "expected 0 to 64 values"),
        ("powerset:three", "expected powerset:N, such as powerset:3"),
        ("interval:0", "expected interval:LOW..HIGH"),
        ("interval:3..0", "low 3 and high 0"),
        ("powerst:3", "Did you mean 'powerset'?"),
    ],
)
def test_what_cannot_be_drawn(ldt: Run, tmp_path: Path, name: str, words: str) -> None:
    result = ldt("domains", name, "--hasse", tmp_path / "lattice.svg")
    assert result.exit_code == 2
    assert words in " ".join(result.stderr.split())
    assert list(tmp_path.iterdir()) == []


def test_a_drawing_needs_a_name(ldt: Run, tmp_path: Path) -> None:
    assert ldt("domains", "--hasse", tmp_path / "lattice.svg").exit_code == 2


def test_info(ldt: Run) -> None:
    (record,) = records(ldt("info", "--format", "json"))
    assert list(record) == [
        "schema",
        "type",
        "version",
        "python",
        "platform",
        "cores",
        "kernel",
        "packages",
        "plugins",
        "weights",
    ]
    assert str(record["python"]).endswith(platform.python_version())
    assert isinstance(record["packages"], dict)
    assert record["packages"]["click"]
    text = ldt("info").stdout
    assert all(name in text for name in record["packages"])
