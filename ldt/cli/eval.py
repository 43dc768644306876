"""``ldt eval``: what a proposer is worth, measured beside the same search without it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import click

from ldt.cli.inputs import input_arguments
from ldt.cli.learned import need_learning
from ldt.cli.options import (
    choices_option,
    family_option,
    format_option,
    quiet_option,
    seed_option,
)
from ldt.cli.progress import progress_option

if TYPE_CHECKING:
    from domains.families.base import Family

SHARE = click.FloatRange(min=0, max=1)
COUNT = click.IntRange(min=1)
SWEEP_SHAPE = "SETTING=VALUE,VALUE…, such as loops=1,2,4"


@dataclass(frozen=True, slots=True)
class Request:
    """The options of one call, as click checked them."""

    inputs: tuple[str, ...]
    family: Family | None
    options: tuple[tuple[str, str], ...]
    proposer: str | None
    strategy: str
    limit: int | None
    sample_seed: int
    chains: int | None
    rounds: int | None
    loops: int | None
    threshold: tuple[float, ...]
    conflict: float | None
    temperature: float | None
    choice: str | None
    remember: bool | None
    unchecked: bool
    published: bool
    control: bool
    sweeps: tuple[tuple[str, tuple[str, ...]], ...]
    bands: tuple[float, ...]
    node_limit: int
    threads: int
    out: str | None
    output_format: str
    seed: int
    quiet: bool
    progress_mode: str


def _edges(ctx: click.Context, param: click.Parameter, value: str) -> tuple[float, ...]:
    """Turn ``0,1,10`` into ascending numbers."""
    try:
        edges = tuple(float(part) for part in value.split(",")) if value else ()
    except ValueError:
        edges = ()
    if value and (not edges or any(low >= high for low, high in pairwise(edges))):
        message = f"found {value!r}, expected ascending numbers, such as 0,1,10,50,100."
        raise click.BadParameter(message)
    return edges


def _sweeps(
    ctx: click.Context, param: click.Parameter, values: tuple[str, ...]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Split ``loops=1,2,4``; what may be swept is checked where it is run."""
    split = []
    for text in values:
        setting, _, listed = text.partition("=")
        if not (setting and listed):
            message = f"found {text!r}, expected {SWEEP_SHAPE}."
            raise click.BadParameter(message)
        split.append((setting, tuple(listed.split(","))))
    return tuple(split)


@click.command("eval")
@click.argument("inputs", nargs=-1, metavar="[FILE]...")
@family_option
@choices_option
@click.option(
    "--proposer",
    metavar="NAME|FILE",
    help="Who is measured: shipped or plugged-in by name, or a file of weights "
    "[default: relational].",
)
@click.option(
    "--strategy",
    type=click.Choice(["chains", "hybrid", "both"]),
    default="both",
    show_default=True,
    help="What it is measured in; published settings are for chains only.",
)
@click.option(
    "--limit", type=COUNT, metavar="N", help="Take a random sample of N puzzles of each list."
)
@click.option(
    "--sample-seed", type=int, default=0, show_default=True, metavar="S", help="Of the sample."
)
@click.option("--chains", type=COUNT, metavar="K", help="Chains of a puzzle [default: 1].")
@click.option("--rounds", type=COUNT, metavar="R", help="Rounds of a puzzle [default: 50].")
@click.option("--loops", type=COUNT, metavar="L", help="Loops a call [default: the weights' own].")
@click.option(
    "--threshold",
    type=SHARE,
    multiple=True,
    metavar="T",
    help="Elimination threshold; of several each way back of a chain draws one, and the first is "
    "reported by depth [default: 0.01].",
)
@click.option(
    "--conflict", type=SHARE, metavar="T", help="Threshold of the conflict head [default: 0.9]."
)
@click.option(
    "--temperature",
    type=click.FloatRange(min=0),
    metavar="T",
    help="Of the values that are decided; 0 takes the best [default: 0.3].",
)
@click.option(
    "--choice",
    type=click.Choice(["uniform", "fewest", "confident", "fewest-confident"]),
    help="Which variable is decided [default: fewest].",
)
@click.option(
    "--remember/--forget",
    default=None,
    help="Take a refuted guess back and keep a nogood, or begin again at the root [default: "
    "remember, published: forget].",
)
@click.option(
    "--unchecked",
    is_flag=True,
    help="Let chains offer what breaks a rule, as the published system does; labelled so.",
)
@click.option("--published", is_flag=True, help="Begin from the published search settings.")
@click.option(
    "--control/--no-control",
    default=True,
    show_default=True,
    help="Run the same search with uniform proposals, too.",
)
@click.option(
    "--sweep",
    "sweeps",
    callback=_sweeps,
    multiple=True,
    metavar="SETTING=VALUES",
    help="Run chains once for each value of loops, threshold, conflict or temperature.",
)
@click.option(
    "--bands",
    callback=_edges,
    default="0,1,10,50,100",
    show_default=True,
    metavar="RATINGS",
    help="Lower ends of the rating bands.",
)
@click.option(
    "--node-limit",
    type=COUNT,
    default=100_000,
    show_default=True,
    metavar="N",
    help="Nodes of each hybrid and symbolic search.",
)
@click.option(
    "--threads", type=COUNT, default=1, show_default=True, metavar="N", help="Threads of torch."
)
@click.option(
    "--out",
    type=click.Path(file_okay=False),
    metavar="DIR",
    help="Write report.json, report.md and pictures to DIR.",
)
@format_option
@seed_option
@quiet_option
@progress_option
@click.pass_context
def command(ctx: click.Context, /, inputs: tuple[str, ...], **options: Any) -> None:  # noqa: ANN401
    """Measure a proposer on lists of puzzles.

    Prints per list and rating band what was solved, abstained, and would have been wrong unchecked,
    with exact intervals, and what it cost; beside it the same search with uniform proposals, and
    the symbolic strategy. Ctrl-C prints what is known by then.
    """
    need_learning(ctx)
    request = Request(input_arguments(inputs, quiet=options["quiet"]), **options)
    from ldt.cli.evaluate import evaluate

    ctx.exit(evaluate(request))
