"""One element per technique, built by hand, with exactly what a person would remove and why."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from domains.deduction import Deduction
from domains.families.sudoku.structure import sudoku_structure
from domains.logic import deduce_to_fixpoint
from domains.problem import Masks, Structure
from domains.rules import AllDifferent, Cardinality, Clause, LinearSum
from domains.techniques import TECHNIQUES, technique
from domains.techniques.failed_literal import FailedLiteral
from domains.techniques.singleton_consistency import SingletonConsistency
from tests.domains.enumeration import structure_of

NINE = sudoku_structure(3, 3)
ALL = 0b111111111
INKALA = "8..........36......7..9.2...5...7.......457.....1...3...1....68..85...1..9....4.."
"""Arto Inkala's puzzle of 2012, called the hardest in the newspapers."""

Cells = Iterable[tuple[int, int]]


def mask(*values: int) -> int:
    return sum(1 << (value - 1) for value in values)


def cell(row: int, column: int) -> int:
    return 9 * (row - 1) + column - 1


def element(**cells: int) -> Masks:
    """A 9x9 element, everything possible but in the cells named, such as ``r1c1``."""
    return tuple(cells.get(name, ALL) for name in NINE.names)


def without(value: int, cells: Cells, masks: Masks = NINE.top) -> Masks:
    """An element without a value in the cells at (row, column)."""
    gone = {cell(row, column) for row, column in cells}
    return tuple(m & ~mask(value) if v in gone else m for v, m in enumerate(masks))


def row_without(value: int, row: int, columns: Iterable[int]) -> list[tuple[int, int]]:
    """The cells of a row outside some columns."""
    return [(row, column) for column in range(1, 10) if column not in columns]


def labels(deduction: Deduction, structure: Structure = NINE) -> list[str]:
    return [structure.rules[rule].label for rule in deduction.reason.rules]


def removed(deduction: Deduction, value: int) -> set[str]:
    """The names of the cells that lose a value and nothing else."""
    assert {m for _, m in deduction.removals} == {mask(value)}
    return {NINE.names[v] for v, _ in deduction.removals}


def names(cells: Cells) -> set[str]:
    return {f"r{row}c{column}" for row, column in cells}


def test_naked_single() -> None:
    (found,) = technique("naked single").find(NINE, element(r5c5=mask(7)))
    seen = {(5, c) for c in range(1, 10)} | {(r, 5) for r in range(1, 10)}
    seen |= {(r, c) for r in (4, 5, 6) for c in (4, 5, 6)}
    assert removed(found, 7) == names(seen - {(5, 5)})
    assert labels(found) == ["row 5", "column 5", "box 5"]
    assert found.reason.pattern == ((cell(5, 5), mask(7)),)


def test_hidden_single() -> None:
    masks = without(4, row_without(4, 2, [8]))
    (found,) = technique("hidden single").find(NINE, masks)
    assert found.removals == ((cell(2, 8), ALL & ~mask(4)),)
    assert found.reason.pattern == ((cell(2, 8), mask(4)),)
    assert labels(found) == ["row 2"]


def test_unit_propagation_of_a_clause() -> None:
    structure = structure_of(((0, 1),) * 3, Clause(((0, 1), (1, 0), (2, 1))))
    (found,) = technique("unit propagation").find(structure, (0b01, 0b10, 0b11))
    assert found.removals == ((2, 0b01),)
    assert found.reason.pattern == ((2, 0b10),)


def test_unit_propagation_of_a_cardinality() -> None:
    rule = Cardinality(((0, 1), (1, 1), (2, 2)), 0, 1)
    structure = structure_of(((0, 1), (0, 1), (0, 1, 2)), rule)
    (found,) = technique("unit propagation").find(structure, (0b10, 0b11, 0b111))
    assert found.removals == ((1, 0b10), (2, 0b100))
    assert found.reason.pattern == ((0, 0b10),)


