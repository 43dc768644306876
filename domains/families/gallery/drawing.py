"""A sheet in plain characters: squares in columns, walls, labels and signs on the lines between.

Walls of cages are ``|`` and ``-``, those of blocks ``:`` and ``.``, and where both are ``H`` and
``=``. Lines on which nothing stands are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache

from domains.families.gallery.sheet import Sheet, Square, sheet_of
from domains.families.grid.alphabet import BLANK, EMPTY
from domains.problem import Structure

UPRIGHT = (" ", "|", ":", "H")
LEVEL = (" ", "-", ".", "=")
"""The character of no wall, one of a cage, of a block, of both."""

SIGN_BETWEEN_ROWS = {"<": "^", ">": "v"}


def wall(sheet: Sheet, first: Square, second: Square) -> int:
    """Return which walls stand between two squares: 1 of a cage, 2 of a block, 3 of both."""
    cage = sheet.cages.get(first) != sheet.cages.get(second)
    block = sheet.blocks.get(first) != sheet.blocks.get(second)
    return cage + 2 * block


class Drawing:
    """Where the squares of a structure's sheet stand in the lines of its drawing."""

    def __init__(self, structure: Structure) -> None:
        self.structure = structure
        self.sheet = sheet_of(structure)
        self.rows, self.columns = self.sheet.extent
        self.signs = {(first, second): sign for first, second, sign in self.sheet.signs}

    @cached_property
    def widths(self) -> list[int]:
        """The number of characters of each column."""
        sheet, widths = self.sheet, [1] * self.columns
        texts = [*sheet.notes.items(), *sheet.filled.items()]
        texts += [(square, label[2:]) for square, label in sheet.labels.items()]
        for v, square in enumerate(sheet.squares):
            texts += [(square, sheet.drawn(v, value)) for value in self.structure.values[v]]
        for (_, column), text in texts:
            widths[column] = max(widths[column], len(text))
        return widths

    @cached_property
    def upright(self) -> list[bool]:
        """Whether anything stands to the left of each column, and behind the last."""
        return [
            any(self._between_columns(r, c) != " " for r in range(self.rows))
            for c in range(self.columns + 1)
        ]

    @cached_property
    def starts(self) -> list[int]:
        """Where the characters of each column begin."""
        found, at = [], 0
        for width, upright in zip(self.widths, self.upright, strict=False):
            at += 2 if upright else 0
            found.append(at)
            at += width + 1
        return found

    @cached_property
    def levels(self) -> list[str]:
        """The lines above each row, and the last one below; blank where walls only go through."""
        lines = [self._level(r) for r in range(self.rows + 1)]
        return [line if set(line) - set(UPRIGHT) else "" for line in lines]

    @cached_property
    def places(self) -> list[tuple[int, int]]:
        """Per variable the line and column of its first character, as `coloured` takes them."""
        levels = [bool(level) for level in self.levels]
        line_of = [r + sum(levels[: r + 1]) for r in range(self.rows)]
        return [(line_of[r], self.starts[c]) for r, c in self.sheet.squares]

    def lines(self, masks: Sequence[int]) -> list[str]:
        """Return the drawing of an element."""
        sheet = self.sheet
        texts = {**sheet.notes, **sheet.filled}
        texts |= {square: self._text(v, masks[v]) for v, square in enumerate(sheet.squares)}
        found = []
        for r in range(self.rows):
            found += [self.levels[r], self._row(r, texts)]
        return [line.rstrip() for line in [*found, self.levels[-1]] if line]

    def _text(self, variable: int, mask: int) -> str:
        if mask.bit_count() == 1:
            return self.sheet.drawn(variable, self.structure.value_at(variable, mask))
        if not mask:
            return EMPTY
        return BLANK if variable < len(self.sheet.cells) else ""

    def _row(self, r: int, texts: dict[Square, str]) -> str:
        parts = []
        for c, width in enumerate(self.widths):
            parts += [f"{self._between_columns(r, c)} "] if self.upright[c] else []
            parts.append(f"{texts.get((r, c), ''):>{width}} ")
        last = self._between_columns(r, self.columns) if self.upright[-1] else ""
        return "".join(parts) + last

    def _level(self, r: int) -> str:
        """Return the line above a row: walls, labels and signs, or blanks only."""
        parts = []
        for c, width in enumerate(self.widths):
            parts += [self._corner(r, c) + self._line(r, c)] if self.upright[c] else []
            parts.append(self._line(r, c) * width + self._line(r, c))
        line = "".join([*parts, self._corner(r, self.columns) if self.upright[-1] else ""])
        for c in range(self.columns):
            sign = self.signs.get(((r - 1, c), (r, c)))
            if sign:
                line = _put(line, self.starts[c] + self.widths[c] - 1, SIGN_BETWEEN_ROWS[sign])
            if label := self.sheet.labels.get((r, c)):
                line = _put(line, self.starts[c] - 1, label)
        return line

    def _line(self, r: int, c: int) -> str:
        return LEVEL[wall(self.sheet, (r - 1, c), (r, c))]

    def _between_columns(self, r: int, c: int) -> str:
        sign = self.signs.get(((r, c - 1), (r, c)))
        return sign or UPRIGHT[wall(self.sheet, (r, c - 1), (r, c))]

    def _corner(self, r: int, c: int) -> str:
        beside = {self._line(r, c - 1), self._line(r, c)}
        through = {UPRIGHT[wall(self.sheet, (q, c - 1), (q, c))] for q in (r - 1, r)}
        if beside == {" "} or (through == {" "} and len(beside) == 1):
            return max(beside | through)
        return "+"


@lru_cache(maxsize=16)
def drawing_of(structure: Structure) -> Drawing:
    """Return where things stand in the drawings of a structure, which has many elements."""
    return Drawing(structure)


def _put(line: str, at: int, text: str) -> str:
    """Return a line with some of its characters written over."""
    return line[:at] + text + line[at + len(text) :]
