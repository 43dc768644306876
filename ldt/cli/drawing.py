"""A puzzle on the terminal: in colour where that is wanted, in plain characters elsewhere."""

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
