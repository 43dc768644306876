"""A snowflake as SVG: thin lines between triangles, thick ones around hexagons, dots for points.

A dot stands where three hexagons meet: the six triangles around it take each digit once.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, pi, sin, sqrt

from domains.families.snowflake.drawing import EMPTY, remarks
from domains.families.snowflake.layout import DIGITS, TRIANGLES, SnowflakeLayout
from domains.families.svg import page, text
from domains.families.view import ElementView

SIDE = 54.0
"""Pixels of a side."""

Point = tuple[float, float]

CENTROID = 1 / sqrt(3)
"""Of a triangle, from the middle of its hexagon, in sides."""


def svg(layout: SnowflakeLayout, view: ElementView) -> str:
    """Draw a view: one ``text`` element per fixed cell and per candidate shown."""
    centres = _centres(layout)
    width = max(x for x, _ in centres) + SIDE
    height = max(y for _, y in centres) + SIDE * sqrt(3) / 2
    cells = [part for cell in range(len(view.masks)) for part in _cell(view, centres, cell)]
    return page(width, height, describe(layout, view), [*cells, *_lines(layout, centres)])


def describe(layout: SnowflakeLayout, view: ElementView) -> str:
    """Say in words what a drawing shows."""
    cells = f"{view.fixed_count} of {len(view.masks)} cells fixed"
    marked = [f"{view.marked_count} candidates marked"] if view.marked_count else []
    hexagons = f"{len(layout.hexagons)} hexagons"
    return ", ".join([view.family, hexagons, cells, *marked, *remarks(layout)])


def _centres(layout: SnowflakeLayout) -> list[Point]:
    """Return the middle of each hexagon, the drawing's upper left corner being (0, 0)."""
    middles = [(1.5 * q * SIDE, sqrt(3) * (q / 2 + r) * SIDE) for q, r in layout.hexagons]
    left, top = min(x for x, _ in middles), min(y for _, y in middles)
    return [(x - left + SIDE, y - top + SIDE * sqrt(3) / 2) for x, y in middles]


def _around(centre: Point, sixths: float, distance: float = SIDE) -> Point:
    """Return the point in a direction, given in sixths of a turn, clockwise from right."""
    angle = sixths * pi / 3
    return centre[0] + distance * cos(angle), centre[1] + distance * sin(angle)


def _cell(view: ElementView, centres: list[Point], cell: int) -> Iterator[str]:
    """Yield the elements of one triangle."""
    h, k = divmod(cell, TRIANGLES)
    x, y = _around(centres[h], k + 0.5, SIDE * CENTROID)
    if view.marked.get(cell):
        corners = [centres[h], _around(centres[h], k), _around(centres[h], k + 1)]
        yield f'<polygon class="hue" points="{_points(corners)}"/>'
    if view.is_single(cell):
        digit = DIGITS[view.masks[cell].bit_length() - 1]
        yield text(str(digit), view.kind(cell), x, y, SIDE * 0.4)
    elif not view.drawn(cell):
        yield text(EMPTY, "gone", x, y, SIDE * 0.4)
    elif view.shows_candidates:
        yield from _candidates(view, cell, (x, y), points_down=k % 2 == 0)


def _candidates(
    view: ElementView, cell: int, centroid: Point, *, points_down: bool
) -> Iterator[str]:
    """Yield the digits of an open cell in rows of three, two and one, as a triangle has room."""
    size = SIDE * 0.17
    rows = (3, 2, 1) if points_down else (1, 2, 3)
    offset = -1.1 if points_down else -0.9
    spots = [
        (centroid[0] + (across - (count - 1) / 2) * size, centroid[1] + (down + offset) * size)
        for down, count in enumerate(rows)
        for across in range(count)
    ]
    for k in view.drawn(cell):
        kind = "marked" if view.is_marked(cell, k) else "candidate"
        yield text(str(DIGITS[k]), kind, *spots[k], size)


def _lines(layout: SnowflakeLayout, centres: list[Point]) -> Iterator[str]:
    """Yield the spokes of all hexagons, their outlines, and a dot for each point of three."""
    spokes = "".join(
        f"M{_points([_around(centre, k)])}L{_points([_around(centre, k + 3)])}"
        for centre in centres
        for k in range(TRIANGLES // 2)
    )
    yield f'<path class="thin" d="{spokes}"/>'
    for centre in centres:
        outline = _points([_around(centre, k) for k in range(TRIANGLES)])
        yield f'<polygon class="thick" points="{outline}"/>'
    for hexagons, _ in layout.points():
        x = sum(centres[h][0] for h in hexagons) / 3
        y = sum(centres[h][1] for h in hexagons) / 3
        yield f'<circle class="dot" cx="{x:.2f}" cy="{y:.2f}" r="{SIDE / 12:g}"/>'


def _points(points: list[Point]) -> str:
    return " ".join(f"{x:.2f},{y:.2f}" for x, y in points)
