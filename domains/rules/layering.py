"""The layers of shortest paths: what lies on one, by its distance from the start.

A vertex lies on a shortest path from start to goal exactly when its distances from both add up to
the distance D between them. So those vertices stand in layers 0 … D, each shortest path takes one
vertex of each layer, and consecutive ones are neighbours. Within some of the vertices only, two
sweeps over the layers find those that are still on a path, and a third counts the paths.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

Links = tuple[tuple[int, ...], ...]
"""Per vertex the vertices that a path may go on to."""


@dataclass(frozen=True, slots=True)
class Layering:
    """The shortest paths of a graph from a start to a goal.

    Attributes:
        layers: the vertices at each distance from the start that lie on a shortest path: first the
            start alone, last the goal alone. Empty where the goal is out of reach.
        onward: per vertex its neighbours in the next layer; none for a vertex on no shortest path.
        back: per vertex its neighbours in the layer before.
        length: steps of a shortest path; -1 where the goal is out of reach.
    """

    layers: tuple[tuple[int, ...], ...]
    onward: Links
    back: Links
    length: int

    @classmethod
    def of(cls, links: Links, start: int, goal: int) -> Layering:
        """Find the layers by breadth-first search from both ends."""
        backward = reverse(links)
        from_start, to_goal = distances(links, start), distances(backward, goal)
        length = from_start[goal]
        depth = [  # of a vertex that no path from the start leads to, near is -1 itself
            near if far >= 0 and near + far == length else -1
            for near, far in zip(from_start, to_goal, strict=True)
        ]
        layers: list[list[int]] = [[] for _ in range(length + 1)]
        for vertex, layer in enumerate(depth):
            if layer >= 0:
                layers[layer].append(vertex)
        onward, back = _steps(links, depth, 1), _steps(backward, depth, -1)
        return cls(tuple(map(tuple, layers)), onward, back, length)

    def alive(self, usable: Callable[[int], bool]) -> list[list[int]]:
        """Return each layer's vertices on a path of usable vertices; nothing where there is none.

        ``usable`` is asked about all layers but the first and the last.
        """
        if not self.layers:
            return []
        inner = [list(filter(usable, layer)) for layer in self.layers[1:-1]]
        forward = _swept([list(self.layers[0]), *inner, list(self.layers[-1])], self.back)
        return _swept(forward[::-1], self.onward)[::-1]

    def counts(self, alive: Sequence[Sequence[int]]) -> dict[int, int]:
        """Return per vertex how many paths lead from it to the goal; exact, however many.

        Args:
            alive: what `alive` returned.
        """
        counts = dict.fromkeys(alive[-1], 1) if alive else {}
        for layer in reversed(alive[:-1]):
            for vertex in layer:
                counts[vertex] = sum([counts.get(after, 0) for after in self.onward[vertex]])
        return counts


def distances(links: Links, start: int) -> list[int]:
    """Return per vertex its number of steps from the start, -1 where no path leads there."""
    found = [-1] * len(links)
    found[start] = 0
    layer = [start]
    while layer:
        after = []
        for vertex in layer:
            step = found[vertex] + 1
            for other in links[vertex]:
                if found[other] < 0:
                    found[other] = step
                    after.append(other)
        layer = after
    return found


def reverse(links: Links) -> Links:
    """Return the links of a graph with every direction turned around."""
    found: list[list[int]] = [[] for _ in links]
    for vertex, others in enumerate(links):
        for other in others:
            found[other].append(vertex)
    return tuple(map(tuple, found))


def _steps(links: Links, depth: Sequence[int], by: int) -> Links:
    """Keep the links from one layer to the next, or to the one before."""
    return tuple(
        tuple([other for other in others if depth[other] == layer + by >= 0]) if layer >= 0 else ()
        for layer, others in zip(depth, links, strict=True)
    )


def _swept(layers: Sequence[Sequence[int]], before: Links) -> list[list[int]]:
    """Keep the vertices reached from the first layer, one step a layer; nothing if that ends."""
    kept = [list(layer) for layer in layers[:1]]
    for layer in layers[1:]:
        last = set(kept[-1])
        kept.append([v for v in layer if not last.isdisjoint(before[v])])
    return kept if all(kept) else []
