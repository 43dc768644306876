"""The models by name."""

from __future__ import annotations

from torch import nn

from ldt.models.published import PublishedConfig, PublishedLDT
from ldt.models.relational import RelationalConfig, RelationalOperator


def build_model(name: str, widths: dict[str, int]) -> nn.Module:
    """Return a model with fresh weights.

    Raises:
        ValueError: unknown name, or a width it does not have.
    """
    if name == "relational":
        return RelationalOperator(RelationalConfig(**widths))
    if name == "published":
        return PublishedLDT(PublishedConfig(**widths))
    message = f"unknown model {name!r}, expected relational or published"
    raise ValueError(message)