def test_unit_propagation_of_a_sum() -> None:
    structure = structure_of(((1, 2, 3, 4, 5),) * 2, LinearSum.exactly(9, (0, 1)))
    left = structure.top
    for deduction in technique("unit propagation").find(structure, left):
        left = deduction.apply(left)
    assert left == (0b11000, 0b11000)


def test_pointing() -> None:
    confined = {(1, 1), (1, 3)}
    box = {(r, c) for r in (1, 2, 3) for c in (1, 2, 3)}
    (found,) = technique("pointing").find(NINE, without(6, box - confined))
    assert removed(found, 6) == names((1, c) for c in range(4, 10))
    assert labels(found) == ["box 1", "row 1"]
    assert found.reason.pattern == ((cell(1, 1), mask(6)), (cell(1, 3), mask(6)))


def test_claiming() -> None:
    (found,) = technique("claiming").find(NINE, without(6, row_without(6, 4, [4, 5])))
    assert removed(found, 6) == names((r, c) for r in (5, 6) for c in (4, 5, 6))
    assert labels(found) == ["row 4", "box 5"]


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("naked pair", {2: mask(3, 8), 7: mask(3, 8)}),
        ("naked triple", {2: mask(3, 8), 7: mask(8, 9), 9: mask(3, 9)}),
        ("naked quad", {2: mask(3, 8), 4: mask(8, 9), 7: mask(9, 1), 9: mask(1, 3, 8, 9)}),
    ],
)
def test_naked_subsets(name: str, cells: dict[int, int]) -> None:
    masks = element(**{f"r1c{column}": m for column, m in cells.items()})
    union = mask(3, 8) if name == "naked pair" else mask(3, 8, 9)
    union |= mask(1) if name == "naked quad" else 0
    (found,) = technique(name).find(NINE, masks)
    others = [column for column in range(1, 10) if column not in cells]
    assert found.removals == tuple((cell(1, column), union) for column in others)
    assert found.reason.pattern == tuple((cell(1, column), m) for column, m in cells.items())
    assert labels(found) == ["row 1"]


@pytest.mark.parametrize(
    ("name", "values"),
    [("hidden pair", [3, 8]), ("hidden triple", [3, 8, 9]), ("hidden quad", [1, 3, 8, 9])],
)
def test_hidden_subsets(name: str, values: list[int]) -> None:
    places = [1, 4, 6, 9][: len(values)]
    masks: Masks = NINE.top
    for value in values:
        masks = without(value, ((r, 3) for r in range(1, 10) if r not in places), masks)
    (found,) = technique(name).find(NINE, masks)
    assert found.removals == tuple((cell(r, 3), ALL & ~mask(*values)) for r in places)
    assert found.reason.pattern == tuple((cell(r, 3), mask(*values)) for r in places)
    assert labels(found) == ["column 3"]


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("X-wing", {2: [1, 5], 7: [1, 5]}),
        ("swordfish", {2: [1, 5], 4: [5, 9], 7: [1, 9]}),
        ("jellyfish", {1: [1, 5], 2: [5, 8], 4: [8, 9], 7: [1, 5, 9]}),
    ],
)
def test_fish(name: str, rows: dict[int, list[int]]) -> None:
    gone = [place for row, columns in rows.items() for place in row_without(5, row, columns)]
    covers = sorted({column for columns in rows.values() for column in columns})
    (found,) = technique(name).find(NINE, without(5, gone))
    outside = ((r, c) for c in covers for r in range(1, 10) if r not in rows)
    assert removed(found, 5) == names(outside)
    assert labels(found) == [f"row {r}" for r in rows] + [f"column {c}" for c in covers]
    places = [(r, c) for r in rows for c in rows[r]]
    assert found.reason.pattern == tuple((cell(r, c), mask(5)) for r, c in places)


def test_fish_turned_on_its_side() -> None:
    gone = [(r, c) for c in (2, 6) for r in range(1, 10) if r not in (3, 8)]
    (found,) = technique("X-wing").find(NINE, without(5, gone))
    assert labels(found) == ["column 2", "column 6", "row 3", "row 8"]


