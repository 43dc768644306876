"""A grid as plain text."""

from __future__ import annotations

from collections.abc import Sequence

from domains.families.grid.alphabet import alphabet
from domains.families.grid.layout import GridLayout

WIDTH = 80


def render_grid(layout: GridLayout, masks: Sequence[int]) -> str:
    """Draw one character per cell between lines around the blocks.

    ``.`` is an open cell and ``!`` one without candidates. Cells stand apart where 80 columns
    allow it, and side by side otherwise.
    """
    gap = " " if _width(layout, 1) <= WIDTH else ""
    text = alphabet(layout.size).write(masks)
    blocks = layout.size // layout.box_columns
    rule = "+".join(["", *["-" * _block_width(layout, len(gap))] * blocks, ""])
    lines = []
    for r in range(layout.size):
        if r % layout.box_rows == 0:
            lines.append(rule)
        lines.append(_row(text[r * layout.size : (r + 1) * layout.size], layout.box_columns, gap))
    return "\n".join([*lines, rule])


def _row(text: str, step: int, gap: str) -> str:
    blocks = [gap.join(text[k : k + step]) for k in range(0, len(text), step)]
    return f"|{gap}{f'{gap}|{gap}'.join(blocks)}{gap}|"


def _block_width(layout: GridLayout, gap: int) -> int:
    return layout.box_columns + gap * (layout.box_columns + 1)


def _width(layout: GridLayout, gap: int) -> int:
    return (_block_width(layout, gap) + 1) * (layout.size // layout.box_columns) + 1
