"""``ldt explain``: one puzzle, solved step by step, each step with its reason."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from ldt.cli.drawing import drawing
from ldt.cli.inputs import Choices, input_arguments, read_one
from ldt.cli.options import choices_option, family_option, format_option, quiet_option, written_file
from ldt.cli.outcome import Outcome
from ldt.cli.output import json_line
from ldt.cli.steps import Telling, wrapped

if TYPE_CHECKING:
    from domains.families.base import Family, Puzzle
    from domains.logic import LogicStep


@click.command("explain")
@click.argument("inputs", nargs=-1, metavar="PUZZLE|FILE|-")
@family_option
@choices_option
@click.option("--all", "everything", is_flag=True, help="Also tell the routine steps.")
@click.option(
    "--html",
    callback=written_file,
    metavar="FILE",
    help="Write a page that shows the steps one by one.",
)
@format_option
@quiet_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    inputs: tuple[str, ...],
    family: Family | None,
    options: Choices,
    everything: bool,
    html: str | None,
    output_format: str,
    quiet: bool,
) -> None:
    """Solve one puzzle step by step, each step with its reason.

    Easy techniques come first; where none helps, a candidate is refuted by search. A routine step,
    which only takes a known value out of its rows, columns and the like, is left out of the text.
    """
    from domains.registry import family as family_named
    from search import explain

    puzzle = read_one(input_arguments(inputs, quiet=quiet), family, options)
    puzzle_family = family_named(puzzle.family)
    steps = explain(puzzle.problem)
    if html:
        from ldt.cli.replaying import Explanation

        explanation = Explanation(puzzle, puzzle_family)
        steps = explanation.filmed(steps)
    if output_format == "json":
        outcome = _tell_json(puzzle, puzzle_family, steps)
    else:
        outcome = _tell_text(puzzle, puzzle_family, steps, everything=everything)
    if html:
        explanation.write(html, outcome)
    ctx.exit(outcome.exit)


def _tell_text(
    puzzle: Puzzle, family: Family, steps: Iterable[LogicStep], *, everything: bool
) -> Outcome:
    structure, masks = puzzle.problem.structure, puzzle.problem.masks
    telling = Telling(family, structure)
    click.echo(drawing(family, structure, masks, puzzle.problem.masks))
    counted: list[LogicStep] = []
    for step in steps:
        masks = step.after
        if step.conflict or not step.routine:
            counted.append(step)
            label = f"{len(counted)}. "
            click.echo(wrapped(label + telling.text(step), " " * len(label)))
        elif everything:
            click.echo(wrapped(f"   {telling.text(step)}", "     "))
    if all(masks):
        click.echo(drawing(family, structure, masks, puzzle.problem.masks))
    outcome = Outcome(puzzle, family, masks, counted)
    click.echo(wrapped(outcome.text(), "  "))
    return outcome


def _tell_json(puzzle: Puzzle, family: Family, steps: Iterable[LogicStep]) -> Outcome:
    masks = puzzle.problem.masks
    telling = Telling(family, puzzle.problem.structure)
    counted: list[LogicStep] = []
    for index, step in enumerate(steps):
        click.echo(json_line(telling.record(index, step)))
        masks = step.after
        counted += [step] if step.conflict or not step.routine else []
    outcome = Outcome(puzzle, family, masks, counted)
    click.echo(json_line(outcome.record()))
    return outcome
