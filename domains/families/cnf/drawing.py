"""Drawing an element of a formula: which variables are true, false, open or contradictory."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from domains.problem import Structure, bits

if TYPE_CHECKING:
    from rich.text import Text

WIDTH = 78
FALSE, TRUE, OPEN = 1, 2, 3
LARGEST_DRAWING = 1_000
"""Most variables that are drawn one by one; beyond, a summary says how many there are."""

CELL_WIDTH, CELL_HEIGHT, COLUMNS, MARGIN = 54, 40, 12, 10
STYLE = """\
  svg { color-scheme: light dark; }
  .page { fill: #ffffff; } .cell { fill: none; stroke: #8a8f98; }
  text { font-family: sans-serif; text-anchor: middle; fill: #1b1e23; }
  .name { font-size: 10px; fill: #666c75; } .value { font-size: 15px; }
  .marked { fill: #c2410c; font-weight: bold; }
  @media (prefers-color-scheme: dark) {
    .page { fill: #16181d; } .cell { stroke: #6b717b; } text { fill: #e8eaed; }
    .name { fill: #9aa0a9; } .marked { fill: #fb923c; }
  }
"""


def summary(structure: Structure, masks: Sequence[int]) -> str:
    """Return one line: how many variables and clauses there are, and how many are fixed."""
    fixed = sum(mask in (FALSE, TRUE) for mask in masks)
    text = f"{len(masks)} variables, {len(structure.rules)} clauses, {fixed} fixed"
    empty = [structure.names[v] for v, mask in enumerate(masks) if not mask]
    return f"{text}, no value left for {', '.join(empty[:5])}" if empty else text


def plain(structure: Structure, masks: Sequence[int]) -> str:
    """Return the summary and the fixed literals, in lines of at most 78 characters."""
    words = [word for variable, mask in enumerate(masks) if (word := _fixed(variable, mask))]
    lines = textwrap.wrap(" ".join(words), WIDTH, break_on_hyphens=False)
    return "\n".join([summary(structure, masks), *lines])


def _fixed(variable: int, mask: int) -> str:
    """Return the literal that a mask fixes, or nothing."""
    return {TRUE: str(variable + 1), FALSE: str(-variable - 1)}.get(mask, "")


def coloured(structure: Structure, masks: Sequence[int], marked: Sequence[tuple[int, int]]) -> Text:
    """Return the summary and the literals: fixed ones bold, open variables dim, marked ones red."""
    from rich.text import Text  # only drawing in a terminal pays for it

    marks = dict(marked)
    text = Text(summary(structure, masks) + "\n")
    for variable, mask in enumerate(masks):
        for k in bits(marks.get(variable, 0)):
            text.append(f"{variable + 1 if k else -variable - 1} ", style="bold red")
        if word := _fixed(variable, mask):
            text.append(f"{word} ", style="bold")
        elif mask and variable not in marks and len(masks) <= LARGEST_DRAWING:
            text.append(f"{variable + 1}? ", style="dim")
    text.rstrip()
    return text


def svg(structure: Structure, masks: Sequence[int], marked: Sequence[tuple[int, int]]) -> str:
    """Return a table of all variables with their candidates, or the summary of a large formula."""
    marks = dict(marked)
    drawn = len(masks) if len(masks) <= LARGEST_DRAWING else 0
    title = summary(structure, masks)
    if not drawn and masks:
        title += f"; too many to draw, the most is {LARGEST_DRAWING}"
    cells = [_cell(structure, v, masks[v], marks.get(v, 0)) for v in range(drawn)]
    width = COLUMNS * CELL_WIDTH + 2 * MARGIN
    height = math.ceil(drawn / COLUMNS) * CELL_HEIGHT + 24 + 2 * MARGIN
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">',
            f"<title>{escape(title)}</title>",
            f"<style>\n{STYLE}</style>",
            f'<rect class="page" width="{width}" height="{height}"/>',
            f'<text class="name" x="{width // 2}" y="{MARGIN + 10}">{escape(title)}</text>',
            *cells,
            "</svg>\n",
        ]
    )


def _cell(structure: Structure, variable: int, mask: int, marked: int) -> str:
    """Return one variable: its name above the candidates 0 and 1 that are left."""
    row, column = divmod(variable, COLUMNS)
    x, y = MARGIN + column * CELL_WIDTH, MARGIN + 24 + row * CELL_HEIGHT
    middle = x + CELL_WIDTH // 2
    values = "".join(
        f'<tspan class="marked">{k}</tspan>' if marked >> k & 1 else f"<tspan>{k}</tspan>"
        for k in bits(mask | marked)
    )
    return (
        f'<rect class="cell" x="{x}" y="{y}" width="{CELL_WIDTH}" height="{CELL_HEIGHT}"/>'
        f'<text class="name" x="{middle}" y="{y + 14}">{escape(structure.names[variable])}</text>'
        f'<text class="value" x="{middle}" y="{y + 32}">{values or "–"}</text>'
    )
