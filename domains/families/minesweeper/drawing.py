"""A board in plain characters, and coloured for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from domains.families.minesweeper.board import layout_of
from domains.families.minesweeper.text import write_rows
from domains.families.view import ElementView
from domains.problem import Structure

if TYPE_CHECKING:
    from rich.text import Text


def render(structure: Structure, masks: Sequence[int]) -> str:
    """Draw numbers, ``*`` for a mine, ``-`` for a safe cell, ``?`` for an open one."""
    return "\n".join(" ".join(row) for row in write_rows(structure, masks))


def rich(structure: Structure, view: ElementView) -> Text:
    """Draw the same, numbers dim, marked cells reversed."""
    from domains.families.terminal import coloured  # only drawing in a terminal pays for it

    places = [(r, 2 * c) for r, c in layout_of(structure).covered()]
    text = coloured(render(structure, view.masks).split("\n"), places, view, structure)
    drawn = 2 * len(layout_of(structure).rows[0]) * len(layout_of(structure).rows)
    for at, sign in enumerate(text.plain[:drawn]):
        if sign.isdecimal():
            text.stylize("dim", at, at + 1)
    return text


def describe(structure: Structure, view: ElementView) -> str:
    """Say in words what a drawing shows."""
    layout = layout_of(structure)
    words = [f"{view.family}, {len(layout.rows)} x {len(layout.rows[0])}"]
    words += [] if layout.mines is None else [f"{layout.mines} mines in all"]
    words.append(f"{sum(mask == 0b10 for mask in view.masks)} mines known")
    words.append(f"{sum(mask == 0b01 for mask in view.masks)} covered cells safe")
    words.append(f"{sum(mask == 0b11 for mask in view.masks)} open")
    words += [f"{view.marked_count} candidates marked"] if view.marked_count else []
    return ", ".join(words)
