"""A colouring as SVG: vertices as discs in their colours, with their numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import cos, pi, sin, sqrt

from domains.families.colouring.drawing import summary
from domains.families.colouring.graph import Graph, layout_of
from domains.families.svg import page, text
from domains.families.view import ElementView
from domains.problem import Structure

LARGEST_DRAWN = 150
"""Most vertices that are drawn with their edges; beyond, the discs stand in rows."""

RADIUS = 12.0
STEP = 46.0
"""Pixels between neighbouring vertices, about."""

PALETTE = (
    "#f2a65a",
    "#8ecae6",
    "#b5d99c",
    "#f28482",
    "#cdb4db",
    "#f6e27a",
    "#84a98c",
    "#e5989b",
    "#90a8ed",
    "#d4a373",
    "#9bf6e0",
    "#c9ada7",
)
"""Light enough for dark numbers; further colours repeat it, told apart by the colour's number."""

Point = tuple[float, float]


def svg(structure: Structure, view: ElementView) -> str:
    """Draw a view: a disc per vertex, without a fill while its colour is open."""
    graph = layout_of(structure).graph
    places, side = _places(graph)
    edges = [_edges(graph, places)] if graph.size <= LARGEST_DRAWN else []
    discs = [part for vertex in range(graph.size) for part in _disc(view, vertex, places[vertex])]
    title = f"{view.family}, {summary(structure, view.masks)}"
    if view.marked_count:
        title += f", {view.marked_count} candidates marked"
    return page(side, side, title, [*edges, *discs])


@lru_cache(maxsize=8)
def _places(graph: Graph) -> tuple[tuple[Point, ...], float]:
    """Return the middle of each disc, and the side of the square they lie in; the same each time.

    Kept, since a replay draws one graph hundreds of times and the springs take most of that.
    """
    columns = max(1, round(sqrt(graph.size)))
    if graph.size > LARGEST_DRAWN:
        side = STEP * (graph.size // columns + 2)
        rows = ((STEP * (v % columns + 1), STEP * (v // columns + 1)) for v in range(graph.size))
        return tuple(rows), side
    side = STEP * (columns + 3)
    half, reach = side / 2, side / 2 - 2 * RADIUS
    spread = _spread(graph) if graph.edges else _circle(graph.size)
    return tuple((half + reach * x, half + reach * y) for x, y in spread), side


def _circle(size: int) -> list[Point]:
    return [(cos(2 * pi * v / size), sin(2 * pi * v / size)) for v in range(size)]


def _spread(graph: Graph) -> Sequence[Point]:
    """Let springs pull neighbours together (Fruchterman and Reingold, 1991, as networkx does)."""
    import networkx  # only drawing pays for it

    drawn = networkx.Graph()
    drawn.add_nodes_from(range(graph.size))
    drawn.add_edges_from(graph.edges)
    circle = dict(enumerate(_circle(graph.size)))
    found = networkx.spring_layout(drawn, pos=circle, seed=0, iterations=80)
    return [(float(found[v][0]), float(found[v][1])) for v in range(graph.size)]


def _edges(graph: Graph, places: Sequence[Point]) -> str:
    lines = [
        f"M{places[u][0]:.1f} {places[u][1]:.1f}L{places[v][0]:.1f} {places[v][1]:.1f}"
        for u, v in graph.edges
    ]
    return f'<path class="thin" d="{"".join(lines)}"/>'


def _disc(view: ElementView, vertex: int, place: Point) -> Iterator[str]:
    """Yield the elements of one vertex; its colour's number stands small beside its own."""
    x, y = place
    mask = view.masks[vertex]
    single = mask.bit_count() == 1
    fill = f' style="fill:{PALETTE[(mask.bit_length() - 1) % len(PALETTE)]}"' if single else ""
    ring = "thick" if vertex in view.given or view.marked.get(vertex) else "thin"
    yield f'<circle class="ground" cx="{x:.1f}" cy="{y:.1f}" r="{RADIUS:g}"/>'
    yield f'<circle class="{ring}" cx="{x:.1f}" cy="{y:.1f}" r="{RADIUS:g}"{fill}/>'
    kind = view.kind(vertex) + (" on-colour" if single else "")
    yield text(str(vertex + 1), kind, x, y, RADIUS * 0.9)
    if single:
        yield text(str(mask.bit_length()), "candidate", x + RADIUS, y + RADIUS, RADIUS * 0.7)
