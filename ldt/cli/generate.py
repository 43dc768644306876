"""``ldt generate``: fresh puzzles with exactly one solution, as hard as wanted."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from random import Random
from typing import TYPE_CHECKING

import click

from domains.errors import InputError, ModelError
from ldt.cli.exits import Exit
from ldt.cli.options import choices_option, family_named, format_option, quiet_option, seed_option
from ldt.cli.output import json_line
from ldt.cli.progress import progress, progress_option

if TYPE_CHECKING:
    from domains.families.base import Family, GenerateRequest
    from domains.logic import Difficulty
    from domains.problem import Problem

LEVELS = {"easy": 2.4, "medium": 3.4, "hard": 6.0, "extreme": inf}
"""Greatest rating of a level, on the scale of the techniques (Sudoku Explainer's): easy needs
singles, medium adds intersections, pairs and X-wings, hard the other subsets and fish."""


@dataclass(frozen=True, slots=True)
class Wish:
    """The options of one call, as click checked them."""

    family: Family
    size: int | None
    clues: int | None
    difficulty: str | None
    tries: int
    rate: bool
    options: tuple[tuple[str, str], ...]
    output_format: str
    seed: int
    quiet: bool
    progress_mode: str

    @property
    def request(self) -> GenerateRequest:
        """What the family is asked for."""
        from domains.families.base import GenerateRequest

        return GenerateRequest(self.size, self.clues, self.options)

    def draw(self, index: int) -> tuple[Problem, Difficulty | None] | None:
        """Return puzzle number ``index``, the same whatever others are asked for.

        Returns:
            The puzzle, and its difficulty where that was asked for; None when no try had the
            wanted one.

        Raises:
            InputError, ModelError: the family has no such puzzles.
        """
        from domains.logic import rate
        from search.oracle import SearchOracle

        rng = Random(f"{self.seed}/{index}")
        for _ in range(self.tries if self.difficulty else 1):
            problem = self.family.generate(self.request, rng, SearchOracle())
            found = rate(problem) if self.difficulty or self.rate else None
            if self.difficulty in (None, found and level_of(found)):
                return problem, found
        return None


def level_of(difficulty: Difficulty) -> str:
    """Return the level of a puzzle; one that techniques alone do not solve is extreme."""
    rating = difficulty.rating if difficulty.solved else inf
    return next(level for level, greatest in LEVELS.items() if rating <= greatest)


@click.command("generate")
@click.argument("family", callback=family_named, metavar="FAMILY")
@click.option("--size", type=click.IntRange(min=1), metavar="N", help="Side length, or variables.")
@click.option(
    "--count",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    metavar="N",
    help="How many puzzles.",
)
@click.option(
    "--clues",
    type=click.IntRange(min=0),
    metavar="N",
    help="How many givens [default: a minimal puzzle, where none can be left out].",
)
@click.option("--difficulty", type=click.Choice(list(LEVELS)), help="What solving has to need.")
@click.option(
    "--tries",
    type=click.IntRange(min=1),
    default=100,
    show_default=True,
    metavar="N",
    help="Puzzles to draw for one of the wanted difficulty.",
)
@click.option("--rate", is_flag=True, help="Rate each puzzle by the hardest technique it needs.")
@choices_option
@format_option
@seed_option
@quiet_option
@progress_option
@click.pass_context
def command(ctx: click.Context, /, count: int, **choices: object) -> None:
    """Generate puzzles with exactly one solution.

    Each is a line that `ldt solve` reads. Puzzle number k depends on the seed and k alone.
    """
    wish = Wish(**choices)  # type: ignore[arg-type]  # checked by click
    with progress("none" if wish.quiet else wish.progress_mode, "puzzles") as shown:
        for index in range(count):
            found = _drawn(wish, index)
            if found is None:
                many = f"none of {wish.tries} puzzles was {wish.difficulty}"
                click.echo(f"ldt: {many}; try another --seed, or more --tries", err=True)
                ctx.exit(Exit.ABSTAINED)
            with shown.printing():
                _print(wish, index, *found)
            shown.advance()


def _drawn(wish: Wish, index: int) -> tuple[Problem, Difficulty | None] | None:
    """Return a puzzle; a request that cannot be fulfilled is an error of usage."""
    try:
        return wish.draw(index)
    except (InputError, ModelError) as error:
        message = f"cannot generate this: {error}"
        raise click.UsageError(message) from None


def _print(wish: Wish, index: int, problem: Problem, difficulty: Difficulty | None) -> None:
    """Print a puzzle on stdout; its rating beside it in JSON, else on stderr."""
    text = wish.family.puzzle_text(problem)
    hardest = difficulty.hardest.name if difficulty and difficulty.hardest else None
    if wish.output_format == "json":
        record = {
            "type": "puzzle",
            "index": index,
            "family": wish.family.name,
            "puzzle": text,
            "rating": difficulty.rating if difficulty else None,
            "hardest": hardest,
            "level": level_of(difficulty) if difficulty else None,
        }
        click.echo(json_line(record))
        return
    click.echo(text)
    if difficulty and wish.rate:
        words = f"{level_of(difficulty)}, rated {difficulty.rating} for {hardest or 'no step'}"
        click.echo(f"ldt: puzzle {index}: {words}", err=True)
