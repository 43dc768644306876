"""``ldt hint``: the next step of one puzzle, and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ldt.cli.exits import Exit
from ldt.cli.inputs import Choices, input_arguments, read_one
from ldt.cli.options import choices_option, family_option, format_option, quiet_option
from ldt.cli.outcome import Outcome
from ldt.cli.output import json_line
from ldt.cli.steps import Telling, wrapped

if TYPE_CHECKING:
    from domains.families.base import Family


@click.command("hint")
@click.argument("inputs", nargs=-1, metavar="PUZZLE|FILE|-")
@family_option
@choices_option
@click.option("--full", is_flag=True, help="Also tell what the step places and removes.")
@format_option
@quiet_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    inputs: tuple[str, ...],
    family: Family | None,
    options: Choices,
    full: bool,
    output_format: str,
    quiet: bool,
) -> None:
    """Show the next step of one puzzle.

    Only the technique and where to look, unless --full is given. JSON always has the whole step.
    """
    from domains.registry import family as family_named
    from search import explain

    puzzle = read_one(input_arguments(inputs, quiet=quiet), family, options)
    telling = Telling(family_named(puzzle.family), puzzle.problem.structure)
    masks = puzzle.problem.masks
    for index, step in enumerate(explain(puzzle.problem)):
        if step.conflict or not step.routine:
            if output_format == "json":
                click.echo(json_line(telling.record(index, step)))
            else:
                click.echo(wrapped(telling.text(step) if full else telling.place(step), "  "))
            ctx.exit(Exit.INFEASIBLE if step.conflict else Exit.DONE)
        masks = step.after
    outcome = Outcome(puzzle, telling.family, masks, ())
    click.echo(json_line(outcome.record()) if output_format == "json" else outcome.text())
    ctx.exit(outcome.exit)
