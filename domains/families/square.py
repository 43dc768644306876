"""The shortest way to a new family: a square of cells, and rules that follow from its size."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from domains.errors import InputError, Place
from domains.families.base import SolutionOracle
from domains.families.gallery.family import Drawn, SheetFamily
from domains.families.gallery.fields import number
from domains.families.gallery.generate import random_solution
from domains.families.gallery.sheet import Sheet, name_of, rectangle
from domains.families.grid.found import Field
from domains.problem import Structure
from domains.rules.base import Rule

if TYPE_CHECKING:
    from random import Random


class SquareFamily(SheetFamily):
    """A family of puzzles on a square; reading, drawing and generating come from `SheetFamily`.

    A puzzle is written ``NAME:SIZE`` or ``NAME:SIZE:CELLS``.

    REQUIRED: `name`, `summary`, `formats`, `sizes`, `usual`, `rules`. OPTIONAL: `values`,
    `symmetry_generators` with `random_symmetry`.
    """

    fields: ClassVar[tuple[str, ...]] = ("SIZE",)

    @abstractmethod
    def rules(self, size: int) -> Iterable[Rule]:
        """Return the rules; the cell in row r and column c, from 0, is variable r * size + c."""

    def values(self, size: int) -> Iterable[int]:
        """Return the values of every cell, ascending, from 0 to 61 at most."""
        return range(1, size + 1)

    def build(self, fields: Sequence[Field]) -> Structure:
        """Return the structure of a size.

        Raises:
            InputError: the first field is no size of this family.
        """
        size = number(fields[0], min(self.sizes), max(self.sizes))
        if size not in self.sizes:
            known = ", ".join(map(str, self.sizes))
            raise InputError(fields[0].place(0), str(size), f"one of {known}")
        squares = rectangle(size, size)
        values = (tuple(self.values(size)),) * len(squares)
        names = tuple(map(name_of, squares))
        return Structure(names, values, tuple(self.rules(size)), layout=Sheet(squares))

    def drawn(self, size: int, rng: Random, oracle: SolutionOracle) -> Drawn:
        """Return the empty square and a random solution.

        Raises:
            InputError: the rules allow none of this size.
        """
        structure = self.structure([Field(str(size), Place(self.name))])
        if not oracle.solutions(structure.problem(), 1):
            raise InputError(Place("size"), str(size), "a size at which the rules have a solution")
        return (str(size),), random_solution(structure, rng, oracle)
