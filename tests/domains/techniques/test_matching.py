"""All-different by matching: the best deduction of one rule, and what subsets come to together."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domains.logic import deduce_to_fixpoint
from domains.problem import Masks, Structure, bits
from domains.rules import AllDifferent
from domains.techniques import TECHNIQUES, Technique
from domains.techniques.matching import MATCHING, deduce_all_different, maximum_matching
from tests.domains.enumeration import structure_of
from tests.domains.techniques.universes import TINY, brute_force, samples, tried

SUBSETS: list[Technique] = [
    known for known in TECHNIQUES if known.name.startswith(("naked", "hidden"))
]


def permutation(size: int) -> Structure:
    values = tuple(range(1, size + 1))
    return structure_of((values,) * size, AllDifferent(tuple(range(size))))


def elements_of_a_permutation(size: int, count: int) -> Iterator[Masks]:
    """Sparse to dense elements around a solution, most with Hall sets, and some without one."""
    rng = Random(size)
    for _ in range(count):
        places, density = rng.sample(range(size), size), rng.random()
        full = rng.random() < 0.8
        yield tuple(
            (full << place) | sum((rng.random() < density) << k for k in range(size))
            for place in places
        )


def filtered(structure: Structure, masks: Masks) -> Masks:
    """What is left after one call of the technique; ⊥ as zeros."""
    left = masks
    for deduction in MATCHING.find(structure, masks):
        left = deduction.apply(left)
    return left if all(left) else (0,) * len(masks)


@pytest.mark.parametrize("name", ["one permutation", "a value to spare"])
def test_one_rule_is_filtered_as_well_as_possible(name: str) -> None:
    structure = TINY[name]
    for masks in tried(name):
        assert filtered(structure, masks) == brute_force(structure, masks), masks


@pytest.mark.parametrize("size", [4, 5])
def test_one_larger_permutation_is_filtered_as_well_as_possible(size: int) -> None:
    structure = permutation(size)
    for masks in samples(structure, 300):
        assert filtered(structure, masks) == brute_force(structure, masks), masks


def test_variables_with_different_values_are_filtered_as_well_as_possible() -> None:
    values = ((1, 2), (2, 3, 5), (1, 5), (2, 7))
    structure = structure_of(values, AllDifferent((3, 0, 2, 1)))
    for masks in product(*(range(1 << len(row)) for row in values)):
        assert filtered(structure, masks) == brute_force(structure, masks), masks


def reference(local: list[int]) -> set[tuple[int, int]] | None:
    """The (position, value) pairs that lie in some matching of all positions, by networkx."""

    def size(pairs: list[tuple[int, int]]) -> int:
        graph = nx.Graph()
        graph.add_edges_from((("x", p), ("v", j)) for p, j in pairs)
        tops = {node for node in graph if node[0] == "x"}
        return len(nx.bipartite.maximum_matching(graph, top_nodes=tops)) // 2

    pairs = [(p, j) for p, mask in enumerate(local) for j in bits(mask)]
    if size(pairs) < len(local):
        return None
    return {
        (p, j)
        for p, j in pairs
        if size([(q, i) for q, i in pairs if (q == p) == (i == j)]) == len(local)
    }


@given(st.lists(st.integers(1, 127), min_size=1, max_size=7))
def test_the_matching_agrees_with_networkx(local: list[int]) -> None:
    expected = reference(local)
    matched, violator = maximum_matching(local)
    values = ((1, 2, 3, 4, 5, 6, 7),) * len(local)
    structure = structure_of(values, AllDifferent(tuple(range(len(local)))))
    left = filtered(structure, tuple(local))
    if expected is None:
        union = 0
        for position in bits(violator):
            union |= local[position]
        assert union.bit_count() < violator.bit_count()
        assert not any(left)
    else:
        assert not violator
        assert len(set(matched)) == len(local)
        assert all(bit.bit_count() == 1 for bit in matched)
        assert all(bit & mask for bit, mask in zip(matched, local, strict=True))
        assert {(p, j) for p, mask in enumerate(left) for j in bits(mask)} == expected


@pytest.mark.parametrize(("size", "count"), [(3, 500), (4, 500), (6, 300), (9, 200)])
def test_naked_and_hidden_subsets_of_all_sizes_come_to_the_matching(size: int, count: int) -> None:
    # Hall: k variables with k values leave n - k values with n - k places, so that quads on both
    # sides reach every size up to nine.
    structure = permutation(size)
    for masks in elements_of_a_permutation(size, count):
        assert deduce_to_fixpoint(structure, masks, SUBSETS) == filtered(structure, masks), masks


@pytest.mark.parametrize("size", [5, 9, 40])
def test_a_shifted_cycle_needs_the_longest_augmenting_path(size: int) -> None:
    # Greedy gives each its lower value; the last, which has only the first value, moves them all.
    local = [0b11 << p for p in range(size - 1)] + [1]
    matched, violator = maximum_matching(local)
    assert not violator
    assert matched == [0b10 << p for p in range(size - 1)] + [1]


def test_the_rule_and_the_technique_say_the_same() -> None:
    structure = TINY["different values"]
    for masks in samples(structure, 100):
        by_rules = [
            deduction
            for index, rule in enumerate(structure.rules)
            if isinstance(rule, AllDifferent)
            for deduction in deduce_all_different(rule, index, structure.values, masks)
        ]
        assert by_rules == list(MATCHING.find(structure, masks))


def test_the_reason_is_the_smallest_hall_set() -> None:
    structure = permutation(5)
    masks = (0b00011, 0b00011, 0b01111, 0b01110, 0b11111)
    first, second = MATCHING.find(structure, masks)
    assert first.reason.pattern == ((0, 0b00011), (1, 0b00011))
    assert first.removals == ((2, 0b00011), (3, 0b00010), (4, 0b00011))
    assert [variable for variable, _ in second.reason.pattern] == [0, 1, 2, 3]
    assert second.removals == ((4, 0b01100),)


def test_a_conflict_names_variables_with_too_few_values() -> None:
    (deduction,) = MATCHING.find(permutation(4), (0b0011, 0b0011, 0b1111, 0b0011))
    assert deduction.conflicts((0b0011, 0b0011, 0b1111, 0b0011))
    assert deduction.reason.pattern == ((0, 0b0011), (1, 0b0011), (3, 0b0011))
    assert deduction.reason.detail == "3 variables share 2 values"
