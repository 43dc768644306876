"""Sums over ragged sets, the one primitive of message passing, fast on CPU and GPU.

A *bag* is a set of rows of a matrix. Summing rows per bag is an embedding bag; its derivative is
the sum over the transposed relation, so both directions run the same kernel and neither scatters.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import torch
from torch import Tensor
from torch.nn.functional import embedding_bag


class Bags(NamedTuple):
    """A relation between bags and rows, in both directions.

    Attributes:
        rows: [entries] the row of each entry, bag after bag.
        starts: [bags] the first entry of each bag.
        bags: [entries] the bag of each entry, row after row.
        row_starts: [rows] the first entry of each row in ``bags``.
    """

    rows: Tensor
    starts: Tensor
    bags: Tensor
    row_starts: Tensor

    @classmethod
    def of(cls, rows: Tensor, bag_of: Tensor, row_count: int, bag_count: int) -> Bags:
        """Build the relation from its entries, which are sorted by bag."""
        order = torch.argsort(rows, stable=True)
        return cls(rows, starts_of(bag_of, bag_count), bag_of[order], starts_of(rows, row_count))

    @property
    def transposed(self) -> Bags:
        """The relation read the other way."""
        return Bags(self.bags, self.row_starts, self.rows, self.starts)


def starts_of(member_of: Tensor, count: int) -> Tensor:
    """Return per set the number of entries in the sets before it; ``member_of`` need no order."""
    sizes = torch.bincount(member_of, minlength=count)
    return torch.cumsum(sizes, 0) - sizes


class _BagSum(torch.autograd.Function):
    @staticmethod
    def forward(context: Any, values: Tensor, bags: Bags) -> Tensor:  # noqa: ANN401
        context.bags = bags
        return embedding_bag(bags.rows, values, bags.starts, mode="sum")

    @staticmethod
    def backward(context: Any, *gradients: Tensor) -> tuple[Tensor, None]:  # noqa: ANN401
        bags = context.bags
        gradient = gradients[0].contiguous()
        return embedding_bag(bags.bags, gradient, bags.row_starts, mode="sum"), None


def bag_sum(values: Tensor, bags: Bags) -> Tensor:
    """Return per bag the sum of its rows.

    Args:
        values: [rows, width] floats.
        bags: which rows belong to which bag; an empty bag sums to zero.

    Returns:
        [bags, width].
    """
    summed: Tensor = _BagSum.apply(values, bags)  # type: ignore[no-untyped-call]
    return summed
