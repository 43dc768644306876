"""Dropout of a model, set from outside: one number in training, another as noise in evaluation.

The published system evaluates with dropout at 0.05, so that chains differ (LDT, Davis et al., arXiv
2605.08605). Its override missed the attention with rotary positions, which went on at the training
value; here every layer that drops anything holds a `torch.nn.Dropout`, so that none is missed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from torch import nn


def set_dropout(model: nn.Module, share: float) -> None:
    """Set what every layer of a model drops while it is in training mode."""
    for layer in _layers(model):
        layer.p = share


@contextmanager
def evaluation_noise(model: nn.Module, share: float) -> Iterator[None]:
    """Run a model with some dropout, and put back what was.

    Args:
        model: any.
        share: of what is dropped; 0 is evaluation without noise.
    """
    shares, training = [layer.p for layer in _layers(model)], model.training
    set_dropout(model, share)
    model.train(share > 0)
    try:
        yield
    finally:
        model.train(training)
        for layer, before in zip(_layers(model), shares, strict=True):
            layer.p = before


def _layers(model: nn.Module) -> list[nn.Dropout]:
    return [layer for layer in model.modules() if isinstance(layer, nn.Dropout)]
