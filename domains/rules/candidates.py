"""Candidates as rules name them, (variable, value), and as elements hold them, bits of masks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domains.deduction import Removal
from domains.errors import ModelError
from domains.rules.base import Term

Candidate = tuple[int, int]
"""A variable and one of its values (the value itself, not its index)."""


def index_of(candidate: Candidate, values: Sequence[tuple[int, ...]]) -> int:
    """Return the position of a candidate's value among its variable's values.

    Raises:
        ModelError: the variable cannot take the value.
    """
    variable, value = candidate
    try:
        return values[variable].index(value)
    except ValueError:
        message = f"variable {variable} cannot be {value}; its values are {values[variable]}"
        raise ModelError(message) from None


def terms_of(
    candidates: Iterable[Candidate], values: Sequence[tuple[int, ...]]
) -> tuple[Term, ...]:
    """Return the sum of the candidates: a term with coefficient 1 each."""
    return tuple(Term(1, c[0], index_of(c, values)) for c in candidates)


def masks_of(candidates: Iterable[Candidate], values: Sequence[tuple[int, ...]]) -> dict[int, int]:
    """Return per variable the mask of its candidates, in order of first mention."""
    masks: dict[int, int] = {}
    for candidate in candidates:
        variable = candidate[0]
        masks[variable] = masks.get(variable, 0) | 1 << index_of(candidate, values)
    return masks


def alive(scope: Iterable[int], masks: Sequence[int]) -> tuple[Removal, ...]:
    """Return the candidates an element leaves to a scope, as (variable, mask) pairs."""
    return tuple((variable, masks[variable]) for variable in scope)
