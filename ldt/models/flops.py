"""Floating-point operations of a forward pass, by formula: two for each multiply-add.

Matrix products only, as in torch.utils.flop_counter, with which a test compares: sums over bags,
norms and activations are left out.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from domains.problem import Structure
from ldt.models.graph import FEATURES, Kind, Template, open_candidates, template_of
from ldt.models.published import PublishedLDT
from ldt.models.relational import DOUBTS, RelationalConfig, RelationalOperator


def flops_of(model: nn.Module, structure: Structure, boards: Tensor, loops: int) -> Tensor:
    """Return the operations each row of a batch costs.

    Args:
        model: one that `ldt.models.registry` builds.
        structure: what the boards belong to.
        boards: [batch, variables, values] bool.
        loops: applied.

    Returns:
        [batch] integers.

    Raises:
        TypeError: no formula for this model.
    """
    if isinstance(model, PublishedLDT):
        return torch.full((len(boards),), model.config.flops(loops), dtype=torch.long)
    if isinstance(model, RelationalOperator):
        return _relational(model.config, template_of(structure, boards.device), boards, loops)
    message = f"no formula for the operations of a {type(model).__name__}"
    raise TypeError(message)


def _relational(config: RelationalConfig, template: Template, boards: Tensor, loops: int) -> Tensor:
    """Return the cost over open candidates (nodes), their edges, and constraints that have any."""
    width, hidden, message = config.width, config.hidden, config.message
    open_ = open_candidates(boards).flatten(1).long()
    nodes = open_.sum(1)
    once = nodes * width * (2 + DOUBTS) + 2 * DOUBTS
    loop = nodes * 2 * width * hidden
    for edges in template.edges:
        touched = open_[:, edges.candidates]
        owned = touched.new_zeros(len(boards), len(edges.lower))
        constraints = (owned.index_add(1, edges.constraints, touched) > 0).sum(1)
        features = FEATURES if edges.kind is Kind.SUM else 0
        loop = loop + constraints * message**2 + touched.sum(1) * message * (message + features)
        used = (touched.sum() > 0).long()  # a kind without edges in the batch is left out of it
        loop = loop + used * nodes * message * (2 * width + hidden)
    return 2 * (once + loops * loop)
