r"""A snowflake in plain characters, and coloured for a terminal.

A hexagon takes five lines, with the triangle that points down in the middle of the second one and
the one that points up in the last::

      ___
     / 4 \
    /3   5\
    \2   0/
     \_1_/

Neighbours share their sides, so that a step in q takes five columns and two lines, a
step in r four lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from domains.families.snowflake.cells import BLANK
from domains.families.snowflake.layout import SnowflakeLayout, layout_of
from domains.families.view import ElementView
from domains.problem import Structure

if TYPE_CHECKING:
    from rich.text import Text

HEXAGON = r"""
  ___
 /   \
/     \
\     /
 \___/
""".strip("\n").split("\n")
TRIANGLE_AT = ((3, 5), (4, 3), (3, 1), (2, 1), (1, 3), (2, 5))
"""Per triangle of a hexagon the line and the column of its digit."""

EMPTY = "!"
Place = tuple[int, int]


def render(structure: Structure, masks: Sequence[int]) -> str:
    """Draw fixed digits and blanks; ``!`` is a cell without candidates."""
    layout = layout_of(structure)
    return "\n".join([*_lines(layout, masks), *remarks(layout)])


def rich(structure: Structure, view: ElementView) -> Text:
    """Return the same in colour; marked candidates are listed below."""
    from domains.families.terminal import coloured  # only drawing in a terminal pays for it

    layout = layout_of(structure)
    text = coloured(_lines(layout, view.masks), _places(layout), view, structure)
    return text.append("".join(f"\n{line}" for line in remarks(layout)))


def remarks(layout: SnowflakeLayout) -> list[str]:
    """Return a line where not all hexagons are connected by rules, since hardly anyone means that.

    >>> from domains.families.snowflake.layout import spiral
    >>> remarks(spiral(8))
    ['not connected: no rule joins hexagons 1-7 | 8']
    """
    parts = layout.parts()
    if len(parts) == 1:
        return []
    return [f"not connected: no rule joins hexagons {' | '.join(map(_ranges, parts))}"]


def _ranges(part: Sequence[int]) -> str:
    """Return numbers from 1 as ranges: ``1-7, 9``."""
    ends: list[list[int]] = []
    for number in part:
        if ends and ends[-1][1] == number:
            ends[-1][1] = number + 1
        else:
            ends.append([number + 1, number + 1])
    return ", ".join(str(low) if low == high else f"{low}-{high}" for low, high in ends)


def _places(layout: SnowflakeLayout) -> list[Place]:
    """Return per cell the line and the column of its digit."""
    return [
        (top + line, left + column)
        for top, left in _corners(layout)
        for line, column in TRIANGLE_AT
    ]


def _corners(layout: SnowflakeLayout) -> list[Place]:
    """Return per hexagon the line and the column of its upper left corner."""
    corners = [(2 * q + 4 * r, 5 * q) for q, r in layout.hexagons]
    top, left = min(line for line, _ in corners), min(column for _, column in corners)
    return [(line - top, column - left) for line, column in corners]


def _lines(layout: SnowflakeLayout, masks: Sequence[int]) -> list[str]:
    corners, places = _corners(layout), _places(layout)
    height = max(line for line, _ in corners) + len(HEXAGON)
    width = max(column for _, column in corners) + max(map(len, HEXAGON))
    canvas = [[" "] * width for _ in range(height)]
    for top, left in corners:
        for down, pattern in enumerate(HEXAGON):
            for across, character in enumerate(pattern):
                if character != " ":
                    canvas[top + down][left + across] = character
    for (line, column), mask in zip(places, masks, strict=True):
        canvas[line][column] = _character(mask)
    return ["".join(line).rstrip() for line in canvas]


def _character(mask: int) -> str:
    if not mask:
        return EMPTY
    return BLANK if mask.bit_count() > 1 else str(mask.bit_length())
