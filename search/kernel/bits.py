"""Two bit operations that Python and machine code spell differently.

The compiled versions are registered in `search.kernel.compiled`, so kernels just call these.
"""

from __future__ import annotations


def bit_index(bit: int) -> int:
    """Return the position of the only set bit."""
    return bit.bit_length() - 1


def bit_count(word: int) -> int:
    """Return the number of set bits of a non-negative word."""
    return word.bit_count()
