"""The maze family: a shortest path from start to goal.

Whoever guesses a family imports this module, so what it needs is imported where it is used.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from domains.families.base import Family, GenerateRequest, Puzzle, SolutionOracle, Symmetry

if TYPE_CHECKING:
    from random import Random

    from rich.console import RenderableType

    from domains.errors import InputError, Place
    from domains.problem import Assignment, Problem, Structure
    from domains.reading import Source

CELLS = frozenset("# .SGo-!")
MANY_ROWS = 8
"""So many rows of walls and free cells are a maze, wherever its ends may be."""


class Maze(Family):
    """A path from S to G over free cells that no other path is shorter than.

    A maze may have many shortest paths; each of them is a solution. Whether a stored path is *one*
    and whether an answer *equals* it are two questions: `ldt check` answers the first.
    """

    name: ClassVar[str] = "maze"
    summary: ClassVar[str] = "mazes: a shortest path on a grid"
    formats: ClassVar[tuple[str, ...]] = (
        "a square maze a line (Maze-Hard: 900 characters # S G and blanks, never stripped)",
        "maze:ROW/ROW/..., cells # . S G, and o or - where the path is known",
        "rows over several lines, mazes apart by empty lines",
        "CSV with a column puzzle or question, and solution or answer",
    )
    sizes: ClassVar[tuple[int, ...]] = tuple(range(3, 301))

    def recognises(self, sample: str) -> bool:
        """Tell whether a line begins ``maze:``, or mazes stand in a table, or in plain characters.

        Those have a wall, a start and a goal, and nothing that a maze has not. Of many rows of one
        length the ends may still be to come.
        """
        head, _, rest = sample.lstrip("\ufeff\r\n").partition("\n")
        if head.startswith(f"{self.name}:"):
            return True
        first = head.lower().split(",")[0].strip()
        rows = rest.partition(",")[0] if first in {"puzzle", "question"} else head + "\n" + rest
        cells, lines = set(rows) - set("\r\n"), rows.splitlines()
        many = len(lines) >= MANY_ROWS and len(set(map(len, lines))) == 1
        return ({"#"} if many else {"#", "S", "G"}) <= cells <= CELLS

    def read(self, source: Source) -> Iterator[Puzzle | InputError]:
        """Yield each maze of a source, or the error that stands in its place."""
        from domains.families.maze.reader import read_mazes

        return read_mazes(source)

    def puzzle_text(self, problem: Problem) -> str:
        """Return ``maze:ROW/ROW/...``."""
        from domains.families.maze.text import write_puzzle

        return write_puzzle(problem)

    def solution_text(self, structure: Structure, assignment: Assignment) -> str:
        """Return the rows with ``o`` on the path."""
        from domains.families.maze.text import write_solution

        return write_solution(structure, assignment)

    def read_solution(self, structure: Structure, text: str, place: Place) -> Assignment:
        """Read the maze's cells with ``o`` on the path.

        Raises:
            InputError: another number of cells, or a cell that the maze has not.
        """
        from domains.families.maze.text import read_solution

        return read_solution(structure, text, place)

    def render(self, structure: Structure, masks: Sequence[int]) -> str:
        """Draw ``o`` on the path, blanks off it, ``.`` for open cells."""
        from domains.families.maze.drawing import render

        return render(structure, masks)

    def rich(
        self,
        structure: Structure,
        masks: Sequence[int],
        marked: Sequence[tuple[int, int]] = (),
        givens: Sequence[int] = (),
    ) -> RenderableType:
        """Draw the same with walls dim and marked cells reversed."""
        from domains.families.maze.drawing import rich
        from domains.families.view import ElementView

        return rich(structure, ElementView.of(structure, masks, marked, givens))

    def svg(
        self,
        structure: Structure,
        masks: Sequence[int],
        marked: Sequence[tuple[int, int]] = (),
        givens: Sequence[int] = (),
    ) -> str:
        """Draw walls, the path as a line, and cells known to be off it shaded."""
        from domains.families.maze.svg import svg
        from domains.families.view import ElementView

        return svg(structure, ElementView.of(structure, masks, marked, givens))

    def generate(self, request: GenerateRequest, rng: Random, oracle: SolutionOracle) -> Problem:
        """Return a maze with exactly one shortest path, unless more are asked for.

        Reads ``size`` (rows and columns, 15) and the options ``kind`` (``walls`` at random, or a
        ``tree`` of corridors), ``length`` (the least number of steps) and ``paths`` (``one``, or
        ``any`` number of shortest paths, as random walls have them).

        Raises:
            InputError: what was asked for does not exist or was not found.
        """
        from domains.families.maze.generate import generate

        return generate(request, rng)

    def symmetry_generators(self, structure: Structure) -> Iterator[tuple[str, Symmetry]]:
        """Yield what puts the maze on itself, which seldom is anything.

        Turning and mirroring relate *different* mazes: `domains.families.maze.symmetry.moved`.
        """
        from domains.families.maze.symmetry import generators

        return generators(structure)

    def random_symmetry(self, structure: Structure, rng: Random) -> Symmetry:
        """Return each movement that puts the maze on itself with the same probability."""
        from domains.families.maze.symmetry import random_symmetry

        return random_symmetry(structure, rng)

    def value_name(self, structure: Structure, variable: int, index: int) -> str:
        """Return ``free`` or ``path``."""
        return ("free", "path")[index]
