"""What all families of the gallery share: their texts, their drawings, and how they are dug."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar
from weakref import WeakValueDictionary

from domains.families.base import Family, GenerateRequest, Puzzle, SolutionOracle, Symmetry
from domains.families.gallery.sheet import sheet_of
from domains.families.gallery.text import read_sheets, read_solution, write_cells, write_sheet
from domains.families.grid.found import Field
from domains.families.sample import first_line
from domains.problem import Assignment, Problem, Structure

if TYPE_CHECKING:
    from random import Random

    from rich.console import RenderableType

    from domains.errors import InputError, Place
    from domains.reading import Source

Drawn = tuple[tuple[str, ...], Sequence[int]]
"""The fields of a random puzzle, and the value of each cell in its solution."""

_KEPT: WeakValueDictionary[tuple[str, ...], Structure] = WeakValueDictionary()
"""By family and fields: equal puzzles share one structure while one of them lives."""


class SheetFamily(Family):
    """A family whose puzzles are sheets (see `domains.families.gallery.sheet`).

    REQUIRED: `name`, `summary`, `formats`, `fields`, `sizes`, `usual`, `build`, `drawn`.
    OPTIONAL: `auxiliary`, `symmetry_generators` with `random_symmetry`.
    """

    fields: ClassVar[tuple[str, ...]]
    """What the fields of a text are called, in order; the cells come behind them."""

    sizes: ClassVar[tuple[int, ...]]
    usual: ClassVar[int]
    """The size that is generated where none is asked for."""

    @abstractmethod
    def build(self, fields: Sequence[Field]) -> Structure:
        """Return the structure of a puzzle, whose layout is its `Sheet`; see `structure`.

        Raises:
            InputError: a field cannot be read.
        """

    @abstractmethod
    def drawn(self, size: int, rng: Random, oracle: SolutionOracle) -> Drawn:
        """Return a random puzzle without givens, and a solution of it; it may have others."""

    def auxiliary(self, structure: Structure, cells: Sequence[int]) -> tuple[int, ...]:
        """Return the values of the variables that follow from the cells; any where none do."""
        return ()

    def structure(self, fields: Sequence[Field]) -> Structure:
        """Return the structure of a puzzle, built once for equal fields, with its name and text."""
        key = (self.name, *(field.text for field in fields))
        found = _KEPT.get(key)
        if found is None:
            built = self.build(fields)
            sheet = replace(sheet_of(built), fields=key[1:])
            found = _KEPT[key] = replace(built, family=self.name, layout=sheet)
        return found

    def recognises(self, sample: str) -> bool:
        """Tell whether a line begins with the family's name and a colon."""
        return first_line(sample).startswith(f"{self.name}:")

    def read(self, source: Source) -> Iterator[Puzzle | InputError]:
        """Yield each puzzle of a source, or the error that stands in its place."""
        return read_sheets(self, source)

    def puzzle_text(self, problem: Problem) -> str:
        """Return the name, the fields, and what is known of the cells."""
        return write_sheet(problem)

    def solution_text(self, structure: Structure, assignment: Assignment) -> str:
        """Return a character per cell, rows parted by ``/``."""
        return write_cells(structure, structure.encode(assignment))

    def read_solution(self, structure: Structure, text: str, place: Place) -> Assignment:
        """Read a character per cell; ``/`` is passed over.

        Raises:
            InputError: another number of cells, or a character that is no value.
        """
        return read_solution(self, structure, text, place)

    def value_name(self, structure: Structure, variable: int, index: int) -> str:
        """Return a value as it is drawn."""
        return sheet_of(structure).drawn(variable, structure.values[variable][index])

    def render(self, structure: Structure, masks: Sequence[int]) -> str:
        """Draw values and clues inside walls; ``.`` is open and ``!`` has no value left."""
        from domains.families.gallery.drawing import drawing_of

        return "\n".join(drawing_of(structure).lines(masks))

    def rich(
        self,
        structure: Structure,
        masks: Sequence[int],
        marked: Sequence[tuple[int, int]] = (),
        givens: Sequence[int] = (),
    ) -> RenderableType:
        """Draw the same with givens bold, and marked cells reversed and listed."""
        from domains.families.gallery.drawing import drawing_of
        from domains.families.terminal import coloured
        from domains.families.view import ElementView

        drawing, view = drawing_of(structure), ElementView.of(structure, masks, marked, givens)
        widths = [drawing.widths[column] for _, column in drawing.sheet.squares]
        return coloured(drawing.lines(masks), drawing.places, view, structure, widths)

    def svg(
        self,
        structure: Structure,
        masks: Sequence[int],
        marked: Sequence[tuple[int, int]] = (),
        givens: Sequence[int] = (),
    ) -> str:
        """Draw cages as thick or dashed outlines, clues in corners, between cells or beside."""
        from domains.families.gallery.svg import svg
        from domains.families.view import ElementView

        return svg(structure, ElementView.of(structure, masks, marked, givens))

    def generate(self, request: GenerateRequest, rng: Random, oracle: SolutionOracle) -> Problem:
        """Return a puzzle with exactly one solution.

        Reads ``size`` (as the family's sizes say) and ``clues`` (cells that are given; None: none
        can be left out).

        Raises:
            InputError: what was asked for does not exist or was not found.
        """
        from domains.families.gallery.generate import generated

        return generated(self, request, rng, oracle)

    def symmetry_generators(self, structure: Structure) -> Iterator[tuple[str, Symmetry]]:
        """Yield nothing: clues seldom leave a symmetry, and none is looked for."""
        return iter(())

    def random_symmetry(self, structure: Structure, rng: Random) -> Symmetry:
        """Return the symmetry that moves nothing."""
        same = tuple(tuple(range(len(values))) for values in structure.values)
        return Symmetry(tuple(range(len(same))), same)
