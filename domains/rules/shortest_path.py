"""Shortest path: the vertices that are taken are those of a shortest path between two others.

The rule of mazes, on any graph. What is a shortest path is decided once, by distances from both
ends (`domains.rules.layering`), so that deducing takes two sweeps over the layers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from domains.deduction import Deduction, Reason, Removal
from domains.errors import ModelError
from domains.rules.base import PseudoBoolean, Rule, Term
from domains.rules.candidates import index_of
from domains.rules.layering import Layering, Links

ON = 1
"""The value of a vertex on the path; with any other value it is not."""


@dataclass(frozen=True, slots=True)
class ShortestPath(Rule):
    """The vertices with value 1 are the inner ones of a shortest path from start to goal.

    "Shortest" is meant in the graph itself: what a puzzle's masks forbid does not make detours
    allowed.

    Attributes:
        scope: the variable of each vertex but the last two.
        links: per vertex the vertices that a path may go on to, each once. The vertices are those
            of the scope, then the start, then the goal.

    Raises:
        ModelError: a variable named twice, another number of vertices, or a link that leads
            nowhere, back to where it begins, or twice to the same vertex.
    """

    scope: tuple[int, ...]
    links: Links
    label: str = "shortest path"
    layering: Layering = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Check the graph and find its layers."""
        if len(set(self.scope)) < len(self.scope):
            message = f"{self.label}: expected different variables, found {self.scope}"
            raise ModelError(message)
        count = len(self.scope) + 2
        if len(self.links) != count:
            message = f"{self.label}: expected links of {count} vertices, found {len(self.links)}"
            raise ModelError(message)
        for vertex, others in enumerate(self.links):
            known = all(0 <= other < count and other != vertex for other in others)
            if not known or len(set(others)) < len(others):
                message = f"{self.label}: vertex {vertex} cannot lead to {others}"
                raise ModelError(message)
        object.__setattr__(self, "layering", Layering.of(self.links, self.start, self.goal))

    @property
    def start(self) -> int:
        """The vertex where paths begin."""
        return len(self.scope)

    @property
    def goal(self) -> int:
        """The vertex where paths end."""
        return len(self.scope) + 1

    def holds(self, values: Sequence[int]) -> bool:
        """Walk from the start: one way to go on at each vertex, all of it on as short a path.

        A vertex of a shortest path has no neighbour further along it but the next, so that two
        ways to go on show that there is none. Of the layers only their number is asked, which is
        the distance from start to goal.
        """
        taken = {vertex for vertex, value in enumerate(values) if value == ON}
        if len(taken) + 1 != self.layering.length:
            return False
        at = self.start
        while taken:
            ways = [other for other in self.links[at] if other in taken]
            if len(ways) != 1:
                return False
            (at,) = ways
            taken.remove(at)
        return self.goal in self.links[at]

    def deduce(
        self, index: int, values: Sequence[tuple[int, ...]], masks: Sequence[int]
    ) -> Iterator[Deduction]:
        """Yield what *distances* show, the strongest possible: two sweeps over the layers.

        A vertex that no path of the vertices left reaches from both ends is not taken; one that is
        alone in its layer is. Source: layered shortest-path graphs as in Dijkstra, 1959; exactly
        the candidates of the surviving paths, as for any relation that is a path through layers
        (Pesant, A regular language membership constraint, CP 2004).
        """
        if not all(masks[variable] for variable in self.scope):
            return
        alive = self.alive(values, masks)
        on = self._on_bits(values)
        if not alive:
            if self.scope:
                first = self.scope[0]
                conflict = ((first, masks[first]),)
                yield self._deduction(index, conflict, values, masks, "no path is left")
            return
        inner = {vertex for layer in alive[1:-1] for vertex in layer}
        pairs = list(zip(self.scope, on, strict=True))
        off = [(v, masks[v] & bit) for k, (v, bit) in enumerate(pairs) if k not in inner]
        sole = [pairs[vertex] for layer in alive[1:-1] if len(layer) == 1 for vertex in layer]
        forced = [(v, masks[v] & ~bit) for v, bit in sole]
        if removed := tuple(pair for pair in off if pair[1]):
            yield self._deduction(index, removed, values, masks, "on no shortest path")
        if removed := tuple(pair for pair in forced if pair[1]):
            yield self._deduction(index, removed, values, masks, "alone at its distance")

    def alive(self, values: Sequence[tuple[int, ...]], masks: Sequence[int]) -> list[list[int]]:
        """Return per layer the vertices on some shortest path inside an element.

        Two vertices of a layer that both have to be taken leave no path, and so does one that has
        to be taken and lies on none. Nothing is returned then, or where a variable has no value.
        """
        if not all(masks[variable] for variable in self.scope):
            return []
        on = self._on_bits(values)
        usable = [bool(masks[v] & bit) for v, bit in zip(self.scope, on, strict=True)]
        needed = {k for k, v in enumerate(self.scope) if usable[k] and not masks[v] & ~on[k]}
        for layer in self.layering.layers[1:-1]:
            musts = needed.intersection(layer)
            if musts:
                for vertex in layer:
                    usable[vertex] = usable[vertex] and musts == {vertex}
        alive = self.layering.alive(usable.__getitem__)
        found = {vertex for layer in alive for vertex in layer}
        return alive if needed <= found else []

    def _on_bits(self, values: Sequence[tuple[int, ...]]) -> list[int]:
        """Return per vertex of the scope the one-bit mask of being taken."""
        known: dict[tuple[int, ...], int] = {}  # most vertices have the same values
        for variable in self.scope:
            if values[variable] not in known:
                known[values[variable]] = 1 << index_of((variable, ON), values)
        return [known[values[variable]] for variable in self.scope]

    def _deduction(
        self,
        index: int,
        removals: tuple[Removal, ...],
        values: Sequence[tuple[int, ...]],
        masks: Sequence[int],
        detail: str,
    ) -> Deduction:
        """Return a deduction that rests on everything that is known of the scope."""
        known = [v for v in self.scope if masks[v] != (1 << len(values[v])) - 1]
        pattern = tuple((v, masks[v]) for v in known)
        return Deduction(removals, Reason("distances", (index,), pattern, detail))

    def ground(self, values: Sequence[tuple[int, ...]]) -> Iterator[PseudoBoolean]:
        """Yield exactly one of each layer, none outside of them, and neighbours before and after.

        Unit propagation on these sweeps the layers, so it finds all that `deduce` does.
        """
        on = [Term(1, v, index_of((v, ON), values)) for v in self.scope]
        layers = self.layering.layers
        if not layers:
            yield PseudoBoolean((), 1, None)
        inside = {vertex for layer in layers for vertex in layer}
        outside = tuple(term for vertex, term in enumerate(on) if vertex not in inside)
        if outside and layers:
            yield PseudoBoolean(outside, None, 0)
        for layer in layers[1:-1]:
            yield PseudoBoolean(tuple([on[vertex] for vertex in layer]), 1, 1)
        for steps, ends in (  # of layers next to inner ones, so that no way is the start or goal
            (self.layering.onward, layers[1:-2]),
            (self.layering.back, layers[2:-1]),
        ):
            for vertex in (vertex for layer in ends for vertex in layer):
                term = on[vertex]
                ways = [on[other] for other in steps[vertex]]
                yield PseudoBoolean((Term(-1, term.variable, term.index), *ways), 0, None)

    def describe_violation(self, assignment: Sequence[int], names: Sequence[str]) -> str:
        """Say how many vertices are taken and how many a shortest path has, and name the first."""
        taken = [names[v] for v in self.scope if assignment[v] == ON]
        length = self.layering.length
        if length < 0:
            found = "no path leads from start to goal"
        elif len(taken) + 1 != length:
            found = f"{len(taken)} are taken, a shortest path has {length - 1}"
        else:
            found = f"the {len(taken)} that are taken are no path from start to goal"
        first = taken[:1] or [f"{names[v]} is not taken" for v in self.scope[:1]]
        return (
            f"{self.label}: {found} ({', '.join(first)} …)" if first else f"{self.label}: {found}"
        )
