"""The Lattice Deduction Transformer as published: a weight-tied transformer over a grid's cells.

A loop of pre-norm layers is applied 16 times with the same weights. Each time the embedded bits are
added again, the positions too, and a fresh CLS token reads the grid; its state is not carried on.
What every loop leaves is read by three heads.

Source: Davis, Haller, Alfarano, Santolucito, "Lattice Deduction Transformer", arXiv 2605.08605, and
the authors' code, which decides where the two differ (the value head is the code's). Weights begin
as PyTorch's defaults for the layers that the authors use.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import torch
from torch import Tensor, nn
from torch.nn.functional import scaled_dot_product_attention

from domains.errors import Place
from domains.families.grid.layout import GridLayout
from domains.problem import Structure
from ldt.models.graph import Template
from ldt.models.heads import Heads
from search.learned.proposer import UnfitError

TOKEN_DEVIATION = 0.02
"""Standard deviation of the CLS token's initial embedding and position."""

ROTARY_BASE = 10_000.0


@dataclass(frozen=True, slots=True)
class PublishedConfig:
    """Numbers of the model; the defaults are those of 9 × 9 Sudoku.

    Attributes:
        rows: of the grid.
        columns: of the grid.
        channels: bits of a cell.
        width: of a token.
        heads: of the attention.
        layers: of the loop.
        loops: applied by default.
        rotary: 1 where queries and keys rotate with row and column (mazes), 0 where positions are
            learned tables.
    """

    rows: int = 9
    columns: int = 9
    channels: int = 9
    width: int = 128
    heads: int = 4
    layers: int = 4
    loops: int = 16
    rotary: int = 0

    def __post_init__(self) -> None:
        """Reject widths that cannot be shared out among the heads."""
        parts = self.heads * (4 if self.rotary else 1)
        if self.width % parts:
            message = f"width {self.width}, expected a multiple of {parts}"
            raise ValueError(message)

    @property
    def cells(self) -> int:
        """Number of cells; the transformer reads one token more."""
        return self.rows * self.columns

    def flops(self, loops: int | None = None) -> int:
        """Return the floating-point operations of one row's forward pass, matrix products only."""
        length = self.cells + 1
        each = 24 * self.width**2 + 4 * length * self.width
        return each * length * self.layers * (loops or self.loops)


def grid_of(structure: Structure) -> dict[str, int]:
    """Return the rows, columns and channels of a structure that is drawn on a square grid.

    Raises:
        ValueError: it has no such layout.
    """
    layout = structure.layout
    if not isinstance(layout, GridLayout):
        message = f"family {structure.family} has no square grid, which the published LDT reads"
        raise ValueError(message)
    return {"rows": layout.size, "columns": layout.size, "channels": layout.size}


class Rotation(nn.Module):
    """Two-dimensional rotary positions: half of a head turns with the row, half with the column.

    Pairs of neighbouring numbers turn together; the CLS token, which is last, does not turn.
    """

    cosine: Tensor
    sine: Tensor

    def __init__(self, config: PublishedConfig) -> None:
        super().__init__()
        quarter = config.width // config.heads // 4
        speeds = ROTARY_BASE ** (-torch.arange(quarter) / quarter)
        cells = torch.cartesian_prod(torch.arange(config.rows), torch.arange(config.columns))
        angles = (cells[:, :, None] * speeds).flatten(1)
        angles = torch.cat([angles, torch.zeros(1, 2 * quarter)])
        self.register_buffer("cosine", angles.cos(), persistent=False)
        self.register_buffer("sine", angles.sin(), persistent=False)

    def forward(self, tokens: Tensor) -> Tensor:
        """Turn [batch, heads, tokens, width of a head]."""
        first, second = tokens.reshape(*tokens.shape[:-1], -1, 2).unbind(-1)
        turned = [
            first * self.cosine - second * self.sine,
            first * self.sine + second * self.cosine,
        ]
        return torch.stack(turned, -1).flatten(-2).to(tokens.dtype)


class Attention(nn.Module):
    """Multi-head attention with biases, dropout on its probabilities, and rotation where wanted."""

    def __init__(self, config: PublishedConfig) -> None:
        super().__init__()
        self.heads = config.heads
        self.project = nn.Linear(config.width, 3 * config.width)
        self.merge = nn.Linear(config.width, config.width)
        self.dropout = nn.Dropout(0.0)
        self.rotation = Rotation(config) if config.rotary else None
        if self.rotation is None:  # as nn.MultiheadAttention begins; rotary layers are nn.Linear
            nn.init.xavier_uniform_(self.project.weight)
            nn.init.zeros_(self.project.bias)
            nn.init.zeros_(self.merge.bias)

    def forward(self, tokens: Tensor) -> Tensor:
        """Mix [batch, tokens, width]."""
        split = self.project(tokens).unflatten(-1, (3, self.heads, -1))
        query, key, value = split.permute(2, 0, 3, 1, 4)
        if self.rotation is not None:
            query, key = self.rotation(query), self.rotation(key)
        dropped = self.dropout.p if self.training else 0.0
        mixed = scaled_dot_product_attention(query, key, value, dropout_p=dropped)
        merged: Tensor = self.merge(mixed.transpose(1, 2).flatten(2))
        return merged


