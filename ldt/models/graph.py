"""The graph a structure-reading network sees: open candidates × constraints of the ground form.

A *template* holds a structure's whole graph. For a batch of elements only the open candidates
(live, of a variable that is not single) become nodes, and only constraints that still have open
candidates are kept: after sound propagation that is a fifth of a 9 × 9. No node knows its
position, its value or the size of the puzzle, so whatever reads this graph commutes with every
relabelling and reordering.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

import torch
from torch import Tensor

from domains.problem import Structure
from domains.rules.base import PseudoBoolean, Term
from ldt.models.bags import Bags, starts_of

FEATURES = 3
"""Numbers a constraint tells each of its candidates: coefficient and both slacks, scaled."""


class Kind(IntEnum):
    """What a constraint asks of its candidates: the types of the graph's edges."""

    VARIABLE = 0
    EXACTLY_ONE = 1
    AT_MOST_ONE = 2
    AT_LEAST_ONE = 3
    SUM = 4


def kind_of(constraint: PseudoBoolean) -> Kind:
    """Name the kind of a rule's constraint."""
    bounds = (constraint.lower, constraint.upper)
    if any(term.coefficient != 1 for term in constraint.terms):
        return Kind.SUM
    kinds = {
        (1, 1): Kind.EXACTLY_ONE,
        (None, 1): Kind.AT_MOST_ONE,
        (0, 1): Kind.AT_MOST_ONE,
        (1, None): Kind.AT_LEAST_ONE,
    }
    return kinds.get(bounds, Kind.SUM)


class TemplateEdges(NamedTuple):
    """The edges of one kind, constraint after constraint."""

    kind: Kind
    candidates: Tensor
    constraints: Tensor
    coefficients: Tensor
    lower: Tensor  # per constraint; -inf where open
    upper: Tensor


@dataclass(frozen=True, eq=False)
class Template:
    """The graph of a structure.

    Attributes:
        variables: number of variables.
        values: width of a board: the most values a variable has.
        edges: per kind that occurs, its edges.
    """

    variables: int
    values: int
    edges: tuple[TemplateEdges, ...]

    @classmethod
    def of(cls, structure: Structure) -> Template:
        """Build the template of a structure."""
        values = max((len(own) for own in structure.values), default=0)
        by_kind: dict[Kind, list[PseudoBoolean]] = {}
        for constraint in structure.ground.constraints:
            by_kind.setdefault(kind_of(constraint), []).append(constraint)
        by_kind[Kind.VARIABLE] = [
            PseudoBoolean(tuple(Term(1, v, k) for k in range(len(own))), 1, 1)
            for v, own in enumerate(structure.values)
        ]
        edges = tuple(_edges(kind, by_kind[kind], values) for kind in sorted(by_kind))
        return cls(len(structure.values), values, edges)

    @property
    def candidates(self) -> int:
        """Places of a board: candidate k of variable v is ``v * values + k``."""
        return self.variables * self.values

    def to(self, device: torch.device) -> Template:
        """Return the template on a device."""
        edges = tuple(
            TemplateEdges(edges.kind, *(part.to(device) for part in edges[1:]))
            for edges in self.edges
        )
        return Template(self.variables, self.values, edges)


@lru_cache(maxsize=64)
def template_of(structure: Structure, device: torch.device) -> Template:
    """Return the template of a structure on a device, built once."""
    return Template.of(structure).to(device)


def _edges(kind: Kind, constraints: list[PseudoBoolean], values: int) -> TemplateEdges:
    """Lay the constraints of one kind out."""
    candidates, owners, coefficients = [], [], []
    for index, constraint in enumerate(constraints):
        for term in constraint.terms:
            candidates.append(term.variable * values + term.index)
            owners.append(index)
            coefficients.append(float(term.coefficient))
    infinite = float("inf")
    lower = [-infinite if c.lower is None else float(c.lower) for c in constraints]
    upper = [infinite if c.upper is None else float(c.upper) for c in constraints]
    return TemplateEdges(
        kind,
        torch.tensor(candidates, dtype=torch.long),
        torch.tensor(owners, dtype=torch.long),
        torch.tensor(coefficients),
        torch.tensor(lower),
        torch.tensor(upper),
    )


