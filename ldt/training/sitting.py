"""One sitting of a run: train, keep checkpoints and metrics, and end decently whatever happens."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from enum import Enum
from pathlib import Path
from time import perf_counter
from typing import Any

from ldt.models.weights import save_weights
from ldt.training.curves import draw_curves
from ldt.training.measuring import Progress
from ldt.training.metrics import MetricsFile
from ldt.training.run import CHECKPOINT, CURVES, METRICS
from ldt.training.trainer import Trainer

SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Ending(Enum):
    """Why a sitting ended."""

    FINISHED = "finished"
    PAUSED = "paused"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True)
class Limits:
    """When to stop, and how often to keep what there is.

    Attributes:
        seconds: of the sitting; None: until the recipe's last step.
        checkpoint_every: seconds between checkpoints.
    """

    seconds: float | None = None
    checkpoint_every: float = 120.0


class StopRequest:
    """Set by Ctrl-C or SIGTERM; a second one does not wait for the step."""

    def __init__(self) -> None:
        self.made = False

    def __call__(self, number: int, frame: object) -> None:
        """Take the signal."""
        if self.made:
            raise KeyboardInterrupt
        self.made = True


def sit(trainer: Trainer, folder: Path, limits: Limits, tell: Callable[[Progress], None]) -> Ending:
    """Train until the last step, the end of the time, or a signal.

    Args:
        trainer: fresh, or resumed from the folder's checkpoint.
        folder: where checkpoint, metrics and curves are kept.
        limits: when to stop.
        tell: called after each reading of the metrics.

    Raises:
        TrainingDivergedError: a loss is no number. The folder keeps the last good checkpoint.
    """
    metrics = MetricsFile(folder / METRICS, trainer.step)
    try:
        with metrics, stop_request() as stop:
            ending = _train(trainer, folder, limits, tell, metrics, stop)
            _keep(trainer, folder, metrics)
    finally:
        draw_curves(folder / METRICS, folder / CURVES)
    return ending


def _train(
    trainer: Trainer,
    folder: Path,
    limits: Limits,
    tell: Callable[[Progress], None],
    metrics: MetricsFile,
    stop: StopRequest,
) -> Ending:
    """Take steps, and keep a checkpoint now and then."""
    started = kept = perf_counter()
    steps = trainer.run()
    while limits.seconds is None or perf_counter() - started < limits.seconds:
        progress = next(steps, None)
        if progress is None:
            return Ending.FINISHED
        metrics.add(progress)
        tell(progress)
        if stop.made:
            return Ending.INTERRUPTED
        if perf_counter() - kept >= limits.checkpoint_every:
            _keep(trainer, folder, metrics)
            kept = perf_counter()
    return Ending.FINISHED if trainer.step >= trainer.recipe.steps else Ending.PAUSED


def _keep(trainer: Trainer, folder: Path, metrics: MetricsFile) -> None:
    """Write a checkpoint; the metrics go first, so that none of its steps lacks its line."""
    metrics.flush()
    trainer.save(folder / CHECKPOINT)


@contextmanager
def stop_request() -> Iterator[StopRequest]:
    """Turn Ctrl-C and SIGTERM into a request while the block runs."""
    request = StopRequest()
    if threading.current_thread() is not threading.main_thread():  # only it gets signals
        yield request
        return
    before = {number: signal.signal(number, request) for number in SIGNALS}
    try:
        yield request
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def export_weights(trainer: Trainer, path: Path, about: Mapping[str, Any]) -> None:
    """Write the averaged weights, with the recipe and how far it came.

    Args:
        trainer: the run.
        path: of the file.
        about: what else is to be said: family, data.
    """
    story = {
        **about,
        "recipe": asdict(trainer.recipe),
        "steps": trainer.step,
        "seed": trainer.recipe.seed,
        "seconds": trainer.seconds,
    }
    widths = asdict(trainer.model.config)  # type: ignore[call-overload]  # each model has one
    save_weights(path, trainer.recipe.model, widths, trainer.average, story)
