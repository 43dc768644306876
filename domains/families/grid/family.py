"""What all square grid puzzles share: their texts, their drawings, and how they are dug."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from domains.errors import InputError, Place
from domains.families.base import Family, Puzzle
from domains.families.grid.alphabet import alphabet
from domains.families.grid.found import Field, FoundGrid, read_solution
from domains.families.grid.layout import layout_of
from domains.families.grid.one_line import write_one_line
from domains.families.grid.reader import read_grids
from domains.problem import Assignment, Problem, Structure

if TYPE_CHECKING:
    from random import Random

    from rich.console import RenderableType

    from domains.reading import Source


class GridFamily(Family):
    """A family of puzzles on a square grid whose values are 1 … size.

    REQUIRED: `sizes`, `structure`, `random_solution`, `generate`, `symmetry_generators`,
    `random_symmetry`, `recognises`. OPTIONAL: `box_text`. Drawing and generating are imported by
    the methods that need them, since most processes only read and solve.
    """

    sizes: ClassVar[tuple[int, ...]]

    @abstractmethod
    def structure(self, size: int, box: tuple[int, int] | None = None) -> Structure:
        """Return the shared structure of a size and box shape (None: the usual one).

        Raises:
            ValueError: there is none; the message says why.
        """

    @abstractmethod
    def random_solution(self, structure: Structure, rng: Random) -> list[int]:
        """Return the one-bit masks of a random finished grid (see `domains.families.grid.fill`)."""

    def box_text(self, structure: Structure) -> str:
        """Return ``RxC`` where the box shape is not what the size alone says, else nothing."""
        return ""

    def read(self, source: Source) -> Iterator[Puzzle | InputError]:
        """Yield each puzzle of a source, or the error that stands in its place."""
        for found in read_grids(source, self.sizes):
            yield found if isinstance(found, InputError) else self._puzzle(found)

    def _puzzle(self, found: FoundGrid) -> Puzzle | InputError:
        try:
            structure = self.structure(found.size, found.box)
        except ValueError as error:
            box = "x".join(map(str, found.box or ()))
            return InputError(found.place, f"a box of {box}", str(error))
        problem = Problem(structure, found.masks)
        text = found.text if found.text and not found.box else self.puzzle_text(problem)
        return Puzzle(
            self.name, problem, text, found.place, found.solution, found.source, found.rating
        )

    def puzzle_text(self, problem: Problem) -> str:
        """Return one character per cell, or pencilmarks where that would lose candidates."""
        size = layout_of(problem.structure).size
        text = write_one_line(size, problem.masks, self.sizes)
        box = self.box_text(problem.structure)
        return f"{text} box={box}" if box else text

    def solution_text(self, structure: Structure, assignment: Assignment) -> str:
        """Return one symbol per cell, row by row."""
        symbols = alphabet(layout_of(structure).size).symbols
        return "".join([symbols[value - 1] for value in assignment])

    def read_solution(self, structure: Structure, text: str, place: Place) -> Assignment:
        """Read one symbol per cell, row by row; lower case as `alphabet` says.

        Raises:
            InputError: a wrong number of symbols, a blank or an unknown character.
        """
        size = layout_of(structure).size
        symbols = read_solution(Field(text.strip(), place), size)
        return structure.decode(alphabet(size).read(symbols))

    def render(self, structure: Structure, masks: Sequence[int]) -> str:
        """Draw fixed values and blanks inside lines; within 80 columns up to 33 x 33."""
        from domains.families.grid.render import render_grid

        return render_grid(layout_of(structure), masks)

    def rich(
        self,
        structure: Structure,
        masks: Sequence[int],
        marked: Sequence[tuple[int, int]] = (),
        givens: Sequence[int] = (),
    ) -> RenderableType:
        """Draw for a terminal: values, or all candidates where some but not all are left.

        Args:
            structure: the grid's structure.
            masks: the element.
            marked: (variable, mask) candidates that stand out.
            givens: the masks the puzzle started from; what they fix is bold.
        """
        from domains.families.grid.terminal import rich_grid
        from domains.families.grid.view import GridView

        return rich_grid(GridView.of(structure, masks, marked, givens))

    def svg(
        self,
        structure: Structure,
        masks: Sequence[int],
        marked: Sequence[tuple[int, int]] = (),
        givens: Sequence[int] = (),
    ) -> str:
        """Draw as a self-contained SVG; the arguments are those of `rich`."""
        from domains.families.grid.svg import svg_grid
        from domains.families.grid.view import GridView

        return svg_grid(GridView.of(structure, masks, marked, givens))

    def value_name(self, structure: Structure, variable: int, index: int) -> str:
        """Return the symbol of the ``index``-th value."""
        return alphabet(layout_of(structure).size).symbols[index]
