"""The published lists: every puzzle is read, and every stored solution is right."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from domains.errors import Place
from domains.families.base import Puzzle
from domains.reading import from_path
from tests.domains.families.grids import SUDOKU

LISTS = [
    "sudoku9/extreme_test_20k.csv.gz",
    "sudoku9/extreme_train_1k.csv",
    "sudoku9/extreme_train_1k_b.csv",
    "sudoku9/extreme_by_rating_33plus.csv",
    "sudoku9/sudoku_bench_100.csv",
    "sudoku9/tdoku_forum_hardest_1905_11plus.csv.gz",
    "sudoku9/tdoku_17_clue.csv.gz",
    "sudoku9/tdoku_magictour_top1465.csv",
    "sudoku9/tdoku_forum_hardest_1106.csv",
    "sudoku9/classic_lists.csv.gz",
    "sudoku_other/sudoku4.csv",
    "sudoku_other/sudoku6.csv",
    "sudoku_other/sudoku16.csv",
    "sudoku_other/sudoku25.csv",
    "sudoku_other/general_acs_9.csv",
    "sudoku_other/general_acs_16.csv",
    "sudoku_other/general_acs_25.csv",
]
WITHOUT_SOLUTIONS = [
    "sudoku9/multi_solution.csv.gz",
    "sudoku9/invalid_published.csv",
    "sudoku9/unsat_derived.csv",
]
CHECKED = 500
"""Puzzles of a list whose stored solutions are checked; reading covers the same ones."""

pytestmark = pytest.mark.shared


@pytest.mark.parametrize("name", LISTS)
def test_a_published_list_is_read_with_its_solutions(shared_data: Path, name: str) -> None:
    for item in islice(SUDOKU.read(from_path(str(shared_data / name))), CHECKED):
        assert isinstance(item, Puzzle), item
        assert item.solution is not None
        assert item.source
        structure = item.problem.structure
        assignment = SUDOKU.read_solution(structure, item.solution, Place("stored"))
        assert item.problem.violation(assignment) is None


@pytest.mark.parametrize("name", WITHOUT_SOLUTIONS)
def test_a_published_list_without_solutions_is_read(shared_data: Path, name: str) -> None:
    for item in islice(SUDOKU.read(from_path(str(shared_data / name))), CHECKED):
        assert isinstance(item, Puzzle), item
        assert len(item.text) == 81


def test_every_row_gives_a_puzzle(shared_data: Path) -> None:
    path = shared_data / "sudoku_other" / "sudoku16.csv"
    rows = path.read_text(encoding="utf-8").splitlines()[1:]
    texts = [p.text for p in SUDOKU.read(from_path(str(path))) if isinstance(p, Puzzle)]
    assert texts == [row.partition(",")[0] for row in rows]
