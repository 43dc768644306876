"""``ldt bench``: how fast strategies and a proposer are on this machine."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from domains.errors import InputError
from ldt.cli.inputs import input_arguments, read_puzzles
from ldt.cli.learned import need_learning
from ldt.cli.options import (
    choices_option,
    family_option,
    format_option,
    quiet_option,
    seed_option,
)
from ldt.cli.output import json_line
from ldt.cli.progress import progress, progress_option

if TYPE_CHECKING:
    from domains.families.base import Family
    from domains.problem import Problem

COUNT = click.IntRange(min=1)


@dataclass(frozen=True, slots=True)
class Request:
    """The options of one call, as click checked them."""

    inputs: tuple[str, ...]
    family: Family | None
    options: tuple[tuple[str, str], ...]
    proposer: str | None
    limit: int
    time_limit: float
    threads: int
    output_format: str
    seed: int
    quiet: bool
    progress_mode: str


@click.command("bench")
@click.argument("inputs", nargs=-1, metavar="[FILE]...")
@family_option
@choices_option
@click.option("--proposer", metavar="NAME|FILE", help="Who is asked [default: relational].")
@click.option(
    "--limit", type=COUNT, default=20, show_default=True, metavar="N", help="First N puzzles."
)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0),
    default=10.0,
    show_default=True,
    metavar="S",
    help="Seconds for each puzzle and strategy.",
)
@click.option(
    "--threads", type=COUNT, default=1, show_default=True, metavar="N", help="Threads of torch."
)
@format_option
@seed_option
@quiet_option
@progress_option
@click.pass_context
def command(ctx: click.Context, /, **options: Any) -> None:  # noqa: ANN401  (see Request)
    """Time strategies and a proposer on this machine."""
    request = Request(**options)
    need_learning(ctx)
    from ldt.cli.proposing import proposer_for
    from ldt.evaluation.asking import require_fit
    from ldt.evaluation.report import machine_record, threads
    from ldt.evaluation.timing import STRATEGIES, call_records, strategy_records
    from search.budget import Budget

    asked, problems = proposer_for(request.proposer), _problems(request)
    require_fit(asked, request.proposer or "relational", problems)
    same = [own for own in problems if own.structure is problems[0].structure]
    mode = "none" if request.quiet else request.progress_mode
    budget = Budget(seconds=request.time_limit)
    with threads(request.threads):
        _show(request, {"type": "machine", **machine_record()})
        for record in call_records(same, asked):
            _show(request, record)
        with progress(mode, f"of {len(STRATEGIES) * len(problems)} puzzle runs") as shown:
            for record in strategy_records(problems, asked, budget, request.seed, shown.advance):
                _show(request, record)


def _problems(request: Request) -> list[Problem]:
    """Return the first puzzles of the inputs.

    Raises:
        InputError: one of them cannot be read.
    """
    arguments = input_arguments(request.inputs, quiet=request.quiet)
    items = read_puzzles(arguments, request.family, request.options)
    problems = []
    for item in list(islice(items, request.limit)):
        if isinstance(item, InputError):
            raise item
        problems.append(item.problem)
    return problems


def _show(request: Request, record: dict[str, object]) -> None:
    """Print a record, as soon as it is known."""
    if request.output_format == "json":
        click.echo(json_line(record))
        return
    words = (
        f"{name.replace('_', ' ')} {value:.4g}" if isinstance(value, float) else f"{name} {value}"
        for name, value in record.items()
        if name != "type"
    )
    click.echo(", ".join(words))
