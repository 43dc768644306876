"""What all drawings as SVG share: a self-contained page that follows light and dark, and a style.

Classes that drawings use: ``given`` ``value`` ``candidate`` ``marked`` ``gone`` for texts, ``hue``
for the ground of a cell with marked candidates, ``thin`` and ``thick`` for lines, ``dot``.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

MARGIN = 4

# Colours stand in the rules themselves, since converters to pictures know no CSS variables.
STYLE = """
.ldt-drawing .ground { fill: #ffffff }
.ldt-drawing .hue { fill: #fde8d7; stroke: none }
.ldt-drawing .dot { fill: #1b1b1f }
.ldt-drawing .shade { fill: #eceef2 }
.ldt-drawing .queen { fill: none; stroke: #1b1b1f; stroke-width: 0.05; stroke-linejoin: round }
.ldt-drawing .queen.given { fill: #1b1b1f }
.ldt-drawing text { fill: #1b1b1f; font-family: sans-serif; text-anchor: middle;
  dominant-baseline: central }
.ldt-drawing .given { font-weight: bold }
.ldt-drawing .candidate { fill: #6b6f7a }
.ldt-drawing .marked, .ldt-drawing .gone { fill: #c2410c; font-weight: bold }
.ldt-drawing .thin { fill: none; stroke: #6b6f7a; stroke-width: 0.7; stroke-linecap: square }
.ldt-drawing .thick { fill: none; stroke: #1b1b1f; stroke-width: 2; stroke-linecap: square }
.ldt-drawing text.on-colour { fill: #1b1b1f }
@media (prefers-color-scheme: dark) {
.ldt-drawing .ground { fill: #16171b }
.ldt-drawing .hue { fill: #4a2a12 }
.ldt-drawing .dot { fill: #ececf1 }
.ldt-drawing .shade { fill: #23252b }
.ldt-drawing .queen { stroke: #ececf1 }
.ldt-drawing .queen.given { fill: #ececf1 }
.ldt-drawing text { fill: #ececf1 }
.ldt-drawing .candidate { fill: #9a9eaa }
.ldt-drawing .marked, .ldt-drawing .gone { fill: #fdba74 }
.ldt-drawing .thin { stroke: #9a9eaa }
.ldt-drawing .thick { stroke: #ececf1 } }
"""


def page(width: float, height: float, title: str, parts: Iterable[str]) -> str:
    """Return a drawing of a size, without its margin.

    Args:
        width: pixels, as `height`.
        height: see above.
        title: what a reader who does not see it is told.
        parts: its elements, from the upper left corner at (0, 0).
    """
    size = f'width="{width + 2 * MARGIN:g}" height="{height + 2 * MARGIN:g}"'
    box = f'viewBox="0 0 {width + 2 * MARGIN:g} {height + 2 * MARGIN:g}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="ldt-drawing" role="img" {size} {box}>',
        f"<title>{escape(title)}</title>",
        f"<style>{STYLE}</style>",
        f'<rect class="ground" {size}/>',
        f'<g transform="translate({MARGIN} {MARGIN})">',
        *parts,
        "</g></svg>",
    ]
    return "\n".join(lines)


def text(symbol: str, kind: str, x: float, y: float, size: float) -> str:
    """Return a symbol around a point."""
    at = f'x="{x:g}" y="{y:g}" font-size="{size:g}"'
    return f'<text class="{kind}" {at}>{escape(symbol)}</text>'
