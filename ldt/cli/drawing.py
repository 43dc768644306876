"""A puzzle on the terminal, in colour where that is wanted; and a drawing as a PNG."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from domains.families.base import Family
    from domains.problem import Structure


def colour_wanted() -> bool:
    """Tell whether stdout is a terminal that takes colour, and its user wants it."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout.isatty()


def drawing(
    family: Family,
    structure: Structure,
    masks: Sequence[int],
    givens: Sequence[int] = (),
) -> str:
    """Return what to print; where there is colour, the givens stand out from what was found."""
    if not colour_wanted():
        return family.render(structure, masks).rstrip("\n")
    from rich.console import Console

    console = Console()
    with console.capture() as captured:
        console.print(family.rich(structure, masks, givens=givens))
    return captured.get().rstrip("\n")


SANS_SERIF = "Arial, Helvetica, 'Liberation Sans', 'DejaVu Sans', 'Noto Sans', sans-serif"
"""What stands for "sans-serif" in a PNG: the library takes a serif typeface for it otherwise."""

ZOOM = 2
"""Pixels of a PNG for each of the drawing, so that small candidates stay legible."""


def png(svg: str) -> bytes:
    """Return a drawing as a PNG, in its light colours.

    Raises:
        click.UsageError: the library that renders is not installed, or the system has no typeface
            for the drawing's letters, which would be left out.
    """
    import click

    try:
        from resvg_py import svg_to_bytes
    except ImportError:
        message = '--png needs the extra "png": pip install "lattice-deduction[png]"'
        raise click.UsageError(message) from None
    named = svg.replace("sans-serif", SANS_SERIF)
    picture = bytes(svg_to_bytes(svg_string=named, zoom=ZOOM))
    bare = bytes(svg_to_bytes(svg_string=named, zoom=ZOOM, skip_system_fonts=True))
    if "<text" in svg and picture == bare:
        message = "--png found no typeface on this system for letters and digits; --svg needs none."
        raise click.UsageError(message)
    return picture
