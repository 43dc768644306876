"""The n-queens family: complete a board so that no queen attacks another.

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

LARGEST_GENERATED = 64


class Queens(Family):
    """A queen in each row, no two of them on a line; some squares given, some forbidden."""

    name: ClassVar[str] = "queens"
    summary: ClassVar[str] = "n-queens completion, with blocked squares and excluded diagonals"
    formats: ClassVar[tuple[str, ...]] = (
        "queens:ROW/ROW/..., squares . # Q with counts; queens:N for an empty board",
        "JSON records with n and placed, excluded_sum, excluded_diff or board",
    )
    sizes: ClassVar[tuple[int, ...]] = (1, *range(4, LARGEST_GENERATED + 1))

    def recognises(self, sample: str) -> bool:
        """Tell whether a line begins ``queens:``, or JSON has an n and what stands on the board."""
        if first_line(sample).startswith(f"{self.name}:"):
            return True
        fields = ("placed", "excluded_sum", "excluded_diff", "board")
        return any(names_fields(sample, "n", field) for field in fields)

    def read(self, source: Source) -> Iterator[Puzzle | InputError]:
        """Yield each board of a source, or the error that stands in its place."""
        from domains.families.queens.reader import read_queens

        return read_queens(source)

    def puzzle_text(self, problem: Problem) -> str:
        """Return ``queens:ROW/ROW/...``."""
        from domains.families.queens.text import write_board

        return write_board(problem)

    def solution_text(self, structure: Structure, assignment: Assignment) -> str:
        """Return the column of each row's queen, from 0."""
        from domains.families.queens.text import write_solution

        return write_solution(assignment)

    def read_solution(self, structure: Structure, text: str, place: Place) -> Assignment:
        """Read a column per row, from 0.

        Raises:
            InputError: another number of columns, or something that is none.
        """
        from domains.families.queens.text import read_solution

        return read_solution(len(structure.values), text, place)

    def render(self, structure: Structure, masks: Sequence[int]) -> str:
        """Draw the board; above 79 rows list the queens."""
        from domains.families.queens.drawing import render

        return render(masks)

    def rich(
        self,
        structure: Structure,
        masks: Sequence[int],
        marked: Sequence[tuple[int, int]] = (),
        givens: Sequence[int] = (),
    ) -> RenderableType:
        """Draw the same with given queens bold and marked squares reversed."""
        from domains.families.queens.drawing import rich
        from domains.families.view import ElementView

        return rich(structure, ElementView.of(structure, masks, marked, givens))

    def svg(
        self,
        structure: Structure,
        masks: Sequence[int],
        marked: Sequence[tuple[int, int]] = (),
        givens: Sequence[int] = (),
    ) -> str:
        """Draw a chessboard with crowns; dots and crosses where some squares of a row are gone."""
        from domains.families.queens.svg import svg
        from domains.families.view import ElementView

        return svg(ElementView.of(structure, masks, marked, givens))

    def generate(self, request: GenerateRequest, rng: Random, oracle: SolutionOracle) -> Problem:
        """Return a board with exactly one completion.

        Reads ``size`` (rows, 8) and ``clues`` (queens; None: none can be left out).

        Raises:
            InputError: what was asked for does not exist or was not found.
        """
        from domains.families.queens.generate import generate

        return generate(request, rng, oracle)

    def symmetry_generators(self, structure: Structure) -> Iterator[tuple[str, Symmetry]]:
        """Yield the two mirrorings; quarter turns make columns of rows, which are no variables."""
        from domains.families.queens.symmetry import generators

        return generators(len(structure.values))

    def random_symmetry(self, structure: Structure, rng: Random) -> Symmetry:
        """Return each of the group of four with the same probability."""
        from domains.families.queens.symmetry import random_symmetry

        return random_symmetry(len(structure.values), rng)
