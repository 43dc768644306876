"""Sound propagation on a board, to a fixpoint.

In this order, cheapest first: naked singles (whole board at once), then per changed value hidden
singles and intersections, then the sums whose variables changed. The result equals the fixpoint of
the techniques *naked single*, *hidden single*, *intersection* and, for sums, *unit propagation*;
tests hold the two together.

What has changed is read off the difference between the board and the copies `fixed`, `seen` and
`summed`, so that propagation can stop anywhere (a budget) and be taken up again.

Written for two readers: plain Python on lists, and numba on int64 arrays. Hence flat indices,
arithmetic instead of branches in the inner loops (they become vector instructions), and no
containers.
"""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence
from typing import TYPE_CHECKING

from search.kernel.bits import bit_index

if TYPE_CHECKING:
    from search.kernel.layout import Layout
    from search.kernel.state import State

Words = tuple[int, ...]
Array = Sequence[int]
Row = MutableSequence[int]

FIXPOINT = 0
CONFLICT = 1
OUT_OF_BUDGET = 2

PROPAGATIONS = 2  # indices into state.control; the others are in tree.py
CULPRIT = 8  # 1 + the sum that failed last, 0 when something else did
NEXT_SUM = 10  # 1 + the sum to go on with where a limit cut a round over the sums short, else 0
PROGRESS = 11  # whether that round had removed something


def propagate(layout: Layout, state: State, limit: int) -> int:
    """Deduce until nothing changes. Returns FIXPOINT, CONFLICT or OUT_OF_BUDGET.

    Args:
        layout: the structure.
        state: the board and what it was compared with last; changed in place.
        limit: stop once ``state.control[PROPAGATIONS]`` reaches it.
    """
    every, groups, rest, out, peers = (
        layout.every, layout.groups, layout.rest, layout.out, layout.peers
    )  # fmt: skip
    board, fixed, seen, single, control = (
        state.board, state.fixed, state.seen, state.single, state.control
    )  # fmt: skip
    words, bits = layout.words, layout.bits
    control[CULPRIT] = 0
    while True:
        outcome = 0
        if control[NEXT_SUM] == 0:
            if not naked_singles(words, bits, board, fixed, single, every, peers):
                return CONFLICT
            outcome = changed_values(words, board, seen, single, groups, rest, out, control)
        if outcome == 0 and len(layout.sum_lower):
            outcome = changed_sums(layout, state, limit)
        if outcome < 0:
            return CONFLICT
        if outcome == 0:
            return FIXPOINT
        if control[PROPAGATIONS] >= limit:
            return OUT_OF_BUDGET


def naked_singles(
    words: Words, bits: int, board: Row, fixed: Row, single: Row, every: Array, peers: Array
) -> bool:
    """Let each variable with one value left take it from its peers, until there is no new one.

    Returns False when a variable has no value left.
    """
    while True:
        if not singles_of_board(words, board, single, every):
            return False
        if not clear_peers(words, bits, board, fixed, single, peers):
            return True


def singles_of_board(words: Words, board: Row, single: Row, every: Array) -> bool:
    """Set ``single`` to the variables with one value left; False when one has none.

    Bit-sliced counting: `once` holds the variables seen with at least one value, `twice` with two.
    """
    missing = 0
    for word in range(len(words)):
        once = 0
        twice = 0
        for i in range(word, len(board), len(words)):
            live = board[i]
            twice |= once & live
            once |= live
        missing |= once ^ every[word]
        single[word] = once & ~twice
    return missing == 0


def clear_peers(words: Words, bits: int, board: Row, fixed: Row, single: Row, peers: Array) -> bool:
    """Remove the value of each newly single variable from its peers; tell whether there was one.

    Two peers fixed to one value empty each other, which the next count of singles sees.
    """
    any_fresh = 0
    for word in range(len(words)):
        fresh = single[word] & ~fixed[word]
        any_fresh |= fresh
        fixed[word] |= fresh
        while fresh and len(peers):
            bit = fresh & -fresh
            fresh ^= bit
            row = (word * bits + bit_index(bit)) * len(words)
            base = 0
            while not board[base + word] & bit and base + len(words) < len(board):
                base += len(words)
            for other in range(len(words)):
                board[base + other] &= ~peers[row + other]
    return any_fresh != 0


def changed_values(
    words: Words,
    board: Row,
    seen: Row,
    single: Row,
    groups: Array,
    rest: Array,
    out: Array,
    control: Row,
) -> int:
    """Visit the values whose bit sets changed. Returns -1 on conflict, 1 on progress, else 0."""
    progress = 0
    for base in range(0, len(board), len(words)):
        changed = 0
        for word in range(len(words)):
            changed |= board[base + word] ^ seen[base + word]
        if changed:
            control[PROPAGATIONS] += 1
            for word in range(len(words)):
                seen[base + word] = board[base + word]
            outcome = hidden_singles(words, board, base, single, groups)
            if outcome < 0:
                return -1
            progress |= outcome | intersections(words, board, seen, base, rest, out)
    return progress


def hidden_singles(words: Words, board: Row, base: int, single: Row, groups: Array) -> int:
    """Let a variable that is the only place for a value in some group take it.

    Returns -1 when a group has no place for the value, 1 on change, else 0. Two words of the result
    at a time: a reduction without stores, which vectorises (of one word, the second is the first).
    """
    count = len(groups) // len(words)
    changed = 0
    for target in range(0, len(words), 2):
        second = min(target + 1, len(words) - 1)
        only = 0
        only_second = 0
        nowhere = 0
        for group in range(count):
            place = 0
            several = 0
            for word in range(len(words)):
                live = board[base + word] & groups[word * count + group]
                several |= (live & (live - 1)) | -((live != 0) & (place != 0))
                place |= live
            nowhere |= place == 0
            alone = -(several == 0)
            only |= groups[target * count + group] & alone
            only_second |= groups[second * count + group] & alone
        if nowhere:
            return -1
        changed |= take(words, board, base, target, only & ~single[target])
        changed |= take(words, board, base, second, only_second & ~single[second])
    return 1 if changed else 0


