"""The ground form as flat arrays, the way the kernels read it.

The state is one **board**: for each value index k a bit set over the variables, cut into words,
with bit v set while variable v may still take its k-th value (``board[k * words + word]``).
Whole-board bit operations then find all naked singles at once, and for one value all hidden singles
and all intersections (the idea of bit-sliced boards goes back to bitboards in chess programs; for
Sudoku see T. Dillon, tdoku, 2019, and "JCZSolve" by J. C. Zhouzhi).

All-different rules over one common tuple of values become bit sets (`groups`, `rest`, `out`,
`peers`). Every other rule comes from the ground form as sums: ``lower <= sum <= upper`` over
candidates with integer coefficients. So does a permutation of fewer values than some variable has:
`groups` are asked about every value index of the board.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from domains.errors import ModelError
from domains.problem import Structure
from domains.rules.all_different import AllDifferent
from domains.rules.base import PseudoBoolean

COMPILED_BITS = 62
"""Bits of a word in compiled code: a signed 64-bit integer with room for its negation."""

UNBOUNDED = 1 << 60
"""Stands for an open end of a sum; no sum of coefficients and no bound may reach it."""


class Layout(NamedTuple):
    """Flat, read-only arrays (lists uncompiled, int64 arrays compiled) of one structure.

    ``words`` is a tuple so that its length is a compile-time constant: loops over words unroll.
    Arrays over items and words are word-major: ``groups[word * count + item]``.
    """

    words: tuple[int, ...]
    bits: int
    variables: int
    values: int
    every: Sequence[int]  # per word the variables that exist
    groups: Sequence[int]  # all-different rules in which each value must be placed
    rest: Sequence[int]  # per intersection A & B the places of A outside B ...
    out: Sequence[int]  # ... and the places of B outside A, cleared when `rest` has none left
    peers: Sequence[int]  # per variable and word (variable-major) the variables that must differ
    sum_lower: Sequence[int]
    sum_upper: Sequence[int]
    sum_start: Sequence[int]  # per sum its first entry; an entry is one variable of the sum
    entry_variable: Sequence[int]
    entry_start: Sequence[int]  # per entry its first coefficient, one for each value index
    coefficient: Sequence[int]
    watch_start: Sequence[int]  # per variable its first sum in `watch`
    watch: Sequence[int]


@lru_cache(maxsize=64)
def layout_of(
    structure: Structure, bits: int = 0, learned: tuple[PseudoBoolean, ...] = ()
) -> Layout:
    """Lay a structure out.

    Args:
        structure: what to lay out.
        bits: bits of a word; 0 means one unlimited word (uncompiled).
        learned: sums to add to the structure's own.

    Raises:
        ModelError: a sum has coefficients or bounds of 2^60 or more.
    """
    variables = len(structure.values)
    width = bits or max(variables, 1)
    words = tuple(range(word_count(structure, bits)))
    groups, others = split_rules(structure)
    permutations = [g for g in groups if _is_permutation(structure, g)]
    most = max((len(v) for v in structure.values), default=0)
    pairs = list(_intersections(permutations, groups))
    sums = [*_sums_of(structure, others), *learned]
    return Layout(
        words,
        width,
        variables,
        most,
        _word_major([range(variables)], words, width),
        _word_major([g for g in permutations if len(g) == most], words, width),
        _word_major([a - b for a, b in pairs], words, width),
        _word_major([b - a for a, b in pairs], words, width),
        _peers(groups, variables, words, width),
        *_sums(sums, structure),
    )


def word_count(structure: Structure, bits: int) -> int:
    """Return how many words of ``bits`` bits the variables take; 0 bits: one unlimited word."""
    return max(1, -(-len(structure.values) // bits)) if bits else 1


def fits_compiled(structure: Structure) -> bool:
    """Tell whether there are variables, and every mask fits a machine word."""
    return 0 < max((len(values) for values in structure.values), default=0) <= COMPILED_BITS


def _sums_of(structure: Structure, rules: set[int]) -> list[PseudoBoolean]:
    """Return the ground constraints of some rules; without any, nothing need be compiled."""
    if not rules:
        return []
    ground = structure.ground
    pairs = zip(ground.constraints, ground.origin, strict=True)
    return [constraint for constraint, rule in pairs if rule in rules]


def split_rules(structure: Structure) -> tuple[list[tuple[int, ...]], set[int]]:
    """Return the scopes of the rules that become bit sets, and the rules that become sums."""
    groups: list[tuple[int, ...]] = []
    sums: set[int] = set()
    most = max((len(v) for v in structure.values), default=0)
    for index, rule in enumerate(structure.rules):
        if not isinstance(rule, AllDifferent) or not _is_bit_set(structure, rule.scope):
            sums.add(index)
            continue
        groups.append(rule.scope)
        if _is_permutation(structure, rule.scope) and len(rule.scope) < most:
            sums.add(index)  # for its hidden singles
        elif rule.is_overfull(structure.values):
            sums.add(index)  # for the contradiction that it is
    return groups, sums


def _is_bit_set(structure: Structure, scope: tuple[int, ...]) -> bool:
    """Tell whether a scope is one set of variables that have the same values."""
    same_values = len({structure.values[v] for v in scope}) == 1
    return same_values and len(set(scope)) == len(scope)


def _is_permutation(structure: Structure, scope: tuple[int, ...]) -> bool:
    """Tell whether variables with common values are as many as the values, so each is taken."""
    return len(scope) == len(structure.values[scope[0]])


def _intersections(
    permutations: list[tuple[int, ...]], groups: list[tuple[int, ...]]
) -> Iterator[tuple[set[int], set[int]]]:
    """Yield pairs (A, B) sharing two or more variables, A a permutation: pointing and claiming."""
    member: dict[int, list[int]] = {}
    sets = [set(group) for group in groups]
    for index, group in enumerate(groups):
        for variable in group:
            member.setdefault(variable, []).append(index)
    for scope in permutations:
        first = set(scope)
        near = sorted({other for variable in scope for other in member[variable]})
        for other in near:
            if sets[other] != first and len(first & sets[other]) > 1:
                yield first, sets[other]


def to_words(members: Iterable[int], words: int, bits: int) -> list[int]:
    """Return a set of variables as words."""
    result = [0] * words
    for variable in members:
        result[variable // bits] |= 1 << variable % bits
    return result


def _word_major(sets: Sequence[Iterable[int]], words: tuple[int, ...], bits: int) -> list[int]:
    """Return bit sets with all first words first, then all second words, and so on."""
    rows = [to_words(members, len(words), bits) for members in sets]
    return [row[word] for word in words for row in rows]


def _peers(
    groups: list[tuple[int, ...]], variables: int, words: tuple[int, ...], bits: int
) -> list[int]:
    """Return per variable the others that may not share its value; empty without groups."""
    if not groups:
        return []
    near: list[set[int]] = [set() for _ in range(variables)]
    for group in groups:
        for variable in group:
            near[variable].update(group)
    flat: list[int] = []
    for variable, others in enumerate(near):
        flat += to_words(others - {variable}, len(words), bits)
    return flat


def _sums(
    constraints: list[PseudoBoolean], structure: Structure
) -> tuple[list[int], list[int], list[int], list[int], list[int], list[int], list[int], list[int]]:
    """Return the sum arrays of `Layout`, in its order."""
    lower, upper, sum_start, entry_variable = [], [], [0], []
    entry_start: list[int] = [0]
    coefficient: list[int] = []
    watching: list[list[int]] = [[] for _ in structure.values]
    for index, constraint in enumerate(constraints):
        _require_room(constraint)
        lower.append(-UNBOUNDED if constraint.lower is None else constraint.lower)
        upper.append(UNBOUNDED if constraint.upper is None else constraint.upper)
        weights: dict[int, list[int]] = {}
        for term in constraint.terms:
            empty = [0] * len(structure.values[term.variable])
            weights.setdefault(term.variable, empty)[term.index] += term.coefficient
        for variable, row in weights.items():
            entry_variable.append(variable)
            coefficient += row
            entry_start.append(len(coefficient))
            watching[variable].append(index)
        sum_start.append(len(entry_variable))
    watch_start = [0]
    for sums in watching:
        watch_start.append(watch_start[-1] + len(sums))
    watch = [index for sums in watching for index in sums]
    return lower, upper, sum_start, entry_variable, entry_start, coefficient, watch_start, watch


def _require_room(constraint: PseudoBoolean) -> None:
    """Raise unless every sum that bounds reasoning forms stays clear of `UNBOUNDED`."""
    reach = sum(abs(term.coefficient) for term in constraint.terms)
    largest = max(reach, abs(constraint.lower or 0), abs(constraint.upper or 0))
    if largest >= UNBOUNDED:
        message = f"a sum that reaches {largest}, expected less than 2^60; cdcl takes larger ones"
        raise ModelError(message)
