"""A board as SVG: covered cells shaded, mines as discs, safe cells as rings."""

from __future__ import annotations

from collections.abc import Iterator

from domains.families.minesweeper.board import COVERED, Cell, layout_of
from domains.families.minesweeper.drawing import describe
from domains.families.svg import page, text
from domains.families.view import ElementView
from domains.problem import Structure

STEP = 28
"""Pixels of a cell."""


def svg(structure: Structure, view: ElementView) -> str:
    """Draw a view."""
    layout = layout_of(structure)
    width, height = STEP * len(layout.rows[0]), STEP * len(layout.rows)
    covered = enumerate(layout.covered())
    parts = [part for variable, cell in covered for part in _covered(view, variable, cell)]
    parts += [_number(sign, cell) for cell, sign in layout.cells() if sign not in (COVERED, "0")]
    return page(width, height, describe(structure, view), [*parts, _lines(width, height)])


def _number(sign: str, cell: Cell) -> str:
    return text(sign, "value", (cell[1] + 0.5) * STEP, (cell[0] + 0.5) * STEP, STEP * 0.55)


def _covered(view: ElementView, variable: int, cell: Cell) -> Iterator[str]:
    """Yield the elements of one covered cell."""
    r, c = cell
    kind = "hue" if view.marked.get(variable) else "shade"
    yield f'<rect class="{kind}" x="{c * STEP}" y="{r * STEP}" width="{STEP}" height="{STEP}"/>'
    x, y = (c + 0.5) * STEP, (r + 0.5) * STEP
    mask = view.masks[variable]
    if mask == 0b10:
        yield f'<circle class="dot" cx="{x:g}" cy="{y:g}" r="{STEP * 0.25:g}"/>'
    elif mask == 0b01:
        yield f'<circle class="thin" cx="{x:g}" cy="{y:g}" r="{STEP * 0.25:g}"/>'
    else:
        yield text("?" if mask else "!", "candidate" if mask else "gone", x, y, STEP * 0.5)


def _lines(width: int, height: int) -> str:
    """Return the lines between cells and around the board, as one path."""
    path = "".join(f"M{x} 0v{height}" for x in range(0, width + 1, STEP))
    path += "".join(f"M0 {y}h{width}" for y in range(0, height + 1, STEP))
    return f'<path class="thin" d="{path}"/>'
