"""A grid as it stood in the input, and the reading of its fields, where every reader here ends."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from domains.errors import InputError, Place
from domains.families.grid.alphabet import SymbolError, alphabet
from domains.families.grid.one_line import describe_lengths, read_one_line

BOX = re.compile(r"box\s*[=:]?\s*(\d{1,2})\s*[x×]\s*(\d{1,2})", re.IGNORECASE)
"""``box=2x6``: the blocks of the grid have 2 rows and 6 columns."""


@dataclass(frozen=True, slots=True)
class FoundGrid:
    """One grid of an input.

    Attributes:
        size: side length.
        masks: one mask per cell, row by row.
        place: where it began.
        text: the characters read, where there was one per cell; what answers echo comes from it.
        box: rows and columns of a block where the input says so.
        solution: the stored solution, one symbol per cell, or None.
        source: where the input says it comes from, or None.
        rating: the rating the input states, or None.
    """

    size: int
    masks: tuple[int, ...]
    place: Place
    text: str | None = None
    box: tuple[int, int] | None = None
    solution: str | None = None
    source: str | None = None
    rating: float | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """A piece of a line and the 1-based column where it begins."""

    text: str
    line: Place
    column: int = 1

    def place(self, index: int | None = None) -> Place:
        """Return the place of one character, or of the field when that is not its whole line."""
        if index is None:
            return self.line if self.column == 1 else self._at(self.column)
        return self._at(self.column + index)

    def _at(self, column: int) -> Place:
        return Place(self.line.source, self.line.line, column)

    def error(self, index: int, expected: str) -> InputError:
        """Return the error that shows one character."""
        return InputError(self.place(index), repr(self.text[index]), expected)


def read_grid(field: Field, sizes: tuple[int, ...]) -> tuple[int, tuple[int, ...], str | None]:
    """Return size, masks and (one character per cell only) the normalised text of a field.

    Raises:
        InputError: no size has this length, or a character cannot stand where it does.
    """
    text = field.text
    try:
        size, masks = read_one_line(text, sizes)
    except SymbolError as error:
        raise field.error(error.index, error.expected) from None
    except KeyError:
        expected = describe_lengths(len(text), sizes)
        raise InputError(field.place(), f"{len(text)} characters", expected) from None
    is_plain = len(text) == size * size
    return size, masks, alphabet(size).normalise(text) if is_plain else None


def read_solution(field: Field, size: int) -> str:
    """Return a finished grid, normalised.

    Raises:
        InputError: it has a wrong length, a blank, or an unknown character.
    """
    text, table = field.text, alphabet(size)
    if len(text) != size * size:
        expected = f"{size * size} ({size} x {size}) for the solution"
        raise InputError(field.place(), f"{len(text)} characters", expected)
    normalised = table.normalise(text)
    for index, character in enumerate(normalised):
        if character not in table.masks_of_symbols:
            raise field.error(index, f"{table.expected.partition(' or ')[0]} in a solution")
    return normalised


def read_box(field: Field) -> tuple[int, int] | None:
    """Return rows and columns of a block from ``box=2x3`` or ``2x3``; None for an empty field.

    Raises:
        InputError: the field says something else.
    """
    if not field.text:
        return None
    match = BOX.fullmatch(field.text) or BOX.fullmatch(f"box={field.text}")
    if match is None:
        raise InputError(field.place(), repr(field.text[:20]), "a box shape such as 2x3")
    return int(match[1]), int(match[2])


def read_rating(text: str) -> float | None:
    """Return a finite number, or None where the text is none."""
    try:
        rating = float(text)
    except ValueError:
        return None
    return rating if math.isfinite(rating) else None
