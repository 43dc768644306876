"""All shortest paths of an element at once: whether there is one, how many, which, and their α.

The layers of a shortest-path rule answer each of these by one or two sweeps, where the general ways
(search, enumeration, the oracle) would list paths of which a maze can have more than 10^100. Works
on every structure whose only rule is a shortest path: mazes, and graphs by `from_networkx`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from domains.problem import Assignment, Masks, Problem, Structure
from domains.rules.shortest_path import ON, ShortestPath

if TYPE_CHECKING:
    from random import Random

    import networkx

Layers = list[list[int]]


def rule_of(structure: Structure) -> ShortestPath:
    """Return the one rule of a structure of shortest paths."""
    (rule,) = structure.rules
    assert isinstance(rule, ShortestPath), f"{structure.family} has no shortest paths"
    return rule


def alive_layers(problem: Problem) -> Layers:
    """Return per distance from the start the vertices that some solution takes."""
    return rule_of(problem.structure).alive(problem.structure.values, problem.masks)


def count_paths(problem: Problem) -> int:
    """Return the number of solutions, exactly."""
    layers, rule = alive_layers(problem), rule_of(problem.structure)
    return rule.layering.counts(layers)[rule.start] if layers else 0


def path_shares(problem: Problem) -> list[int]:
    """Return per variable how many solutions take it.

    Over their number these are the exact marginals of a uniformly drawn solution.
    """
    layers, layering = alive_layers(problem), rule_of(problem.structure).layering
    onward = layering.counts(layers)
    inward: dict[int, int] = dict.fromkeys(layers[0], 1) if layers else {}
    for layer in layers[1:]:
        for vertex in layer:
            inward[vertex] = sum([inward.get(before, 0) for before in layering.back[vertex]])
    size = len(problem.masks)
    return [inward.get(vertex, 0) * onward.get(vertex, 0) for vertex in range(size)]


def alpha_of_paths(problem: Problem) -> Masks:
    """Return ded_p: α of all solutions, all zero where there is none. The training target.

    A free cell may be on the path where some solution takes it, and off it where some does not.
    """
    layers = alive_layers(problem)
    if not layers:
        return (0,) * len(problem.masks)
    masks = [mask & ~ON_MASK for mask in problem.masks]
    for layer in layers[1:-1]:
        for vertex in layer:
            off = problem.masks[vertex] & ~ON_MASK if len(layer) > 1 else 0
            masks[vertex] = off | ON_MASK
    return tuple(masks)


ON_MASK = 1 << ON
"""The mask of the path where the values are 0 and 1."""


def sample_path(problem: Problem, rng: Random) -> Assignment | None:
    """Return a solution, each with the same probability; None where there is none."""
    layers, rule = alive_layers(problem), rule_of(problem.structure)
    if not layers:
        return None
    counts, onward = rule.layering.counts(layers), rule.layering.onward
    at, taken = rule.start, []
    while at != rule.goal:
        at = _drawn([(v, counts[v]) for v in onward[at] if v in counts], rng)
        taken.append(at)
    return _assignment(problem, taken[:-1])


def _drawn(weighted: Sequence[tuple[int, int]], rng: Random) -> int:
    """Draw one of several by exact integer weights, which may exceed what a float holds."""
    left = rng.randrange(sum(weight for _, weight in weighted))
    for vertex, weight in weighted:
        left -= weight
        if left < 0:
            return vertex
    message = "the weights add up to their sum"
    raise AssertionError(message)


def each_path(problem: Problem) -> Iterator[Assignment]:
    """Yield every solution once; no walk ends without one."""
    layers, rule = alive_layers(problem), rule_of(problem.structure)
    kept = [set(layer) for layer in layers]
    stack: list[list[int]] = [[rule.start]] if layers else []
    while stack:
        path = stack.pop()
        if path[-1] == rule.goal:
            yield _assignment(problem, path[1:-1])
            continue
        after = [v for v in rule.layering.onward[path[-1]] if v in kept[len(path)]]
        stack += [[*path, vertex] for vertex in reversed(after)]


def guesses(problem: Problem, rng: Random) -> Iterator[Assignment | None]:
    """Yield one solution where there is one: at each vertex any way that stays on a path."""
    layers, rule = alive_layers(problem), rule_of(problem.structure)
    at, taken = rule.start, []
    for layer in layers[1:-1]:
        kept = set(layer)
        at = rng.choice([v for v in rule.layering.onward[at] if v in kept])
        taken.append(at)
    if layers:
        yield _assignment(problem, taken)


def _assignment(problem: Problem, taken: Sequence[int]) -> Assignment:
    values = [0] * len(problem.masks)
    for vertex in taken:
        values[vertex] = ON
    return tuple(values)


def from_networkx(graph: networkx.Graph, start: Any, goal: Any) -> Problem:  # noqa: ANN401
    """Return the problem of a shortest path in a networkx graph, directed or not, without weights.

    Variable i is the i-th of ``graph.nodes`` without start and goal, named by its node.

    Raises:
        ValueError: start or goal is no node, or both are the same.
    """
    if start not in graph or goal not in graph or start == goal:
        message = f"expected two different nodes as start and goal, found {start!r} and {goal!r}"
        raise ValueError(message)
    inner = [node for node in graph.nodes if node not in (start, goal)]
    nodes = [*inner, start, goal]
    number = {node: vertex for vertex, node in enumerate(nodes)}
    links = tuple(
        tuple(sorted({number[other] for other in graph.adj[node]} - {number[node]}))
        for node in nodes
    )
    rule = ShortestPath(tuple(range(len(inner))), links)
    names = tuple(map(str, inner))
    structure = Structure(names, ((0, ON),) * len(inner), (rule,), "path", None, guesses)
    return structure.problem()