def take(words: Words, board: Row, base: int, word: int, variables: int) -> int:
    """Remove the other values of variables that can take this one; return what was removed."""
    variables &= board[base + word]
    removed = 0
    if variables:
        for i in range(word, len(board), len(words)):
            if i != base + word:
                removed |= board[i] & variables
                board[i] &= ~variables
    return removed


def intersections(words: Words, board: Row, seen: Row, base: int, rest: Array, out: Array) -> int:
    """Where all places of a group lie within another, clear the rest of the other; 1 on change.

    Pairs are judged on the value as it was `seen` at the start of this visit; what clearing makes
    possible is found next time. So it does not matter how a board is cut into words.
    """
    count = len(rest) // len(words)
    changed = 0
    for target in range(0, len(words), 2):
        second = min(target + 1, len(words) - 1)
        clear = 0
        clear_second = 0
        for pair in range(count):
            place = 0
            for word in range(len(words)):
                place |= seen[base + word] & rest[word * count + pair]
            inside = -(place == 0)
            clear |= out[target * count + pair] & inside
            clear_second |= out[second * count + pair] & inside
        changed |= (board[base + target] & clear) | (board[base + second] & clear_second)
        board[base + target] &= ~clear
        board[base + second] &= ~clear_second
    return 1 if changed else 0


def changed_sums(layout: Layout, state: State, limit: int) -> int:
    """Visit the sums over variables that changed. Returns -1 on conflict, 1 on progress, else 0.

    There may be a million, so that the limit holds between any two; 1 is returned there too, and
    the next call goes on with the same round.
    """
    control = state.control
    if control[NEXT_SUM] == 0:
        queue_sums(layout, state)
        control[PROGRESS] = 0
    first = max(0, control[NEXT_SUM] - 1)
    control[NEXT_SUM] = 0
    for index in range(first, len(layout.sum_lower)):
        if state.queued[index]:
            if control[PROPAGATIONS] >= limit:
                control[NEXT_SUM] = index + 1
                return 1
            state.queued[index] = 0
            control[PROPAGATIONS] += 1
            outcome = visit_sum(layout, state, index)
            if outcome < 0:
                control[CULPRIT] = index + 1
                return -1
            control[PROGRESS] |= outcome
    return control[PROGRESS]


def queue_sums(layout: Layout, state: State) -> None:
    """Queue the sums over variables that changed since the last time."""
    words = len(layout.words)
    for word in range(words):
        changed = 0
        for i in range(word, layout.values * words, words):
            changed |= state.board[i] ^ state.summed[i]
            state.summed[i] = state.board[i]
        changed &= layout.every[word]  # a new board counts as changed in every bit of a word
        while changed:
            bit = changed & -changed
            changed ^= bit
            variable = word * layout.bits + bit_index(bit)
            for at in range(layout.watch_start[variable], layout.watch_start[variable + 1]):
                state.queued[layout.watch[at]] = 1


def visit_sum(layout: Layout, state: State, index: int) -> int:
    """Remove the candidates that would take a sum out of its bounds (bounds reasoning).

    Each variable contributes between its least and its greatest live coefficient. Returns -1 on
    conflict, 1 when a candidate went, else 0.
    """
    least = 0
    greatest = 0
    for entry in range(layout.sum_start[index], layout.sum_start[index + 1]):
        low, high = entry_range(layout, state, entry)
        if low > high:  # another sum just took the variable's last value
            return -1
        least += low
        greatest += high
    lower = layout.sum_lower[index]
    upper = layout.sum_upper[index]
    if least > upper or greatest < lower:
        return -1
    if least >= lower and greatest <= upper:
        return 0
    progress = 0
    for entry in range(layout.sum_start[index], layout.sum_start[index + 1]):
        low, high = entry_range(layout, state, entry)
        progress |= prune_entry(layout, state, entry, upper - least + low, lower - greatest + high)
    return progress


def entry_range(layout: Layout, state: State, entry: int) -> tuple[int, int]:
    """Return the least and greatest live coefficient of one variable of a sum."""
    words = len(layout.words)
    variable = layout.entry_variable[entry]
    bit = 1 << variable % layout.bits
    place = variable // layout.bits
    start = layout.entry_start[entry]
    low = 1 << 60
    high = -low
    for k in range(layout.entry_start[entry + 1] - start):
        if state.board[k * words + place] & bit:
            low = min(low, layout.coefficient[start + k])
            high = max(high, layout.coefficient[start + k])
    return low, high


def prune_entry(layout: Layout, state: State, entry: int, most: int, fewest: int) -> int:
    """Remove a variable's values whose coefficient is above ``most`` or below ``fewest``."""
    words = len(layout.words)
    variable = layout.entry_variable[entry]
    bit = 1 << variable % layout.bits
    place = variable // layout.bits
    start = layout.entry_start[entry]
    removed = 0
    for k in range(layout.entry_start[entry + 1] - start):
        weight = layout.coefficient[start + k]
        if (weight > most or weight < fewest) and state.board[k * words + place] & bit:
            state.board[k * words + place] &= ~bit
            removed = 1
    return removed
