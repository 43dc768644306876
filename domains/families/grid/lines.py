"""The lines of an input with a look ahead, and what each kind of line looks like."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator

from domains.errors import InputError
from domains.reading import Line, Source

SEPARATOR = re.compile(r"(?=.*(?:--|==))[-+=|*:.'\s]+")
"""A ruled line of a drawn grid: ``---+---+---``, ``*-----------*``, ``'-------'``."""

SECTION = re.compile(r"\s*\[\s*([^\[\]]*?)\s*\]\s*")
"""``[Puzzle]``, ``[State]``: the sections of .sdk files (SadMan Software)."""

HEADING = re.compile(r"\s*(?:grid|puzzle|sudoku|board)\b[\s\d#:.]*", re.IGNORECASE)
"""``Grid 01``: a title between grids, as in Project Euler's problem 96."""


def is_ignored(text: str) -> bool:
    """Tell whether a line is blank, a comment or a ruled line."""
    return not text or text.isspace() or text.lstrip()[0] == "#" or is_separator(text)


def is_separator(text: str) -> bool:
    """Tell whether a line is only the frame of a drawn grid."""
    return SEPARATOR.fullmatch(text) is not None


class Lines(Iterator[Line | InputError]):
    """The lines of a source; those looked at ahead are still delivered."""

    def __init__(self, source: Source) -> None:
        """Begin at the first line."""
        self.source = source.name
        self._lines = source.lines
        self._ahead: deque[Line | InputError] = deque()

    def __next__(self) -> Line | InputError:
        return self._ahead.popleft() if self._ahead else next(self._lines)

    def peek(self, distance: int = 0) -> Line | InputError | None:
        """Return the line that comes after ``distance`` others, or None behind the end."""
        while len(self._ahead) <= distance:
            line = next(self._lines, None)
            if line is None:
                return None
            self._ahead.append(line)
        return self._ahead[distance]

    def run(self, length: int, limit: int) -> list[str]:
        """Return the next lines, at most ``limit``, that are one word of ``length`` characters."""
        found: list[str] = []
        while len(found) < limit:
            line = self.peek(len(found))
            if not isinstance(line, Line):
                break
            word = line.text.strip()
            if len(word) != length or len(word.split()) != 1:
                break
            found.append(word)
        return found
