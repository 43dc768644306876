"""The complete tree: one resumable depth-first search with binary branching.

A node deduces to a fixpoint, detects a conflict or a solution, and decides (`step`). A decision
assumes one candidate; once refuted, the candidate is removed at the level below, which is sound.
`advance` can stop after any propagation and be called again: budgets hold, Ctrl-C is served, and
whoever wants to decide by themselves (`EXTERNAL`) is asked at each node.
"""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence
from typing import TYPE_CHECKING

from search.kernel.bits import bit_index
from search.kernel.choice import CHOSEN_VALUE, CHOSEN_VARIABLE, EXTERNAL, WEIGHTED, choose
from search.kernel.propagate import CONFLICT, CULPRIT, OUT_OF_BUDGET, PROPAGATIONS, propagate

if TYPE_CHECKING:
    from search.kernel.layout import Layout
    from search.kernel.state import State

# indices into state.control; PROPAGATIONS is 2, CHOSEN_* are 6 and 7, propagate.py has the rest
LEVEL = 0
NODES = 1
CONFLICTS = 3
PATH = 4
RETRACT = 5  # 1 when the next thing to do is to take the last decision back
LOGGED = 9  # entries of state.log in use

# what `step` and `advance` return
CLOSED = 0  # every assignment was dealt with
SOLVED = 1  # all variables are single and no rule objects; call again for more
STOPPED = 2  # the propagations are used up; call again with more to go on
UNDECIDED = 3  # a decision is wanted: `decide`, then call again
FULL = 4  # the stack has no room for another level
CONFLICTING = 5
OUT_OF_NODES = 6  # a decision is wanted, and the nodes are used up
LOG_FULL = 7  # the log has no room: empty it, then call again
READY = 8

UNLIMITED = 1 << 60  # propagations

FIXPOINT_REPORT_SIZE = 2  # numbers per element that `fixpoint_batch` writes
REPORT_SIZE = 4  # numbers per search that `search_batch` writes
SOLUTION_ENTRY = 0  # in state.log; a decision is 1 + its candidate, a retraction the negative


def step(layout: Layout, state: State, propagations: int, choice: int) -> int:
    """Deduce, detect, decide: returns CONFLICTING, SOLVED, STOPPED or UNDECIDED.

    UNDECIDED leaves the chosen candidate in ``state.control``. The one function that trees, chains
    and training share.
    """
    outcome = propagate(layout, state, propagations)
    if outcome == OUT_OF_BUDGET:
        return STOPPED
    if outcome == CONFLICT:
        return CONFLICTING
    if not choose(layout, state, choice):
        return SOLVED
    return UNDECIDED


def advance(layout: Layout, state: State, nodes: int, propagations: int, choice: int) -> int:
    """Search on until something happens that the caller has to know.

    Args:
        layout: the structure.
        state: board, counters and stack; changed in place.
        nodes: stop before ``state.control[NODES]`` would exceed it.
        propagations: stop once ``state.control[PROPAGATIONS]`` reaches it.
        choice: a code of `search.kernel.choice`.

    Returns:
        Any of the codes above but CONFLICTING and READY. Where it stops does not change what it
        finds: any cutting of a search into calls gives the same decisions, counters and solutions.
    """
    control = state.control
    while True:
        if control[LOGGED] + 3 > len(state.log) > 0:
            return LOG_FULL
        if control[RETRACT] and not retract(layout, state):
            return CLOSED
        if control[PROPAGATIONS] >= propagations:
            return STOPPED
        outcome = step(layout, state, propagations, choice)
        if outcome == CONFLICTING:
            learn_from_conflict(layout, state, choice)
            continue
        if outcome == SOLVED:
            control[RETRACT] = 1
            record(state, SOLUTION_ENTRY)
        if outcome == UNDECIDED:
            outcome = readiness(layout, state, nodes, choice)
        if outcome != READY:
            return outcome
        decide(layout, state, control[CHOSEN_VARIABLE], control[CHOSEN_VALUE])


