"""Grids as numpy arrays: the same problem as their text, and errors that name the cell."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import ArrayLike

from domains.errors import InputError
from domains.families.latin import Latin
from domains.families.sudoku import Sudoku
from domains.importing import from_array, to_array
from domains.oracle import ExactOracle
from tests.domains.families.grids import FOUR, FOUR_SOLUTION, read_one

GRID = np.array([int(c) if c.isdigit() else 0 for c in FOUR]).reshape(4, 4)


def test_an_array_is_the_problem_of_its_text() -> None:
    problem = from_array(Sudoku(), GRID)
    assert problem == read_one(FOUR).problem
    (solution,) = ExactOracle().solutions(problem, 2)
    cells = to_array(problem.structure, solution)
    assert "".join(map(str, cells.ravel())) == FOUR_SOLUTION
    assert from_array(Sudoku(), cells).holds(solution)


def test_the_box_is_said_where_the_size_does_not_say_it() -> None:
    blank = np.zeros((6, 6), dtype=np.uint8)
    wide, tall = (from_array(Sudoku(), blank, box=box) for box in ((2, 3), (3, 2)))
    assert wide.structure is Sudoku().structure(6, (2, 3))
    assert wide.structure is not tall.structure
    assert from_array(Latin(), blank).structure.family == "latin"


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ([[1, 2]], "array: found shape (1, 2), expected as many rows as columns"),
        ([1, 2], "found shape (2,)"),
        ([], "found shape (0,)"),
        ([[1.5, 0], [0, 0]], "found elements of type float64, expected whole numbers"),
        ([[0, 0], [3, 0]], "array:2:1: found 3, expected 1 to 2, or 0 for a blank"),
        ([[0, -1], [0, 0]], "array:1:2: found -1"),
        (np.zeros((5, 5), dtype=int), "array: found 5 rows"),
    ],
)
def test_what_is_no_grid_is_refused(cells: ArrayLike, words: str) -> None:
    with pytest.raises(InputError) as caught:
        from_array(Sudoku(), cells)
    assert words in str(caught.value)
