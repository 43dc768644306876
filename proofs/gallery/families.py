"""Broken puzzle families: 4 x 4 Sudoku, changed in one place."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from domains.errors import InputError, Place
from domains.families.base import GenerateRequest, Puzzle, SolutionOracle, Symmetry
from domains.families.grid.symmetry import grid_symmetry
from domains.families.sudoku import Sudoku
from domains.problem import Assignment, Problem, Structure
from domains.reading import Source
from domains.rules import PseudoBoolean, Table
from proofs.audit.kinds import Generated
from proofs.gallery.base import Specimen


class LosesAColumn(Sudoku):
    """Reading leaves the last column blank."""

    def read(self, source: Source) -> Iterator[Puzzle | InputError]:
        """Blank every fourth cell."""
        for found in Sudoku.read(self, source):
            if isinstance(found, InputError):
                yield found
                continue
            top = found.problem.structure.top
            kept = [top[v] if v % 4 == 3 else m for v, m in enumerate(found.problem.masks)]
            yield replace(found, problem=Problem(found.problem.structure, tuple(kept)))


class WritesAnotherRow(Sudoku):
    """The last row of a puzzle is written blank."""

    def puzzle_text(self, problem: Problem) -> str:
        """Blank the end."""
        masks = (*problem.masks[:-4], *problem.structure.top[-4:])
        return Sudoku.puzzle_text(self, Problem(problem.structure, masks))


class RoundsUp(Sudoku):
    """A cell with some candidates left is written as a blank."""

    def puzzle_text(self, problem: Problem) -> str:
        """Put the lost candidates back."""
        pairs = zip(problem.masks, problem.structure.top, strict=True)
        masks = tuple(mask if mask.bit_count() == 1 else top for mask, top in pairs)
        return Sudoku.puzzle_text(self, Problem(problem.structure, masks))


class ReadsTwice(Sudoku):
    """Every puzzle is read twice."""

    def read(self, source: Source) -> Iterator[Puzzle | InputError]:
        """Repeat."""
        for found in Sudoku.read(self, source):
            yield found
            yield found


@dataclass(frozen=True, slots=True)
class Impossible(Table):
    """A rule that nothing satisfies, and whose pseudo-Boolean form says nothing."""

    def ground(self, values: Sequence[tuple[int, ...]]) -> Iterator[PseudoBoolean]:
        """Yield nothing."""
        return iter(())


class HiddenRule(Sudoku):
    """A rule that the pseudo-Boolean form leaves out."""

    def generate(self, request: GenerateRequest, rng: Random, oracle: SolutionOracle) -> Problem:
        """Add the rule to a puzzle."""
        problem = Sudoku.generate(self, request, rng, oracle)
        rules = (*problem.structure.rules, Impossible((0,), ()))
        return Problem(replace(problem.structure, rules=rules), problem.masks)


class TwoSolutions(Sudoku):
    """The generator leaves one more given out."""

    def generate(self, request: GenerateRequest, rng: Random, oracle: SolutionOracle) -> Problem:
        """Open the first given."""
        problem = Sudoku.generate(self, request, rng, oracle)
        top, masks = problem.structure.top, list(problem.masks)
        given = next(v for v, mask in enumerate(masks) if mask != top[v])
        masks[given] = top[given]
        return Problem(problem.structure, tuple(masks))


class NoSolution(Sudoku):
    """The generator turns the first given into another value."""

    def generate(self, request: GenerateRequest, rng: Random, oracle: SolutionOracle) -> Problem:
        """Change a given of a minimal puzzle to that of a neighbour in its row."""
        problem = Sudoku.generate(self, request, rng, oracle)
        masks = list(problem.masks)
        masks[0] = masks[1] = 1
        return Problem(problem.structure, tuple(masks))


class OwnDice(Sudoku):
    """The generator rolls dice of its own."""

    def generate(self, request: GenerateRequest, rng: Random, oracle: SolutionOracle) -> Problem:
        """Ignore the generator that was passed in."""
        return Sudoku.generate(self, request, random.Random(), oracle)


class CrossesBands(Sudoku):
    """Rows of different bands are exchanged, as if Sudoku had no boxes."""

    def symmetry_generators(self, structure: Structure) -> Iterator[tuple[str, Symmetry]]:
        """Add a symmetry that is none."""
        yield from Sudoku.symmetry_generators(self, structure)
        size = len(structure.values[0])
        rows = [0, 2, 1, *range(3, size)]
        yield "exchange rows 2 and 3", grid_symmetry(rows, range(size), range(size))


class MergesValues(Sudoku):
    """The random symmetry maps two values to one."""

    def random_symmetry(self, structure: Structure, rng: Random) -> Symmetry:
        """Forget the last value."""
        symmetry = Sudoku.random_symmetry(self, structure, rng)
        indices = tuple((*moved[:-1], moved[0]) for moved in symmetry.indices)
        return replace(symmetry, indices=indices)


class DrawsNoLastRow(Sudoku):
    """The drawing ends one row early."""

    def render(self, structure: Structure, masks: Sequence[int]) -> str:
        """Leave the last row blank."""
        return Sudoku.render(self, structure, (*masks[:-4], *structure.top[-4:]))


class ShiftedSolutions(Sudoku):
    """Solutions are read with every value one too high, in a circle."""

    def read_solution(self, structure: Structure, text: str, place: Place) -> Assignment:
        """Be off by one."""
        values = Sudoku.read_solution(self, structure, text, place)
        return tuple(value % len(structure.values[0]) + 1 for value in values)


class OneName(Sudoku):
    """All values have one name."""

    def value_name(self, structure: Structure, variable: int, index: int) -> str:
        """Say one."""
        return "1"


class OpenSvg(Sudoku):
    """The SVG is not closed."""

    def svg(
        self,
        structure: Structure,
        masks: Sequence[int],
        marked: Sequence[tuple[int, int]] = (),
        givens: Sequence[int] = (),
    ) -> str:
        """Leave the end out."""
        return Sudoku.svg(self, structure, masks, marked, givens).removesuffix("</svg>\n")[:-6]


class Recognises(Sudoku):
    """Everything is recognised, nothing at all included."""

    def recognises(self, sample: str) -> bool:
        """Say yes."""
        return True


class Impostor(Sudoku):
    """Its puzzles say they are another family's."""

    def read(self, source: Source) -> Iterator[Puzzle | InputError]:
        """Sign as latin."""
        for found in Sudoku.read(self, source):
            yield found if isinstance(found, InputError) else replace(found, family="latin")