def readiness(layout: Layout, state: State, nodes: int, choice: int) -> int:
    """Return READY to decide, or what the caller has to do first."""
    if state.control[NODES] >= nodes:
        return OUT_OF_NODES
    if state.control[LEVEL] >= levels_of(layout, state):
        return FULL
    if choice == EXTERNAL:
        return UNDECIDED
    return READY


def learn_from_conflict(layout: Layout, state: State, choice: int) -> None:
    """Count a conflict, blame who caused it where the choice wants to know, and turn back."""
    state.control[CONFLICTS] += 1
    if choice == WEIGHTED:
        blame(layout, state)
    state.control[RETRACT] = 1


def levels_of(layout: Layout, state: State) -> int:
    """Return how many levels the stack has room for."""
    return len(state.stack) // ((layout.values + 1) * len(layout.words))


def record(state: State, entry: int) -> None:
    """Write an entry to the log, when there is one."""
    if len(state.log):
        state.log[state.control[LOGGED]] = entry
        state.control[LOGGED] += 1


def reset(layout: Layout, state: State, masks: Sequence[int], start: int) -> None:
    """Begin a search on the element at ``masks[start:]``: nothing fixed, nothing seen.

    The masks (values per variable) are transposed into the board (variables per value). All sums
    wait for a visit, also those without variables (an empty clause), which no change would wake.
    """
    words = len(layout.words)
    for i in range(layout.values * words):
        state.board[i] = 0
        state.seen[i] = -1
        state.summed[i] = -1
    for variable in range(layout.variables):
        word = variable // layout.bits
        shift = variable % layout.bits
        mask = masks[start + variable]
        for value in range(layout.values):
            state.board[value * words + word] |= (mask >> value & 1) << shift
    for word in range(words):
        state.fixed[word] = 0
    for i in range(len(state.queued)):
        state.queued[i] = 1
    for i in range(len(state.control)):
        state.control[i] = 0


def read_solution(layout: Layout, state: State, solution: MutableSequence[int], start: int) -> None:
    """Write the value index of each variable of a solved board to ``solution[start:]``."""
    words = len(layout.words)
    for value in range(layout.values):
        for word in range(words):
            taken = state.board[value * words + word]
            while taken:
                bit = taken & -taken
                taken ^= bit
                solution[start + word * layout.bits + bit_index(bit)] = value