def test_matching_sees_a_hall_set_of_five() -> None:
    # A ring of five values over five cells; in nine cells no naked subset up to four is there.
    ring = {c: mask(c, c % 5 + 1) for c in range(1, 6)}
    masks = element(**{f"r1c{c}": m for c, m in ring.items()})
    assert list(technique("naked quad").find(NINE, masks)) == []
    (found,) = technique("all-different matching").find(NINE, masks)
    assert found.removals == tuple((cell(1, c), mask(1, 2, 3, 4, 5)) for c in range(6, 10))
    assert found.reason.pattern == tuple((cell(1, c), m) for c, m in ring.items())


def test_rule_deduction_leaves_all_different_to_the_matching() -> None:
    structure = structure_of(
        ((1, 2, 3, 4, 5),) * 2, AllDifferent((0, 1)), LinearSum.exactly(9, (0, 1))
    )
    found = list(technique("rule deduction").find(structure, (0b11111, 0b01000)))
    assert {rule for deduction in found for rule in deduction.reason.rules} == {1}
    assert (0, 0b01111) in [removal for deduction in found for removal in deduction.removals]


def test_failed_literal() -> None:
    # a or b, a or not b: neither is a unit, and a = 0 fails.
    structure = structure_of(((0, 1),) * 2, Clause(((0, 1), (1, 1))), Clause(((0, 1), (1, 0))))
    assert list(technique("unit propagation").find(structure, structure.top)) == []
    (found,) = technique("failed literal").find(structure, structure.top)
    assert found.removals == ((0, 0b01),)
    assert found.reason.rules == (0, 1)
    assert found.reason.pattern == ((0, 0b01), (1, 0b10))
    assert found.reason.detail == "a=0 forces b=1, and leaves b without a value"


def test_singleton_consistency_sees_more_than_failed_literals() -> None:
    structure = NINE
    givens = ((v, int(digit)) for v, digit in enumerate(INKALA) if digit != ".")
    easier = TECHNIQUES[: TECHNIQUES.index(technique("singleton consistency"))]
    masks = deduce_to_fixpoint(structure, structure.problem(givens).masks, easier)
    assert list(technique("failed literal").find(structure, masks)) == []
    first = next(technique("singleton consistency").find(structure, masks))
    assert first.removals == ((cell(1, 4), mask(3)),)
    assert first.reason.pattern[0] == (cell(1, 4), mask(3))
    assert first.reason.detail.startswith("r1c4=3 forces r3c9=3, ")
    assert first.reason.detail.endswith(" and leaves r1c2 without a value")


@pytest.mark.parametrize("name", ["failed literal", "singleton consistency"])
def test_probing_reports_a_conflict_that_needs_no_assumption(name: str) -> None:
    structure = structure_of(((0, 1),) * 2, Clause(((0, 1),)), Clause(((0, 0), (1, 1))))
    masks = (0b11, 0b01)
    (found,) = technique(name).find(structure, masks)
    assert found.conflicts(masks)
    assert found.reason.detail == "propagation ends in a conflict without any assumption"


@pytest.mark.parametrize("kind", [FailedLiteral, SingletonConsistency])
def test_probing_stops_when_its_effort_is_spent(
    kind: type[FailedLiteral] | type[SingletonConsistency],
) -> None:
    class Lazy(kind):  # type: ignore[valid-type,misc]
        effort = 60

    structure = structure_of(((0, 1),) * 9, *(r for v in range(8) for r in implied(v)))
    every = list(kind().find(structure, structure.top))
    some = list(Lazy().find(structure, structure.top))
    assert len(every) == 8
    assert 0 < len(some) < len(every)
    assert some == every[: len(some)]


def implied(v: int) -> tuple[Clause, Clause]:
    """Two clauses from which the truth of a variable follows, but not by a unit."""
    return Clause(((v, 1), (8, 1))), Clause(((v, 1), (8, 0)))
