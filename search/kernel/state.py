"""What a search holds while it runs, as flat arrays that propagation and tree change in place."""

from __future__ import annotations

from collections.abc import Callable, MutableSequence, Sequence
from typing import NamedTuple

from search.kernel.layout import Layout

CONTROL_SIZE = 12


class State(NamedTuple):
    """A board, the copies that tell what changed, and the stack of a tree.

    Boards are value-major: ``board[value * words + word]``.
    """

    board: MutableSequence[int]
    fixed: MutableSequence[int]  # per word the single variables whose peers were cleared
    seen: MutableSequence[int]  # the board when each value was last visited
    summed: MutableSequence[int]  # the board when sums were last collected
    single: MutableSequence[int]  # per word the variables with one value left
    pairs: MutableSequence[int]  # per word the variables with two values left, for choosing
    queued: MutableSequence[int]  # per sum whether it waits for a visit
    control: MutableSequence[int]  # counters and the tree's position; indices in tree.py
    stack: MutableSequence[int]  # per level the board and the fixed bits before its decision
    path: MutableSequence[int]  # decisions, and refuted decisions below them; see tree.py
    weights: MutableSequence[int]  # per variable how often its constraints failed
    log: MutableSequence[int]  # decisions, retractions, solutions in order; empty: not kept


BIT_SETS = ("board", "fixed", "seen", "summed", "single", "pairs", "stack")
"""The parts of a state that are sets of variables, cut into words."""

Zeros = Callable[[int], MutableSequence[int]]


def zeros_list(size: int) -> MutableSequence[int]:
    """Return a list of zeros, for uncompiled runs."""
    return [0] * size


def new_state(layout: Layout, levels: int, log: int = 0, zeros: Zeros = zeros_list) -> State:
    """Return an empty state with room for ``levels`` decisions and ``log`` log entries."""
    words = len(layout.words)
    size = layout.values * words
    return State(
        zeros(size),
        zeros(words),
        zeros(size),
        zeros(size),
        zeros(words),
        zeros(words),
        zeros(max(1, len(layout.sum_lower))),
        zeros(CONTROL_SIZE),
        zeros(levels * (size + words)),
        zeros(layout.variables * layout.values + 1),
        zeros(max(1, layout.variables)),
        zeros(log),
    )


def cut(sets: Sequence[int], words: int, bits: int) -> list[int]:
    """Return bit sets of one unlimited word each as sets of so many words of so many bits.

    A negative set, which stands for "never looked at", becomes negative words.
    """
    mask = (1 << bits) - 1
    return [-1 if one < 0 else one >> word * bits & mask for one in sets for word in range(words)]
