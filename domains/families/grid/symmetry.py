"""Symmetries of square grids: rows, columns and symbols change places, and the grid is transposed.

Which permutations of rows and columns are allowed is what a family knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from domains.families.base import Symmetry


def grid_symmetry(
    rows: Sequence[int], columns: Sequence[int], symbols: Sequence[int], *, transposed: bool = False
) -> Symmetry:
    """Return the symmetry that moves each line and each symbol as told.

    Cell (r, c) goes to (rows[r], columns[c]), or with transposition to (rows[c], columns[r]); the
    k-th value goes to the ``symbols[k]``-th.
    """
    size = len(rows)
    cells = [(c, r) if transposed else (r, c) for r in range(size) for c in range(size)]
    variables = tuple(rows[r] * size + columns[c] for r, c in cells)
    return Symmetry(variables, (tuple(symbols),) * size**2)


def transposition(size: int) -> Symmetry:
    """Return the reflection in the main diagonal."""
    same = range(size)
    return grid_symmetry(same, same, same, transposed=True)


def neighbour_swaps(size: int, step: int) -> Iterator[tuple[tuple[int, int], list[int]]]:
    """Yield each exchange of neighbours that keeps lines in their bands of ``step``.

    Yields:
        The two exchanged lines, counted from 0, and the permutation as a list of images.
    """
    for k in range(size - 1):
        if (k + 1) % step:
            images = list(range(size))
            images[k], images[k + 1] = k + 1, k
            yield (k, k + 1), images


def band_swaps(size: int, step: int) -> Iterator[tuple[tuple[int, int], list[int]]]:
    """Yield each exchange of neighbouring bands of ``step`` lines, as `neighbour_swaps` does."""
    for (first, second), bands in neighbour_swaps(size // step, size // step):
        yield (first, second), [bands[k // step] * step + k % step for k in range(size)]


def random_lines(size: int, step: int, rng: Random) -> list[int]:
    """Return a uniformly random permutation of lines that keeps bands of ``step`` together."""
    bands = rng.sample(range(size // step), size // step)
    return [band * step + k for band in bands for k in rng.sample(range(step), step)]
