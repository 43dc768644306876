"""Graphs, the cliques that cover their edges, and the structure of their colourings.

A rule for each edge would say it all; a rule for each clique of a cover says the same and deduces
more, since all of a clique's vertices differ: with k vertices every colour is taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from domains.problem import Problem, Structure, bits
from domains.rules.all_different import AllDifferent

if TYPE_CHECKING:
    import networkx

MOST_VERTICES = 20_000
MOST_COLOURS = 1_000
CLIQUE_STARTS = 400
"""From how many vertices a large clique is looked for; the largest of most graphs is found."""

Edge = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Graph:
    """An undirected graph whose vertices are 0 … size - 1.

    Attributes:
        size: the number of vertices.
        edges: each once, the smaller vertex first, ascending. Loops are left out: the published
            graphs have some, and nobody who states their chromatic number counts them.
        loops: how many vertices had one.
    """

    size: int
    edges: tuple[Edge, ...]
    loops: int = 0

    @classmethod
    def of(cls, size: int, edges: Iterable[Edge]) -> Graph:
        """Return the graph of some edges, in any order and direction, repeated or not."""
        pairs = {(min(edge), max(edge)) for edge in edges}
        proper = sorted(pair for pair in pairs if pair[0] != pair[1])
        return cls(size, tuple(proper), len(pairs) - len(proper))

    def neighbours(self) -> list[int]:
        """Return per vertex the set of its neighbours, as the bits of a number."""
        near = [0] * self.size
        for u, v in self.edges:
            near[u] |= 1 << v
            near[v] |= 1 << u
        return near


@dataclass(frozen=True, slots=True)
class ColouringLayout:
    """What is coloured, and with how many colours."""

    graph: Graph
    colours: int


def clique_cover(graph: Graph) -> Iterator[tuple[int, ...]]:
    """Yield cliques that together have all edges of a graph, each vertex list ascending.

    Greedy: after a large clique, which may show that there are too few colours, an edge that is not
    covered grows to a maximal clique, taking first the vertices that add most edges not covered yet
    (after Kou, Stockmeyer and Wong, CACM 21, 1978).
    """
    near = graph.neighbours()
    open_edges = list(near)
    starts = [large_clique(graph), *graph.edges]
    for start in starts:
        if len(start) > 1 and open_edges[start[0]] >> start[1] & 1:
            clique = _grown(near, open_edges, list(start))
            members = sum(1 << member for member in clique)
            for member in clique:
                open_edges[member] &= ~members
            yield tuple(sorted(clique))


def _grown(near: Sequence[int], open_edges: Sequence[int], clique: list[int]) -> list[int]:
    """Return a maximal clique around two vertices."""
    members, common = 0, -1
    for vertex in clique:
        members |= 1 << vertex
        common &= near[vertex]
    while common:
        best = max(bits(common), key=lambda vertex: (open_edges[vertex] & members).bit_count())
        clique.append(best)
        members |= 1 << best
        common &= near[best]
    return clique


def large_clique(graph: Graph) -> tuple[int, ...]:
    """Return a large clique, not always a largest one: greedy, from the vertices of high degree.

    Of the vertices that fit, the one with most others that fit is taken.
    """
    near = graph.neighbours()
    best: list[int] = []
    by_degree = sorted(range(graph.size), key=lambda vertex: -near[vertex].bit_count())
    for start in by_degree[:CLIQUE_STARTS]:
        clique, common = [start], near[start]
        while common and len(clique) + common.bit_count() > len(best):
            vertex = max(bits(common), key=lambda v: ((near[v] & common).bit_count(), -v))
            clique.append(vertex)
            common &= near[vertex]
        best = max(best, clique, key=len)
    return tuple(sorted(best))


@lru_cache(maxsize=32)
def colouring_structure(graph: Graph, colours: int) -> Structure:
    """Return the structure of a graph's colourings with colours 1 … ``colours``."""
    rules = tuple(AllDifferent(clique, _label(clique)) for clique in clique_cover(graph))
    names = tuple(f"v{vertex + 1}" for vertex in range(graph.size))
    values = (tuple(range(1, colours + 1)),) * graph.size
    return Structure(names, values, rules, "colouring", ColouringLayout(graph, colours))


def _label(clique: Sequence[int]) -> str:
    kind = "edge" if len(clique) == 2 else "clique"
    return f"{kind} {' '.join(str(vertex + 1) for vertex in clique)}"


def colouring_problem(graph: Graph, colours: int, *, fixed_clique: bool = False) -> Problem:
    """Return the problem of colouring a graph.

    Args:
        graph: what to colour.
        colours: how many colours there are.
        fixed_clique: whether to give a large clique the colours 1, 2, 3 … beforehand. There is a
            colouring like that exactly when there is one at all, so that the answer to whether
            there is one stays right; the number of colourings does not.
    """
    structure = colouring_structure(graph, colours)
    masks = list(structure.top)
    if fixed_clique:
        for k, vertex in enumerate(large_clique(graph)):
            masks[vertex] = 1 << k if k < colours else 0
    return Problem(structure, tuple(masks))


def from_networkx(graph: networkx.Graph, colours: int) -> Problem:
    """Return the problem of colouring a networkx graph; vertex i is the i-th of ``graph.nodes``."""
    number = {node: index for index, node in enumerate(graph.nodes)}
    edges = [(number[u], number[v]) for u, v in graph.edges()]
    return colouring_problem(Graph.of(len(number), edges), colours)


def layout_of(structure: Structure) -> ColouringLayout:
    """Return what a structure colours."""
    layout = structure.layout
    assert isinstance(layout, ColouringLayout), f"{structure.family} colours no graph"
    return layout