class Layer(nn.Module):
    """A pre-norm transformer layer."""

    def __init__(self, config: PublishedConfig) -> None:
        super().__init__()
        width = config.width
        self.attention_norm = nn.LayerNorm(width)
        self.attention = Attention(config)
        self.inner_norm = nn.LayerNorm(width)
        self.inner = nn.Sequential(
            nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width)
        )
        self.dropout = nn.Dropout(0.0)

    def forward(self, tokens: Tensor) -> Tensor:
        """Apply it to [batch, tokens, width]."""
        tokens = tokens + self.dropout(self.attention(self.attention_norm(tokens)))
        after: Tensor = tokens + self.dropout(self.inner(self.inner_norm(tokens)))
        return after


class Loop(nn.Module):
    """What is applied again and again: positions, a fresh CLS token, the layers, the outer norm.

    The norm of the outer residual is what lets the loop run; with a plain residual the state grows
    until it overflows.
    """

    def __init__(self, config: PublishedConfig) -> None:
        super().__init__()
        self.layers = nn.Sequential(*(Layer(config) for _ in range(config.layers)))
        self.norm = nn.LayerNorm(config.width)
        self.token = nn.Parameter(TOKEN_DEVIATION * torch.randn(config.width))
        self.token_position = nn.Parameter(TOKEN_DEVIATION * torch.randn(config.width))
        self.row = self.column = None
        if not config.rotary:
            self.row = nn.Embedding(config.rows, config.width)
            self.column = nn.Embedding(config.columns, config.width)

    def forward(self, cells: Tensor, start: Tensor) -> tuple[Tensor, Tensor]:
        """Apply it once.

        Args:
            cells: [batch, cells, width], what the loop before left.
            start: the embedded bits, of that shape.

        Returns:
            The next cells, and [batch, width] what the CLS token found.
        """
        cells = cells + start
        placed = cells
        if self.row is not None and self.column is not None:
            placed = cells + (self.row.weight[:, None] + self.column.weight).flatten(0, 1)
        token = (self.token + self.token_position).expand(len(cells), 1, -1)
        mixed = self.layers(torch.cat([placed, token], 1))
        return self.norm(cells + mixed[:, :-1]), mixed[:, -1]


class PublishedLDT(nn.Module):
    """The published model. Dropout is set from outside, see `ldt.models.dropout`."""

    dense: ClassVar[bool] = True
    """Every batch has the same shapes, so that the model can be compiled."""

    def __init__(self, config: PublishedConfig) -> None:
        super().__init__()
        self.config = config
        self.embed = nn.Linear(config.channels, config.width)
        self.loop = Loop(config)
        self.keep = nn.Linear(config.width, config.channels)
        self.value = nn.Linear(config.width, config.channels)
        self.conflict = nn.Linear(config.width, 1)

    def forward(self, boards: Tensor, loops: int, first_read: int = 0) -> Heads:
        """Return the logits of every loop from ``first_read`` on.

        Args:
            boards: [batch, cells, channels] bool.
            loops: how often the loop is applied.
            first_read: the first loop whose heads are read.
        """
        start = self.embed(boards.to(self.embed.weight.dtype))
        cells, left, found = start, [], []
        for loop in range(loops):
            cells, token = self.loop(cells, start)
            if loop >= first_read:
                left.append(cells)
                found.append(token)
        cells, tokens = torch.stack(left), torch.stack(found)
        conflict = self.conflict(tokens).squeeze(-1)
        return Heads(self.keep(cells).float(), self.value(cells).float(), conflict.float())

    def read(self, template: Template, boards: Tensor, loops: int, first_read: int = 0) -> Heads:
        """Return the logits over whole boards.

        Args:
            template: of the structure that the boards belong to.
            boards: [batch, variables, values] bool.
            loops: how often the loop is applied.
            first_read: the first loop whose heads are read.

        Raises:
            UnfitError: the boards are not on this model's grid.
        """
        expected = (self.config.cells, self.config.channels)
        found = (template.variables, template.values)
        if found != expected:
            words = [f"boards of {v} variables and {k} values" for v, k in (found, expected)]
            raise UnfitError(Place("published weights"), *words)
        heads: Heads = self(boards, loops, first_read)
        return heads
