"""A small SVG chart: panels of lines on a logarithmic scale, readable on light and dark pages."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

Points = Sequence[tuple[float, float]]

WIDTH, HEIGHT = 420, 300
LEFT, RIGHT, TOP, BOTTOM = 62, 16, 52, 44
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")
"""Colours that most colour-blind readers tell apart (Okabe and Ito, 2008)."""

STYLE = (
    "text{font:12px sans-serif;fill:#333}.grid{stroke:#8884;stroke-width:1}"
    "@media(prefers-color-scheme:dark){text{fill:#ddd}}"
)


@dataclass(frozen=True)
class Panel:
    """One chart: named lines of (x, y) points with x >= 0 and y > 0; y is logarithmic."""

    title: str
    x_label: str
    y_label: str
    lines: dict[str, Points]

    @property
    def x_range(self) -> tuple[float, float]:
        """The least and greatest x; never empty."""
        found = [x for points in self.lines.values() for x, _ in points] or [0.0]
        low, high = min(found), max(found)
        return low, high if high > low else low + 1

    @property
    def decades(self) -> tuple[int, int]:
        """The powers of ten below and above all y."""
        found = [math.log10(y) for points in self.lines.values() for _, y in points] or [0.0]
        low, high = math.floor(min(found)), math.ceil(max(found))
        return low, max(high, low + 1)

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point is drawn."""
        (x_low, x_high), (y_low, y_high) = self.x_range, self.decades
        across = (x - x_low) / (x_high - x_low)
        up = (math.log10(y) - y_low) / (y_high - y_low)
        right, down = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
        return round(LEFT + across * right, 1), round(HEIGHT - BOTTOM - up * down, 1)


def chart(panels: Sequence[Panel]) -> str:
    """Return the panels side by side as a self-contained SVG."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH * len(panels)} {HEIGHT}">',
        f"<style>{STYLE}</style>",
    ]
    for index, panel in enumerate(panels):
        parts.append(f'<g transform="translate({WIDTH * index} 0)">')
        parts += [*_frame(panel), *_lines(panel), "</g>"]
    return "\n".join([*parts, "</svg>\n"])


def _frame(panel: Panel) -> Iterator[str]:
    """Yield the titles, a line for each power of ten, and five marks below."""
    middle = (LEFT + WIDTH - RIGHT) / 2
    yield _text(middle, 18, panel.title, "middle")
    yield _text(middle, HEIGHT - 8, panel.x_label, "middle")
    yield f'<g transform="rotate(-90 14 {HEIGHT / 2})">'
    yield _text(14, HEIGHT / 2, panel.y_label, "middle") + "</g>"
    low, high = panel.x_range
    for power in range(panel.decades[0], panel.decades[1] + 1):
        _, y = panel.place(low, 10.0**power)
        yield f'<path class="grid" d="M{LEFT} {y}H{WIDTH - RIGHT}"/>'
        yield _text(LEFT - 6, y + 4, f"{10.0**power:g}", "end")
    for k in range(5):
        mark = low + k * (high - low) / 4
        x, _ = panel.place(mark, 10.0 ** panel.decades[0])
        yield _text(x, HEIGHT - BOTTOM + 18, f"{mark:g}", "middle")


def _lines(panel: Panel) -> Iterator[str]:
    """Yield each line with its points, and its name in its colour."""
    for index, (name, points) in enumerate(panel.lines.items()):
        colour = COLOURS[index % len(COLOURS)]
        places = [panel.place(x, y) for x, y in points]
        path = "L".join(f"{x} {y}" for x, y in places)
        if places:
            yield f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
        for x, y in places:
            yield f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>'
        x = LEFT + 90 * index
        yield f'<circle cx="{x + 4}" cy="36" r="4" fill="{colour}"/>'
        yield _text(x + 14, 40, name, "start")


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}">{escape(text)}</text>'
