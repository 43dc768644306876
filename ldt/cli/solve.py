"""``ldt solve``: puzzles in, answers out, in order and as soon as each is known."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, islice

import click

from ldt.cli.inputs import input_arguments, read_puzzles
from ldt.cli.options import (
    choices_option,
    family_option,
    format_option,
    known_name,
    quiet_option,
    seed_option,
    written_file,
)
from ldt.cli.progress import progress_option
from ldt.cli.proof import PLACE
from ldt.cli.solving import Request, solve_all
from search.solving import STRATEGIES


def _strategy_named(ctx: click.Context, param: click.Parameter, value: str) -> str:
    return known_name("strategy", value, STRATEGIES)


def _proof_format_named(
    ctx: click.Context, param: click.Parameter, value: str | None
) -> str | None:
    if value is None:
        return None
    from proofs.certificates import FORMATS

    return known_name("proof format", value, FORMATS)


@click.command("solve")
@click.argument("inputs", nargs=-1, metavar="[PUZZLE|FILE|-]...")
@family_option
@choices_option
@click.option(
    "--strategy",
    callback=_strategy_named,
    default="auto",
    show_default=True,
    metavar="|".join(STRATEGIES),
    help="How to search; auto chooses by measured cost and says what it chose.",
)
@click.option(
    "--proposer",
    metavar="NAME|FILE",
    help="Who chains and hybrid ask: shipped or plugged-in by name, or a file of weights "
    "[default: relational]. Whatever it says, answers are checked.",
)
@click.option(
    "--unique", is_flag=True, help="Tell, with proof, whether there is only one solution."
)
@click.option("--count", type=click.IntRange(min=1), metavar="N", help="Count solutions, up to N.")
@click.option("--union", is_flag=True, help="Show every candidate that some solution takes: ded_p.")
@click.option("--intersection", is_flag=True, help="Show what all solutions have in common.")
@click.option(
    "--sample",
    type=click.IntRange(min=1),
    metavar="N",
    help="Draw N solutions at random and say from which distribution; uniform where there are no "
    "more than --count [default: 10000], or where the paths of a maze are counted.",
)
@click.option(
    "--time-limit", type=click.FloatRange(min=0), metavar="S", help="Seconds for each puzzle."
)
@click.option(
    "--node-limit",
    type=click.IntRange(min=0),
    metavar="N",
    help="Decisions (or conflicts, with cdcl) for each puzzle.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    metavar="N",
    help="Processor cores to use on a batch.",
)
@click.option(
    "-u",
    "--unbuffered",
    is_flag=True,
    help="Answer each puzzle before the next is read: for programs that wait for it.",
)
@click.option(
    "--trace",
    callback=written_file,
    metavar="FILE",
    help="Write the search's events to FILE as JSON lines.",
)
@click.option(
    "--proof",
    callback=written_file,
    metavar="FILE",
    help="Write a certificate that `ldt check FILE` accepts; {index} tells those of a batch apart.",
)
@click.option(
    "--proof-format",
    callback=_proof_format_named,
    metavar="veripb3|veripb2|veripb1|drat|lrat",
    help="Format of the proof [default: drat for clauses, veripb3 for all else].",
)
@click.option(
    "--svg",
    callback=written_file,
    metavar="FILE",
    help="Draw the solution of a single puzzle to FILE.",
)
@click.option(
    "--png", callback=written_file, metavar="FILE", help='The same as a PNG; needs the extra "png".'
)
@click.option(
    "--html",
    callback=written_file,
    metavar="FILE",
    help="Write a page that replays the search step by step.",
)
@click.option("--watch", is_flag=True, help="Show the search on stderr while it runs.")
@format_option
@seed_option
@quiet_option
@progress_option
@click.option(
    "--sat-exit-codes",
    is_flag=True,
    help="Exit as SAT solvers do: 10 satisfiable, 20 unsatisfiable, 0 unknown.",
)
@click.pass_context
def command(ctx: click.Context, /, inputs: Sequence[str], **options: object) -> None:
    """Solve puzzles: an answer is checked, proven, or not given.

    A PUZZLE is typed as it is; a FILE holds one or many and may be gz; - is stdin. One puzzle is
    drawn; of several each gets a line. The kind of puzzle is guessed where that is unambiguous.
    """
    request = Request(**options)  # type: ignore[arg-type]  # checked by click
    arguments = input_arguments(inputs, quiet=request.quiet)
    items = read_puzzles(arguments, request.family, request.options)
    lone = False
    if (
        request.draws
        or request.proof
        or (request.output_format == "text" and not request.unbuffered)
    ):
        head = list(islice(items, 2))
        lone, items = len(head) == 1, chain(head, items)
    if request.draws and not lone:
        message = f"{request.draws} draws one puzzle, the input holds several."
        raise click.UsageError(message)
    if request.proof and not lone and PLACE not in request.proof:
        message = f"the input holds several puzzles; write {PLACE} where --proof is to number them."
        raise click.UsageError(message)
    ctx.exit(solve_all(request, items, lone=lone))
