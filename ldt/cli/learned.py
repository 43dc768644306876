"""What commands about learned operators need before they can import torch."""

from __future__ import annotations

from importlib.util import find_spec

import click

from ldt.cli.exits import Exit

PACKAGES = ("torch", "safetensors", "matplotlib")
"""The packages of the extra ``learn``."""


def need_learning(ctx: click.Context) -> None:
    """End the process with one line where the extra ``learn`` is not installed."""
    missing = [name for name in PACKAGES if find_spec(name) is None]
    if missing:
        words = f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} not installed"
        click.echo(f'ldt: {words}: pip install "lattice-deduction[learn]"', err=True)
        ctx.exit(Exit.USAGE)
