"""A maze in plain characters and for a terminal: walls, the path, and what is open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from domains.families.maze.board import FREE, layout_of
from domains.families.maze.text import write_rows
from domains.families.view import ElementView
from domains.problem import Structure

if TYPE_CHECKING:
    from rich.text import Text

DRAWN = "! o."
"""The character of a free cell, by its mask: nothing left, off the path, on it, open."""


ON_PATH = 0b10
"""The mask of a cell that the path takes."""


def lines(structure: Structure, masks: Sequence[int]) -> list[str]:
    """Draw a line per row: ``o`` on the path, blank off it, ``.`` open."""
    return write_rows(structure, [DRAWN[mask] for mask in masks])


def render(structure: Structure, masks: Sequence[int]) -> str:
    """Draw the maze."""
    return "\n".join(lines(structure, masks))


def rich(structure: Structure, view: ElementView) -> Text:
    """Draw the same, walls dim, start, goal and givens bold, marked cells reversed."""
    from domains.families.terminal import coloured

    text = coloured(lines(structure, view.masks), layout_of(structure).find(FREE), view, structure)
    text.highlight_regex("#+", "dim")
    text.highlight_regex("[SG]", "bold")
    return text


def describe(structure: Structure, view: ElementView) -> str:
    """Say in words what a drawing shows."""
    layout = layout_of(structure)
    path = sum(mask == ON_PATH for mask in view.masks)
    still = sum(mask.bit_count() > 1 for mask in view.masks)
    words = [f"{view.family}, {len(layout.rows)} x {layout.width}, {path} cells on the path"]
    words += [f"{still} cells open"] if still else []
    words += [f"{view.marked_count} candidates marked"] if view.marked_count else []
    return ", ".join(words)
