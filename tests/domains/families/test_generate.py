"""Generated puzzles have one solution, are minimal or as large as asked, and repeat by seed."""

from __future__ import annotations

from random import Random

import pytest

from domains.errors import InputError
from domains.families.base import GenerateRequest
from domains.families.grid.family import GridFamily
from domains.families.grid.layout import layout_of
from domains.oracle import ExactOracle
from domains.problem import Problem
from tests.domains.families.grids import LATIN, SUDOKU, is_fixed, solutions

ORACLE = ExactOracle()


def generate(family: GridFamily, seed: int = 1, **request: object) -> Problem:
    """A puzzle for a request."""
    return family.generate(GenerateRequest(**request), Random(seed), ORACLE)  # type: ignore[arg-type]


def without(problem: Problem, cell: int) -> Problem:
    """The problem with one given taken out."""
    masks = list(problem.masks)
    masks[cell] = problem.structure.top[cell]
    return Problem(problem.structure, tuple(masks))


@pytest.mark.parametrize(
    ("family", "size"), [(SUDOKU, 4), (SUDOKU, 6), (SUDOKU, 9), (LATIN, 4), (LATIN, 7), (LATIN, 9)]
)
def test_without_a_number_of_clues_a_puzzle_is_minimal(family: GridFamily, size: int) -> None:
    problem = generate(family, size=size)
    assert len(problem.masks) == size**2
    assert len(solutions(problem, 2)) == 1
    for cell, fixed in enumerate(is_fixed(problem.masks)):
        assert problem.masks[cell] == problem.structure.top[cell] or fixed
        assert not fixed or len(solutions(without(problem, cell), 2)) == 2


@pytest.mark.parametrize(
    ("family", "size", "clues"),
    [(SUDOKU, 9, 30), (SUDOKU, 9, 81), (SUDOKU, 12, 80), (SUDOKU, 16, 150), (LATIN, 8, 30)],
)
def test_a_wanted_number_of_clues_is_kept(family: GridFamily, size: int, clues: int) -> None:
    problem = generate(family, size=size, clues=clues)
    assert sum(is_fixed(problem.masks)) == clues
    assert len(solutions(problem, 2)) == 1


@pytest.mark.parametrize(("family", "size", "clues"), [(SUDOKU, 25, 420), (LATIN, 25, 420)])
def test_large_grids_are_moved_patterns(family: GridFamily, size: int, clues: int) -> None:
    first, second = (generate(family, seed, size=size, clues=clues) for seed in (1, 2))
    assert first != second
    assert sum(is_fixed(first.masks)) == clues
    assert len(ORACLE.solutions(first, 2)) == 1


def test_the_same_seed_gives_the_same_puzzle() -> None:
    for family in (SUDOKU, LATIN):
        assert generate(family, 5) == generate(family, 5)
        assert generate(family, 5) != generate(family, 6)


def test_the_answer_of_the_oracle_is_all_that_matters() -> None:
    # A seed must give the same puzzle whichever oracle decides uniqueness.
    class Plain:
        def solutions(self, problem: Problem, limit: int) -> list[tuple[int, ...]]:
            return solutions(problem, limit)

    request = GenerateRequest(size=6)
    assert SUDOKU.generate(request, Random(3), Plain()) == generate(SUDOKU, 3, size=6)


def test_the_box_is_an_option() -> None:
    structure = generate(SUDOKU, clues=100, options=(("box", "2x6"),)).structure
    assert structure is SUDOKU.structure(12, (2, 6))
    assert layout_of(generate(SUDOKU).structure).size == 9


@pytest.mark.parametrize(
    ("family", "request_", "message"),
    [
        (SUDOKU, {"size": 7}, "size: found 7, expected 4 to 36 with a box (no prime); other"),
        (SUDOKU, {"size": 40}, "size: found 40, expected 4 to 36 with"),
        (LATIN, {"size": 63}, "size: found 63, expected 2 to 62"),
        (SUDOKU, {"size": 9, "clues": 82}, "clues: found 82, expected 0 to 81"),
        (SUDOKU, {"size": 9, "clues": -1}, "clues: found -1, expected 0 to 81"),
        (SUDOKU, {"size": 25}, "clues: found none, expected a number, as minimal puzzles above"),
        (SUDOKU, {"options": (("box", "2"),)}, "box: found '2', expected a box shape such as 2x3"),
        (SUDOKU, {"size": 9, "options": (("box", "2x3"),)}, "box: found 2x3, expected 9 cells a"),
        (SUDOKU, {"options": (("boxes", "2x3"),)}, "option: found 'boxes', expected one of: box"),
        (LATIN, {"options": (("box", "2x3"),)}, "option: found 'box', expected no options"),
        (
            SUDOKU,
            {"size": 4, "clues": 3},
            "clues: found 3, expected more, or another seed: 20",
        ),
    ],
)
def test_what_cannot_be_had_is_said(
    family: GridFamily, request_: dict[str, object], message: str
) -> None:
    with pytest.raises(InputError) as caught:
        generate(family, **request_)
    assert str(caught.value).startswith(message)
