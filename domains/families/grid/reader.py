"""Reading grids from any text: which reader takes which line.

A table is known by its header. Otherwise each line says what it is: a whole grid (with fields
behind it), a row of a grid, a title, a section, a box shape, or something to skip.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from domains.errors import InputError, Place
from domains.families.grid.alphabet import alphabet
from domains.families.grid.found import (
    BOX,
    Field,
    FoundGrid,
    read_box,
    read_grid,
    read_rating,
    read_solution,
)
from domains.families.grid.lines import HEADING, SECTION, Lines, is_ignored, is_separator
from domains.families.grid.one_line import lengths, pencilmark_lengths
from domains.families.grid.table import Header, read_header, read_table
from domains.reading import Line, Source

WORD = re.compile(r"[^\s,;]+")
NOT_ONE_WORD = re.compile(r"[\s,;|#]")
PUZZLE_SECTIONS = ("puzzle", "sudoku", "grid")


def read_grids(source: Source, sizes: tuple[int, ...]) -> Iterator[FoundGrid | InputError]:
    """Yield every grid of a source, or the error that stands in its place.

    Args:
        source: numbered lines.
        sizes: the sizes a grid of this family can have.
    """
    lines = Lines(source)
    header = _take_header(lines)
    yield from read_table(lines, header, sizes) if header else TextReader(lines, sizes)


def first_grid(source: Source, sizes: tuple[int, ...]) -> FoundGrid | None:
    """Return the grid an input begins with; of a table, the first that can be read, if any."""
    lines = Lines(source)
    header = _take_header(lines)
    if header:
        found = read_table(lines, header, sizes)
        return next((grid for grid in found if isinstance(grid, FoundGrid)), None)
    first = next(TextReader(lines, sizes), None)
    return first if isinstance(first, FoundGrid) else None


def _take_header(lines: Lines) -> Header | None:
    """Pass over what comes before the first line of cells, and over that if it is a header."""
    while isinstance(line := lines.peek(), Line) and is_ignored(line.text):
        next(lines)
    header = read_header(line.text) if isinstance(line, Line) else None
    if header:
        next(lines)
    return header


class TextReader(Iterator[FoundGrid | InputError]):
    """The grids of an input that is no table."""

    def __init__(self, lines: Lines, sizes: tuple[int, ...]) -> None:
        """Begin at the next line."""
        self.lines = lines
        self.sizes = sizes
        whole = {**lengths(sizes), **pencilmark_lengths(sizes)}
        self.whole = frozenset(whole)
        self.only_whole = self.whole - frozenset(sizes)
        self.box: tuple[int, int] | None = None
        self.skipping = False
        self.list_length = 0

    def __next__(self) -> FoundGrid | InputError:
        while True:
            line = next(self.lines)
            if isinstance(line, InputError):
                return line
            try:
                found = self._take(line)
            except InputError as error:
                found = error
            if found is not None:
                return found

    def _take(self, line: Line) -> FoundGrid | InputError | None:
        """Return the grid that begins in this line, or None where none does."""
        text, place = line.text, Place(self.lines.source, line.number)
        # Most lines of most files; the rest below would decide the same.
        if len(text) in self.only_whole and not self.skipping and not NOT_ONE_WORD.search(text):
            return self._whole([Field(text, place)])
        if self._is_remark(line) or self.skipping:
            return None
        words = [Field(m[0], place, m.start() + 1) for m in WORD.finditer(text)]
        start = self._whole_at(words, text)
        if start is not None:
            return self._whole(words[start:])
        from domains.families.grid.rows import read_rows, split_row  # most inputs have none

        row = split_row(line, self.sizes)
        if len(row.cells) in self.sizes:
            return self._with_box(read_rows(self.lines, row, self.sizes, self.only_whole))
        if len(row.cells) in self.whole:
            return self._whole([Field("".join(row.cells), place)])
        return self._whole(words or [Field(text, place)])

    def _is_remark(self, line: Line) -> bool:
        """Tell whether a line holds no cells, and keep what it says of those below."""
        if is_ignored(line.text) or HEADING.fullmatch(line.text):
            self.list_length = 0
            return True
        if section := SECTION.fullmatch(line.text):
            self.skipping = section[1].lower() not in PUZZLE_SECTIONS
            return True
        if BOX.fullmatch(line.text.strip()):
            self.box = read_box(Field(line.text.strip(), Place(self.lines.source, line.number)))
            return True
        return False

    def _whole_at(self, words: list[Field], text: str) -> int | None:
        """Return which word of a line is a whole grid: the first, or the second (a hash before it).

        Inside a list of whole grids every line is taken for one, right or wrong.
        """
        if not words or "|" in text:
            return None
        fits = [len(word.text) in self.only_whole for word in words[:2]]
        if fits == [False, True]:
            return 1
        length = len(words[0].text)
        if self.list_length or length in self.only_whole:
            return 0
        if length not in self.whole or (len(words) == 1 and self._is_row_of_grid(words[0].text)):
            return None
        return 0

    def _is_row_of_grid(self, text: str) -> bool:
        """Decide what a line of, say, 16 characters is: a 4 x 4 grid or a row of a 16 x 16 one.

        It is a row where it stands with just as many lines like it as a grid would have (a broken
        grid may lack some), and they use symbols that the smaller grid does not have.
        """
        length = len(text)
        run = [text, *self.lines.run(length, length)]
        behind = self.lines.peek(len(run) - 1)
        small = lengths(self.sizes).get(length) or pencilmark_lengths(self.sizes)[length]
        known = alphabet(small).masks
        foreign = any(character not in known for word in run for character in word)
        ruled = isinstance(behind, Line) and is_separator(behind.text)
        return ruled or (foreign and length // 2 < len(run) <= length)

    def _with_box(self, found: FoundGrid | InputError) -> FoundGrid | InputError:
        if isinstance(found, InputError) or self.box is None:
            return found
        return replace(found, box=self.box)

    def _whole(self, words: list[Field]) -> FoundGrid:
        """Return the grid in the first word, with what the words behind it say."""
        self.list_length = len(words[0].text)
        size, masks, text = read_grid(words[0], self.sizes)
        place, box, solution, rating = words[0].place(), self.box, None, None
        for word in words[1:]:
            if word.text.startswith("#"):
                break
            if BOX.fullmatch(word.text):
                box = read_box(word)
            elif solution is None and len(word.text) == size * size:
                solution = read_solution(word, size)
            elif rating is None:
                rating = read_rating(word.text)
        return FoundGrid(size, masks, place, text, box, solution, None, rating)
