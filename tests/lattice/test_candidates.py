"""Candidate sets and powersets: meaning, conversions, and what removing a literal does."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lattice import CandidateSets, ImproperElementError, LatticeError, Pointwise, Powerset
from lattice.bits import full_mask, lowest_member, mask_of, members_of, popcount
from tests.lattice.coverage import covers

SMALL = CandidateSets((1, 3, 2))
ASSIGNMENTS = np.array(list(itertools.product(range(1), range(3), range(2))))
WORDS = st.integers(0, 2**64 - 1)


@covers("CandidateSets.members", "CandidateSets.member_count", "CandidateSets.contains")
def test_gamma_is_the_cartesian_product() -> None:
    for element in SMALL.elements():
        sets = SMALL.to_sets(element)
        expected = [tuple(row) for row in ASSIGNMENTS.tolist() if all(map(_in, row, sets))]
        assert list(SMALL.members(element)) == expected
        assert SMALL.member_count(element) == len(expected)
        inside = SMALL.contains(element, ASSIGNMENTS)
        assert [tuple(row) for row in ASSIGNMENTS[inside].tolist()] == expected


def _in(value: int, values: frozenset[int]) -> bool:
    return value in values


@covers("CandidateSets.contains")
def test_values_outside_the_widths_belong_to_nothing() -> None:
    outside = np.array([(0, 3, 0), (0, -1, 0), (0, 0, 64), (0, 2**40, 1)])
    assert not np.any(SMALL.contains(SMALL.top, outside))


@covers("CandidateSets.is_empty", "CandidateSets.canonical")
def test_canonical_keeps_the_meaning_and_is_the_least_to_do_so() -> None:
    elements = list(SMALL.elements())
    for element in elements:
        canonical = SMALL.canonical(element)
        meaning = set(SMALL.members(element))
        assert set(SMALL.members(canonical)) == meaning
        assert bool(SMALL.is_empty(element)) == (not meaning)
        for other in elements:
            if set(SMALL.members(other)) == meaning:
                assert SMALL.leq(canonical, other)


@covers("CandidateSets.canonical", "CandidateSets.is_empty", "CandidateSets.is_assignment")
def test_batched_questions_agree_with_single_ones() -> None:
    elements = list(SMALL.elements())
    batch = SMALL.stack(elements)
    for question in (SMALL.is_empty, SMALL.is_assignment, SMALL.canonical, SMALL.sizes):
        answers = question(batch)
        assert all(np.array_equal(answers[i], question(e)) for i, e in enumerate(elements))


@covers("CandidateSets.singleton", "CandidateSets.alpha", "CandidateSets.lowest_values")
def test_an_assignment_survives_abstraction() -> None:
    singles = SMALL.singleton(ASSIGNMENTS)
    assert np.all(SMALL.is_assignment(singles))
    assert np.array_equal(SMALL.lowest_values(singles), ASSIGNMENTS)
    for size in range(len(ASSIGNMENTS) + 1):
        chosen = ASSIGNMENTS[:size]
        abstract = SMALL.alpha(chosen)
        assert SMALL.equal(abstract, SMALL.join_all(SMALL.singleton(row) for row in chosen))
        assert np.all(SMALL.contains(abstract, chosen))


@covers("CandidateSets.sizes", "CandidateSets.is_singleton", "CandidateSets.lowest_values")
def test_counts_and_least_values_agree_with_sets() -> None:
    for element in SMALL.elements():
        sets = SMALL.to_sets(element)
        assert SMALL.sizes(element).tolist() == [len(values) for values in sets]
        assert SMALL.is_singleton(element).tolist() == [len(values) == 1 for values in sets]
        assert SMALL.lowest_values(element).tolist() == [min(s, default=-1) for s in sets]


@covers("CandidateSets.literals", "CandidateSets.assign", "CandidateSets.remove")
def test_assign_and_remove_are_meets_with_a_literal() -> None:
    for element, (variable, value) in itertools.product(
        SMALL.elements(), SMALL.literals(SMALL.top)
    ):
        literals = set(SMALL.literals(element))
        assigned = set(SMALL.literals(SMALL.assign(element, variable, value)))
        assert assigned == {x for x in literals if x[0] != variable or x[1] == value}
        removed = SMALL.remove(element, variable, value)
        assert set(SMALL.literals(removed)) == literals - {(variable, value)}
        assert SMALL.proper(removed)


@covers("CandidateSets.assign", "CandidateSets.remove")
def test_assign_and_remove_work_on_batches_and_leave_the_operand() -> None:
    batch = SMALL.sample(np.random.default_rng(0), (4, 3))
    before = batch.copy()
    assert not np.any(SMALL.remove(batch, 1, 2)[..., 1] & np.uint64(4))
    assert not np.any(SMALL.assign(batch, 1, 2)[..., 1] & ~np.uint64(4))
    assert np.array_equal(batch, before)


@covers("CandidateSets.assign", "CandidateSets.singleton")
def test_literals_that_do_not_exist_are_refused() -> None:
    with pytest.raises(LatticeError, match="variable 1: expected a value below 3, found 3"):
        SMALL.assign(SMALL.top, 1, 3)
    with pytest.raises(LatticeError, match="expected a variable below 3, found -1"):
        SMALL.remove(SMALL.top, -1, 0)
    with pytest.raises(LatticeError, match="variable 2: expected a value below 2, found 7"):
        SMALL.singleton(np.array([(0, 0, 0), (0, 0, 7)]))


@covers(
    "CandidateSets.from_sets",
    "CandidateSets.to_sets",
    "CandidateSets.from_ints",
    "CandidateSets.to_ints",
    "CandidateSets.from_booleans",
    "CandidateSets.to_booleans",
)
def test_conversions_are_inverse() -> None:
    for element in SMALL.elements():
        assert np.array_equal(SMALL.from_sets(SMALL.to_sets(element)), element)
        assert np.array_equal(SMALL.from_ints(SMALL.to_ints(element)), element)
        booleans = SMALL.to_booleans(element)
        assert booleans.shape == (3, 3)
        assert list(zip(*np.nonzero(booleans), strict=True)) == list(SMALL.literals(element))
        assert np.array_equal(SMALL.from_booleans(booleans), element)


@given(st.tuples(WORDS, WORDS))
def test_conversions_keep_all_64_bits(words: tuple[int, int]) -> None:
    wide = CandidateSets((64, 64))
    element = wide.from_ints(words)
    assert wide.to_ints(element) == words
    assert np.array_equal(wide.from_booleans(wide.to_booleans(element)), element)


@covers("CandidateSets.from_ints", "CandidateSets.from_booleans")
def test_masks_that_do_not_fit_are_refused() -> None:
    for masks, reason in (
        ((1, 8, 1), "variable 1 has 3 values, found the mask 0x8"),
        ((1, -1, 1), "variable 1: -1 is no 64-bit mask"),
        ((1, 1 << 64, 1), "no 64-bit mask"),
        ((1, 1), "trailing shape"),
    ):
        with pytest.raises(ImproperElementError, match=reason):
            SMALL.from_ints(masks)
    with pytest.raises(ImproperElementError, match="variable 0 has 1 values"):
        SMALL.from_booleans(np.ones((3, 3), dtype=np.bool_))


@pytest.mark.parametrize("width", [0, 65, -1])
def test_widths_beyond_one_word_are_refused(width: int) -> None:
    with pytest.raises(LatticeError, match=f"variable 1: expected 1 to 64 values, found {width}"):
        CandidateSets((3, width))


@covers("CandidateSets.uniform")
def test_uniform_candidates_are_the_pointwise_powerset() -> None:
    candidates, lifted = CandidateSets.uniform(5, 4), Pointwise(Powerset(tuple("abcd")), 5)
    a, b = (candidates.sample(np.random.default_rng(seed), (50,)) for seed in (0, 1))
    a = candidates.stack([*a, *candidates.meet(a, b)])
    b = candidates.stack([*b, *b])
    assert np.array_equal(candidates.top, lifted.top)
    assert np.array_equal(candidates.leq(a, b), lifted.leq(a, b))
    assert np.array_equal(candidates.meet(a, b), lifted.meet(a, b))
    assert np.array_equal(candidates.join(a, b), lifted.join(a, b))
    for first, second in zip(a, b, strict=True):
        changed = candidates.changed_components(first, second)
        assert changed == lifted.changed_components(first, second)
        assert changed == {i for i in range(5) if first[i] != second[i]}


@covers(
    "Powerset.from_members",
    "Powerset.members",
    "Powerset.size",
    "Powerset.complement",
)
def test_powerset_operations_are_those_of_sets() -> None:
    letters = Powerset(("a", "b", "c"))
    for left, right in itertools.product(letters.elements(), repeat=2):
        first, second = frozenset(letters.members(left)), frozenset(letters.members(right))
        assert bool(letters.leq(left, right)) == (first <= second)
        assert frozenset(letters.members(letters.meet(left, right))) == first & second
        assert frozenset(letters.members(letters.join(left, right))) == first | second
        assert frozenset(letters.members(letters.complement(left))) == {"a", "b", "c"} - first
        assert letters.size(left) == len(first)
        assert letters.equal(letters.from_members(first), left)


def test_powerset_refuses_bad_universes_and_foreign_members() -> None:
    with pytest.raises(LatticeError, match="same text"):
        Powerset((1, "1"))
    with pytest.raises(LatticeError, match="at most 64 members, found 65"):
        Powerset(tuple(range(65)))
    with pytest.raises(LatticeError, match="not a member of the universe"):
        Powerset(("a",)).from_members(["z"])


@given(WORDS)
def test_bit_operations_agree_with_python_sets(word: int) -> None:
    members = {k for k in range(64) if word >> k & 1}
    masks = np.array([word], dtype=np.uint64)
    assert list(members_of(word)) == sorted(members)
    assert mask_of(members) == word
    assert popcount(masks).tolist() == [len(members)]
    assert lowest_member(masks).tolist() == [min(members, default=-1)]
    assert full_mask(64) & word == word
