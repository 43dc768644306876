"""A grid as a self-contained SVG that follows the reader's light or dark setting."""

from __future__ import annotations

from collections.abc import Iterator

from domains.families.grid.alphabet import EMPTY
from domains.families.grid.view import GridView
from domains.families.svg import page, text

SMALLEST_CELL = 36
CANDIDATE = 14
"""Pixels a candidate takes in each direction."""


def svg_grid(view: GridView) -> str:
    """Draw a view: one ``text`` element per fixed cell and per candidate shown."""
    step = max(SMALLEST_CELL, view.candidate_columns * CANDIDATE)
    side = view.layout.size * step
    cells = (part for cell in range(len(view.masks)) for part in _cell(view, cell, step))
    return page(side, side, describe(view), [*cells, *_lines(view, step)])


def describe(view: GridView) -> str:
    """Say in words what a drawing shows."""
    size, marked = view.layout.size, view.marked_count
    words = f"{view.family}, {size} x {size}, {view.fixed_count} of {len(view.masks)} cells fixed"
    return words + (f", {marked} candidates marked" if marked else "")


def _cell(view: GridView, cell: int, step: int) -> Iterator[str]:
    """Yield the elements of one cell."""
    row, column = divmod(cell, view.layout.size)
    left, top = column * step, row * step
    if view.marked.get(cell):
        yield f'<rect class="hue" x="{left}" y="{top}" width="{step}" height="{step}"/>'
    if view.is_single(cell):
        symbol = view.symbols[view.masks[cell].bit_length() - 1]
        yield text(symbol, view.kind(cell), left + step / 2, top + step / 2, step * 0.6)
    elif not view.drawn(cell):
        yield text(EMPTY, "gone", left + step / 2, top + step / 2, step * 0.6)
    elif view.shows_candidates:
        inner = step / view.candidate_columns
        for k in view.drawn(cell):
            down, across = divmod(k, view.candidate_columns)
            kind = "marked" if view.is_marked(cell, k) else "candidate"
            x, y = left + (across + 0.5) * inner, top + (down + 0.5) * inner
            yield text(view.symbols[k], kind, x, y, inner * 0.8)


def _lines(view: GridView, step: int) -> Iterator[str]:
    """Yield the thin lines between cells, then the thick ones around blocks."""
    layout, side = view.layout, view.layout.size * step
    thin: list[str] = []
    thick: list[str] = []
    for k in range(layout.size + 1):
        across, down = f"M0 {k * step}H{side}", f"M{k * step} 0V{side}"
        (thin if k % layout.box_rows else thick).append(across)
        (thin if k % layout.box_columns else thick).append(down)
    yield f'<path class="thin" d="{"".join(thin)}"/>'
    yield f'<path class="thick" d="{"".join(thick)}"/>'
