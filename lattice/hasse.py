"""Hasse diagrams of small lattices: as a graph, and as an SVG drawing.

An element is drawn at the height of its longest chain from the bottom, so every line goes up.
Within a row, elements are ordered by the mean position of their neighbours in the row below and
above (the barycentre method of Sugiyama, Tagawa and Toda 1981).
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import networkx

    from lattice.order import Element, Lattice

#: Larger diagrams are unreadable; callers may allow more.
DRAWING_LIMIT = 256

SWEEPS = 4  # down and up; more changes little at this size
ROW_HEIGHT = 72
BOX_HEIGHT = 26
CHARACTER_WIDTH = 8
BOX_PADDING = 12
GAP = 18
MARGIN = 16

_STYLE = """
.line { stroke: #57606a; stroke-width: 1.2 }
.box { fill: #ffffff; stroke: #57606a }
.text { fill: #1f2328; font: 13px ui-monospace, monospace; text-anchor: middle }
@media (prefers-color-scheme: dark) {
  .line { stroke: #9198a1 }
  .box { fill: #161b22; stroke: #9198a1 }
  .text { fill: #f0f6fc }
}
"""


def hasse_diagram(lattice: Lattice[Any], limit: int = DRAWING_LIMIT) -> networkx.DiGraph:
    """The covering relation: an edge from x to y where x < y and nothing lies between.

    Nodes are the labels of the elements, each with its ``element`` and its ``rank``, the length
    of the longest chain from the bottom. Raises `TooManyElementsError` above ``limit`` elements.

    >>> from lattice import Powerset
    >>> diagram = hasse_diagram(Powerset(("a", "b")))
    >>> sorted(diagram.edges)
    [('{a}', '{a, b}'), ('{b}', '{a, b}'), ('{}', '{a}'), ('{}', '{b}')]
    """
    import networkx

    elements = {lattice.label(element): element for element in lattice.elements(limit)}
    order = networkx.DiGraph()
    order.add_nodes_from(elements)
    for low_name, low in elements.items():
        for high_name, high in elements.items():
            if low_name != high_name and lattice.leq(low, high):
                order.add_edge(low_name, high_name)
    covers = networkx.transitive_reduction(order)
    for rank, layer in enumerate(networkx.topological_generations(covers)):
        for name in layer:
            covers.nodes[name].update(element=elements[name], rank=rank)
    return covers


def hasse_svg(
    lattice: Lattice[Element],
    label: Callable[[Element], str] | None = None,
    limit: int = DRAWING_LIMIT,
) -> str:
    """The Hasse diagram as a complete SVG document, readable on light and dark ground.

    ``label`` gives the text of an element (default: the lattice's own labels). Raises
    `TooManyElementsError` above ``limit`` elements.
    """
    diagram = hasse_diagram(lattice, limit)
    write = lattice.label if label is None else label
    texts = {name: write(diagram.nodes[name]["element"]) for name in diagram}
    rows = _ordered_rows(diagram)
    box_width = CHARACTER_WIDTH * max(map(len, texts.values())) + BOX_PADDING
    width = max(map(len, rows)) * (box_width + GAP) - GAP + 2 * MARGIN
    height = (len(rows) - 1) * ROW_HEIGHT + BOX_HEIGHT + 2 * MARGIN
    places = _places(rows, box_width + GAP, width, height)
    shapes = [_line(places[low], places[high]) for low, high in diagram.edges]
    shapes += [_box(places[name], text, box_width) for name, text in texts.items()]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
    size = f'width="{width}" height="{height}" role="img" aria-label="Hasse diagram"'
    return "\n".join((f"{head} {size}>", f"<style>{_STYLE}</style>", *shapes, "</svg>", ""))


def _ordered_rows(diagram: networkx.DiGraph) -> list[list[str]]:
    """The names of each rank, from the bottom up, each row in drawing order."""
    rows: list[list[str]] = [[] for _ in range(1 + max(rank for _, rank in diagram.nodes("rank")))]
    for name, rank in diagram.nodes("rank"):
        rows[rank].append(name)
    for sweep in range(SWEEPS):
        upwards = sweep % 2 == 0
        neighbours = diagram.predecessors if upwards else diagram.successors
        for row in rows if upwards else reversed(rows):
            place = _relative_places(rows)
            row.sort(
                key=lambda name: _mean((place[other] for other in neighbours(name)), place[name])
            )
    return rows


def _relative_places(rows: list[list[str]]) -> dict[str, float]:
    """Positions from the middle of each row, so that rows of different length compare."""
    return {name: index - (len(row) - 1) / 2 for row in rows for index, name in enumerate(row)}


def _mean(values: Iterable[float], default: float) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else default


def _places(
    rows: list[list[str]], step: int, width: int, height: int
) -> dict[str, tuple[float, float]]:
    """The centre of each box in pixels, the bottom row lowest."""
    rank = {name: number for number, row in enumerate(rows) for name in row}
    floor = height - MARGIN - BOX_HEIGHT / 2
    return {
        name: (width / 2 + place * step, floor - rank[name] * ROW_HEIGHT)
        for name, place in _relative_places(rows).items()
    }


def _line(low: tuple[float, float], high: tuple[float, float]) -> str:
    start = f'x1="{low[0]:g}" y1="{low[1] - BOX_HEIGHT / 2:g}"'
    return f'<line class="line" {start} x2="{high[0]:g}" y2="{high[1] + BOX_HEIGHT / 2:g}"/>'


def _box(centre: tuple[float, float], text: str, width: int) -> str:
    x, y = centre
    corner = f'x="{x - width / 2:g}" y="{y - BOX_HEIGHT / 2:g}"'
    box = f'<rect class="box" {corner} width="{width}" height="{BOX_HEIGHT}" rx="4"/>'
    return f'{box}<text class="text" x="{x:g}" y="{y + 4.5:g}">{escape(text)}</text>'
