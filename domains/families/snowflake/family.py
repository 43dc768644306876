"""The Snowflake Sudoku family: hexagons of six triangles, digits 1 to 6, any layout.

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

LARGEST = 61


class Snowflake(Family):
    """Each hexagon, and each point where three of them meet, holds each digit once."""

    name: ClassVar[str] = "snowflake"
    summary: ClassVar[str] = "Snowflake Sudoku: hexagons of six triangles, in any layout"
    formats: ClassVar[tuple[str, ...]] = (
        "snowflake:LAYOUT:CELLS, a character per triangle",
        "JSON records with puzzle and topology or n (a list, lines, or a list in puzzles)",
    )
    sizes: ClassVar[tuple[int, ...]] = (1, *range(3, LARGEST + 1))
    """Two hexagons have no rule in common, so that they are no puzzle to generate."""

    def recognises(self, sample: str) -> bool:
        """Tell whether a line begins ``snowflake:``, or JSON has hexagons or a puzzle of n."""
        if first_line(sample).startswith(f"{self.name}:"):
            return True
        return any(
            names_fields(sample, *keys)
            for keys in (("hex_coords",), ("hex_coords_qr",), ("puzzle", "n"))
        )

    def read(self, source: Source) -> Iterator[Puzzle | InputError]:
        """Yield each puzzle of a source, or the error that stands in its place."""
        from domains.families.snowflake.reader import read_snowflakes

        return read_snowflakes(source)

    def puzzle_text(self, problem: Problem) -> str:
        """Return ``snowflake:LAYOUT:CELLS``."""
        from domains.families.snowflake.text import write_puzzle

        return write_puzzle(problem)

    def solution_text(self, structure: Structure, assignment: Assignment) -> str:
        """Return one digit per cell, hexagon after hexagon."""
        return "".join(map(str, assignment))

    def read_solution(self, structure: Structure, text: str, place: Place) -> Assignment:
        """Read one digit per cell.

        Raises:
            InputError: another number of cells, or something that is no digit from 1 to 6.
        """
        from domains.families.snowflake.layout import layout_of
        from domains.families.snowflake.text import read_solution

        return read_solution(layout_of(structure), text.strip(), place)

    def render(self, structure: Structure, masks: Sequence[int]) -> str:
        """Draw the hexagons in characters; says so where they are not connected."""
        from domains.families.snowflake.drawing import render

        return render(structure, masks)

    def rich(
        self,
        structure: Structure,
        masks: Sequence[int],
        marked: Sequence[tuple[int, int]] = (),
        givens: Sequence[int] = (),
    ) -> RenderableType:
        """Draw the same in colour: givens bold, marked cells reversed and listed below."""
        from domains.families.snowflake.drawing import rich
        from domains.families.view import ElementView

        return rich(structure, ElementView.of(structure, masks, marked, givens))

    def svg(
        self,
        structure: Structure,
        masks: Sequence[int],
        marked: Sequence[tuple[int, int]] = (),
        givens: Sequence[int] = (),
    ) -> str:
        """Draw triangles and hexagons; a dot is a point whose six triangles differ."""
        from domains.families.snowflake.layout import layout_of
        from domains.families.snowflake.svg import svg
        from domains.families.view import ElementView

        return svg(layout_of(structure), ElementView.of(structure, masks, marked, givens))

    def generate(self, request: GenerateRequest, rng: Random, oracle: SolutionOracle) -> Problem:
        """Return a fresh snowflake with exactly one solution.

        Reads ``size`` (hexagons, 7), ``clues`` (None: minimal) and the option ``layout``:
        ``random`` (the usual one), ``spiral``, or ``q,r;q,r;...``.

        Raises:
            InputError: what was asked for does not exist or was not found.
        """
        from domains.families.snowflake.generate import generate

        return generate(request, rng, oracle)

    def symmetry_generators(self, structure: Structure) -> Iterator[tuple[str, Symmetry]]:
        """Yield the layout's rotations and reflections, and exchanges of digits.

        Not those that move one part of a layout that is not connected.
        """
        from domains.families.snowflake.symmetry import generators

        return generators(structure)

    def random_symmetry(self, structure: Structure, rng: Random) -> Symmetry:
        """Return a uniformly random element of the group of `symmetry_generators`."""
        from domains.families.snowflake.symmetry import random_symmetry

        return random_symmetry(structure, rng)
