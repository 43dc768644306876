"""The minesweeper family: where are the mines, as far as the numbers tell?

Whoever guesses a family imports this module, so what it needs is imported where it is used.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from domains.families.base import Family, GenerateRequest, Puzzle, SolutionOracle, Symmetry
from domains.families.sample import first_line, names_fields

if TYPE_CHECKING:
    from random import Random

    from rich.console import RenderableType

    from domains.errors import InputError, Place
    from domains.problem import Assignment, Problem, Structure
    from domains.reading import Source


class Minesweeper(Family):
    """Mines under covered cells, as many around each number as it says.

    A board need not have one answer: `domains.families.minesweeper.certain.certain` returns what
    all its answers agree on.
    """

    name: ClassVar[str] = "minesweeper"
    summary: ClassVar[str] = "minesweeper: where the numbers say that mines are, and where not"
    formats: ClassVar[tuple[str, ...]] = (
        "minesweeper:ROW/ROW/... or minesweeper:MINES:ROW/ROW/..., cells 0-8 ? * -",
        "rows over several lines, boards apart by empty lines (with --family minesweeper)",
        "JSON records with board and total_mines",
    )
    sizes: ClassVar[tuple[int, ...]] = tuple(range(2, 25))

    def recognises(self, sample: str) -> bool:
        """Tell whether a line begins ``minesweeper:``, or JSON has a board and a count of mines."""
        if first_line(sample).startswith(f"{self.name}:"):
            return True
        return names_fields(sample, "board", "total_mines")

    def read(self, source: Source) -> Iterator[Puzzle | InputError]:
        """Yield each board of a source, or the error that stands in its place."""
        from domains.families.minesweeper.reader import read_boards

        return read_boards(source)

    def puzzle_text(self, problem: Problem) -> str:
        """Return ``minesweeper:MINES:ROW/ROW/...``."""
        from domains.families.minesweeper.text import write_puzzle

        return write_puzzle(problem)

    def solution_text(self, structure: Structure, assignment: Assignment) -> str:
        """Return the rows with ``*`` for mines and ``-`` for covered cells without one."""
        from domains.families.minesweeper.text import write_solution

        return write_solution(structure, assignment)

    def read_solution(self, structure: Structure, text: str, place: Place) -> Assignment:
        """Read the rows with ``*`` for mines and ``-`` for covered cells without one.

        Raises:
            InputError: another board, or a covered cell that is neither.
        """
        from domains.families.minesweeper.text import read_solution

        return read_solution(structure, text, place)

    def render(self, structure: Structure, masks: Sequence[int]) -> str:
        """Draw ``*`` for a mine, ``-`` for a safe cell, ``?`` for an open one."""
        from domains.families.minesweeper.drawing import render

        return render(structure, masks)

    def rich(
        self,
        structure: Structure,
        masks: Sequence[int],
        marked: Sequence[tuple[int, int]] = (),
        givens: Sequence[int] = (),
    ) -> RenderableType:
        """Draw the same with numbers dim and marked cells reversed."""
        from domains.families.minesweeper.drawing import rich
        from domains.families.view import ElementView

        return rich(structure, ElementView.of(structure, masks, marked, givens))

    def svg(
        self,
        structure: Structure,
        masks: Sequence[int],
        marked: Sequence[tuple[int, int]] = (),
        givens: Sequence[int] = (),
    ) -> str:
        """Draw mines as discs and safe cells as rings on covered cells."""
        from domains.families.minesweeper.svg import svg
        from domains.families.view import ElementView

        return svg(structure, ElementView.of(structure, masks, marked, givens))

    def generate(self, request: GenerateRequest, rng: Random, oracle: SolutionOracle) -> Problem:
        """Return a board with one placement of its mines, whose number is told.

        Reads ``size`` (rows and columns, 8), ``clues`` (numbers shown; None: none can be covered)
        and the option ``mines`` (a sixth of the cells, about).

        Raises:
            InputError: what was asked for does not exist or was not found.
        """
        from domains.families.minesweeper.generate import generate

        return generate(request, rng, oracle)

    def symmetry_generators(self, structure: Structure) -> Iterator[tuple[str, Symmetry]]:
        """Yield what puts the board on itself, which seldom is anything."""
        from domains.families.minesweeper.symmetry import generators

        return generators(structure)

    def random_symmetry(self, structure: Structure, rng: Random) -> Symmetry:
        """Return each movement that puts the board on itself with the same probability."""
        from domains.families.minesweeper.symmetry import random_symmetry

        return random_symmetry(structure, rng)

    def value_name(self, structure: Structure, variable: int, index: int) -> str:
        """Return ``safe`` or ``mine``."""
        return ("safe", "mine")[index]
