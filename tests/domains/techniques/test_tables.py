"""What is read off a structure: crossings, families of parallel rules, and for how long."""

from __future__ import annotations

import gc
import weakref

import pytest

from domains.families.sudoku.structure import sudoku_structure
from domains.problem import Structure
from domains.rules import AllDifferent
from domains.techniques import TECHNIQUES
from domains.techniques.hall import tight_sets
from domains.techniques.tables import Alphabet, tables_of
from tests.domains.enumeration import structure_of


def grid_labels(structure: Structure) -> list[tuple[list[str], list[str]]]:
    return [
        ([base.label for base in grid.bases], [cover.label for cover in grid.covers])
        for grid in tables_of(structure).grids
    ]


@pytest.mark.parametrize("box", [(2, 2), (2, 3), (3, 3), (3, 4)])
def test_rows_and_columns_of_a_sudoku_are_its_grids(box: tuple[int, int]) -> None:
    size = box[0] * box[1]
    rows = [f"row {k}" for k in range(1, size + 1)]
    columns = [f"column {k}" for k in range(1, size + 1)]
    assert grid_labels(sudoku_structure(*box)) == [(rows, columns), (columns, rows)]


def test_grids_do_not_depend_on_the_order_of_the_rules() -> None:
    nine = sudoku_structure(3, 3)
    mixed = tuple(nine.rules[k::9][i] for k in range(9) for i in (2, 0, 1))
    shuffled = Structure(nine.names, nine.values, mixed)
    found = {(frozenset(b), frozenset(c)) for b, c in grid_labels(shuffled)}
    assert found == {(frozenset(b), frozenset(c)) for b, c in grid_labels(nine)}


@pytest.mark.parametrize("box", [(2, 3), (3, 3), (3, 4)])
def test_boxes_point_and_lines_claim(box: tuple[int, int]) -> None:
    structure = sudoku_structure(*box)
    for crossing in tables_of(structure).crossings:
        confining = structure.rules[crossing.rules[0]]
        assert confining.label.startswith("box") == crossing.points
        assert set(crossing.shared) | set(crossing.outside) == set(confining.scope)
        assert set(crossing.rest).isdisjoint(confining.scope)


def test_a_rule_that_need_not_take_every_value_confines_nothing() -> None:
    spare = structure_of(((1, 2, 3, 4),) * 4, AllDifferent((0, 1, 2)), AllDifferent((1, 2, 3)))
    assert tables_of(spare).crossings == ()
    assert tables_of(spare).permutations == ()


def test_an_alphabet_translates_there_and_back() -> None:
    alphabet = Alphabet.of(((1, 2), (2, 3, 5), (5,)))
    assert alphabet.values == (1, 2, 3, 5)
    assert list(alphabet.widen([0b11, 0b101, 0b1])) == [0b0011, 0b1010, 0b1000]
    assert [alphabet.narrow(p, 0b1010) for p in range(3)] == [0b10, 0b101, 0b1]


def test_tight_sets_from_their_definition() -> None:
    masks = [0b0011, 0b0110, 0b0101, 0b1000, 0b1111, 0b0011]
    assert list(tight_sets(masks, 2)) == [((0, 5), 0b0011)]
    triples = [((0, 1, 2), 0b0111), ((0, 1, 5), 0b0111), ((0, 2, 5), 0b0111), ((1, 2, 5), 0b0111)]
    assert list(tight_sets(masks, 3)) == triples


def test_what_is_cached_does_not_keep_a_structure_alive() -> None:
    structure = structure_of(((1, 2, 3),) * 3, AllDifferent((0, 1, 2)))
    for known in TECHNIQUES:
        assert list(known.find(structure, (0b111, 0b011, 0b011))) is not None
    gone = weakref.ref(structure)
    del structure
    gc.collect()
    assert gone() is None
