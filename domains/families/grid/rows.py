"""Grids that stand as rows: .sdk and .ss files, drawn frames, numbers, lists of candidates.

A row's cells are its words (``5 3 . | . 7 .``, ``10 . 3``, ``123 5 789``) where there are as many
words as a grid of that size has columns, and its characters otherwise (``53.|.7.|...``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from domains.errors import InputError, Place
from domains.families.grid.alphabet import BLANK, SymbolError, alphabet
from domains.families.grid.found import FoundGrid
from domains.families.grid.lines import HEADING, SECTION, Lines, is_separator
from domains.reading import Line

WORD = re.compile(r"[^\s|,;]+")
LARGEST_WITH_CANDIDATES = 9
"""In larger grids a word of several digits is a number, not a list of candidates."""


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one line and the 1-based columns where they begin."""

    line: int
    cells: tuple[str, ...]
    columns: tuple[int, ...]


def split_row(line: Line, sizes: tuple[int, ...]) -> Row:
    """Return the cells of a line: its words where those are cells, else its characters."""
    words = [(match[0], match.start() + 1) for match in WORD.finditer(line.text)]
    if len(words) not in sizes or any(word_mask(w, len(words)) is None for w, _ in words):
        words = [(c, column + k) for word, column in words for k, c in enumerate(word)]
    return Row(line.number, tuple(w for w, _ in words), tuple(column for _, column in words))


def word_mask(word: str, size: int) -> int | None:
    """Return the mask a cell written as a word stands for, or None where it is no cell.

    A word is one character, or a list of candidates in ascending order (up to 9 x 9), or a number
    or repeated blank (larger grids).
    """
    table = alphabet(size)
    if len(word) == 1:
        return table.masks.get(word)
    if size <= LARGEST_WITH_CANDIDATES:
        masks = [table.masks_of_symbols.get(character, 0) for character in word]
        ascending = all(low < high for low, high in zip([0, *masks], masks, strict=False))
        return sum(masks) if ascending else None
    if word.isascii() and word.isdigit() and int(word[:9]) <= size:
        return 1 << int(word[:9]) - 1 if int(word) else table.masks[BLANK]
    return table.masks[BLANK] if word[0] in table.blanks and len(set(word)) == 1 else None


def read_rows(
    lines: Lines, first: Row, sizes: tuple[int, ...], whole: frozenset[int]
) -> FoundGrid | InputError:
    """Return the grid that begins with a row already taken from the lines.

    Args:
        lines: what follows the row.
        first: the row; the number of its cells is the size.
        sizes: the sizes a grid can have.
        whole: lengths of lines that are grids of their own, and so never a row.
    """
    rows, size = [first], len(first.cells)
    while len(rows) < size:
        line = _next_row(lines, whole)
        if line is None:
            found = f"{len(rows)} row{'s' * (len(rows) > 1)} of {size} cells"
            return InputError(Place(lines.source, first.line), found, f"{size} rows")
        row = split_row(line, sizes)
        if len(row.cells) != size:
            _skip(lines, size - len(rows) - 1, whole)
            place = Place(lines.source, row.line)
            return InputError(place, f"a row of {len(row.cells)} cells", f"{size} as above")
        rows.append(row)
    try:
        return _grid(rows, lines.source)
    except InputError as error:
        return error


def _next_row(lines: Lines, whole: frozenset[int]) -> Line | None:
    """Take the next row of the same grid; None where a blank line, a title or the end comes."""
    line = lines.peek()
    while isinstance(line, Line) and (is_separator(line.text) or line.text.startswith("#")):
        next(lines)
        line = lines.peek()
    if not isinstance(line, Line) or not _looks_like_row(line.text, whole):
        return None
    next(lines)
    return line


def _skip(lines: Lines, count: int, whole: frozenset[int]) -> None:
    """Pass over the rows a broken grid should still have."""
    while count > 0 and _next_row(lines, whole) is not None:
        count -= 1


def _looks_like_row(text: str, whole: frozenset[int]) -> bool:
    """Tell whether a line is not blank, no section, no title, and no grid of its own."""
    words = text.split()
    if not words or len(words[0]) in whole:
        return False
    return not SECTION.fullmatch(text) and not HEADING.fullmatch(text)


def _grid(rows: list[Row], source: str) -> FoundGrid:
    """Return the grid of complete rows; one character per cell is read like one line."""
    size, place = len(rows), Place(source, rows[0].line)
    cells = [cell for row in rows for cell in row.cells]
    if all(len(cell) == 1 for cell in cells):
        text = "".join(cells)
        try:
            masks = alphabet(size).read(text)
        except SymbolError as error:
            raise _bad_cell(rows, error.index, error.expected, source) from None
        return FoundGrid(size, masks, place)
    found = [word_mask(cell, size) for cell in cells]
    if None in found:
        raise _bad_cell(rows, found.index(None), alphabet(size).expected, source)
    return FoundGrid(size, tuple(mask for mask in found if mask is not None), place)


def _bad_cell(rows: list[Row], index: int, expected: str, source: str) -> InputError:
    row, position = rows[index // len(rows)], index % len(rows)
    place = Place(source, row.line, row.columns[position])
    return InputError(place, repr(row.cells[position][:20]), expected)
