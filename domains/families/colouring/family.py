"""The graph colouring family: neighbours take different colours, of which there are k.

Whoever guesses a family imports this module, so what it needs is imported where it is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from domains.errors import InputError, Place
from domains.families.base import Family, GenerateRequest, Puzzle, SolutionOracle, Symmetry

if TYPE_CHECKING:
    from random import Random

    from rich.console import RenderableType

    from domains.problem import Assignment, Problem, Structure
    from domains.reading import Source

BEGINNING = re.compile(r"\ufeff?(?:[ \t]*(?:c[^\n]*)?\r?\n)*[ \t]*p[ \t]+(?:edges?|col)[ \t]")
FIX_CLIQUE = {"clique": True, "none": False}


class Colouring(Family):
    """Vertices ``v1`` ... ``vn`` with colours 1 to k; the ends of an edge differ.

    Args:
        colours: k where the input does not say it; what the user says wins over the input.
        fixed_clique: whether to give a large clique its colours beforehand. That keeps whether
            there is a colouring, but not how many there are, so it is never done unasked.
    """

    name: ClassVar[str] = "colouring"
    summary: ClassVar[str] = "graph colouring with k colours (DIMACS .col)"
    formats: ClassVar[tuple[str, ...]] = (
        "DIMACS: p edge VERTICES EDGES, then e VERTEX VERTEX; k COLOURS, or --option k=COLOURS",
        "the same in one line",
        "--option fix=clique colours a large clique beforehand (not for counting)",
    )

    def __init__(self, colours: int | None = None, *, fixed_clique: bool = False) -> None:
        self.colours, self.fixed_clique = colours, fixed_clique

    def configured(self, options: Sequence[tuple[str, str]]) -> Family:
        """Read ``k`` (a number of colours) and ``fix`` (``clique`` or ``none``).

        Raises:
            InputError: another option, or a value without a meaning.
        """
        from domains.families.colouring.generate import number
        from domains.families.colouring.graph import MOST_COLOURS

        colours, fixed = self.colours, self.fixed_clique
        for name, value in options:
            if name == "k":
                colours = number(value, "k", 1, MOST_COLOURS)
            elif name == "fix" and value in FIX_CLIQUE:
                fixed = FIX_CLIQUE[value]
            else:
                raise InputError(Place("option"), f"{name}={value}", "k=COLOURS or fix=clique")
        return Colouring(colours, fixed_clique=fixed)

    def recognises(self, sample: str) -> bool:
        """Tell whether the text begins with ``p edge`` or ``p col`` after any comments."""
        return BEGINNING.match(sample) is not None

    def read(self, source: Source) -> Iterator[Puzzle | InputError]:
        """Yield the graphs of a source, usually one; a header begins each."""
        from domains.families.colouring.text import read_section, read_sections, write_graph

        for section in read_sections(source.lines):
            try:
                place, problem = read_section(
                    section, source.name, self.colours, fixed_clique=self.fixed_clique
                )
                yield Puzzle(self.name, problem, write_graph(problem), place)
            except InputError as error:
                yield error

    def puzzle_text(self, problem: Problem) -> str:
        """Return DIMACS in one line, with the number of colours and the vertices that have some."""
        from domains.families.colouring.text import write_graph

        return write_graph(problem)

    def solution_text(self, structure: Structure, assignment: Assignment) -> str:
        """Return the colour of each vertex, from 1."""
        return " ".join(map(str, assignment))

    def read_solution(self, structure: Structure, text: str, place: Place) -> Assignment:
        """Read a colour per vertex, from 1.

        Raises:
            InputError: another number of colours, or something that is none.
        """
        from domains.families.colouring.graph import layout_of
        from domains.families.colouring.text import read_solution

        layout = layout_of(structure)
        return read_solution(layout.graph.size, layout.colours, text, place)

    def render(self, structure: Structure, masks: Sequence[int]) -> str:
        """Return a summary, and vertex:colour for each coloured vertex."""
        from domains.families.colouring.drawing import render

        return render(structure, masks)

    def rich(
        self,
        structure: Structure,
        masks: Sequence[int],
        marked: Sequence[tuple[int, int]] = (),
        givens: Sequence[int] = (),
    ) -> RenderableType:
        """Return the same: given vertices bold, those with marked colours with all of theirs."""
        from domains.families.colouring.drawing import rich
        from domains.families.view import ElementView

        return rich(structure, ElementView.of(structure, masks, marked, givens))

    def svg(
        self,
        structure: Structure,
        masks: Sequence[int],
        marked: Sequence[tuple[int, int]] = (),
        givens: Sequence[int] = (),
    ) -> str:
        """Draw the graph with its vertices in their colours; a large one without its edges."""
        from domains.families.colouring.svg import svg
        from domains.families.view import ElementView

        return svg(structure, ElementView.of(structure, masks, marked, givens))

    def generate(self, request: GenerateRequest, rng: Random, oracle: SolutionOracle) -> Problem:
        """Return a random graph, some of whose vertices are coloured, with one way to go on.

        Reads ``size`` (vertices, 12), ``clues`` (coloured vertices; None: none can be left out)
        and the options ``k`` (colours, 3) and ``edges`` (their number).

        Raises:
            InputError: what was asked for does not exist or was not found.
        """
        from domains.families.colouring.generate import generate

        return generate(request, self.colours, rng, oracle)

    def symmetry_generators(self, structure: Structure) -> Iterator[tuple[str, Symmetry]]:
        """Yield exchanges of colours; symmetries of the graph are not looked for."""
        from domains.families.colouring.graph import layout_of
        from domains.families.colouring.symmetry import generators

        layout = layout_of(structure)
        return generators(layout.graph.size, layout.colours)

    def random_symmetry(self, structure: Structure, rng: Random) -> Symmetry:
        """Return a uniformly random permutation of the colours."""
        from domains.families.colouring.graph import layout_of
        from domains.families.colouring.symmetry import random_symmetry

        layout = layout_of(structure)
        return random_symmetry(layout.graph.size, layout.colours, rng)
