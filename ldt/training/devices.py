"""Where training runs, and how fast arithmetic is there."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager, nullcontext

import torch
from torch import nn

from ldt.models.published import PublishedConfig, PublishedLDT
from ldt.training.recipe import Recipe

PASSES_OF_A_GRADIENT = 3
"""A gradient pass costs three forward passes: one forward, and two backward."""


def best_device() -> torch.device:
    """Return the GPU where there is one, else the CPU."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def prepare(model: nn.Module, device: torch.device) -> None:
    """Let a GPU run a model fast: TF32 for what stays in float32, and a compiled loop.

    Only the loop of the published model is compiled. Its weights are tied, so one small graph
    serves all loops, and compiling takes seconds instead of minutes.
    """
    if device.type != "cuda":
        return
    torch.set_float32_matmul_precision("high")
    if isinstance(model, PublishedLDT):
        model.loop.compile(dynamic=False)


def precision(
    model: nn.Module, recipe: Recipe, device: torch.device
) -> AbstractContextManager[object]:
    """Return the context in which a model is run: bfloat16 on a GPU where the recipe has it."""
    dense = isinstance(model, PublishedLDT)
    if device.type == "cuda" and dense and recipe.bfloat16:
        return torch.autocast("cuda", torch.bfloat16)
    return nullcontext()


def step_flops(recipe: Recipe) -> float | None:
    """Return the floating-point operations of a training step, matrix products only.

    None for models whose work depends on what is open.
    """
    if recipe.model != "published":
        return None
    config = PublishedConfig(**dict(recipe.widths))
    loops = sum(recipe.loops(recipe.steps - 1)) / 2
    passes = PASSES_OF_A_GRADIENT + (0 if recipe.one_pass else 1)
    return recipe.batch * passes * config.flops(1) * loops


def matmul_rate(device: torch.device, dtype: torch.dtype = torch.float32) -> float:
    """Return the operations a second that large matrix products reach on a device: the ceiling."""
    size, repeats = (8192, 20) if device.type == "cuda" else (768, 6)
    left = torch.randn(size, size, device=device, dtype=dtype)
    right = torch.randn(size, size, device=device, dtype=dtype)
    for _ in range(2):  # the first products choose and load a kernel
        product = left @ right
    _wait(product)
    started = time.perf_counter()
    for _ in range(repeats):
        product = left @ right
    _wait(product)
    return repeats * 2 * size**3 / (time.perf_counter() - started)


def throughput(recipe: Recipe, seconds: float, device: torch.device) -> str | None:
    """Say how fast a step was against the time its arithmetic alone would take on a device.

    None where a step has no fixed arithmetic. Takes part of a second, to measure the device.
    """
    flops = step_flops(recipe)
    if flops is None:
        return None
    half = device.type == "cuda" and recipe.bfloat16
    ceiling = matmul_rate(device, torch.bfloat16 if half else torch.float32)
    return against_floor(flops, seconds, ceiling)


def against_floor(flops: float, seconds: float, ceiling: float) -> str:
    """Put in words: operations of a step, its seconds, and the operations a second possible."""
    reached, possible = flops / seconds / 1e12, ceiling / 1e12
    return (
        f"{seconds:.3g} s a step of {flops / 1e12:.3g} TFLOP, {reached:.3g} TFLOP/s; "
        f"floor {flops / ceiling:.3g} s at the {possible:.3g} TFLOP/s of matrix products"
    )


def _wait(result: torch.Tensor) -> None:
    """Wait until a result is there; a GPU works on while Python goes ahead."""
    float(result[0, 0])
