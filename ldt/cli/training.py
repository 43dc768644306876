"""What ``ldt train`` does with its options."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import click
import torch

from domains.errors import InputError, ModelError, Place
from ldt.cli.exits import Exit
from ldt.cli.options import known_name
from ldt.cli.output import json_line
from ldt.cli.progress import Display, Progress, display_of, progress, showing
from ldt.cli.train import Request
from ldt.cli.versions import own_version
from ldt.training.checkpoint import recipe_as_json
from ldt.training.data import examples_of
from ldt.training.devices import best_device, throughput
from ldt.training.hub import HubMissingError
from ldt.training.measuring import Progress as Reading
from ldt.training.measuring import TrainingDivergedError
from ldt.training.metrics import as_row
from ldt.training.overrides import OverrideError
from ldt.training.pace import Pace
from ldt.training.portions import Portion, Wanted, gather, overlap_error
from ldt.training.presets import PRESETS, fitted
from ldt.training.recipe import Recipe
from ldt.training.run import CHECKPOINT, WEIGHTS, Asked, Record, RunError, read_record
from ldt.training.sitting import Ending, Limits, export_weights, sit
from ldt.training.trainer import Trainer

EXITS = {
    Ending.FINISHED: Exit.DONE,
    Ending.PAUSED: Exit.DONE,
    Ending.INTERRUPTED: Exit.INTERRUPTED,
}


class TrainingProgress(Progress):
    """The line that training shows: where it is, losses, throughput, time left."""

    def __init__(self, trainer: Trainer, display: Display | None, *, quiet: bool) -> None:
        super().__init__("steps", display)
        self.trainer, self.quiet, self.parts = trainer, quiet, 1
        self.pace = Pace(trainer.recipe, trainer.step, trainer.seconds)
        self.last: Reading | None = None

    def saw(self, reading: Reading) -> None:
        """Take a reading down; say once that a batch is taken in parts."""
        self.last = reading
        self.pace.saw(reading)
        if self.trainer.parts != self.parts:
            self.parts = self.trainer.parts
            _notice(self.quiet, f"memory is short: each batch is taken in {self.parts} parts")

    def words(self) -> str:
        """Return the present state in words."""
        if self.last is None:
            return f"step {self.trainer.step + 1:,} is the first of this sitting"
        row, left = as_row(self.last), self.pace.seconds_left
        losses = ", ".join(f"{name} {row[name]:.3f}" for name in ("candidate", "value", "conflict"))
        return (
            f"step {self.last.step + 1:,} of {self.trainer.recipe.steps:,}, "
            f"loss {row['loss']:.3f} ({losses}), {self.pace.rows_a_second:,.0f} rows/s"
            + ("" if left is None else f", {_duration(left)} left")
        )


def _duration(seconds: float) -> str:
    """Return a duration in the two units that matter."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def train(request: Request) -> Exit:
    """Begin a run, or go on with one; return the exit status."""
    folder = Path(request.out)
    try:
        record = _record(request, folder)
        portions = _gathered(request, record.asked)
        trainer, record = _trainer(request, folder, record, portions)
        return _sitting(request, folder, record, trainer)
    except (OverrideError, RunError, HubMissingError, ModelError) as error:
        raise click.UsageError(str(error)) from None
    except TrainingDivergedError as error:
        kept = "the checkpoint is from before" if (folder / CHECKPOINT).exists() else "none is kept"
        return _failed(f"training stopped: {error}; {kept} ({folder / CHECKPOINT})")
    except torch.OutOfMemoryError as error:
        return _failed(f"one state is more than memory holds: {str(error).splitlines()[0]}")
    except OSError as error:
        message = f"cannot write in {folder}: {(error.strerror or str(error)).lower()}"
        raise click.UsageError(message) from None


def _failed(message: str) -> Exit:
    click.echo(f"ldt: {message}", err=True)
    return Exit.CHECK_FAILED


def _notice(quiet: bool, message: str) -> None:
    if not quiet:
        click.echo(f"ldt: {message}", err=True)


def _record(request: Request, folder: Path) -> Record:
    """Return the record of the run: a new one, or that of the folder.

    Raises:
        RunError: there is a run where none may be, none where one must be, or another one.
    """
    options: dict[str, Any] = {field.name: getattr(request, field.name) for field in fields(Asked)}
    asked = Asked(**{**options, "family": request.family.name})
    if asked.preset is not None:
        known_name("preset", asked.preset, PRESETS)
    begun = read_record(folder)
    if begun is None and request.resume:
        message = f"found no run in {folder}, expected one to resume"
        raise RunError(message)
    if begun is not None and not request.resume:
        message = f"found a run in {folder}: --resume goes on with it, or name another folder"
        raise RunError(message)
    if begun is None:
        if not (asked.data or asked.generate or asked.hub):
            message = "found nothing to train on, expected --data, --generate or --hub"
            raise RunError(message)
        return Record(asked, recipe_as_json(asked.recipe), ())
    return replace(begun, asked=asked.completed(begun.asked))


def _gathered(request: Request, asked: Asked) -> list[Portion]:
    """Read or generate what the run is trained on."""
    seed = asked.recipe.seed
    wanted = Wanted(asked.data, asked.hub, asked.generate, asked.size, seed)
    with progress("none" if request.quiet else request.progress_mode, "puzzles") as shown:
        return gather(request.family, wanted, shown.advance)


