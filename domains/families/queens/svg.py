"""A board as SVG: queens, a dot on each square still possible where some are gone, crosses."""

from __future__ import annotations

from collections.abc import Iterator

from domains.families.svg import page
from domains.families.view import ElementView
from domains.problem import bits

BOARD = 320
"""Pixels of a side, for boards of up to twenty rows; beyond, a square has sixteen."""

SMALLEST_SQUARE, LARGEST_SQUARE = 16, 44
MOST_DOTS = 100
"""Above so many rows only queens are drawn."""

CROWN = "M.22 .78H.78L.88 .3L.66 .54L.5 .18L.34 .54L.12 .3Z"
"""A queen on a square of side 1."""


def svg(view: ElementView) -> str:
    """Draw a view: a crown for each queen, given ones filled."""
    size = len(view.masks)
    step = min(LARGEST_SQUARE, max(SMALLEST_SQUARE, BOARD // size))
    side = size * step
    rows = (part for row in range(size) for part in _row(view, row, step))
    return page(side, side, describe(view), [*_shade(size, step), *rows, *_lines(size, step)])


def describe(view: ElementView) -> str:
    """Say in words what a drawing shows."""
    size = len(view.masks)
    words = f"{view.family}, {size} x {size}, {view.fixed_count} of {size} queens placed"
    marked = view.marked_count
    return words + (f", {marked} squares marked" if marked else "")


def _shade(size: int, step: int) -> Iterator[str]:
    """Yield the dark squares of a chessboard as one path."""
    if size <= MOST_DOTS:
        dark = [(r, c) for r in range(size) for c in range(size) if (r + c) % 2]
        path = "".join(f"M{c * step} {r * step}h{step}v{step}h-{step}z" for r, c in dark)
        yield f'<path class="shade" d="{path}"/>'


def _row(view: ElementView, row: int, step: int) -> Iterator[str]:
    """Yield the elements of one row."""
    top = row * step
    for column in bits(view.marked.get(row, 0)):
        at = f'x="{column * step}" y="{top}" width="{step}" height="{step}"'
        yield f'<rect class="hue" {at}/>'
    mask = view.masks[row]
    if mask.bit_count() == 1:
        column = mask.bit_length() - 1
        place = f"translate({column * step} {top}) scale({step})"
        yield f'<path class="queen {view.kind(row)}" transform="{place}" d="{CROWN}"/>'
    elif len(view.masks) <= MOST_DOTS and mask != (1 << len(view.masks)) - 1:
        yield from _squares(view, row, step)


def _squares(view: ElementView, row: int, step: int) -> Iterator[str]:
    """Yield a dot on each square still possible, and a cross on each that is not."""
    y, cross = (row + 0.5) * step, step * 0.2
    path = ""
    for column in range(len(view.masks)):
        x = (column + 0.5) * step
        if view.masks[row] >> column & 1:
            kind = "marked dot" if view.is_marked(row, column) else "dot"
            yield f'<circle class="{kind}" cx="{x:g}" cy="{y:g}" r="{step / 10:g}"/>'
        else:
            path += f"M{x - cross:g} {y - cross:g}l{2 * cross:g} {2 * cross:g}"
            path += f"m0 {-2 * cross:g}l{-2 * cross:g} {2 * cross:g}"
    if path:
        yield f'<path class="thin" d="{path}"/>'


def _lines(size: int, step: int) -> Iterator[str]:
    side = size * step
    yield f'<rect class="thick" width="{side}" height="{side}"/>'
