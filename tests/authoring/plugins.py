"""Packages that the kit wrote, installed in this process alone: nothing is downloaded or built."""

from __future__ import annotations

import importlib
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from domains.registry import FAMILIES
from ldt.inference.proposers import PROPOSERS
from proofs.audit.registry import registered


def add_metadata(folder: Path) -> None:
    """Write what pip would write beside an installed module, from the package's pyproject.toml."""
    about = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    info = folder / f"{about['name'].replace('-', '_')}-{about['version']}.dist-info"
    info.mkdir(exist_ok=True)
    head = f"Metadata-Version: 2.1\nName: {about['name']}\nVersion: {about['version']}\n"
    (info / "METADATA").write_text(head, encoding="utf-8")
    lines = []
    for group, points in about["entry-points"].items():
        lines += [f"[{group}]", *(f"{name} = {value}" for name, value in points.items())]
    (info / "entry_points.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


@contextmanager
def installed(folder: Path) -> Iterator[str]:
    """Make a package's plugin one that is found, while the block lasts; yield its module's name."""
    add_metadata(folder)
    module = folder.name.replace("-", "_")
    name = folder.name.removeprefix("ldt-")
    sys.path.insert(0, str(folder))
    _forget(module, name)
    try:
        yield module
    finally:
        sys.path.remove(str(folder))
        _forget(module, name)


def _forget(module: str, name: str) -> None:
    """Let everything that remembers plugins look again."""
    importlib.invalidate_caches()
    sys.modules.pop(module, None)
    registered.cache_clear()
    for registry in (FAMILIES, PROPOSERS):
        registry._loaded.pop(name, None)
