"""``ldt audit --proposer``: how good is what it says, and does a search stay right with it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from domains.errors import InputError
from ldt.cli.exits import Exit
from ldt.cli.output import json_line

if TYPE_CHECKING:
    from domains.problem import Problem
    from proofs.audit import Settings
    from proofs.proposers.tally import Tally
    from search.learned.proposer import Proposer

DRIVEN = 30
"""Small puzzles of all kinds that are solved with the proposer's help."""

MEASURED = 10
"""Puzzles that are generated to measure it on, where none are given."""


def audit_proposer(name: str, puzzles: str | None, settings: Settings, *, as_json: bool) -> Exit:
    """Measure a proposer and let it loose on a few searches; print both.

    Args:
        name: the proposer's.
        puzzles: a file of puzzles to measure it on, or None.
        settings: the seed; `examples` is about how many states are looked at.
        as_json: whether one line of JSON is printed.
    """
    from proofs.proposers import report as shown
    from proofs.proposers.measure import measure

    proposer = _proposer(name)
    problems = _problems(puzzles, settings.seed)
    report = measure(proposer, problems, states=settings.examples, seed=settings.seed)
    tally = _driven(name, proposer, settings.seed)
    if as_json:
        click.echo(json_line({**shown.as_json(report), "drive": _record(tally)}))
    else:
        click.echo("\n".join([*shown.table_lines(report), "", *_lines(tally)]))
    return Exit.CHECK_FAILED if tally.wrong else Exit.DONE


def _proposer(name: str) -> Proposer:
    """Return the proposer with a name, in a file of weights, or in a module."""
    from ldt.cli.proposing import proposer_for
    from proofs.audit import TargetError
    from proofs.audit.names import object_at
    from search.learned.proposer import Proposer

    if ":" not in name:
        return proposer_for(name)
    try:
        found = object_at(name)
    except TargetError as error:
        raise click.UsageError(str(error)) from None
    made = found() if isinstance(found, type) else found
    if not isinstance(made, Proposer):
        message = f"{name} is a {type(made).__name__}, expected an object with propose"
        raise click.UsageError(message)
    return made


def _problems(puzzles: str | None, seed: int) -> tuple[Problem, ...]:
    """Return the problems to measure on: those of a file that are of the first one's structure."""
    if puzzles is None:
        from proofs.proposers.puzzles import generated_sudokus

        return generated_sudokus(MEASURED, seed)
    from ldt.cli.inputs import read_puzzles

    read = list(read_puzzles([puzzles]))
    bad = next((item for item in read if isinstance(item, InputError)), None)
    problems = tuple(item.problem for item in read if not isinstance(item, InputError))
    if bad is not None or not problems:
        raise click.UsageError(str(bad or f"{puzzles} holds no puzzle"))
    if any(problem.structure is not problems[0].structure for problem in problems):
        message = f"{puzzles} holds puzzles of several kinds or sizes, expected one"
        raise click.UsageError(message)
    return problems


def _driven(name: str, proposer: Proposer, seed: int) -> Tally:
    """Solve small puzzles of all kinds with a proposer's help, and count what is wrong."""
    from proofs.proposers.run import run
    from proofs.proposers.tally import Tally

    tally = Tally(seed)
    for _ in run(tally, DRIVEN, {name: lambda _: proposer}):
        pass
    return tally


def _lines(tally: Tally) -> list[str]:
    from proofs.proposers.tally import upper_bound

    bound = upper_bound(len(tally.wrong), tally.pairs)
    words = f"{tally.pairs} searches with its help: {len(tally.wrong)} wrong answers"
    return [*tally.wrong, f"{words}; the share is below {bound:.2g} (95 %, exact)"]


def _record(tally: Tally) -> dict[str, object]:
    from proofs.proposers.tally import upper_bound

    wrong = len(tally.wrong)
    return {"pairs": tally.pairs, "wrong": wrong, "upper": upper_bound(wrong, tally.pairs)}
