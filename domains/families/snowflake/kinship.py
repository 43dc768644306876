"""Which puzzles come from one solution, so that they can be kept on one side of a split.

The published set has up to six puzzles of each solution and was split at random, so that siblings
of test puzzles are among those for training. A key that is the same for all puzzles of a solution,
also turned, mirrored and with other digits, prevents that: split by the key, not by the puzzle.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from domains.families.snowflake.layout import layout_of
from domains.families.snowflake.symmetry import MOVEMENTS, Movement
from domains.problem import Assignment, Structure

KEY_DIGITS = 16


def solution_key(structure: Structure, solution: Assignment) -> str:
    """Return 16 hexadecimal digits: equal for two solutions that are the same up to symmetry.

    Two solutions are when moving the hexagons and renaming the digits makes one of the other,
    whatever order the hexagons are listed in. Different ones have different keys but for a chance
    of 2^-64.
    """
    form = min(_form(structure, solution, movement) for movement in MOVEMENTS)
    return sha256(repr(form).encode()).hexdigest()[:KEY_DIGITS]


def _form(structure: Structure, solution: Assignment, movement: Movement) -> list[Sequence[object]]:
    """Return the moved cells in order, the digits numbered as they come."""
    placed = sorted(zip(movement.cells(layout_of(structure)), solution, strict=True))
    number: dict[int, int] = {}
    return [(place, number.setdefault(digit, len(number))) for place, digit in placed]


def is_held_out(key: str, share: float) -> bool:
    """Tell whether the puzzles of a key belong to the held-out part, which gets a share of keys.

    >>> is_held_out("00ff000000000000", 0.01), is_held_out("80ff000000000000", 0.5)
    (True, False)
    """
    return int(key, 16) < share * (1 << 4 * KEY_DIGITS)