def _trainer(
    request: Request, folder: Path, record: Record, portions: list[Portion]
) -> tuple[Trainer, Record]:
    """Return the trainer, resumed where there is a checkpoint, and the record of a new sitting."""
    data = tuple(portion.record for portion in portions)
    if record.sittings:
        _same_data(folder, record, data)
    else:
        record = replace(record, data=data, overlap=_overlap(request, record.asked, portions))
    if request.threads:
        torch.set_num_threads(request.threads)
    device = _device(request.device)
    trainer = _built(request, record.asked.recipe, portions, device)
    if record.sittings and (folder / CHECKPOINT).exists():
        trainer.resume(folder / CHECKPOINT)
    _compare_machine(request, record, trainer)
    sitting = {"device": str(device), "threads": torch.get_num_threads(), "first": trainer.step}
    record = replace(record, recipe=recipe_as_json(trainer.recipe)).begin(**sitting)
    record.write(folder)
    return trainer, record


def _same_data(folder: Path, record: Record, data: tuple[dict[str, object], ...]) -> None:
    """Reject other puzzles than those the run was begun with."""
    for now, then in zip(data, record.data, strict=True):
        if now != then:
            found = f"{now['puzzles']} puzzles of {now['name']} with the digest {now['sha256']}"
            expected = f"{then['puzzles']} with {then['sha256']}, as begun"
            raise InputError(Place(str(folder)), found, expected)


def _overlap(request: Request, asked: Asked, portions: list[Portion]) -> int:
    """Return how many puzzles are in excluded lists; raise unless that is allowed."""
    if not asked.exclude:
        return 0
    found = overlap_error(request.family, portions, asked.exclude)
    if found is None:
        return 0
    count, error = found
    if not asked.allow_overlap:
        raise error
    _notice(request.quiet, f"{error}; allowed")
    return count


def _device(name: str) -> torch.device:
    """Return the device of a name."""
    if name == "cuda" and not torch.cuda.is_available():
        message = "--device: found no GPU that torch can use, expected auto or cpu"
        raise click.UsageError(message)
    return best_device() if name == "auto" else torch.device(name)


def _built(
    request: Request, recipe: Recipe, portions: list[Portion], device: torch.device
) -> Trainer:
    """Return a fresh trainer."""
    puzzles = [puzzle for portion in portions for puzzle in portion.puzzles]
    examples = examples_of(puzzles, settled=not recipe.propagate)
    used = sum(len(own.start) for own in examples)
    why = ", or that sound deductions solve" if recipe.propagate else ""
    _notice(
        request.quiet or used == len(puzzles),
        f"{used:,} of {len(puzzles):,} puzzles are trained on; left out: without a solution{why}",
    )
    if not examples:
        message = "found no puzzle that training could learn from; try --set propagate=false"
        raise RunError(message)
    try:
        fits = {fitted(recipe, own.structure) for own in examples}
        if len(fits) > 1:
            message = f"this model reads one grid, found puzzles of {len(fits)}"
            raise RunError(message)
        return Trainer(fits.pop(), examples, device)
    except (ValueError, TypeError) as error:
        message = f"this recipe does not fit these puzzles: {error}"
        raise RunError(message) from error


def _compare_machine(request: Request, record: Record, trainer: Trainer) -> None:
    """Say that losses will differ a little where device or thread count do."""
    now = {"device": str(trainer.device), "threads": torch.get_num_threads()}
    for name, value in now.items():
        before = record.sittings[-1].get(name) if record.sittings else value
        if before != value:
            words = f"{name} {value}, {before} before: losses agree only up to rounding"
            _notice(request.quiet, words)


def _sitting(request: Request, folder: Path, record: Record, trainer: Trainer) -> Exit:
    """Train, export, and say what there is."""
    mode = "none" if request.quiet else request.progress_mode
    try:
        with showing(TrainingProgress(trainer, display_of(mode), quiet=request.quiet)) as shown:
            ending = sit(trainer, folder, Limits(request.seconds), shown.saw)
    except TrainingDivergedError:
        record.end(ending="diverged", last=trainer.step).write(folder)
        raise
    record = record.end(ending=ending.value, last=trainer.step, parts=trainer.parts)
    record.write(folder)
    weights = Path(request.export) if request.export else folder / WEIGHTS
    about = {"family": request.family.name, "data": record.data, "version": own_version()}
    export_weights(trainer, weights, {**about, "overlap": record.overlap})
    _tell_throughput(request, trainer)
    _print(request, trainer, ending, weights)
    return EXITS[ending]


def _tell_throughput(request: Request, trainer: Trainer) -> None:
    """Say on stderr how far training was from what the device's arithmetic allows."""
    if trainer.step and not request.quiet:
        told = throughput(trainer.recipe, trainer.seconds / trainer.step, trainer.device)
        if told is not None:
            _notice(request.quiet, told)


def _print(request: Request, trainer: Trainer, ending: Ending, weights: Path) -> None:
    """Print the result on stdout."""
    steps, seconds = trainer.recipe.steps, trainer.seconds
    if request.output_format == "json":
        record = {
            "type": "training",
            "ending": ending.value,
            "step": trainer.step,
            "steps": steps,
            "seconds": seconds,
            "folder": request.out,
            "weights": str(weights),
        }
        click.echo(json_line(record))
        return
    done = f"{ending.value} at step {trainer.step:,} of {steps:,}, {_duration(seconds)} of training"
    click.echo(f"{done}; weights in {weights}")
