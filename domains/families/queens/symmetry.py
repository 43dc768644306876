"""Symmetries of the board, as far as they move whole rows: half of the eight of the square.

Variables are rows, so that a symmetry has to map rows to rows: mirroring up and down, left and
right, and the half turn, which is both. A quarter turn and a reflection in a diagonal make columns
of rows; they map solutions to solutions, but are no bijections of the variables.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from domains.families.base import Symmetry


def mirror(size: int, *, rows: bool, columns: bool) -> Symmetry:
    """Return the symmetry that mirrors the order of the rows, of the columns, or of both."""
    same, back = tuple(range(size)), tuple(reversed(range(size)))
    return Symmetry(back if rows else same, (back if columns else same,) * size)


def generators(size: int) -> Iterator[tuple[str, Symmetry]]:
    """Yield the two mirrorings; together they make the group of four."""
    yield "mirror up and down", mirror(size, rows=True, columns=False)
    yield "mirror left and right", mirror(size, rows=False, columns=True)


def random_symmetry(size: int, rng: Random) -> Symmetry:
    """Return each of the four with the same probability."""
    return mirror(size, rows=rng.random() < 0.5, columns=rng.random() < 0.5)
