"""The relational operator: the LDT's loop and heads over the ground form's graph.

Weights are tied over loops as in the LDT; attention over cells is replaced by messages between open
candidates and the constraints they stand in. An edge keeps a state from loop to loop: what a
candidate has been told by one constraint. The input needs no re-injection, the graph is the input.
Nothing in it knows a size, a position or a symbol.

Sources: LDT (Davis et al., arXiv 2605.08605) for loop and heads; recurrent relational networks
(Palm et al., 2018) and NeuroSAT (Selsam et al., 2019) for messages over constraints.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from ldt.models.bags import Bags, bag_sum
from ldt.models.graph import FEATURES, Graph, Kind, KindEdges, Template, build_graph
from ldt.models.heads import Heads

DECAY = 0.5
"""What an edge's state keeps from one loop to the next."""

LARGEST_EXPONENT = 4.0
"""Bound of what is exponentiated for the soft maximum of a constraint's members."""

CERTAIN = 20.0
"""The logit of what propagation has closed."""

DOUBTS = 8
"""Numbers a node tells the conflict head."""


@dataclass(frozen=True, slots=True)
class RelationalConfig:
    """Widths of the relational operator.

    Attributes:
        width: of a node's state.
        hidden: of the nodes' perceptron.
        message: of messages and edge states; even.
        loops: applied by default.
    """

    width: int = 64
    hidden: int = 128
    message: int = 32
    loops: int = 32


class _Edges(nn.Module):
    """Messages of one kind of constraint: nodes → constraints → edges → nodes."""

    def __init__(self, config: RelationalConfig, kind: Kind) -> None:
        super().__init__()
        message = config.message
        self.say = nn.Linear(config.width, message)
        self.own = nn.Linear(config.width, message, bias=False)
        self.tell = nn.Linear(message, message, bias=False)
        self.keep = nn.Linear(message, message, bias=False)
        self.feature = nn.Linear(FEATURES, message) if kind is Kind.SUM else None
        self.receive = nn.Linear(message, config.hidden, bias=False)

    def forward(self, nodes: Tensor, state: Tensor, edges: KindEdges) -> tuple[Tensor, Tensor]:
        """Return the edges' next state, and what each node receives."""
        pooled = _pool(self.say(nodes), edges.members)
        told = bag_sum(self.tell(pooled), edges.own.transposed)
        told = told + bag_sum(self.own(nodes), edges.around.transposed) + self.keep(state)
        if self.feature is not None:
            told = told + self.feature(edges.features)
        state = DECAY * state + torch.relu(told)
        return state, self.receive(bag_sum(state, edges.around))


def _pool(said: Tensor, members: Bags) -> Tensor:
    """Return per constraint the sum of one half of what is said, and the soft maximum of the other.

    A constraint without members never occurs, so the logarithm is finite.
    """
    half = said.shape[-1] // 2
    bounded = LARGEST_EXPONENT * torch.tanh(said[:, half:] / LARGEST_EXPONENT)
    pooled = bag_sum(torch.cat([said[:, :half], bounded.exp()], -1), members)
    return torch.cat([pooled[:, :half], pooled[:, half:].log()], -1)


