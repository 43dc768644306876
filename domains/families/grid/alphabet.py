"""Which symbol stands for which value in the text of a grid puzzle, for each size.

Values are 1 … size. The same symbol means the same value at every size:

========  ==========================  ===========================================
size      symbols                     remark
========  ==========================  ===========================================
1 … 35    ``1-9A-Z`` as far as needed  lower case is read as upper case
36        ``1-9A-Z0``                 ``0`` stands for 36, lower case read as upper
37 … 61   ``1-9A-Za-z``               case matters
62        ``1-9A-Za-z0``              ``0`` stands for 62, case matters
========  ==========================  ===========================================

A blank is ``.``; ``0 _ * ? - x X`` are read as blanks too where they are not symbols. ``!`` is a
cell without any candidate, which no puzzle has but a solver's element may.
"""

from __future__ import annotations

import string
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

BLANK = "."
EMPTY = "!"
"""Drawn for a cell whose last candidate is gone."""

OTHER_BLANKS = "0_*?-xX"
SYMBOLS = "123456789" + string.ascii_uppercase + string.ascii_lowercase
LARGEST_SIZE = len(SYMBOLS) + 1
ZERO_IS_LAST = (36, LARGEST_SIZE)
LARGEST_WITHOUT_CASE = 36
HEXADECIMAL_SIZE = 16


class SymbolError(ValueError):
    """A text that does not fit an alphabet.

    Attributes:
        index: 0-based position in the text.
        expected: what could have stood there.
    """

    def __init__(self, index: int, expected: str) -> None:
        """Keep where it is and what was expected."""
        super().__init__(f"at {index}: expected {expected}")
        self.index = index
        self.expected = expected


@dataclass(frozen=True)
class Alphabet:
    """The symbols of one size. Get it from `alphabet`, which builds each once."""

    size: int

    @cached_property
    def symbols(self) -> str:
        """The symbol of the k-th value at position k."""
        if self.size in ZERO_IS_LAST:
            return SYMBOLS[: self.size - 1] + "0"
        return SYMBOLS[: self.size]

    @cached_property
    def blanks(self) -> str:
        """Every character that is read as a blank."""
        return BLANK + "".join(c for c in OTHER_BLANKS if c not in self.masks_of_symbols)

    @cached_property
    def masks_of_symbols(self) -> dict[str, int]:
        """The one-bit mask of each symbol, in both cases where case does not matter."""
        masks = {symbol: 1 << k for k, symbol in enumerate(self.symbols)}
        if self.size <= LARGEST_WITHOUT_CASE:
            masks |= {symbol.lower(): mask for symbol, mask in masks.items()}
        return masks

    @cached_property
    def masks(self) -> dict[str, int]:
        """The mask of every character that may stand for a cell."""
        full = (1 << self.size) - 1
        return {**dict.fromkeys(self.blanks, full), **self.masks_of_symbols, EMPTY: 0}

    @cached_property
    def hexadecimal(self) -> dict[str, int]:
        """`masks`, but ``0`` is a symbol and stands for the last value."""
        return {**self.masks, "0": 1 << (self.size - 1)}

    @cached_property
    def canonical(self) -> dict[int, str]:
        """For `str.translate`: each accepted character as this library writes it."""
        return {ord(character): self.write_cell(mask) for character, mask in self.masks.items()}

    @cached_property
    def _characters(self) -> dict[int, str]:
        single = {1 << k: symbol for k, symbol in enumerate(self.symbols)}
        return {0: EMPTY, **single}

    @property
    def expected(self) -> str:
        """Say in words what may stand for a cell.

        >>> alphabet(9).expected, alphabet(16).expected
        ('1-9 or .', '1-9, A-G or .')
        """
        ends = [("1", "9"), ("A", "Z"), ("a", "z")]
        ranges = [
            f"{low}-{min(high, self.symbols.rstrip('0')[-1], key=SYMBOLS.index)}"
            for low, high in ends
            if low in self.symbols
        ]
        zero = ["0"] if self.size in ZERO_IS_LAST else []
        return f"{', '.join(ranges + zero)} or {BLANK}"

    def write_cell(self, mask: int) -> str:
        """Return one character: a symbol, ``!`` for no candidate, ``.`` for several."""
        return self._characters.get(mask, BLANK)

    def write(self, masks: Sequence[int]) -> str:
        """Return one character per cell; what several candidates were is not kept."""
        characters = self._characters
        return "".join([characters.get(mask, BLANK) for mask in masks])

    def read(self, text: str) -> tuple[int, ...]:
        """Return the mask of each character.

        Raises:
            SymbolError: a character is neither a symbol nor a blank.
        """
        table = self.hexadecimal if self.is_hexadecimal(text) else self.masks
        try:
            return tuple(map(table.__getitem__, text))
        except KeyError:
            index = next(k for k, character in enumerate(text) if character not in table)
            raise SymbolError(index, self.expected) from None

    def normalise(self, text: str) -> str:
        """Return a text that `read` accepts as this library writes it."""
        if self.is_hexadecimal(text):
            text = text.replace("0", self.symbols[-1])
        return text.translate(self.canonical)

    def is_hexadecimal(self, text: str) -> bool:
        """Tell whether a 16 x 16 puzzle writes ``0-9A-F``, ``0`` standing for our ``G``.

        Only where nothing else is possible: there is a ``0``, another character for blanks (or no
        blank at all), and no ``G``.
        """
        if self.size != HEXADECIMAL_SIZE or "0" not in text or "G" in text.upper():
            return False
        blank = any(c in text for c in self.blanks if c != "0")
        return blank or self._is_full_hexadecimal(text)

    @staticmethod
    def _is_full_hexadecimal(text: str) -> bool:
        """Tell whether each of the sixteen digits occurs as often as in a finished grid."""
        return all(
            text.upper().count(d) * HEXADECIMAL_SIZE == len(text) for d in "0123456789ABCDEF"
        )


@cache
def alphabet(size: int) -> Alphabet:
    """Return the alphabet of a size from 1 to 62."""
    if not 1 <= size <= LARGEST_SIZE:
        message = f"no symbols for size {size}; sizes 1 to {LARGEST_SIZE} have them"
        raise ValueError(message)
    return Alphabet(size)
