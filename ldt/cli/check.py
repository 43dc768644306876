"""``ldt check``: is this a solution? If not, which rule does it break, and where?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice, repeat
from typing import TYPE_CHECKING

import click

from domains.errors import InputError, Place
from ldt.cli.exits import Exit, worst
from ldt.cli.inputs import Choices, is_file, read_puzzles, source_of
from ldt.cli.options import choices_option, family_option, format_option, quiet_option
from ldt.cli.output import json_line, report_error
from ldt.cli.proof import check_certificate, is_certificate

if TYPE_CHECKING:
    from domains.families.base import Family, Puzzle
    from domains.problem import Assignment
    from domains.reading import Line

_EXITS = {"right": Exit.DONE, "wrong": Exit.CHECK_FAILED, "unreadable": Exit.UNREADABLE}


@dataclass(frozen=True, slots=True)
class Claim:
    """A puzzle, and the text that is said to be its solution.

    Attributes:
        puzzle: the puzzle.
        text: the solution in the family's one-line form.
        place: where the solution stood.
    """

    puzzle: Puzzle
    text: str
    place: Place

    def violation(self) -> str | None:
        """Say which rule is broken; None when the solution is right.

        Raises:
            InputError: the text is not one value per variable.
        """
        return self.puzzle.problem.violation(self._read(self.text, self.place))

    def equals_stored(self) -> bool | None:
        """Tell whether it is the solution stored with the puzzle; None where none is stored.

        Another question than whether it is right: a maze has many shortest paths.

        Raises:
            InputError: the stored text is not one value per variable.
        """
        if self.puzzle.solution is None:
            return None
        if self.text == self.puzzle.solution:  # mostly, and then it need not be read again
            return True
        stored = self._read(self.puzzle.solution, self.puzzle.place or Place("<argument>"))
        return self._read(self.text, self.place) == stored

    def _read(self, text: str, place: Place) -> Assignment:
        from domains.registry import family

        reader = family(self.puzzle.family)
        return reader.read_solution(self.puzzle.problem.structure, text, place)

    def record(self, index: int, violation: str | None, stored: bool | None) -> dict[str, object]:
        """Return the JSON record of the verdict."""
        return {
            "type": "check",
            "index": index,
            "family": self.puzzle.family,
            "puzzle": self.puzzle.text,
            "solution": self.text,
            "verdict": "wrong" if violation else "right",
            "violation": violation,
            "equals_stored": stored,
        }


class _Command(click.Command):
    """Takes solutions such as ``-#-/###``, of nonograms and stars, for what they are."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put what begins as an option and has no letter behind a ``--``."""
        signs = [arg for arg in args if arg[:1] == "-" and not any(map(str.isalnum, arg))]
        signs = [arg for arg in signs if arg not in {"-", "--"}]
        if signs and "--" not in args:
            args = [*(arg for arg in args if arg not in signs), "--", *signs]
        return super().parse_args(ctx, args)


@click.command("check", cls=_Command)
@click.argument("puzzle", metavar="PUZZLE|PROOF|FILE|-")
@click.argument("solution", required=False, metavar="[SOLUTION|PUZZLE|FILE|-]")
@family_option
@choices_option
@format_option
@quiet_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    puzzle: str,
    solution: str | None,
    family: Family | None,
    options: Choices,
    output_format: str,
    quiet: bool,
) -> None:
    """Check solutions against the rules.

    The solution is given beside the puzzle, or stored with it (a CSV column solution or answer).
    Two files are compared line by line, so the output of `ldt solve` can be checked. Of several,
    the wrong ones are printed.

    A PROOF is what `ldt solve --proof` wrote; a checker that shares no code with the search goes
    through it, with the formula beside it. With a puzzle behind it, the formula must be that
    puzzle's.
    """
    if is_certificate(puzzle):
        ctx.exit(check_certificate(puzzle, solution, family, options, output_format))
    claims = _claims(read_puzzles([puzzle], family, options), solution)
    head = list(islice(claims, 2))
    verdicts: Counter[str] = Counter()
    for index, claim in enumerate(chain(head, claims)):
        verdict = _check(index, claim, output_format, lone=len(head) == 1)
        verdicts[verdict] += 1
    if len(head) > 1 and not quiet and output_format == "text":
        counts = ", ".join(f"{count:,} {verdict}" for verdict, count in verdicts.items())
        click.echo(f"ldt: {verdicts.total():,} solutions: {counts}", err=True)
    ctx.exit(worst(_EXITS[verdict] for verdict in verdicts))


def _check(index: int, claim: Claim | InputError, output_format: str, *, lone: bool) -> str:
    """Print the verdict on one claim, and return it."""
    try:
        if isinstance(claim, InputError):
            raise claim
        violation, stored = claim.violation(), claim.equals_stored()
    except InputError as error:
        report_error(index, error, output_format)
        return "unreadable"
    verdict = "wrong" if violation else "right"
    if output_format == "json":
        click.echo(json_line(claim.record(index, violation, stored)))
    elif lone:
        right = "right, not the solution stored" if stored is False else "right"
        click.echo(f"wrong: {violation}" if violation else right)
    elif violation:
        click.echo(f"{claim.place}: wrong: {violation}")
    return verdict


def _claims(
    puzzles: Iterator[Puzzle | InputError], solution: str | None
) -> Iterator[Claim | InputError]:
    """Yield each puzzle with its solution: the stored one, or the one given beside it."""
    if solution is None:
        yield from (p if isinstance(p, InputError) else _stored(p) for p in puzzles)
        return
    head = list(islice(puzzles, 2))
    texts = _texts(solution, lone=len(head) < 2)
    # When the solutions run out, the last place is where the next one was expected.
    end = InputError(
        Place(solution if is_file(solution) else "<argument>"), "no more lines", "a solution"
    )
    for puzzle, text in zip(chain(head, puzzles), chain(texts, repeat(end)), strict=False):
        if isinstance(puzzle, InputError):
            yield puzzle
        else:
            yield text if isinstance(text, InputError) else Claim(puzzle, *text)


def _stored(puzzle: Puzzle) -> Claim | InputError:
    place = puzzle.place or Place("<argument>")
    if puzzle.solution is None:
        return InputError(place, "a puzzle alone", "a solution stored with it, or given after it")
    return Claim(puzzle, puzzle.solution, place)


def _texts(solution: str, *, lone: bool) -> Iterator[tuple[str, Place] | InputError]:
    """Yield the solutions of an argument: one a line, or all lines together for a lone puzzle."""
    source = source_of(solution) if is_file(solution) else None
    if source is None:
        yield solution, Place("<argument>")
        return
    lines = (line for line in source.lines if isinstance(line, InputError) or line.text.strip())
    if not lone:
        yield from (_placed(line, source.name) for line in lines)
        return
    whole: list[str] = []
    for line in lines:
        if isinstance(line, InputError):
            yield line
            return
        whole.append(line.text)
    yield "\n".join(whole), Place(source.name)


def _placed(line: Line | InputError, name: str) -> tuple[str, Place] | InputError:
    if isinstance(line, InputError):
        return line
    return line.text.strip(), Place(name, line.number)
