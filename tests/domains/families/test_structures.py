"""The structures of grid puzzles: names, rules, shapes, and one object for each."""

from __future__ import annotations

import pytest

from domains.families.latin import latin_structure
from domains.families.sudoku import default_box, sudoku_structure
from domains.families.sudoku.structure import SIZES
from tests.domains.families.grids import LATIN, SUDOKU


def test_a_structure_names_its_cells_and_rules() -> None:
    structure = sudoku_structure(2, 3)
    assert structure is sudoku_structure(2, 3) is SUDOKU.structure(6)
    assert structure.names[:7] == ("r1c1", "r1c2", "r1c3", "r1c4", "r1c5", "r1c6", "r2c1")
    labels = [rule.label for rule in structure.rules]
    assert labels == [f"{kind} {k}" for kind in ("row", "column", "box") for k in range(1, 7)]
    boxes = [[structure.names[v] for v in rule.scope] for rule in structure.rules[12:14]]
    assert boxes == [
        ["r1c1", "r1c2", "r1c3", "r2c1", "r2c2", "r2c3"],
        ["r1c4", "r1c5", "r1c6", "r2c4", "r2c5", "r2c6"],
    ]


@pytest.mark.parametrize("size", SIZES)
def test_each_cell_is_in_a_row_a_column_and_a_box(size: int) -> None:
    structure = SUDOKU.structure(size)
    assert {len(rules) for rules in structure.rules_of} == {3}
    assert {len(rule.scope) for rule in structure.rules} == {size}
    assert structure.values == (tuple(range(1, size + 1)),) * size**2


def test_the_sizes_are_those_with_a_box() -> None:
    primes = {5, 7, 11, 13, 17, 19, 23, 29, 31}
    assert set(SIZES) == set(range(4, 37)) - primes
    assert [default_box(n) for n in (4, 6, 8, 12, 16, 36)] == [
        (2, 2),
        (2, 3),
        (2, 4),
        (3, 4),
        (4, 4),
        (6, 6),
    ]


def test_latin_squares_have_rows_and_columns() -> None:
    structure = latin_structure(5)
    assert structure is LATIN.structure(5)
    assert [rule.label for rule in structure.rules][4:6] == ["row 5", "column 1"]
    assert {len(rules) for rules in structure.rules_of} == {2}


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: SUDOKU.structure(7), "7 x 7 is a Latin square"),
        (lambda: SUDOKU.structure(9, (2, 3)), "9 cells a box, such as 3x3"),
        (lambda: sudoku_structure(1, 9), "both sides are at least 2"),
        (lambda: sudoku_structure(7, 6), "at most 36"),
        (lambda: latin_structure(63), "orders 2 to 62"),
        (lambda: LATIN.structure(9, (3, 3)), "no box"),
    ],
)
def test_what_is_no_grid_is_refused(make: object, message: str) -> None:
    assert callable(make)
    with pytest.raises(ValueError, match=message):
        make()


def test_values_and_cells_have_names() -> None:
    structure = SUDOKU.structure(16)
    assert SUDOKU.cell_name(structure, 17) == "r2c2"
    assert SUDOKU.value_name(structure, 17, 15) == "G"
