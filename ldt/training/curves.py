"""Curves of a run, drawn from its metrics as one PNG."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ldt.training.metrics import LOSSES, read_rows

if TYPE_CHECKING:
    from matplotlib.axes import Axes

POINTS = 200
"""Points of a curve: each is the mean of equally many readings."""

PANELS: tuple[tuple[str, tuple[str, ...], bool], ...] = (
    ("losses", LOSSES, True),
    ("gradient norm, before clipping", ("gradient",), True),
    ("shares of the batch", ("right", "dead"), False),
    ("wrong share of eliminations", ("wrong",), False),
)
"""Title, columns, and whether the axis is logarithmic."""

MEANINGS = {
    "right": "best value right, live states",
    "dead": "dead states",
    "wrong": "at threshold 0.1",
    "gradient": "gradient",
}
"""What a legend says, where the column's name would not be enough."""


def draw_curves(metrics: Path, picture: Path) -> bool:
    """Draw the curves of a run, in one piece.

    Args:
        metrics: its ``metrics.jsonl``.
        picture: the PNG to write.

    Returns:
        Whether there was anything to draw.
    """
    from matplotlib.figure import Figure  # by itself it asks for no display

    rows = list(read_rows(metrics))
    if not rows:
        return False
    figure = Figure(figsize=(10, 7), layout="constrained")
    for axes, panel in zip(figure.subplots(2, 2).flat, PANELS, strict=True):
        _draw(axes, rows, *panel)
    beside = picture.with_name(f".{picture.name}.{os.getpid()}")
    try:
        figure.savefig(beside, format="png")
        beside.replace(picture)
    finally:
        beside.unlink(missing_ok=True)
    return True


def _draw(
    axes: Axes, rows: Sequence[dict[str, Any]], title: str, columns: Sequence[str], logs: bool
) -> None:
    """Draw one panel."""
    together = -(-len(rows) // POINTS)
    groups = [rows[start : start + together] for start in range(0, len(rows), together)]
    steps = [_mean(group, "step") + 1 for group in groups]
    marker = "o" if len(steps) == 1 else ""  # a line needs two points to be seen
    for column in columns:
        values = [_mean(group, column) for group in groups]
        axes.plot(steps, values, marker=marker, label=MEANINGS.get(column, column))
    if logs and all(row[column] > 0 for row in rows for column in columns):
        axes.set_yscale("log")
    elif not logs:
        axes.set_ylim(bottom=0)
    axes.set(title=title, xlabel="step")
    axes.grid(alpha=0.3)
    axes.legend()


def _mean(rows: Sequence[dict[str, Any]], column: str) -> float:
    """Return the mean of a column."""
    return sum(float(row[column]) for row in rows) / len(rows)
