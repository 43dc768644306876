"""A whole grid in one line: a character per cell, or (pencilmarks) a character per candidate.

The pencilmark form, known from tdoku's option ``-p``, has a group of ``size`` characters per cell;
the k-th one is the k-th symbol, or a blank where that candidate is gone. Two lengths have two
meanings, 64 (4 x 4 pencilmarks, 8 x 8 cells) and 729 (9 x 9 pencilmarks, 27 x 27 cells): they are
pencilmarks where each symbol stands in its own place and each cell has a candidate or ``!``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from domains.families.grid.alphabet import BLANK, EMPTY, SymbolError, alphabet


@cache
def lengths(sizes: tuple[int, ...]) -> dict[int, int]:
    """Return a table from the length of a one-character-per-cell text to its size."""
    return {size * size: size for size in sizes}


@cache
def pencilmark_lengths(sizes: tuple[int, ...]) -> dict[int, int]:
    """Return a table from the length of a pencilmark text to its size."""
    return {size**3: size for size in sizes}


def read_one_line(text: str, sizes: tuple[int, ...]) -> tuple[int, tuple[int, ...]]:
    """Return the size and the masks of a grid in one line.

    Args:
        text: the grid and nothing else.
        sizes: the sizes to choose from by the length of the text.

    Raises:
        SymbolError: a character that cannot stand there.
        KeyError: no size has this length; `describe_lengths` says which would be near.
    """
    size = lengths(sizes).get(len(text))
    pencilmark_size = pencilmark_lengths(sizes).get(len(text))
    if pencilmark_size and (size is None or is_pencilmarks(text, pencilmark_size)):
        return pencilmark_size, read_pencilmarks(text, pencilmark_size)
    if size is None:
        raise KeyError(len(text))
    return size, alphabet(size).read(text)


def write_one_line(size: int, masks: Sequence[int], sizes: tuple[int, ...]) -> str:
    """Return the shorter form that `read_one_line` reads back as the same size and masks."""
    if is_plain(size, masks):
        text = alphabet(size).write(masks)
        other = pencilmark_lengths(sizes).get(len(text))
        if other is None or not is_pencilmarks(text, other):
            return text
    return write_pencilmarks(size, masks)


def is_plain(size: int, masks: Iterable[int]) -> bool:
    """Tell whether each cell is fixed, untouched or empty, so that a character says it all."""
    full = (1 << size) - 1
    return all(mask == full or not mask & (mask - 1) for mask in masks)


@cache
def _shape(size: int) -> re.Pattern[str]:
    """Return the pattern of one pencilmark group that has a candidate."""
    table = alphabet(size)
    blanks = re.escape(table.blanks + EMPTY)
    group = "".join(f"[{blanks}{symbol}{_other_case(symbol, size)}]" for symbol in table.symbols)
    some = rf"(?![{re.escape(table.blanks)}]{{{size}}})"
    return re.compile(rf"(?:{some}{group}){{{size * size}}}")


def _other_case(symbol: str, size: int) -> str:
    return symbol.lower() if symbol.lower() in alphabet(size).masks_of_symbols else ""


def is_pencilmarks(text: str, size: int) -> bool:
    """Tell whether each symbol stands in its place and no cell is all blanks."""
    return _shape(size).fullmatch(text) is not None


def read_pencilmarks(text: str, size: int) -> tuple[int, ...]:
    """Return the mask of each group of ``size`` characters.

    Raises:
        SymbolError: a character is not the symbol of its place, nor a blank.
    """
    table = alphabet(size)
    allowed = table.blanks + EMPTY
    own = table.masks_of_symbols
    for index, character in enumerate(text):
        if character not in allowed and own.get(character, 0) != 1 << index % size:
            raise SymbolError(index, f"{table.symbols[index % size]} or {BLANK} in this place")
    # Read backwards, so that the first symbol is the lowest bit of its group.
    digits = "".join(["0" if character in allowed else "1" for character in reversed(text)])
    starts = range(len(text) - size, -1, -size)
    return tuple([int(digits[start : start + size], 2) for start in starts])


def write_pencilmarks(size: int, masks: Iterable[int]) -> str:
    """Return a group of ``size`` characters per mask; an empty mask begins with ``!``."""
    symbols = alphabet(size).symbols
    groups = [
        "".join([symbol if mask >> k & 1 else BLANK for k, symbol in enumerate(symbols)])
        if mask
        else EMPTY + BLANK * (size - 1)
        for mask in masks
    ]
    return "".join(groups)


def describe_lengths(found: int, sizes: tuple[int, ...]) -> str:
    """Name the expected lengths nearest to the one found.

    >>> describe_lengths(80, (4, 6, 8, 9, 10))
    '81 (9 x 9) or 64 (8 x 8)'
    """
    nearest = sorted(lengths(sizes), key=lambda length: (abs(length - found), length))[:2]
    named = [
        f"{length} ({lengths(sizes)[length]} x {lengths(sizes)[length]})" for length in nearest
    ]
    return " or ".join(named)