def _of(family: type[Sudoku], fault: str, *laws: str) -> Specimen:
    words = "".join(f" {c.lower()}" if c.isupper() else c for c in family.__name__).strip()
    request = GenerateRequest(size=4)
    return Specimen(f"family: {words}", fault, lambda: Generated(family(), (request,)), laws)


BROKEN_FAMILIES: tuple[Specimen, ...] = (
    _of(LosesAColumn, "reading leaves the last column blank", "puzzles read back"),
    _of(WritesAnotherRow, "the last row is written blank", "puzzles read back"),
    _of(RoundsUp, "candidates of open cells are not written", "any element reads back"),
    _of(ReadsTwice, "each puzzle is read twice", "puzzles read back"),
    _of(HiddenRule, "the form leaves a rule out", "ground solutions pass the rules"),
    _of(TwoSolutions, "one given too few", "generated problems have one solution"),
    _of(NoSolution, "two equal givens in a row", "generated problems have one solution"),
    _of(OwnDice, "the seed is ignored", "generating is repeatable"),
    _of(CrossesBands, "rows of different bands change places", "symmetries keep solutions"),
    _of(MergesValues, "two values become one", "random symmetries keep solutions"),
    _of(DrawsNoLastRow, "the drawing ends a row early", "drawings show every value"),
    _of(ShiftedSolutions, "solutions are read off by one", "solutions read back"),
    _of(OneName, "all values have one name", "names tell apart"),
    _of(OpenSvg, "the SVG is cut off", "svg is well formed"),
    _of(Recognises, "it recognises everything", "recognising is safe"),
    _of(Impostor, "puzzles name another family", "puzzles know where they stood"),
)
"""Families, each wrong in one way."""
