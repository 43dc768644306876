"""What a puzzle family is: it parses, draws, generates and lists the symmetries of its problems."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Protocol

from domains.errors import InputError, Place
from domains.problem import Assignment, Problem, Structure

if TYPE_CHECKING:
    from random import Random

    from rich.console import RenderableType

    from domains.reading import Source


@dataclass(frozen=True, slots=True)
class Puzzle:
    """A problem as it was read.

    Attributes:
        family: name of the family that read it.
        problem: what is to be solved.
        text: the puzzle in the family's one-line form; what answers echo.
        place: where it stood, or None when it was generated.
        solution: the answer stored beside it, in the one-line form of solutions, or None.
        source: where the input says it comes from, or None.
        rating: the rating the input states, or None.
    """

    family: str
    problem: Problem
    text: str
    place: Place | None = None
    solution: str | None = None
    source: str | None = None
    rating: float | None = None


@dataclass(frozen=True, slots=True)
class Symmetry:
    """A bijection of candidates that maps solutions to solutions.

    Variable v goes to ``variables[v]``; the k-th value of variable v goes to the
    ``indices[v][k]``-th value of variable ``variables[v]``.
    """

    variables: tuple[int, ...]
    indices: tuple[tuple[int, ...], ...]

    def apply(self, masks: Sequence[int]) -> tuple[int, ...]:
        """Return the image of an element (or of an encoded assignment)."""
        image = [0] * len(masks)
        for variable, mask in enumerate(masks):
            moved = 0
            for k, target in enumerate(self.indices[variable]):
                moved |= (mask >> k & 1) << target
            image[self.variables[variable]] = moved
        return tuple(image)

    def inverse(self) -> Symmetry:
        """Return the symmetry that undoes this one."""
        variables = [0] * len(self.variables)
        indices: list[tuple[int, ...]] = [()] * len(self.variables)
        for v, (image, moved) in enumerate(zip(self.variables, self.indices, strict=True)):
            variables[image] = v
            back = [0] * len(moved)
            for k, target in enumerate(moved):
                back[target] = k
            indices[image] = tuple(back)
        return Symmetry(tuple(variables), tuple(indices))


class SolutionOracle(Protocol):
    """How a generator asks for solutions; domains/oracle.py has one that is exact."""

    def solutions(self, problem: Problem, limit: int) -> Sequence[Assignment]:
        """Return up to ``limit`` different solutions, all of them when there are fewer."""


@dataclass(frozen=True, slots=True)
class GenerateRequest:
    """What to generate. Each family says in its docstring which fields it reads.

    Attributes:
        size: side length, number of variables, or whatever the family calls its size.
        clues: wanted number of givens, or None for a minimal puzzle (no given can be left out).
        options: family-specific choices as the user typed them (``{"box": "2x3"}``).
    """

    size: int | None = None
    clues: int | None = None
    options: tuple[tuple[str, str], ...] = ()


class Family(ABC):
    """A kind of puzzle. Stateless: the size of a puzzle is in its structure.

    REQUIRED: `recognises`, `read`, `solution_text`, `puzzle_text`, `render`, `svg`, `generate`,
    `symmetry_generators`. OPTIONAL: `configured`, `cell_name`, `value_name`, `rich`.
    """

    name: ClassVar[str]
    summary: ClassVar[str]
    formats: ClassVar[tuple[str, ...]]

    @abstractmethod
    def recognises(self, sample: str) -> bool:
        """Tell whether the beginning of an input is unambiguously this family's."""

    @abstractmethod
    def read(self, source: Source) -> Iterator[Puzzle | InputError]:
        """Yield each puzzle of a source, or the error that stands in its place."""

    def configured(self, options: Sequence[tuple[str, str]]) -> Family:
        """Return this family with choices for its reading, as the user typed them (``k=4``).

        Raises:
            InputError: a choice that the family does not have, or that means nothing.
        """
        for name, _ in options:
            raise InputError(Place("option"), repr(name), f"no options for reading {self.name}")
        return self

    @abstractmethod
    def puzzle_text(self, problem: Problem) -> str:
        """Return the puzzle in one line; reading it back gives the same problem."""

    @abstractmethod
    def solution_text(self, structure: Structure, assignment: Assignment) -> str:
        """Return a solution in one line."""

    @abstractmethod
    def read_solution(self, structure: Structure, text: str, place: Place) -> Assignment:
        """Read what `solution_text` writes. Need not be right, only well-formed.

        Raises:
            InputError: the text is not one value per variable.
        """

    @abstractmethod
    def render(self, structure: Structure, masks: Sequence[int]) -> str:
        """Draw an element as plain text: fixed values and blanks, no colour."""

    @abstractmethod
    def rich(
        self,
        structure: Structure,
        masks: Sequence[int],
        marked: Sequence[tuple[int, int]] = (),
        givens: Sequence[int] = (),
    ) -> RenderableType:
        """Draw an element for a terminal.

        Args:
            structure: what the element belongs to.
            masks: the element.
            marked: (variable, mask) candidates that stand out.
            givens: the masks the puzzle started from; what they fix may look different.
        """

    @abstractmethod
    def svg(
        self,
        structure: Structure,
        masks: Sequence[int],
        marked: Sequence[tuple[int, int]] = (),
        givens: Sequence[int] = (),
    ) -> str:
        """Draw as a self-contained SVG (light and dark); the arguments are those of `rich`."""

    @abstractmethod
    def generate(self, request: GenerateRequest, rng: Random, oracle: SolutionOracle) -> Problem:
        """Return a fresh problem with exactly one solution, the same for the same seed."""

    @abstractmethod
    def symmetry_generators(self, structure: Structure) -> Iterator[tuple[str, Symmetry]]:
        """Yield named generators of the structure's symmetry group."""

    @abstractmethod
    def random_symmetry(self, structure: Structure, rng: Random) -> Symmetry:
        """Return a uniformly random element of the whole group."""

    def cell_name(self, structure: Structure, variable: int) -> str:
        """Return what a person calls a variable."""
        return structure.names[variable]

    def value_name(self, structure: Structure, variable: int, index: int) -> str:
        """Return what a person calls the ``index``-th value of a variable."""
        return str(structure.values[variable][index])


FamilyFactory = Callable[[], Family]
