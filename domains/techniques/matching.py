"""All-different by matching: the strongest deductions one all-different rule allows.

Idea: a candidate that no way of giving the variables different values uses can go.
Source: J.-C. Régin, "A filtering algorithm for constraints of difference in CSPs", AAAI 1994.
Soundness: variables that reach, along alternating paths, no free value and only each other hold as
many values as they are variables (P. Hall 1935); those values are used up, also in every solution.

How: a maximum matching by augmenting paths (breadth first), then from each variable the variables
that a swap along alternating paths can reach. Régin finds the same by Tarjan's strongly connected
components; here the transitive closure (Warshall 1962) on bit masks replaces them, n² operations on
whole words, because the set a variable reaches *is* the Hall set the reason has to name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domains.deduction import Deduction, Reason
from domains.problem import Structure, bits
from domains.rules.all_different import AllDifferent
from domains.techniques.base import Technique
from domains.techniques.tables import View, kept, tables_of

HallSet = tuple[int, int]
"""A mask of positions in scope and the mask of the equally many values they can take."""


class Matching(Technique):
    """Hall sets of every size, by maximum matching."""

    name = "all-different matching"
    summary = "values that a set of equally many variables of an all-different rule uses up"
    source = "J.-C. Régin, AAAI 1994"
    # No rating in Sudoku Explainer: above its hidden quad (5.4), as the sets may have any size.
    difficulty = 6.0

    def find(self, structure: Structure, masks: Sequence[int]) -> Iterator[Deduction]:
        """Yield what each all-different rule shows by itself."""
        for view in tables_of(structure).all_different:
            yield from _deduce(view, masks)


def deduce_all_different(
    rule: AllDifferent, index: int, values: Sequence[tuple[int, ...]], masks: Sequence[int]
) -> Iterator[Deduction]:
    """Yield deductions that together remove every candidate in no matching.

    One deduction per Hall set, each candidate in the smallest set that removes it. When there is no
    matching at all, a single deduction empties a variable. Arguments as in `Rule.deduce`.
    """
    yield from _deduce(View.of(rule, index, values), masks)


def _deduce(view: View, masks: Sequence[int]) -> Iterator[Deduction]:
    """Yield the deductions of one rule."""
    local = view.local(masks)
    if not all(local):
        return  # already a conflict, and not this rule's
    matched, violator = maximum_matching(local)
    if violator:
        yield _conflict(view, local, violator)
        return
    gone = [0] * len(local)
    for members, values in _hall_sets(local, matched):
        removals = [
            (p, mask & values & ~gone[p]) for p, mask in enumerate(local) if not members >> p & 1
        ]
        for p, removed in removals:
            gone[p] |= removed
        alive = kept(view.candidates(p, removed) for p, removed in removals)
        if alive:
            yield Deduction(alive, _reason(view, local, members))


def _reason(view: View, local: Sequence[int], members: int, detail: str = "") -> Reason:
    """Return the reason that rests on the variables of a Hall set."""
    pattern = tuple(view.candidates(p, local[p]) for p in bits(members))
    return Reason(Matching.name, (view.index,), pattern, detail)


def _conflict(view: View, local: Sequence[int], members: int) -> Deduction:
    """Return the deduction that more variables than values empty the last of these variables."""
    last = members.bit_length() - 1
    union = 0
    for p in bits(members):
        union |= local[p]
    detail = f"{members.bit_count()} variables share {union.bit_count()} values"
    return Deduction((view.candidates(last, local[last]),), _reason(view, local, members, detail))


def maximum_matching(local: Sequence[int]) -> tuple[list[int], int]:
    """Match every variable with a value of its own.

    Args:
        local: per variable the nonzero mask of its values.

    Returns:
        Per variable the one-bit mask of its value, and 0; or, when that is impossible, a partial
        matching and the mask of variables that have fewer values among them than they are.
    """
    matched = [0] * len(local)
    owner: dict[int, int] = {}
    taken = 0
    for variable, mask in enumerate(local):  # the greedy start settles most of them
        free = mask & ~taken
        if free:
            bit = free & -free
            matched[variable], owner[bit] = bit, variable
            taken |= bit
    for variable, bit in enumerate(matched):
        if not bit:
            violator = _augment(local, matched, owner, variable)
            if violator:
                return matched, violator
    return matched, 0


def _augment(local: Sequence[int], matched: list[int], owner: dict[int, int], start: int) -> int:
    """Match ``start`` along a shortest augmenting path; return 0, or the variables in its way."""
    reached_from: dict[int, int] = {}
    seen, queue, queued = 0, [start], 1 << start
    for variable in queue:
        fresh = local[variable] & ~seen
        seen |= fresh
        while fresh:
            bit = fresh & -fresh
            fresh ^= bit
            reached_from[bit] = variable
            if bit not in owner:
                _flip(matched, owner, reached_from, bit)
                return 0
            queue.append(owner[bit])
            queued |= 1 << owner[bit]
    return queued


def _flip(
    matched: list[int], owner: dict[int, int], reached_from: dict[int, int], bit: int
) -> None:
    """Give the free value ``bit`` to the variable it was reached from, and so on to the start."""
    while bit:
        variable = reached_from[bit]
        owner[bit] = variable
        matched[variable], bit = bit, matched[variable]


def _hall_sets(local: Sequence[int], matched: Sequence[int]) -> Iterator[HallSet]:
    """Yield, smallest first, the sets of variables that use up all the values they can take."""
    free = _free(local, matched)
    reach = _closure(_steps(local, matched))
    for members in sorted(set(reach), key=lambda m: (m.bit_count(), m)):
        values = 0
        for variable in bits(members):
            values |= local[variable]
        if not values & free:
            yield members, values


def _free(local: Sequence[int], matched: Sequence[int]) -> int:
    """Return the values that no variable was matched with."""
    free = 0
    for mask in local:
        free |= mask
    for bit in matched:
        free &= ~bit
    return free


def _steps(local: Sequence[int], matched: Sequence[int]) -> list[int]:
    """Return per variable the variables, itself included, that were matched with its values."""
    owned = [(bit, 1 << variable) for variable, bit in enumerate(matched)]
    steps = []
    for mask in local:
        reached = 0
        for bit, owner in owned:
            if mask & bit:
                reached |= owner
        steps.append(reached)
    return steps


def _closure(reach: list[int]) -> list[int]:
    """Return per node the nodes reachable along steps (Warshall)."""
    for middle in range(len(reach)):
        through = reach[middle]
        if through & (through - 1):  # one that reaches only itself adds nothing
            reach = [r | through if r >> middle & 1 else r for r in reach]
    return reach


MATCHING = Matching()
