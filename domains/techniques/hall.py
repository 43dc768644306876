"""Tight sets: k things that have only k possibilities among them.

P. Hall, "On Representatives of Subsets", 1935: a system of sets has distinct representatives
exactly when no k of them have fewer than k elements among them. Where k sets have *just* k, those
elements are used up. Naked subsets read it for variables and their values, hidden subsets for
values and their places, fish for rules and the rules that cover them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

TightSet = tuple[tuple[int, ...], int]
"""The positions of the chosen masks, ascending, and their union."""


def tight_sets(masks: Sequence[int], size: int) -> Iterator[TightSet]:
    """Yield every choice of ``size`` masks of two bits or more whose union has ``size`` bits.

    Masks of one bit are left to the singles. A choice whose union is smaller still (a conflict) is
    passed over: leaving out one member gives a tight set that empties the member left out.
    """
    eligible = [(i, mask) for i, mask in enumerate(masks) if 2 <= mask.bit_count() <= size]
    if len(eligible) >= size:
        yield from _extend(eligible, 0, (), 0, size)


def _extend(
    eligible: list[tuple[int, int]], start: int, chosen: tuple[int, ...], union: int, size: int
) -> Iterator[TightSet]:
    """Yield the tight sets that add to ``chosen`` members from ``start`` on."""
    missing = size - len(chosen)
    if not missing:
        if union.bit_count() == size:
            yield chosen, union
        return
    for at in range(start, len(eligible) - missing + 1):
        position, mask = eligible[at]
        wider = union | mask
        if wider.bit_count() <= size:
            yield from _extend(eligible, at + 1, (*chosen, position), wider, size)
