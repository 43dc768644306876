"""Cryptarithms: each letter is a digit of its own, and the sum is right.

The sum is written column by column with carries, so that each rule is short; the carries follow
from the letters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random
from typing import ClassVar

from domains.errors import Place
from domains.families.base import SolutionOracle
from domains.families.gallery.family import Drawn, SheetFamily
from domains.families.gallery.fields import wrong
from domains.families.gallery.generate import is_unique
from domains.families.gallery.sheet import Sheet, sheet_of
from domains.families.grid.found import Field
from domains.problem import Structure
from domains.rules.all_different import AllDifferent
from domains.rules.base import Rule
from domains.rules.linear import LinearSum

EQUATION = re.compile(r"[A-Z]{1,12}(\+[A-Z]{1,12}){1,8}=[A-Z]{1,13}")
LETTERS = "ABCDEFGHIJ"
TRIES = 3
"""Sums tried for one whose letters alone decide their digits; otherwise some are given."""


class Cryptarithm(SheetFamily):
    """Different letters are different digits; no number begins with a nought."""

    name: ClassVar[str] = "cryptarithm"
    summary: ClassVar[str] = "cryptarithms: sums of words, a digit for each letter"
    formats: ClassVar[tuple[str, ...]] = (
        "cryptarithm:WORD+WORD+...=WORD[:CELLS], such as cryptarithm:SEND+MORE=MONEY; cells are "
        "the letters in order of appearance",
    )
    fields: ClassVar[tuple[str, ...]] = ("SUM",)
    sizes: ClassVar[tuple[int, ...]] = (2, 3, 4, 5, 6)
    usual: ClassVar[int] = 4

    def build(self, fields: Sequence[Field]) -> Structure:
        """Return a variable per letter and per carry, and a rule per column."""
        text = fields[0].text
        if EQUATION.fullmatch(text) is None:
            raise wrong(fields[0], "capital words in a sum, such as SEND+MORE=MONEY")
        words = re.split(r"[+=]", text)
        letters = list(dict.fromkeys("".join(words)))
        if len(letters) > 10:
            raise wrong(fields[0], f"at most 10 different letters, not {len(letters)}")
        leading = {word[0] for word in words}
        values = [tuple(range(letter in leading, 10)) for letter in letters]
        columns = max(map(len, words))
        carries = range(len(letters), len(letters) + columns - 1)
        rules: list[Rule] = [AllDifferent(tuple(range(len(letters))), "different digits")]
        rules += [_column(words, letters, carries, k) for k in range(columns)]
        names = (*letters, *(f"carry{k + 1}" for k in range(len(carries))))
        values += [tuple(range(len(words) - 1))] * len(carries)
        return Structure(names, tuple(values), tuple(rules), layout=_sheet(words, letters))

    def auxiliary(self, structure: Structure, cells: Sequence[int]) -> tuple[int, ...]:
        """Return the carries, cut down to what a carry can be where the sum is wrong."""
        digit = dict(zip(structure.names, cells, strict=False))
        *addends, _ = re.split(r"[+=]", sheet_of(structure).fields[0])
        found, carry = list[int](), 0
        for k in range(len(structure.values) - len(cells)):
            carry = (carry + sum(digit[word[-1 - k]] for word in addends if k < len(word))) // 10
            found.append(min(carry, len(addends) - 1))
        return tuple(found)

    def drawn(self, size: int, rng: Random, oracle: SolutionOracle) -> Drawn:
        """Return the sum of two random numbers in letters, by choice one with one solution."""
        for _ in range(TRIES):
            first, second = (rng.randrange(10 ** (size - 1), 10**size) for _ in range(2))
            digits = f"{first}+{second}={first + second}"
            used = list(dict.fromkeys(digits.replace("+", "").replace("=", "")))
            text = digits.translate(str.maketrans("".join(used), LETTERS[: len(used)]))
            structure = self.structure([Field(text, Place(self.name))])
            if is_unique(structure.problem(), oracle):
                break
        return (text,), list(map(int, used))


def _column(words: Sequence[str], letters: Sequence[str], carries: range, k: int) -> Rule:
    """Return the rule of a column, the last one being 0: its digits and the carries add up."""
    *addends, total = words
    terms = [(letters.index(word[-1 - k]), 1) for word in addends if k < len(word)]
    terms += [(letters.index(total[-1 - k]), -1)] if k < len(total) else []
    terms += [(carries[k - 1], 1)] if k else []
    terms += [(carries[k], -10)] if k < len(carries) else []
    scope, coefficients = zip(*terms, strict=True)
    return LinearSum(scope, coefficients, 0, 0, f"column {k + 1} from the right")


def _sheet(words: Sequence[str], letters: Sequence[str]) -> Sheet:
    """Return the sum as it is written, carries above, and the letters with their digits below."""
    columns, below = max(map(len, words)), len(words) + 1
    notes = {
        (row, columns - k): sign
        for row, word in enumerate(words, 1)
        for k, sign in enumerate(reversed(word))
    }
    notes |= {(len(words) - 1, 0): "+", (len(words), 0): "="}
    cells = [(below, k) for k in range(len(letters))]
    carries = [(0, columns - 1 - k) for k in range(columns - 1)]
    names = dict(zip(cells, letters, strict=True))
    return Sheet(tuple(cells), names, tuple(carries), labels=names, notes=notes)
