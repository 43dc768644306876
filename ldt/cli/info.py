"""``ldt info``: what to put into a bug report."""

from __future__ import annotations

import os
import platform

import click

from ldt.cli.options import format_option
from ldt.cli.output import json_line
from ldt.cli.versions import own_version, version_of

PACKAGES = (
    "click",
    "numpy",
    "numba",
    "networkx",
    "python-sat",
    "rich",
    "torch",
    "safetensors",
    "ortools",
    "pycosat",
    "cpmpy",
)
"""Distributions something here uses; the last five belong to optional extras."""


def _cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _kernel() -> str:
    """Say whether the compiled search kernel is in the cache."""
    if version_of("numba") is None:
        return "never compiled: numba is not installed"
    from search.kernel.warm import state

    return state()


def _plugins() -> list[dict[str, str]]:
    """Return every plugin the entry points name; none is loaded."""
    from domains.plugins import GROUPS, entry_points_of

    return [
        {"group": point.group, "name": point.name, "value": point.value}
        for kind in GROUPS
        for point in entry_points_of(kind)
    ]


def _weights() -> list[dict[str, object]]:
    """Return what networks this installation ships; reading it needs no torch."""
    from ldt.inference.proposers import described, shipped

    return [described(path) for path in shipped()]


def _record() -> dict[str, object]:
    return {
        "type": "info",
        "version": own_version(),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "platform": platform.platform(),
        "cores": _cores(),
        "kernel": _kernel(),
        "packages": {name: version_of(name) for name in PACKAGES},
        "plugins": _plugins(),
        "weights": _weights(),
    }


@click.command("info")
@format_option
def command(output_format: str) -> None:
    """Show versions and the state of this installation."""
    record = _record()
    click.echo(json_line(record) if output_format == "json" else _text(record))


def _text(record: dict[str, object]) -> str:
    """Return the record as aligned lines."""
    rows: list[tuple[str, str]] = []
    for key, value in record.items():
        if key == "packages":
            assert isinstance(value, dict)
            rows += [(name, found or "not installed") for name, found in value.items()]
        elif key == "plugins":
            assert isinstance(value, list)
            words = ", ".join(f"{p['name']} ({p['group']})" for p in value)
            rows.append((key, words or "none"))
        elif key == "weights":
            assert isinstance(value, list)
            shown = [f"{w['name']} ({w['model']}, {w['bytes']:,} bytes)" for w in value]
            rows.append((key, ", ".join(shown) or "none"))
        elif key != "type":
            rows.append((key, str(value)))
    width = max(len(name) for name, _ in rows)
    return "\n".join(f"{name:<{width}}  {value}" for name, value in rows)
