"""What all drawings for a terminal share: how cells look, and colouring a plain drawing."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from domains.families.view import ElementView
from domains.problem import Structure

MARKED = "bold reverse yellow"
"""Reversed as well as coloured, so that it stands out without colour too."""

STYLES = {"given": "bold", "value": "", "marked": MARKED, "gone": "bold red"}
"""The style of each `ElementView.kind`."""


def coloured(
    lines: Sequence[str],
    places: Sequence[tuple[int, int]],
    view: ElementView,
    structure: Structure,
    widths: Sequence[int] = (),
) -> Text:
    """Return a plain drawing with its cells in colour, and a line below per marked cell.

    Args:
        lines: the drawing.
        places: per cell the line and the column of its first character, from 0.
        view: what stands out.
        structure: what the cells and values are called.
        widths: per cell how many characters it has; where nothing is said, one each.
    """
    text = Text("\n".join(lines), no_wrap=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    for cell, (row, column) in enumerate(places):
        at = starts[row] + column
        text.stylize(STYLES[view.kind(cell)], at, at + (widths[cell] if widths else 1))
    for cell, mask in sorted(view.marked.items()):
        if mask:
            values = " ".join(map(str, structure.values_in(cell, mask)))
            text.append(f"\n{structure.names[cell]}: {values}")
    return text
