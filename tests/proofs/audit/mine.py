"""Things to audit by their path: one right, one wrong, and some that cannot be audited."""

from __future__ import annotations

from lattice import Interval, Powerset
from proofs.gallery.lattice_classes import ShortJoin

GOOD = Interval(0, 2)
WRONG = ShortJoin(0, 3)
NUMBER = 7


class Names:
    """A place inside a place."""

    LETTERS = Powerset(("a", "b"))


def needs_two(first: int, second: int) -> int:
    """Cannot be called without arguments."""
    return first + second
