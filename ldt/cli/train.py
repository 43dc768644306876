"""``ldt train``: trains a learned operator; stops and goes on as if it never had."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from ldt.cli.learned import need_learning
from ldt.cli.options import family_named, format_option, quiet_option
from ldt.cli.progress import progress_option

if TYPE_CHECKING:
    from domains.families.base import Family


@dataclass(frozen=True, slots=True)
class Request:
    """The options of one call, as click checked them."""

    family: Family
    preset: str | None
    data: tuple[str, ...]
    hub: str | None
    generate: int | None
    size: int | None
    exclude: tuple[str, ...]
    allow_overlap: bool
    out: str
    resume: bool
    steps: int | None
    seconds: float | None
    seed: int | None
    overrides: tuple[str, ...]
    export: str | None
    threads: int | None
    device: str
    output_format: str
    quiet: bool
    progress_mode: str


@click.command("train")
@click.argument("family", callback=family_named, metavar="FAMILY")
@click.option("--preset", metavar="NAME", help="Recipe to train by [default: relational-sudoku].")
@click.option(
    "--data",
    multiple=True,
    metavar="FILE",
    help="Training puzzles, in any format of the family; may be repeated.",
)
@click.option(
    "--hub",
    metavar="NAME[:FILE]",
    help="Training puzzles of a data set on the Hugging Face hub [default file: train.csv].",
)
@click.option(
    "--generate", type=click.IntRange(min=1), metavar="N", help="Training puzzles to generate."
)
@click.option("--size", type=click.IntRange(min=1), metavar="N", help="Size of generated puzzles.")
@click.option(
    "--exclude",
    multiple=True,
    metavar="FILE",
    help="Puzzles that must not be trained on, up to symmetry; may be repeated.",
)
@click.option("--allow-overlap", is_flag=True, help="Only say where training meets --exclude.")
@click.option(
    "--out",
    required=True,
    type=click.Path(file_okay=False),
    metavar="DIR",
    help="Folder of the run: checkpoint, metrics, curves, weights, run.json.",
)
@click.option("--resume", is_flag=True, help="Go on with the run in DIR, exactly.")
@click.option(
    "--steps", type=click.IntRange(min=1), metavar="N", help="Steps in all [default: the preset's]."
)
@click.option(
    "--seconds",
    type=click.FloatRange(min=0),
    metavar="S",
    help="Stop this sitting after S seconds.",
)
@click.option(
    "--seed", type=int, metavar="N", help="Seed of every random choice [default: the preset's]."
)
@click.option(
    "--set",
    "overrides",
    multiple=True,
    metavar="NAME=VALUE",
    help="Change a number of the recipe, such as rate=0.001 or loss.value=1; may be repeated.",
)
@click.option("--export", metavar="FILE", help="Where the averaged weights go [default: in DIR].")
@click.option(
    "--threads", type=click.IntRange(min=1), metavar="N", help="CPU threads [default: all cores]."
)
@click.option(
    "--device",
    type=click.Choice(["auto", "cpu", "cuda"]),
    default="auto",
    show_default=True,
    help="auto takes the GPU where there is one.",
)
@format_option
@quiet_option
@progress_option
@click.pass_context
def command(ctx: click.Context, /, **options: Any) -> None:  # noqa: ANN401  (see Request)
    """Train a learned operator.

    Ctrl-C keeps a checkpoint; the same call with --resume goes on from it. At the end the averaged
    weights are written for `ldt solve --proposer FILE`.
    """
    request = Request(**options)
    need_learning(ctx)
    from ldt.cli.training import train

    ctx.exit(train(request))
