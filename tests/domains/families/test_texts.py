"""A puzzle's text reads back as the same problem, whatever its masks, size and box shape."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domains.errors import InputError, Place
from domains.families.grid.alphabet import LARGEST_SIZE, alphabet
from domains.families.grid.family import GridFamily
from domains.families.grid.one_line import is_pencilmarks, write_pencilmarks
from domains.problem import Problem
from tests.domains.families.grids import EASY, LATIN, SUDOKU, masks_of, read, read_one

SMALL = [(SUDOKU, size, None) for size in (4, 6, 8, 9, 10, 16)]
BOXES = [(SUDOKU, 12, (2, 6)), (SUDOKU, 12, (6, 2)), (SUDOKU, 8, (4, 2)), (SUDOKU, 6, (3, 2))]
SQUARES = [(LATIN, order, None) for order in (2, 3, 4, 5, 8, 9)]


@pytest.mark.parametrize(("family", "size", "box"), SMALL + BOXES + SQUARES)
@settings(max_examples=40)
@given(data=st.data())
def test_reading_undoes_writing(
    family: GridFamily, size: int, box: tuple[int, int] | None, data: st.DataObject
) -> None:
    structure = family.structure(size, box)
    problem = Problem(structure, data.draw(masks_of(structure)))
    text = family.puzzle_text(problem)
    puzzle = read_one(text, family)
    assert puzzle.problem == problem
    assert puzzle.text == text


@pytest.mark.parametrize("size", [25, 27, 36])
def test_reading_undoes_writing_of_large_grids(size: int) -> None:
    structure = SUDOKU.structure(size)
    masks = [1 << k % size if k % 3 else structure.top[0] for k in range(size**2)]
    for problem in (Problem(structure, tuple(masks)), Problem(structure, (3, *masks[1:]))):
        assert read_one(SUDOKU.puzzle_text(problem)).problem == problem


@pytest.mark.parametrize(("size", "other"), [(8, 4), (27, 9)])
def test_a_grid_that_looks_like_pencilmarks_of_a_smaller_one_is_written_longer(
    size: int, other: int
) -> None:
    structure = SUDOKU.structure(size)
    # The first of each `other` cells is a 1: as pencilmarks, every cell could only be 1.
    masks = tuple(structure.top[0] if k % other else 1 for k in range(size**2))
    text = SUDOKU.puzzle_text(Problem(structure, masks))
    assert len(text) == size**3
    assert read_one(text).problem.masks == masks
    assert is_pencilmarks(alphabet(size).write(masks), other)


def test_an_empty_grid_of_729_cells_is_no_pencilmarks() -> None:
    assert len(read_one("." * 729).problem.masks) == 729
    assert len(read_one("." * 64).problem.masks) == 64


@given(data=st.data())
def test_pencilmarks_are_read_in_any_spelling_of_blanks(data: st.DataObject) -> None:
    structure = SUDOKU.structure(9)
    masks = data.draw(masks_of(structure).filter(all))
    text = write_pencilmarks(9, masks)
    assert len(text) == 729
    assert read_one(text.replace(".", data.draw(st.sampled_from("0_*?-x")))).problem.masks == masks


def test_pencilmarks_of_16_by_16() -> None:
    structure = SUDOKU.structure(16)
    masks = (0b1000000000000011, *structure.top[1:])
    text = SUDOKU.puzzle_text(Problem(structure, masks))
    assert text.startswith("12.............G123456789ABCDEFG")
    assert len(text) == 4096
    assert read_one(text.lower()).problem.masks == masks


@pytest.mark.parametrize("size", range(1, LARGEST_SIZE + 1))
def test_each_symbol_of_each_size_is_its_own_value(size: int) -> None:
    table = alphabet(size)
    assert table.read(table.symbols) == tuple(1 << k for k in range(size))
    assert table.write(table.read(table.symbols)) == table.symbols
    assert set(table.symbols).isdisjoint(table.blanks)


def test_case_is_ignored_up_to_36_and_kept_above() -> None:
    assert alphabet(36).read("zZ0") == (1 << 34, 1 << 34, 1 << 35)
    assert alphabet(62).read("zZ0") == (1 << 60, 1 << 34, 1 << 61)


@pytest.mark.parametrize("blank", list(".0_*?-xX"))
def test_every_blank_is_a_blank(blank: str) -> None:
    puzzle = read_one(EASY.replace(".", blank))
    assert puzzle.text == EASY


def test_hexadecimal_is_read_where_nothing_else_is_possible() -> None:
    rest = "." * 239
    assert read_one("0123456789ABCDEF." + rest).text == "G123456789ABCDEF." + rest
    # A G shows that 0 is a blank here, and so does the lack of any other blank.
    assert read_one("0123456789ABCDEFG" + rest).text == ".123456789ABCDEFG" + rest
    assert read_one("0123456789ABCDEF" + "0" * 240).text == ".123456789ABCDEF" + "." * 240
    rows = ["0123456789ABCDEF"[k:] + "0123456789ABCDEF"[:k] for k in range(16)]
    assert read_one("".join(rows)).text == "".join(rows).replace("0", "G")


def test_puzzles_of_a_size_share_their_structure() -> None:
    first, second = read(f"{EASY}\n{'.' * 81}\n")
    assert first.problem.structure is second.problem.structure
    assert first.problem.structure is SUDOKU.structure(9, (3, 3))


@pytest.mark.parametrize(("family", "size", "box"), SMALL + SQUARES)
def test_a_solution_text_reads_back(
    family: GridFamily, size: int, box: tuple[int, int] | None
) -> None:
    structure = family.structure(size, box)
    assignment = tuple(k * 7 % size + 1 for k in range(size**2))
    text = family.solution_text(structure, assignment)
    assert len(text) == size**2
    assert family.read_solution(structure, text, Place("t")) == assignment


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("12", "t: found 2 characters, expected 16 (4 x 4) for the solution"),
        ("123.123412341234", "t:4: found '.', expected 1-4 in a solution"),
        ("1234123412341235", "t:16: found '5', expected 1-4 in a solution"),
    ],
)
def test_a_solution_that_is_none_says_where(text: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        SUDOKU.read_solution(SUDOKU.structure(4), text, Place("t"))
    assert str(caught.value).replace(":None", "") == message
