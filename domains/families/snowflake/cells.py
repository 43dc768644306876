"""The cells of a snowflake as a text: one character per triangle, hexagon after hexagon.

A digit 1 to 6 is given; ``.``, ``0`` and ``7`` are blanks (the published records write 7);
``[135]`` are the candidates of a cell that has some left, ``[]`` those of one that has none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from domains.families.snowflake.layout import DIGITS

BLANK, BLANKS = ".", ".07"
FULL = (1 << len(DIGITS)) - 1
CELL = re.compile(r"[1-6.07]|\[[1-6]*\]")
EXPECTED = "1-6, . for a blank, or candidates such as [135]"


class CellError(ValueError):
    """A character that can stand for no cell.

    Attributes:
        index: its 0-based position.
    """

    def __init__(self, index: int) -> None:
        """Keep where it is."""
        super().__init__(f"at {index}: expected {EXPECTED}")
        self.index = index


def read_cells(text: str) -> tuple[int, ...]:
    """Return the mask of each cell.

    >>> read_cells("1.[26]")
    (1, 63, 34)

    Raises:
        CellError: something that is no cell.
    """
    masks: list[int] = []
    at = 0
    while at < len(text):
        match = CELL.match(text, at)
        if match is None:
            raise CellError(at)
        masks.append(_mask(match[0]))
        at = match.end()
    return tuple(masks)


def _mask(cell: str) -> int:
    if cell in BLANKS:
        return FULL
    return sum(1 << int(digit) - 1 for digit in set(cell.strip("[]")))


def write_cells(masks: Sequence[int]) -> str:
    """Return the text that `read_cells` reads as these masks."""
    return "".join(map(_cell, masks))


def _cell(mask: int) -> str:
    if mask == FULL:
        return BLANK
    digits = "".join(str(digit) for k, digit in enumerate(DIGITS) if mask >> k & 1)
    return digits if len(digits) == 1 else f"[{digits}]"
