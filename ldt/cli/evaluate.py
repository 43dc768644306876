"""What ``ldt eval`` does with its options."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from domains.errors import InputError
from domains.families.base import Puzzle
from ldt.cli.eval import Request
from ldt.cli.exits import Exit
from ldt.cli.inputs import read_puzzles
from ldt.cli.output import json_line, write_atomically
from ldt.cli.progress import progress
from ldt.cli.proposing import proposer_for
from ldt.evaluation.asking import require_fit
from ldt.evaluation.items import Item, bands_of, examined, sampled
from ldt.evaluation.pictures import draw_pictures
from ldt.evaluation.plan import Plan, values_of
from ldt.evaluation.report import report_record, runs_of, threads
from ldt.evaluation.text import report_text
from ldt.inference.proposers import DEFAULT
from search.budget import Budget
from search.learned.options import PUBLISHED, ChainOptions


def evaluate(request: Request) -> Exit:
    """Measure, print and write; return the exit status.

    Raises:
        click.UsageError: options that do not go together, or a folder that cannot be written.
        InputError: a list that cannot be read, or weights for other puzzles.
    """
    plan = _plan(request)
    out = _folder(request.out)
    lists = [(argument, _sample(request, argument)) for argument in request.inputs]
    problems = [puzzle.problem for _, puzzles in lists for puzzle in puzzles]
    require_fit(plan.proposer, plan.name, problems)
    with threads(request.threads):
        items = _examined(request, plan, lists)
        mode = "none" if request.quiet else request.progress_mode
        with progress(mode, f"of {plan.count() * len(items):,} puzzle runs") as shown:
            runs = runs_of(plan, items, shown.advance)
        report = report_record(plan, items, runs, bands_of(request.bands))
    text = report_text(report)
    click.echo(json_line(report) if request.output_format == "json" else text, nl=False)
    if request.output_format == "json":
        click.echo()
    if out is not None:
        write_atomically(str(out / "report.json"), json_line(report) + "\n")
        write_atomically(str(out / "report.md"), text)
        draw_pictures(report, out)
    return Exit.INTERRUPTED if report["interrupted"] else Exit.DONE


def _plan(request: Request) -> Plan:
    """Return what is to be measured.

    Raises:
        click.UsageError: options that do not go together.
    """
    strategies = ("chains", "hybrid") if request.strategy == "both" else (request.strategy,)
    if request.published or request.unchecked:
        if request.strategy == "hybrid":
            message = "--published and --unchecked are for chains; hybrid answers are checked."
            raise click.UsageError(message)
        strategies = ("chains",)
    name = request.proposer or DEFAULT
    try:
        plan = Plan(
            strategies,
            proposer_for(request.proposer),
            name,
            request.loops,
            _chain_options(request),
            Budget(nodes=request.node_limit),
            request.seed,
            request.control,
            tuple(values_of(setting, texts) for setting, texts in request.sweeps),
        )
        plan.count()  # finds a proposer without loops before anything is run
    except (ValueError, TypeError) as error:
        raise click.UsageError(str(error)) from None
    return plan


def _chain_options(request: Request) -> ChainOptions:
    """Return the options of chains: published or our own, changed by what was asked for."""
    base = PUBLISHED if request.published else ChainOptions()
    wanted = {
        "conflict": request.conflict,
        "temperature": request.temperature,
        "choice": request.choice,
        "threshold": request.threshold[0] if request.threshold else None,
    }
    given = {name: value for name, value in wanted.items() if value is not None}
    return replace(
        base,
        chains=request.chains or base.chains,
        rounds=request.rounds or base.rounds,
        thresholds=request.threshold or base.thresholds,
        policy=replace(base.policy, **given),  # type: ignore[arg-type]  # checked by click
        remember=base.remember if request.remember is None else request.remember,
        checked=not request.unchecked,
    )


def _sample(request: Request, argument: str) -> list[Puzzle]:
    """Return the sample of one list.

    Raises:
        InputError: the first puzzle that cannot be read; a figure over the rest is another figure.
    """
    puzzles = []
    for item in list(read_puzzles([argument], request.family, request.options)):
        if isinstance(item, InputError):
            raise item
        puzzles.append(item)
    return sampled(puzzles, request.limit, request.sample_seed)


def _examined(
    request: Request, plan: Plan, lists: Sequence[tuple[str, Sequence[Puzzle]]]
) -> list[Item]:
    """Return every puzzle with the symbolic answers."""
    mode = "none" if request.quiet else request.progress_mode
    names = [Path(argument).name for argument, _ in lists]
    items: list[Item] = []
    with progress(mode, "puzzles examined") as shown:
        for argument, puzzles in lists:
            name = argument if names.count(Path(argument).name) > 1 else Path(argument).name
            items += examined(name, puzzles, plan.budget, shown.advance)
    return items


def _folder(path: str | None) -> Path | None:
    """Make the folder of the report before anything is run.

    Raises:
        click.UsageError: it cannot be made.
    """
    if path is None:
        return None
    folder = Path(path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"cannot write in {folder}: {(error.strerror or str(error)).lower()}"
        raise click.UsageError(message) from None
    return folder