class KindEdges(NamedTuple):
    """The edges of one kind in a batch.

    Attributes:
        kind: the kind.
        members: bags = constraints, rows = nodes.
        own: bags = constraints, rows = edges (each in one bag).
        around: bags = nodes, rows = edges.
        features: [edges, FEATURES], for sums only.
    """

    kind: Kind
    members: Bags
    own: Bags
    around: Bags
    features: Tensor | None


class Graph(NamedTuple):
    """A batch of elements as one graph.

    Attributes:
        place: [nodes] index of each node in the flattened boards.
        puzzles: bags = puzzles, rows = nodes.
        edges: per kind that occurs.
    """

    place: Tensor
    puzzles: Bags
    edges: tuple[KindEdges, ...]

    @property
    def nodes(self) -> int:
        """Number of nodes."""
        return len(self.place)


def build_graph(template: Template, boards: Tensor) -> Graph:
    """Return the graph of a batch of elements of one structure.

    Args:
        template: the structure's, on the device of ``boards``.
        boards: [batch, variables, values] bool, elements of the candidate domain.
    """
    live = boards.flatten(1)
    open_ = open_candidates(boards).flatten(1)
    place = torch.nonzero(open_.flatten()).squeeze(1)
    node_of = torch.cumsum(open_.flatten(), 0) - 1
    puzzle = place // template.candidates
    puzzles = Bags.of(torch.arange(len(place), device=live.device), puzzle, len(place), len(live))
    edges = tuple(
        _batch_edges(template, kind, live, open_, node_of, len(place)) for kind in template.edges
    )
    return Graph(place, puzzles, tuple(kind for kind in edges if len(kind.members.rows)))


def open_candidates(boards: Tensor) -> Tensor:
    """Return which candidates are live and not the last of their variable; shapes of a board."""
    return boards & (boards.sum(-1, keepdim=True) > 1)


def _batch_edges(
    template: Template,
    edges: TemplateEdges,
    live: Tensor,
    open_: Tensor,
    node_of: Tensor,
    nodes: int,
) -> KindEdges:
    """Keep the edges whose candidate is open, puzzle after puzzle."""
    puzzle, edge = torch.nonzero(open_[:, edges.candidates], as_tuple=True)
    node = node_of[puzzle * template.candidates + edges.candidates[edge]]
    owner = puzzle * len(edges.lower) + edges.constraints[edge]
    kept, constraint = torch.unique_consecutive(owner, return_inverse=True)
    members = Bags.of(node, constraint, nodes, len(kept))
    every = torch.arange(len(node), device=live.device)
    own = Bags(every, members.starts, constraint, every)
    order = torch.argsort(node, stable=True)
    around = Bags(order, starts_of(node, nodes), node, every)
    features = None
    if edges.kind is Kind.SUM:
        features = _sum_features(edges, live, open_)[puzzle, edge]
    return KindEdges(edges.kind, members, own, around, features)


def _sum_features(edges: TemplateEdges, live: Tensor, open_: Tensor) -> Tensor:
    """Return [batch, edges, FEATURES]: coefficient, and what is left to each bound, scaled.

    Both are divided by the constraint's largest coefficient; slacks are squashed to (-1, 1), so
    that sums of any size look alike.
    """
    fixed = (live & ~open_)[:, edges.candidates].float() * edges.coefficients
    spent = torch.zeros(len(live), len(edges.lower), device=live.device)
    spent.index_add_(1, edges.constraints, fixed)
    scale = torch.ones_like(edges.lower)
    scale.scatter_reduce_(0, edges.constraints, edges.coefficients.abs(), "amax")
    to_lower, to_upper = ((bound - spent) / scale for bound in (edges.lower, edges.upper))
    coefficient = (edges.coefficients / scale[edges.constraints]).expand(len(live), -1)
    slacks = [(slack / 4).tanh()[:, edges.constraints] for slack in (to_lower, to_upper)]
    return torch.stack([coefficient, *slacks], -1)
