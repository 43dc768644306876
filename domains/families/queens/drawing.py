"""A board in plain characters, and coloured for a terminal; large ones as a list of queens."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from domains.families.queens.text import squares
from domains.families.view import ElementView
from domains.problem import Structure

if TYPE_CHECKING:
    from rich.text import Text

WIDTH = 80
LARGEST_DRAWN = 79
"""Most rows that are drawn square by square."""


def render(masks: Sequence[int]) -> str:
    """Draw ``Q`` for a queen, ``.`` for a square still possible, ``#`` for one that is not.

    Beside a queen the other squares of its row are drawn as ``.``.
    """
    size = len(masks)
    if size > LARGEST_DRAWN:
        return _listed(masks)
    gap = " " if 2 * size - 1 <= WIDTH else ""
    return "\n".join(gap.join(squares(mask, size)) for mask in masks)


def _listed(masks: Sequence[int]) -> str:
    """Return how many queens stand, and where, as row:column."""
    fixed = [
        f"{row}:{mask.bit_length() - 1}" for row, mask in enumerate(masks) if mask.bit_count() == 1
    ]
    empty = [str(row) for row, mask in enumerate(masks) if not mask]
    head = f"{len(masks)} rows, {len(fixed)} queens (row:column)"
    head += f", no square left in row {', '.join(empty[:5])}" if empty else ""
    return "\n".join([head, *textwrap.wrap(" ".join(fixed), WIDTH - 2)])


def rich(structure: Structure, view: ElementView) -> Text:
    """Return the same with placed queens bold; marked squares stand out or are listed."""
    from rich.text import Text  # only drawing in a terminal pays for it

    from domains.families.terminal import MARKED, STYLES

    text, size = Text(render(view.masks), no_wrap=True), len(view.masks)
    if size > LARGEST_DRAWN:
        for row, mask in sorted(view.marked.items()):
            columns = " ".join(map(str, structure.values_in(row, mask)))
            text.append(f"\n{structure.names[row]}: {columns}", MARKED)
        return text
    step = 2 if 2 * size - 1 <= WIDTH else 1
    width = step * (size - 1) + 2  # with the end of the line
    for row, mask in enumerate(view.masks):
        if view.is_single(row):
            at = row * width + step * (mask.bit_length() - 1)
            text.stylize(STYLES[view.kind(row)], at, at + 1)
        for column in range(size):
            if view.is_marked(row, column):
                at = row * width + step * column
                text.stylize(MARKED, at, at + 1)
    return text
