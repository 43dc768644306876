"""The layout says what the structure says: which rules are bit sets, which are sums."""

from __future__ import annotations

import pytest

from domains.problem import Structure
from domains.rules import AllDifferent, Clause, LinearSum
from domains.rules.base import PseudoBoolean, Term
from search.kernel.layout import (
    COMPILED_BITS,
    UNBOUNDED,
    Layout,
    fits_compiled,
    layout_of,
    split_rules,
    word_count,
)
from tests.domains.enumeration import structure_of
from tests.search.universes import ALL, GRIDS, SUMS


def sets_of(flat: list[int], words: int, bits: int) -> list[int]:
    """Word-major bit sets as one word each."""
    count = len(flat) // words
    return [sum(flat[w * count + i] << w * bits for w in range(words)) for i in range(count)]


def members(one: int) -> set[int]:
    return {v for v in range(one.bit_length()) if one >> v & 1}


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("bits", [1, 3, 62])
def test_sets_cut_into_words_are_the_sets(name: str, bits: int) -> None:
    whole, cut = layout_of(ALL[name]), layout_of(ALL[name], bits)
    words = len(cut.words)
    assert words == word_count(ALL[name], bits)
    for part in ("every", "groups", "rest", "out"):
        assert sets_of(list(getattr(cut, part)), words, bits) == list(getattr(whole, part))
    for variable, near in enumerate(whole.peers):
        row = cut.peers[variable * words : (variable + 1) * words]
        assert sum(word << w * bits for w, word in enumerate(row)) == near
    sums = Layout._fields[Layout._fields.index("sum_lower") :]
    assert [getattr(cut, part) for part in sums] == [getattr(whole, part) for part in sums]


def test_the_sets_of_a_sudoku_are_its_rules() -> None:
    structure = GRIDS["6x6"]
    layout = layout_of(structure)
    scopes = [set(rule.scope) for rule in structure.rules]
    assert [members(group) for group in layout.groups] == scopes
    assert not layout.sum_lower
    crossings = {
        (frozenset(a - b), frozenset(b - a)) for a in scopes for b in scopes if 1 < len(a & b) < 6
    }
    pairs = zip(map(members, layout.rest), map(members, layout.out), strict=True)
    assert {(frozenset(a), frozenset(b)) for a, b in pairs} == crossings
    assert members(layout.peers[0]) == set().union(*(s for s in scopes if 0 in s)) - {0}


def entries_of(layout: Layout, index: int) -> list[tuple[int, list[int]]]:
    """Per variable of a sum its coefficients."""
    return [
        (
            layout.entry_variable[entry],
            list(layout.coefficient[layout.entry_start[entry] : layout.entry_start[entry + 1]]),
        )
        for entry in range(layout.sum_start[index], layout.sum_start[index + 1])
    ]


def test_a_sum_lists_a_coefficient_per_value() -> None:
    clause, at_most = Clause(((2, 7), (0, 1))), LinearSum((0, 1), (2, -1), None, 1)
    structure = structure_of(((0, 1), (0, 1, 2), (5, 7)), clause, at_most)
    learned = PseudoBoolean((Term(1, 1, 2), Term(-3, 0, 0)), -3, 0)
    layout = layout_of(structure, 0, (learned,))
    assert entries_of(layout, 0) == [(2, [0, 1]), (0, [0, 1])]
    assert (layout.sum_lower[0], layout.sum_upper[0]) == (1, UNBOUNDED)
    # 2a - b <= 1: turned round, -2a + b >= -1; over surpluses, 2 of "a is 0" and b's value >= 1
    assert entries_of(layout, 1) == [(0, [1, 0]), (1, [0, 1, 1])]
    assert entries_of(layout, 2) == [(1, [0, 0, 1]), (0, [-3, 0])]
    assert (layout.sum_lower[2], layout.sum_upper[2]) == (-3, 0)
    watching = [
        list(layout.watch[layout.watch_start[v] : layout.watch_start[v + 1]]) for v in range(3)
    ]
    assert watching == [[0, 1, 2], [1, 2], [0]]


@pytest.mark.parametrize(
    ("structure", "groups", "sums"),
    [
        (structure_of(((1, 2),) * 2, AllDifferent((0, 1))), 1, 0),
        (structure_of(((1, 2), (1, 3)), AllDifferent((0, 1))), 0, 1),
        (structure_of(((1, 2), (1, 2), (1, 2, 3)), AllDifferent((0, 1))), 1, 1),
        (structure_of(((1, 2, 3), (1, 2, 3), (1, 2)), AllDifferent((0, 1))), 1, 0),
        (structure_of(((1, 2),) * 2, AllDifferent((0, 0))), 0, 1),
        (structure_of(((1, 2),) * 2, AllDifferent(())), 0, 1),
        (structure_of(((1, 2),) * 2, Clause(((0, 1),))), 0, 1),
        (SUMS["mixed"], 1, 5),
    ],
)
def test_which_rules_become_sets_and_which_sums(
    structure: Structure, groups: int, sums: int
) -> None:
    found = split_rules(structure)
    assert (len(found[0]), len(found[1])) == (groups, sums)


def test_what_fits_machine_words() -> None:
    def wide(values: int, variables: int = 1) -> Structure:
        names = tuple(f"x{v}" for v in range(variables))
        return Structure(names, (tuple(range(values)),) * variables, ())

    assert fits_compiled(wide(COMPILED_BITS))
    assert not fits_compiled(wide(COMPILED_BITS + 1))
    assert not fits_compiled(wide(1, 0))
    counts = [word_count(wide(2, n), COMPILED_BITS) for n in (0, 1, 62, 63, 124, 125)]
    assert counts == [1, 1, 1, 2, 2, 3]
    assert word_count(wide(2, 1000), 0) == 1
