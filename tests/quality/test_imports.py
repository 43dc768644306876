"""Imports go one way, only ldt/ knows torch, and starting up loads nothing heavy.

The two checkers are themselves tested on sources that break the rules. Cases are collected from
the packages that exist, so each check comes into force with the code that it is about.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.quality.sources import (
    PACKAGES,
    REPOSITORY,
    existing_packages,
    imported_names,
    name_of,
    python_files,
    syntax_tree,
)

HEAVY = ("torch", "numpy", "numba", "networkx", "rich", "pysat", "hypothesis")
SOLVE_HEAVY = ("torch", "numba", "networkx", "hypothesis")
TORCH = ("torch", "safetensors")
FIRST_PUZZLE = "53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79"

# Run in a fresh interpreter: do the work, then report which of the named modules got loaded.
PROBE = """
import sys
try:
    {action}
except SystemExit as stop:
    assert not stop.code, f"exit status {{stop.code}}"
print("loaded:", *sorted({{name.partition(".")[0] for name in sys.modules}} & set({heavy!r})))
"""
RUN_LDT = "from ldt.cli.main import main; sys.argv[1:] = {arguments!r}; main()"


def wrong_imports(package: str, tree: ast.AST) -> list[str]:
    """Imports in a module of `package` that go up the order of packages, or to torch."""
    after = set(PACKAGES[PACKAGES.index(package) + 1 :])
    banned = after if package == "ldt" else after | set(TORCH)
    return [
        f"line {line}: {package} imports {name}"
        for line, name in imported_names(tree)
        if name.partition(".")[0] in banned
    ]


def loaded_after(action: str, heavy: tuple[str, ...]) -> list[str]:
    """Which of `heavy` a fresh interpreter has loaded once it has done `action`."""
    probe = PROBE.format(action=action, heavy=heavy)
    done = subprocess.run(
        [sys.executable, "-c", probe], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1].removeprefix("loaded:").split()


def command_lines() -> list[tuple[list[str], tuple[str, ...]]]:
    """The command lines that must stay light, for the commands that exist."""
    cli = REPOSITORY / "ldt" / "cli"
    lines = []
    if (cli / "main.py").is_file():
        lines.append((["--help"], HEAVY))
    if (cli / "solve.py").is_file():
        lines.append((["solve", FIRST_PUZZLE], SOLVE_HEAVY))
    return lines


@pytest.mark.parametrize("path", python_files(*PACKAGES), ids=name_of)
def test_imports_go_one_way(path: Path) -> None:
    package = path.relative_to(REPOSITORY).parts[0]
    assert wrong_imports(package, syntax_tree(path)) == []


@pytest.mark.parametrize("package", existing_packages())
def test_importing_a_package_loads_nothing_heavy(package: str) -> None:
    assert loaded_after(f"import {package}", HEAVY) == []


@pytest.mark.parametrize(
    ("arguments", "heavy"), command_lines(), ids=lambda value: " ".join(value)[:20]
)
def test_a_command_loads_nothing_heavy(arguments: list[str], heavy: tuple[str, ...]) -> None:
    assert loaded_after(RUN_LDT.format(arguments=arguments), heavy) == []


@pytest.mark.parametrize(
    ("package", "source"),
    [
        ("lattice", "import domains"),
        ("domains", "from search.tree import solve"),
        ("search", "def f():\n    import proofs.audit"),
        ("proofs", "if TYPE_CHECKING:\n    from ldt import cli"),
        ("search", "import numpy, torch"),
        ("domains", "importlib.import_module('torch.nn')"),
    ],
)
def test_the_direction_check_catches(package: str, source: str) -> None:
    assert len(wrong_imports(package, ast.parse(source))) == 1


@pytest.mark.parametrize(
    ("package", "source"),
    [
        ("ldt", "import torch, proofs, lattice"),
        ("search", "from domains import Problem"),
        ("domains", "from .search import helper"),
        ("lattice", "import searching"),
    ],
)
def test_the_direction_check_allows(package: str, source: str) -> None:
    assert wrong_imports(package, ast.parse(source)) == []


def test_the_probe_sees_what_is_loaded() -> None:
    assert loaded_after("import numpy.linalg", HEAVY) == ["numpy"]
