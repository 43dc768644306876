"""Sets of small integers as bit masks: bit k is set when k is a member (0 <= k < 64)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

#: Members of a mask are below this: a mask is one unsigned 64-bit word.
MAXIMUM_WIDTH = 64


def full_mask(width: int) -> int:
    """The mask of ``{0, ..., width - 1}``.

    >>> bin(full_mask(4))
    '0b1111'
    """
    return (1 << width) - 1


def mask_of(members: Iterable[int]) -> int:
    """The mask of the given members.

    >>> mask_of([0, 2])
    5
    """
    mask = 0
    for member in members:
        mask |= 1 << member
    return mask


def members_of(mask: int) -> Iterator[int]:
    """The members of a mask in ascending order.

    >>> list(members_of(5))
    [0, 2]
    """
    rest = int(mask)
    while rest:
        lowest = rest & -rest
        yield lowest.bit_length() - 1
        rest ^= lowest


def popcount(masks: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Number of members of each mask."""
    return np.asarray(np.bitwise_count(masks), dtype=np.int64)


def lowest_member(masks: NDArray[np.uint64]) -> NDArray[np.int64]:
    """The least member of each mask, -1 for the empty one."""
    # The bits below the lowest set bit; for the empty mask, where 0 - 1 wraps, all 64 of them.
    below = np.bitwise_and(np.bitwise_not(masks), np.subtract(masks, np.uint64(1)))
    count = popcount(below)
    return np.where(count == MAXIMUM_WIDTH, np.int64(-1), count)


def random_masks(
    rng: np.random.Generator, shape: tuple[int, ...], full: NDArray[np.uint64]
) -> NDArray[np.uint64]:
    """Random submasks of ``full``; the density is drawn for each mask, so small sets are common."""
    density = rng.random((*shape, 1))
    keep = rng.random((*shape, MAXIMUM_WIDTH)) < density
    words = np.packbits(keep, axis=-1, bitorder="little").view("<u8")[..., 0]
    return np.bitwise_and(words.astype(np.uint64), full)