class RelationalOperator(nn.Module):
    """A learned approximation of ded_p for every problem, from its constraints alone."""

    def __init__(self, config: RelationalConfig) -> None:
        super().__init__()
        self.config = config
        self.start = nn.Parameter(torch.zeros(config.width))
        self.kinds = nn.ModuleList(_Edges(config, kind) for kind in Kind)
        self.norm = nn.LayerNorm(config.width)
        self.rise = nn.Linear(config.width, config.hidden)
        self.fall = nn.Linear(config.hidden, config.width)
        self.heads = nn.Linear(config.width, 2)
        self.doubt = nn.Linear(config.width, DOUBTS)
        self.conflict = nn.Linear(2 * DOUBTS, 1)

    def forward(self, graph: Graph, loops: int, first_read: int = 0) -> Heads:
        """Return the logits of every loop from ``first_read`` on.

        Args:
            graph: the batch.
            loops: how often the step is applied.
            first_read: the first loop whose heads are read.

        Returns:
            Heads over the graph's nodes and puzzles.
        """
        nodes = self.start.expand(graph.nodes, -1)
        states = [
            nodes.new_zeros(len(edges.members.rows), self.config.message) for edges in graph.edges
        ]
        read = []
        for loop in range(loops):
            nodes, states = self._loop(nodes, states, graph)
            if loop >= first_read:
                read.append(nodes)
        return self._read(torch.stack(read), graph)

    def read(self, template: Template, boards: Tensor, loops: int, first_read: int = 0) -> Heads:
        """Return the logits over whole boards.

        Args:
            template: the structure's graph.
            boards: [batch, variables, values] bool, after sound deductions.
            loops: how often the step is applied.
            first_read: the first loop whose heads are read.

        Returns:
            Heads of [loops read, batch, variables, values]; what is closed is told `CERTAIN`.
        """
        graph = build_graph(template, boards)
        if not graph.nodes:
            return _nothing_open(boards, loops - first_read)
        heads = self(graph, loops, first_read)
        keep = (CERTAIN * (2.0 * boards - 1)).expand(len(heads.keep), *boards.shape)
        value = (CERTAIN * (1.0 * boards - 1)).expand_as(keep)
        return Heads(
            _spread(keep, graph.place, heads.keep),
            _spread(value, graph.place, heads.value),
            heads.conflict,
        )

    def _loop(
        self, nodes: Tensor, states: list[Tensor], graph: Graph
    ) -> tuple[Tensor, list[Tensor]]:
        """Apply the step once: messages, a perceptron at each node, and the norm of the residual.

        The norm keeps gradients through many loops of one size (without it they grew to several
        hundred), and lets evaluation take more loops than training did.
        """
        inner = self.rise(nodes)
        later = []
        for edges, before in zip(graph.edges, states, strict=True):
            state, received = self.kinds[edges.kind](nodes, before, edges)
            inner = inner + received
            later.append(state)
        return self.norm(nodes + self.fall(torch.relu(inner))), later

    def _read(self, nodes: Tensor, graph: Graph) -> Heads:
        """Apply the heads to [loops, nodes, width]."""
        keep, value = self.heads(nodes).unbind(-1)
        return Heads(keep, value, self._conflict(self.doubt(nodes), graph.puzzles))

    def _conflict(self, nodes: Tensor, puzzles: Bags) -> Tensor:
        """Return [loops, puzzles]: from the mean and the soft maximum over a puzzle's nodes."""
        loops, count, width = nodes.shape
        bounded = LARGEST_EXPONENT * torch.tanh(nodes / LARGEST_EXPONENT)
        said = torch.cat([bounded, bounded.exp(), nodes.new_ones(loops, count, 1)], -1)
        summed = bag_sum(said.transpose(0, 1).reshape(count, -1), puzzles)
        parts = summed.view(-1, loops, 2 * width + 1)
        mean, peak = parts[..., :width], parts[..., width:-1]
        size = parts[..., -1:].clamp(min=1)
        features = torch.cat([mean / size, (peak / size).clamp(min=1e-6).log()], -1)
        logits: Tensor = self.conflict(features)
        return logits.squeeze(-1).transpose(0, 1)


def _spread(base: Tensor, place: Tensor, values: Tensor) -> Tensor:
    """Return the base with the nodes' values written at their places."""
    return base.flatten(1).index_copy(1, place, values).view_as(base)


def _nothing_open(boards: Tensor, loops: int) -> Heads:
    """Return what is said of boards on which nothing is open."""
    keep = (CERTAIN * (2.0 * boards - 1)).expand(loops, *boards.shape)
    return Heads(keep, keep, keep.new_full((loops, len(boards)), -CERTAIN))
