"""Where the sources are, as text and as syntax trees; nothing here imports the packages."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]

# The order is the import direction: a package may import those before it, never those after it.
PACKAGES = ("lattice", "domains", "search", "proofs", "ldt")


def existing_packages() -> list[str]:
    """The import packages that are there, in import order."""
    return [name for name in PACKAGES if (REPOSITORY / name / "__init__.py").is_file()]


def python_files(*folders: str) -> list[Path]:
    """All Python files under folders of the repository, in a fixed order."""
    return sorted(path for folder in folders for path in (REPOSITORY / folder).rglob("*.py"))


def name_of(path: Path) -> str:
    """A path as the repository writes it; also the readable name of a test case."""
    return path.relative_to(REPOSITORY).as_posix()


@cache
def syntax_tree(path: Path) -> ast.Module:
    """The parsed file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imported_names(tree: ast.AST) -> list[tuple[int, str]]:
    """(line, dotted name) of every absolute import, at whatever depth it is written."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.append((node.lineno, node.module))
        elif isinstance(node, ast.Call) and _calls_import(node):
            found += [(node.lineno, argument) for argument in _strings(node.args)]
    return found


def _calls_import(node: ast.Call) -> bool:
    return ast.unparse(node.func).rpartition(".")[2] in {"import_module", "__import__"}


def _strings(arguments: list[ast.expr]) -> list[str]:
    return [a.value for a in arguments if isinstance(a, ast.Constant) and isinstance(a.value, str)]
