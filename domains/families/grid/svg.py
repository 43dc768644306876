"""A grid as a self-contained SVG that follows the reader's light or dark setting."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from domains.families.grid.alphabet import EMPTY
from domains.families.grid.view import GridView

SMALLEST_CELL = 36
CANDIDATE = 14
"""Pixels a candidate takes in each direction."""
MARGIN = 4

STYLE = """
.ldt-grid { --ground: #ffffff; --ink: #1b1b1f; --soft: #6b6f7a; --mark: #c2410c; --hue: #fde8d7 }
@media (prefers-color-scheme: dark) { .ldt-grid {
  --ground: #16171b; --ink: #ececf1; --soft: #9a9eaa; --mark: #fdba74; --hue: #4a2a12 } }
.ldt-grid .ground { fill: var(--ground) }
.ldt-grid text { fill: var(--ink); font-family: sans-serif; text-anchor: middle;
  dominant-baseline: central }
.ldt-grid .given { font-weight: bold }
.ldt-grid .candidate { fill: var(--soft) }
.ldt-grid .marked, .ldt-grid .gone { fill: var(--mark); font-weight: bold }
.ldt-grid .hue { fill: var(--hue) }
.ldt-grid path { stroke: var(--ink); fill: none; stroke-linecap: square }
.ldt-grid .thin { stroke: var(--soft); stroke-width: 0.7 }
.ldt-grid .thick { stroke-width: 2 }
"""


def svg_grid(view: GridView) -> str:
    """Draw a view: one ``text`` element per fixed cell and per candidate shown."""
    step = max(SMALLEST_CELL, view.candidate_columns * CANDIDATE)
    side = view.layout.size * step + 2 * MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="ldt-grid" role="img" '
        f'width="{side}" height="{side}" viewBox="0 0 {side} {side}">',
        f"<title>{escape(describe(view))}</title>",
        f"<style>{STYLE}</style>",
        f'<rect class="ground" width="{side}" height="{side}"/>',
        f'<g transform="translate({MARGIN} {MARGIN})">',
        *(part for cell in range(len(view.masks)) for part in _cell(view, cell, step)),
        *_lines(view, step),
        "</g></svg>",
    ]
    return "\n".join(parts)


def describe(view: GridView) -> str:
    """Say in words what a drawing shows."""
    fixed = sum(mask.bit_count() == 1 for mask in view.masks)
    marked = sum(mask.bit_count() for mask in view.marked.values())
    size = view.layout.size
    text = f"{view.family}, {size} x {size}, {fixed} of {len(view.masks)} cells fixed"
    return text + (f", {marked} candidates marked" if marked else "")


def _cell(view: GridView, cell: int, step: int) -> Iterator[str]:
    """Yield the elements of one cell."""
    row, column = divmod(cell, view.layout.size)
    left, top = column * step, row * step
    if view.marked.get(cell):
        yield f'<rect class="hue" x="{left}" y="{top}" width="{step}" height="{step}"/>'
    if view.is_single(cell):
        symbol = view.symbols[view.masks[cell].bit_length() - 1]
        kind = "marked" if view.marked.get(cell) else "given" if cell in view.given else "value"
        yield _text(symbol, kind, left + step / 2, top + step / 2, step * 0.6)
    elif not view.drawn(cell):
        yield _text(EMPTY, "gone", left + step / 2, top + step / 2, step * 0.6)
    elif view.shows_candidates:
        inner = step / view.candidate_columns
        for k in view.drawn(cell):
            down, across = divmod(k, view.candidate_columns)
            kind = "marked" if view.is_marked(cell, k) else "candidate"
            x, y = left + (across + 0.5) * inner, top + (down + 0.5) * inner
            yield _text(view.symbols[k], kind, x, y, inner * 0.8)


def _text(symbol: str, kind: str, x: float, y: float, size: float) -> str:
    at = f'x="{x:g}" y="{y:g}" font-size="{size:g}"'
    return f'<text class="{kind}" {at}>{escape(symbol)}</text>'


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
