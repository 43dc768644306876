"""A sheet: where the variables of a puzzle are drawn, and the clues in, between and beside them."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby

from domains.problem import Structure

Square = tuple[int, int]
"""Row and column, from 0; what stands in the margins of a puzzle has squares too."""

NUMBERS = string.digits + string.ascii_uppercase + string.ascii_lowercase
"""The character of each number from 0 to 61 in a text."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the drawing and the text of a puzzle need to know beside its rules.

    Attributes:
        cells: where each of the first variables, the puzzle's cells, is drawn.
        margin: where each other variable is drawn; these follow from the cells, and are blank while
            they are open.
        cages: square -> name; a wall stands between neighbours of different names, and around all
            squares that have one. Where nothing is said, all cells are one cage.
        blocks: square -> name, of larger parts that are drawn behind the cages.
        labels: square -> a few characters in its upper left corner.
        signs: what stands between two neighbouring squares.
        notes: square -> text outside the cells.
        filled: square -> text in a square that is no cell.
        fields: the puzzle's own text without its cells, a text per field; the family fills it in.
        characters: the character of value k of a cell at position k, in texts and drawings; where
            there are none, drawings have numbers and texts have `NUMBERS`.
    """

    cells: tuple[Square, ...]
    cages: Mapping[Square, str] = field(default_factory=dict)
    margin: tuple[Square, ...] = ()
    blocks: Mapping[Square, str] = field(default_factory=dict)
    labels: Mapping[Square, str] = field(default_factory=dict)
    signs: tuple[tuple[Square, Square, str], ...] = ()
    notes: Mapping[Square, str] = field(default_factory=dict)
    filled: Mapping[Square, str] = field(default_factory=dict)
    characters: str = ""
    fields: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Put all cells into one cage where there is none."""
        if not self.cages:
            object.__setattr__(self, "cages", dict.fromkeys(self.cells, ""))

    @property
    def squares(self) -> tuple[Square, ...]:
        """Where each variable is drawn."""
        return self.cells + self.margin

    def sign(self, value: int) -> str:
        """Return the one character of a value in a text."""
        return (self.characters or NUMBERS)[value]

    def drawn(self, variable: int, value: int) -> str:
        """Return how a value of a variable is drawn."""
        is_cell = variable < len(self.cells)
        return self.characters[value] if self.characters and is_cell else str(value)

    @property
    def extent(self) -> tuple[int, int]:
        """How many rows and columns are drawn."""
        drawn = [*self.squares, *self.notes, *self.filled]
        return max(r for r, _ in drawn) + 1, max(c for _, c in drawn) + 1


def sheet_of(structure: Structure) -> Sheet:
    """Return the sheet of a structure."""
    layout = structure.layout
    assert isinstance(layout, Sheet), f"{structure.family} has no sheet"
    return layout


def rectangle(rows: int, columns: int) -> tuple[Square, ...]:
    """Return the squares of a rectangle, row by row."""
    return tuple((r, c) for r in range(rows) for c in range(columns))


def name_of(square: Square) -> str:
    """Return what a person calls a cell: ``r1c1`` is the first."""
    return f"r{square[0] + 1}c{square[1] + 1}"


def as_rows(found: Mapping[Square, str]) -> str:
    """Return the character of each square of a rectangle, rows parted by ``/``."""
    rows = groupby(found, key=lambda square: square[0])
    return "/".join("".join(found[square] for square in row) for _, row in rows)


def around(square: Square) -> tuple[Square, ...]:
    """Return the four squares beside a square, wherever the edge may be."""
    r, c = square
    return (r, c + 1), (r + 1, c), (r, c - 1), (r - 1, c)