def decide(layout: Layout, state: State, variable: int, value: int) -> None:
    """Save the board and assume that a variable takes its ``value``-th value."""
    words = len(layout.words)
    size = layout.values * words
    base = state.control[LEVEL] * (size + words)
    for i in range(size):
        state.stack[base + i] = state.board[i]
    for word in range(words):
        state.stack[base + size + word] = state.fixed[word]
    keep = value * words + variable // layout.bits
    bit = 1 << variable % layout.bits
    for i in range(variable // layout.bits, size, words):
        if i != keep:
            state.board[i] &= ~bit
    state.path[state.control[PATH]] = variable * layout.values + value + 1
    record(state, variable * layout.values + value + 1)
    state.control[PATH] += 1
    state.control[LEVEL] += 1
    state.control[NODES] += 1


def retract(layout: Layout, state: State) -> bool:
    """Take the last decision back and remove its candidate: it was refuted (or is done with).

    The path keeps the refuted candidate, negated, in the place of the decision. Returns False when
    there is no decision to take back.
    """
    if state.control[LEVEL] == 0:
        return False
    words = len(layout.words)
    size = layout.values * words
    state.control[RETRACT] = 0
    state.control[LEVEL] -= 1
    base = state.control[LEVEL] * (size + words)
    for i in range(size):
        before = state.stack[base + i]
        state.board[i] = before
        state.seen[i] = before
        state.summed[i] = before
    for word in range(words):
        state.fixed[word] = state.stack[base + size + word]
    for i in range(len(state.queued)):
        state.queued[i] = 0
    at = state.control[PATH] - 1
    while state.path[at] < 0:
        at -= 1
    variable = (state.path[at] - 1) // layout.values
    value = (state.path[at] - 1) % layout.values
    state.path[at] = -state.path[at]
    record(state, state.path[at])
    state.control[PATH] = at + 1
    state.board[value * words + variable // layout.bits] &= ~(1 << variable % layout.bits)
    return True


def blame(layout: Layout, state: State) -> None:
    """Raise the weight of the variables of the constraints that failed."""
    words = len(layout.words)
    if state.control[CULPRIT] > 0:
        index = state.control[CULPRIT] - 1
        for entry in range(layout.sum_start[index], layout.sum_start[index + 1]):
            state.weights[layout.entry_variable[entry]] += 1
        return
    for word in range(words):
        empty = layout.every[word]
        for i in range(word, layout.values * words, words):
            empty &= ~state.board[i]
        blame_set(layout, state, word, empty)
    count = len(layout.groups) // words
    for group in range(count):
        for value in range(layout.values):
            place = 0
            for word in range(words):
                place |= state.board[value * words + word] & layout.groups[word * count + group]
            if place == 0:
                for word in range(words):
                    blame_set(layout, state, word, layout.groups[word * count + group])


def blame_set(layout: Layout, state: State, word: int, members: int) -> None:
    """Raise the weight of the variables of one word of a set."""
    while members:
        bit = members & -members
        members ^= bit
        state.weights[word * layout.bits + bit_index(bit)] += 1


def search_batch(
    layout: Layout,
    state: State,
    masks: Sequence[int],
    limit: int,
    nodes: int,
    propagations: int,
    choice: int,
    solutions: MutableSequence[int],
    report: MutableSequence[int],
) -> None:
    """Search many elements of one structure, one after the other.

    Args:
        layout: the structure.
        state: working memory; its stack must hold ``variables`` levels.
        masks: the elements, one after the other.
        limit: stop a search after so many solutions.
        nodes: node limit of each.
        propagations: propagation limit of each.
        choice: a code of `search.kernel.choice`.
        solutions: room for ``limit`` solutions per search, a value index per variable.
        report: per search `REPORT_SIZE` numbers: solutions found, 1 when closed, nodes,
            propagations.
    """
    for puzzle in range(len(masks) // layout.variables):
        reset(layout, state, masks, puzzle * layout.variables)
        found = 0
        outcome = SOLVED
        while outcome == SOLVED and found < limit:
            outcome = advance(layout, state, nodes, propagations, choice)
            if outcome == SOLVED:
                start = (puzzle * limit + found) * layout.variables
                read_solution(layout, state, solutions, start)
                found += 1
        report[puzzle * REPORT_SIZE] = found
        report[puzzle * REPORT_SIZE + 1] = outcome == CLOSED
        report[puzzle * REPORT_SIZE + 2] = state.control[NODES]
        report[puzzle * REPORT_SIZE + 3] = state.control[PROPAGATIONS]


def fixpoint_batch(
    layout: Layout, state: State, masks: MutableSequence[int], report: MutableSequence[int]
) -> None:
    """Propagate many elements of one structure to their fixpoints.

    Args:
        layout: the structure.
        state: working memory.
        masks: the elements, one after the other; replaced by what propagation leaves.
        report: per element `FIXPOINT_REPORT_SIZE` numbers: 1 when a contradiction was met (its
            masks are all zero then), propagations.
    """
    for row in range(len(report) // FIXPOINT_REPORT_SIZE):
        start = row * layout.variables
        reset(layout, state, masks, start)
        for variable in range(layout.variables):
            masks[start + variable] = 0
        lost = propagate(layout, state, UNLIMITED) == CONFLICT
        report[row * FIXPOINT_REPORT_SIZE] = lost
        report[row * FIXPOINT_REPORT_SIZE + 1] = state.control[PROPAGATIONS]
        if not lost:
            read_masks(layout, state, masks, start)


def read_masks(layout: Layout, state: State, masks: MutableSequence[int], start: int) -> None:
    """Add the board to ``masks[start:]``, which are zero."""
    words = len(layout.words)
    for value in range(layout.values):
        for word in range(words):
            live = state.board[value * words + word]
            while live:
                bit = live & -live
                live ^= bit
                masks[start + word * layout.bits + bit_index(bit)] |= 1 << value
