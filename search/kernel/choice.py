"""Which variable to branch on. Every choice is a code, so that compiled trees can take it.

`CONNECTED` is the default: fewest values left (Haralick & Elliott, 1980, "fail first"), and among
those the variable with the most peers that also have fewest left, so that a decision starts the
longest chain of singles. On 1,000 Sudoku-Extreme puzzles it needs a quarter fewer nodes than
taking the first one (``python -m benchmarks.choices``).
"""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence
from typing import TYPE_CHECKING

from search.kernel.bits import bit_count, bit_index

if TYPE_CHECKING:
    from search.kernel.layout import Layout
    from search.kernel.state import State

FIRST = 0
CONNECTED = 1
WEIGHTED = 2
EXTERNAL = 3

CHOICES = {"min-remaining": FIRST, "connected": CONNECTED, "weighted-degree": WEIGHTED}
"""What a user can name; `EXTERNAL` hands each decision to the caller, `CONNECTED` as advice."""

MOST_TRIED = 12
"""How many variables `CONNECTED` compares: as few nodes as with all of them, at half the cost."""

CHOSEN_VARIABLE = 6  # index into state.control
CHOSEN_VALUE = 7


def choose(layout: Layout, state: State, choice: int) -> bool:
    """Put a variable and its lowest value into ``state.control``; False when all are single."""
    if choice == WEIGHTED:
        variable = least_by_weight(layout, state)
    else:
        fewest = fewest_values(layout, state)
        variable = fewest
        connected = choice == CONNECTED or choice == EXTERNAL  # noqa: PLR1714  (compiled)
        if fewest >= 0 and connected and len(layout.peers):
            variable = most_connected(layout, state, fewest)
    if variable < 0:
        return False
    words = len(layout.words)
    word = variable // layout.bits
    bit = 1 << variable % layout.bits
    value = 0
    while not state.board[value * words + word] & bit:
        value += 1
    state.control[CHOSEN_VARIABLE] = variable
    state.control[CHOSEN_VALUE] = value
    return True


def values_left(layout: Layout, state: State, variable: int) -> int:
    """Return how many values a variable has left."""
    words = len(layout.words)
    word = variable // layout.bits
    shift = variable % layout.bits
    count = 0
    for i in range(word, layout.values * words, words):
        count += state.board[i] >> shift & 1
    return count


def fewest_values(layout: Layout, state: State) -> int:
    """Return the first variable with the fewest values left (two or more), or -1."""
    pairs = state.pairs
    if pairs_of_board(layout.words, state.board, pairs):
        word = 0
        while not pairs[word]:
            word += 1
        return word * layout.bits + bit_index(pairs[word] & -pairs[word])
    best = -1
    least = layout.values + 1
    for word in range(len(layout.words)):
        left = layout.every[word] & ~state.single[word]
        while left:
            bit = left & -left
            left ^= bit
            variable = word * layout.bits + bit_index(bit)
            count = values_left(layout, state, variable)
            if count < least:
                least = count
                best = variable
    return best


def pairs_of_board(
    words: tuple[int, ...], board: Sequence[int], pairs: MutableSequence[int]
) -> bool:
    """Set ``pairs`` to the variables with two values left; tell whether there is one."""
    found = 0
    for word in range(len(words)):
        once = 0
        twice = 0
        thrice = 0
        for i in range(word, len(board), len(words)):
            live = board[i]
            thrice |= twice & live
            twice |= once & live
            once |= live
        pairs[word] = twice & ~thrice
        found |= pairs[word]
    return found != 0


def most_connected(layout: Layout, state: State, fewest: int) -> int:
    """Among the variables with two values, return the one with most such peers.

    With more values left than two a tree is near its root, and ties mean little.
    """
    pairs = state.pairs
    words = len(layout.words)
    best = fewest
    most = -1
    tried = 0
    for word in range(words):
        left = pairs[word]
        while left and tried < MOST_TRIED:
            tried += 1
            bit = left & -left
            left ^= bit
            variable = word * layout.bits + bit_index(bit)
            near = 0
            for other in range(words):
                near += bit_count(layout.peers[variable * words + other] & pairs[other])
            if near > most:
                most = near
                best = variable
    return best


def least_by_weight(layout: Layout, state: State) -> int:
    """Return the variable with the least values per weight: dom/wdeg, or -1.

    Boussemart, Hemery, Lecoutre & Sais, ECAI 2004; weights are kept per variable, the sum over
    its constraints. Compared by cross multiplication, in integers.
    """
    words = len(layout.words)
    best = -1
    best_count = 1
    best_weight = 0
    for word in range(words):
        open_variables = layout.every[word] & ~state.single[word]
        while open_variables:
            bit = open_variables & -open_variables
            open_variables ^= bit
            variable = word * layout.bits + bit_index(bit)
            count = values_left(layout, state, variable)
            weight = state.weights[variable] + 1
            if count > 1 and count * best_weight < best_count * weight:
                best = variable
                best_count = count
                best_weight = weight
    return best
