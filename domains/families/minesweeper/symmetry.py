"""Turning and mirroring boards.

The numbers are part of a board's structure, so that a movement of the rectangle is a symmetry of a
board only where it puts the numbers on themselves. Every movement relates a board to another one
with the same answer, moved; that is a symmetry between puzzles.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random

from domains.families.base import Symmetry
from domains.families.minesweeper.board import VALUES, Cell, MineLayout, layout_of
from domains.problem import Structure

Movement = tuple[bool, bool, bool]
"""Whether to mirror up and down, left and right, and then to exchange rows and columns."""


def image(cell: Cell, layout: MineLayout, movement: Movement) -> Cell:
    """Return where a cell goes."""
    r, c = cell
    upside_down, mirrored, transposed = movement
    r = len(layout.rows) - 1 - r if upside_down else r
    c = len(layout.rows[0]) - 1 - c if mirrored else c
    return (c, r) if transposed else (r, c)


def symmetries(structure: Structure) -> Iterator[tuple[str, Symmetry]]:
    """Yield the movements that put a board on itself, the one that moves nothing first."""
    layout = layout_of(structure)
    signs = dict(layout.cells())
    covered = layout.covered()
    number = {cell: variable for variable, cell in enumerate(covered)}
    same = (tuple(range(len(VALUES))),) * len(covered)
    for movement in product((False, True), (False, True), (False, True)):
        if all(signs.get(image(cell, layout, movement)) == sign for cell, sign in signs.items()):
            targets = tuple(number[image(cell, layout, movement)] for cell in covered)
            yield _name(movement), Symmetry(targets, same)


def _name(movement: Movement) -> str:
    known = ("mirror up and down", "mirror left and right", "transpose")
    words = [word for word, moved in zip(known, movement, strict=True) if moved]
    return " and ".join(words) or "leave"


def generators(structure: Structure) -> Iterator[tuple[str, Symmetry]]:
    """Yield every movement of the board's own group but the one that moves nothing."""
    yield from list(symmetries(structure))[1:]


def random_symmetry(structure: Structure, rng: Random) -> Symmetry:
    """Return each of the board's own movements with the same probability."""
    return rng.choice([symmetry for _, symmetry in symmetries(structure)])
