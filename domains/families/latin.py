"""The Latin square family: quasigroup completion, orders 2 to 62."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from random import Random
from typing import ClassVar

from domains.families.base import GenerateRequest, SolutionOracle, Symmetry
from domains.families.grid.alphabet import LARGEST_SIZE
from domains.families.grid.family import GridFamily
from domains.families.grid.layout import GridLayout, grid_structure, layout_of
from domains.families.grid.reader import first_grid
from domains.families.grid.symmetry import (
    grid_symmetry,
    neighbour_swaps,
    random_lines,
    transposition,
)
from domains.families.sudoku.structure import SIZES as SUDOKU_SIZES
from domains.problem import Problem, Structure
from domains.reading import from_text

SMALLEST = 2


@cache
def latin_structure(size: int) -> Structure:
    """Return the one structure of all Latin squares of an order.

    The rules are the rows, then the columns, each all-different.

    Raises:
        ValueError: an order outside 2 to 62.
    """
    if not SMALLEST <= size <= LARGEST_SIZE:
        message = f"a Latin square of order {size}; orders {SMALLEST} to {LARGEST_SIZE} are drawn"
        raise ValueError(message)
    return grid_structure("latin", GridLayout(size, size, size))


class Latin(GridFamily):
    """Each row and column holds each value once."""

    name: ClassVar[str] = "latin"
    summary: ClassVar[str] = "Latin squares with holes (quasigroup completion), orders 2 to 62"
    formats: ClassVar[tuple[str, ...]] = (
        "one square a line, a character per cell",
        "pencilmarks, a character per candidate",
        "CSV with a column puzzle or question",
        "squares of rows (characters, numbers, candidates)",
    )
    sizes: ClassVar[tuple[int, ...]] = tuple(range(SMALLEST, LARGEST_SIZE + 1))

    def structure(self, size: int, box: tuple[int, int] | None = None) -> Structure:
        """Return the shared structure of an order.

        Raises:
            ValueError: there is none, or a box was asked for.
        """
        if box is not None:
            message = "no box, as a Latin square has none"
            raise ValueError(message)
        return latin_structure(size)

    def recognises(self, sample: str) -> bool:
        """Tell whether a sample begins with a square of a size that no Sudoku has."""
        first = first_grid(from_text(sample), self.sizes)
        return first is not None and first.size not in SUDOKU_SIZES

    def generate(self, request: GenerateRequest, rng: Random, oracle: SolutionOracle) -> Problem:
        """Return a fresh Latin square with holes and exactly one completion.

        Reads ``size`` (9) and ``clues`` (None: minimal; needed above order 16).

        Raises:
            InputError: what was asked for does not exist or was not found.
        """
        from domains.families.grid.generate import generate_grid, options_in, size_in

        options_in(request, ())
        size = size_in(request, 9, self.sizes, f"{SMALLEST} to {LARGEST_SIZE}")
        structure = latin_structure(size)

        return generate_grid(structure, request, self.random_solution, rng, oracle)

    def random_solution(self, structure: Structure, rng: Random) -> list[int]:
        """Return the one-bit masks of a random square (see `domains.families.grid.fill`)."""
        from domains.families.grid.fill import LARGEST_SEARCHED, random_filling

        size = layout_of(structure).size
        if size <= LARGEST_SEARCHED:
            return random_filling(structure, rng)
        cyclic = [1 << (r + c) % size for r in range(size) for c in range(size)]
        return list(self.random_symmetry(structure, rng).apply(cyclic))

    def symmetry_generators(self, structure: Structure) -> Iterator[tuple[str, Symmetry]]:
        """Yield generators of the group: exchanges of rows, columns and values, transposition.

        The other conjugates (rows as values and the like) move candidates of one cell to several
        cells, so that they are no bijection of variables.
        """
        size = layout_of(structure).size
        same = range(size)
        for (a, b), swap in neighbour_swaps(size, size):
            pair = f"{a + 1} and {b + 1}"
            yield f"exchange rows {pair}", grid_symmetry(swap, same, same)
            yield f"exchange columns {pair}", grid_symmetry(same, swap, same)
            yield f"exchange values {pair}", grid_symmetry(same, same, swap)
        yield "transpose", transposition(size)

    def random_symmetry(self, structure: Structure, rng: Random) -> Symmetry:
        """Return a uniformly random element of the whole group."""
        size = layout_of(structure).size
        rows, columns, symbols = (random_lines(size, size, rng) for _ in range(3))
        return grid_symmetry(rows, columns, symbols, transposed=rng.random() < 0.5)
