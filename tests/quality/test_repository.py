"""The repository keeps its own rules: sizes, documents that name real files, no unsafe calls."""

from __future__ import annotations

import ast
import re
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

MOST_LINES_OF_A_FILE = 400
MOST_LINES_OF_A_FUNCTION = 45
# "path::function" -> why it has to be longer.
LONG_FUNCTIONS: dict[str, str] = {}

UNSAFE_MODULES = {"pickle", "cPickle", "dill", "joblib", "marshal", "shelve"}
UNSAFE_CALLS = {"eval", "exec"}
MACHINE_PATH = re.compile(r"(?<![\w.~}\])-])/(?:work|tmp|home|root|opt|private|Users)/|file:/{2}")
FILE_ENDINGS = "cfg|csv|json|md|py|svg|toml|txt|typed|yaml|yml"

SOURCES = python_files(*PACKAGES)
TEXT_ENDINGS = {".cfg", ".csv", ".json", ".md", ".py", ".svg", ".toml", ".txt", ".yml", ".sh", ""}
GUIDES = ["README.md", "CONTRIBUTING.md", *(f"{package}/README.md" for package in PACKAGES)]


def text_files() -> list[Path]:
    """Every text that the repository publishes, without caches and built files."""
    folders = (*PACKAGES, "benchmarks", "docs", "tests", ".ci")
    inside = [path for folder in folders for path in (REPOSITORY / folder).rglob("*")]
    return sorted(
        path
        for path in [*REPOSITORY.iterdir(), *inside]
        if path.is_file() and path.suffix in TEXT_ENDINGS and "__pycache__" not in path.parts
    )


def long_functions(tree: ast.AST) -> list[str]:
    """Names of the functions that span more lines than allowed, docstring included."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    functions = [node for node in ast.walk(tree) if isinstance(node, kinds)]
    return [f.name for f in functions if f.end_lineno - f.lineno >= MOST_LINES_OF_A_FUNCTION]


def unsafe_uses(tree: ast.AST) -> list[str]:
    """Imports and calls that run or load what a file or a user supplied."""
    imports = [name for _, name in imported_names(tree) if name.partition(".")[0] in UNSAFE_MODULES]
    calls = [ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return imports + [name for name in calls if name.removeprefix("builtins.") in UNSAFE_CALLS]


def named_files(markdown: str) -> list[str]:
    """Files and folders that prose names in backticks or links to; examples in fences are not."""
    prose = re.sub(r"^```.*?^```", "", markdown, flags=re.DOTALL | re.MULTILINE)
    quoted = re.findall(rf"`([\w./-]+(?:/|\.(?:{FILE_ENDINGS})))`", prose)
    linked = re.findall(r"\]\((?!\w+:|#)([^)#\s]+)", re.sub("`[^`]*`", "", prose))
    return quoted + linked


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_files_are_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES_OF_A_FILE


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_functions_are_short(path: Path) -> None:
    names = [f"{name_of(path)}::{name}" for name in long_functions(syntax_tree(path))]
    assert [name for name in names if name not in LONG_FUNCTIONS] == []


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_nothing_is_unpickled_or_evaluated(path: Path) -> None:
    assert unsafe_uses(syntax_tree(path)) == []


@pytest.mark.parametrize("path", text_files(), ids=name_of)
def test_no_file_names_a_path_of_one_machine(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if MACHINE_PATH.search(line)] == []


@pytest.mark.parametrize("guide", [name for name in GUIDES if (REPOSITORY / name).is_file()])
def test_files_named_in_a_guide_exist(guide: str) -> None:
    roots = (REPOSITORY, (REPOSITORY / guide).parent)
    names = named_files((REPOSITORY / guide).read_text(encoding="utf-8"))
    assert [name for name in names if not any((root / name).exists() for root in roots)] == []


@pytest.mark.parametrize("package", existing_packages())
@pytest.mark.parametrize("name", ["README.md", "py.typed"])
def test_a_package_has(package: str, name: str) -> None:
    assert (REPOSITORY / package / name).is_file()


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_a_source_folder_is_a_package(path: Path) -> None:
    # Without an __init__.py the folder works in a checkout and is missing once installed.
    assert (path.parent / "__init__.py").is_file()


def test_the_length_check_catches() -> None:
    body = "    pass\n"
    longest = f"def fits():\n{body * (MOST_LINES_OF_A_FUNCTION - 1)}"
    assert long_functions(ast.parse(longest)) == []
    assert long_functions(ast.parse(longest + body)) == ["fits"]


@pytest.mark.parametrize(
    "source", ["import pickle", "from shelve import open", "eval(x)", "builtins.exec(x)"]
)
def test_the_safety_check_catches(source: str) -> None:
    assert len(unsafe_uses(ast.parse(source))) == 1


def test_the_safety_check_allows_methods_of_the_same_name() -> None:
    assert unsafe_uses(ast.parse("network.eval()\nre.compile(x)")) == []


@pytest.mark.parametrize("folder", ["work", "tmp", "home", "Users"])
def test_the_path_check_catches(folder: str) -> None:
    assert MACHINE_PATH.search(f"open('/{folder}/file')")
    assert not MACHINE_PATH.search(f"docs/{folder}/file")


def test_the_guide_check_finds_names() -> None:
    prose = "See `a/b.py`, `c/`, [d](e.md#part), [f](https://g.md), `x / y`, `i[0](j)`.\n"
    guide = prose + "```\n`h.py`\n```\n"
    assert named_files(guide) == ["a/b.py", "c/", "e.md"]
