"""What the templates become: short, clean, complete, and written as a whole or not at all."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from domains.plugins import GROUPS
from ldt.authoring.package import KINDS, NameRefusedError, NewPackage
from tests.conftest import REPOSITORY

MOST_LINES_OF_A_FAMILY = 30
LINT = ["E", "F", "W", "I", "N", "UP", "B", "A", "C4", "D", "SIM", "RET", "PL", "PT", "RUF", "ANN"]
NOT_ASKED = ["D103", "D105", "D203", "D213", "D413", "PLC0415", "PLR2004", "RUF002"]


@pytest.fixture
def packages(tmp_path: Path) -> dict[str, Path]:
    """A package of each kind."""
    found = {}
    for kind in KINDS:
        into = tmp_path / kind
        into.mkdir()
        found[kind] = NewPackage("two-towers", kind).write(into)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_a_package_has_a_module_its_test_a_readme_and_an_entry_point(
    packages: dict[str, Path], kind: str
) -> None:
    folder = packages[kind]
    names = {"README.md", "ldt_two_towers.py", "pyproject.toml", "test_ldt_two_towers.py"}
    assert {path.name for path in folder.iterdir()} == names
    about = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert about["name"] == folder.name == "ldt-two-towers"
    module, _, entry = about["entry-points"][GROUPS[kind]]["two-towers"].partition(":")
    tree = ast.parse((folder / f"{module}.py").read_text(encoding="utf-8"))
    defined = {node.name for node in tree.body if isinstance(node, (ast.ClassDef, ast.FunctionDef))}
    assert entry in defined
    assert not any("$" in path.read_text(encoding="utf-8") for path in folder.iterdir())


def test_a_new_puzzle_takes_thirty_lines_or_fewer(packages: dict[str, Path]) -> None:
    text = (packages["family"] / "ldt_two_towers.py").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MOST_LINES_OF_A_FAMILY  # blank ones and documentation too


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_written_is_formatted_and_clean(packages: dict[str, Path], kind: str) -> None:
    selected = ["--select", ",".join(LINT), "--ignore", ",".join(NOT_ASKED)]
    for command in (["format", "--check"], ["check", *selected]):
        strict = [*command, "--isolated", "--line-length", "100", "."]
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *strict],
            cwd=packages[kind],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_what_is_written_is_typed(tmp_path: Path) -> None:
    written = [NewPackage(f"towers-{kind}", kind).write(tmp_path) for kind in KINDS]
    files = [str(path) for folder in written for path in folder.glob("*.py")]
    config = ["--config-file", str(REPOSITORY / "pyproject.toml"), "--follow-imports=silent"]
    path = ":".join(map(str, [REPOSITORY, *written]))
    done = subprocess.run(
        [sys.executable, "-m", "mypy", *config, *files],
        cwd=tmp_path,
        env={"MYPYPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "found the name '', expected up to 40 of a-z"),
        ("Mosaic", "found the name 'Mosaic'"),
        ("two towers", "found the name 'two towers'"),
        ("../up", "found the name '../up'"),
        ("2048", "found the name '2048'"),
        ("two--towers", "expected up to 40"),
        ("-x", "expected up to 40"),
        ("x" * 41, "expected up to 40"),
        ("mosaic\n", "expected up to 40"),
        ("square", "the class SquareFamily would hide another"),
    ],
)
def test_a_bad_name_is_refused(name: str, words: str) -> None:
    with pytest.raises(NameRefusedError) as caught:
        NewPackage(name, "family")
    assert words in str(caught.value)


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "ldt-mosaic").mkdir()
    with pytest.raises(FileExistsError, match="ldt-mosaic"):
        NewPackage("mosaic", "rule").write(tmp_path)
    (tmp_path / "ldt-other").symlink_to(tmp_path / "nowhere")
    with pytest.raises(FileExistsError, match="ldt-other"):
        NewPackage("other", "rule").write(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ldt-mosaic", "ldt-other"]
    assert list((tmp_path / "ldt-mosaic").iterdir()) == []


def test_a_package_that_cannot_be_finished_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[Path] = []
    real = Path.write_text

    def full_disk(self: Path, text: str, encoding: str) -> int:
        if len(written) == 2:
            raise OSError("the disk is full")
        written.append(self)
        return real(self, text, encoding=encoding)

    monkeypatch.setattr(Path, "write_text", full_disk)
    with pytest.raises(OSError, match="the disk is full"):
        NewPackage("mosaic", "family").write(tmp_path)
    assert list(tmp_path.iterdir()) == []
