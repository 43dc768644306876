"""The Sudoku family: boxes of any shape, from 4 x 4 to 36 x 36."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from random import Random
from typing import ClassVar

from domains.errors import InputError, Place
from domains.families.base import GenerateRequest, SolutionOracle, Symmetry
from domains.families.grid.alphabet import LARGEST_SIZE
from domains.families.grid.family import GridFamily
from domains.families.grid.found import Field, read_box
from domains.families.grid.layout import layout_of
from domains.families.grid.reader import first_grid
from domains.families.sudoku.structure import SIZES, default_box, sudoku_structure
from domains.families.sudoku.symmetry import random_sudoku_symmetry, sudoku_generators
from domains.problem import Problem, Structure
from domains.reading import from_text

LOOKS_LIKE_A_GRID = re.compile(r"[0-9A-Za-z._*?]{16,}")


class Sudoku(GridFamily):
    """Each row, column and box holds each value once."""

    name: ClassVar[str] = "sudoku"
    summary: ClassVar[str] = "Sudoku with boxes of any shape, 4 x 4 to 36 x 36"
    formats: ClassVar[tuple[str, ...]] = (
        "one puzzle a line, a character per cell",
        "pencilmarks, a character per candidate",
        "CSV with a column puzzle or question",
        "grids of rows (.sdk, .ss, drawn, numbers, candidates)",
    )
    sizes: ClassVar[tuple[int, ...]] = SIZES

    def structure(self, size: int, box: tuple[int, int] | None = None) -> Structure:
        """Return the shared structure of a size; boxes as square as possible unless given.

        Raises:
            ValueError: the size has no boxes, or the box does not fit the size.
        """
        shape = box or default_box(size)
        if shape is None:
            message = f"a size from 4 to 36 that is no prime; {size} x {size} is a Latin square"
            raise ValueError(message)
        if shape[0] * shape[1] != size or min(shape) < 2:
            usual = default_box(size)
            example = f"such as {usual[0]}x{usual[1]}" if usual else "and there is none"
            message = f"{size} cells a box, {example}"
            raise ValueError(message)
        return sudoku_structure(*shape)

    def box_text(self, structure: Structure) -> str:
        """Return ``RxC`` where boxes are not the most square ones."""
        layout = layout_of(structure)
        shape = (layout.box_rows, layout.box_columns)
        return "" if shape == default_box(layout.size) else f"{shape[0]}x{shape[1]}"

    def recognises(self, sample: str) -> bool:
        """Tell whether a sample begins with a grid, or a line that can only be a broken one."""
        if first_grid(from_text(sample), self.sizes):
            return True
        line = next((text for text in sample.splitlines() if text.strip()), "")
        word = LOOKS_LIKE_A_GRID.match(line)
        return word is not None and _is_broken_grid(word[0])

    def generate(self, request: GenerateRequest, rng: Random, oracle: SolutionOracle) -> Problem:
        """Return a fresh Sudoku with exactly one solution.

        Reads ``size`` (9), ``clues`` (None: minimal; needed above 16 x 16) and the option ``box``
        (``2x3``: two rows, three columns).

        Raises:
            InputError: what was asked for does not exist or was not found.
        """
        from domains.families.grid.generate import generate_grid, options_in, size_in

        reason = "4 to 36 with a box (no prime); other sizes are Latin squares"
        box = read_box(Field(options_in(request, ("box",)).get("box", ""), Place("box")))
        area = box[0] * box[1] if box else 9
        size = size_in(request, area, self.sizes, reason)
        try:
            structure = self.structure(size, box)
        except ValueError as error:
            found = "x".join(map(str, box or ()))
            raise InputError(Place("box"), found, str(error)) from None
        return generate_grid(structure, request, self.random_solution, rng, oracle)

    def random_solution(self, structure: Structure, rng: Random) -> list[int]:
        """Return the one-bit masks of a random finished grid (see `domains.families.grid.fill`)."""
        from domains.families.grid.fill import LARGEST_SEARCHED, random_filling

        layout = layout_of(structure)
        if layout.size <= LARGEST_SEARCHED:
            return random_filling(structure, rng)
        height, width, size = layout.box_rows, layout.box_columns, layout.size
        pattern = [
            1 << (width * (r % height) + r // height + c) % size
            for r in range(size)
            for c in range(size)
        ]
        return list(random_sudoku_symmetry(layout, rng).apply(pattern))

    def symmetry_generators(self, structure: Structure) -> Iterator[tuple[str, Symmetry]]:
        """Yield named generators of the whole group."""
        return sudoku_generators(layout_of(structure))

    def random_symmetry(self, structure: Structure, rng: Random) -> Symmetry:
        """Return a uniformly random element of the whole group."""
        return random_sudoku_symmetry(layout_of(structure), rng)


def _is_broken_grid(word: str) -> bool:
    """Tell whether a word must be meant as a Sudoku, though it is none: mostly digits and blanks.

    A square number of cells says which size is meant, unless it is that of a Latin square. Short
    words may be anything.
    """
    side = math.isqrt(len(word))
    meant = side in SIZES if side * side == len(word) else len(word) > LARGEST_SIZE
    return meant and 2 * len(re.findall(r"[0-9.]", word)) >= len(word)
