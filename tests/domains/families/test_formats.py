"""Every format a grid may come in gives the same puzzle."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from domains.families.base import Puzzle
from domains.families.grid.one_line import write_pencilmarks
from domains.reading import from_path
from tests.domains.families.grids import (
    EASY,
    EASY_SOLUTION,
    FOUR,
    FOUR_SOLUTION,
    LATIN,
    SUDOKU,
    read,
    read_one,
)

ROWS = [EASY[k : k + 9] for k in range(0, 81, 9)]
SIXTEEN = ["1.D....4.A58....", ".E.........C...G"] + ["................"] * 13 + ["G" + "." * 15]


def drawn(row: str) -> str:
    """A row between the lines of its boxes."""
    return f"|{row[:3]}|{row[3:6]}|{row[6:]}|"


BANDS = ["\n".join(map(drawn, ROWS[top : top + 3])) for top in (0, 3, 6)]
BETWEEN = "\n|---+---+---|\n"
SIMPLE_SUDOKU = f"*-----------*\n{BETWEEN.join(BANDS)}\n*-----------*"
SADMAN = "\n".join(["#AAuthor", "#DDescription", "[Puzzle]", *ROWS, "[State]", "1" * 9, "x"])


@pytest.mark.parametrize(
    "text",
    [
        EASY,
        EASY.replace(".", "0"),
        f"  {EASY}  \n",
        f"\ufeff{EASY}\r\n",
        f"# a comment of any length\n\n{EASY} # and another",
        f"{EASY}\n#{'.' * 80}\n",
        " ".join(EASY),
        " ".join(ROWS),
        "\n".join(ROWS),
        "\r\n".join(ROWS),
        "\n".join(" ".join(row) for row in ROWS),
        "\n".join(",".join(row) for row in ROWS),
        "\n".join(f"{row[:3]} {row[3:6]} {row[6:]}" for row in ROWS).replace(".", "x"),
        SIMPLE_SUDOKU,
        SADMAN,
        f"Grid 01\n{chr(10).join(ROWS)}",
        SUDOKU.render(SUDOKU.structure(9), read_one(EASY).problem.masks),
        write_pencilmarks(9, read_one(EASY).problem.masks),
        "\n".join(" ".join(c if c != "." else "123456789" for c in row) for row in ROWS),
        f"puzzle\n{EASY}",
    ],
)
def test_the_same_puzzle_in_every_dress(text: str) -> None:
    puzzle = read_one(text)
    assert puzzle.text == EASY
    assert puzzle.problem == read_one(EASY).problem


def test_grids_follow_each_other_with_and_without_blank_lines_or_titles() -> None:
    grid = "\n".join(ROWS)
    for between in ("\n", "\n\n", "\nGrid 02\n", "\n# next\n", "\n\n\n---\n"):
        assert [p.text for p in read(grid + between + grid) if isinstance(p, Puzzle)] == [EASY] * 2


def test_the_places_are_where_the_grids_begin() -> None:
    grid = "\n".join(ROWS)
    puzzles = read(f"# title\n\n{grid}\n\n{grid}\n\n{EASY}\n")
    assert [str(puzzle.place) for puzzle in puzzles] == ["t:3", "t:13", "t:23"]


def test_pencilmark_grids_keep_their_candidates() -> None:
    rows = ["12 3 4 1234", "3 4 1 2", "234 1234 . 4", "4 3 2 1"]
    masks = read_one("\n".join(rows)).problem.masks
    assert masks == (3, 4, 8, 15, 4, 8, 1, 2, 14, 15, 15, 8, 8, 4, 2, 1)


def test_numbers_of_two_digits() -> None:
    rows = [["."] * 12 for _ in range(12)]
    rows[0] = ["12", "11", "10", "9", "8", "7", "6", "5", "4", "3", "2", "1"]
    rows[1][:3] = ["00", "0", "01"]
    text = read_one("\n".join(map(" ".join, rows))).text
    assert text == "CBA987654321..1" + "." * 129


@pytest.mark.parametrize("wrap", [lambda row: row, lambda row: f"|{row}|", " ".join])
def test_rows_of_16_are_one_grid_where_they_have_its_symbols(wrap: object) -> None:
    assert callable(wrap)
    assert read_one("\n".join(map(wrap, SIXTEEN))).text == "".join(SIXTEEN)


def test_lines_of_16_are_grids_of_4_by_4_otherwise() -> None:
    for count in (1, 15, 16, 17, 40):
        assert [p.text for p in read(f"{FOUR}\n" * count)] == [FOUR] * count


def test_a_wrong_symbol_in_a_long_list_stays_one_error() -> None:
    found = read(f"{FOUR}\n" * 20 + FOUR.replace("2", "7") + "\n" + f"{FOUR}\n" * 20)
    assert [isinstance(item, Puzzle) for item in found] == [True] * 20 + [False] + [True] * 20


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (f"{EASY} {EASY_SOLUTION}", (EASY_SOLUTION, None)),
        (f"{EASY},{EASY_SOLUTION},3.5", (EASY_SOLUTION, 3.5)),
        (f"{EASY};1.2 ;more", (None, 1.2)),
        (f"0000183b305c {EASY}  7.1", (None, 7.1)),
        (f"{EASY}\tname\t12", (None, 12.0)),
        (f"{EASY} nan", (None, None)),
    ],
)
def test_fields_behind_a_puzzle(line: str, expected: tuple[str | None, float | None]) -> None:
    puzzle = read_one(line)
    assert puzzle.text == EASY
    assert (puzzle.solution, puzzle.rating) == expected


@pytest.mark.parametrize(
    "table",
    [
        f"puzzle,solution,source,rating\n{EASY},{EASY_SOLUTION},here,22",
        f"source,question,answer,rating\nhere,{EASY.replace('.', '0')},{EASY_SOLUTION},22\n",
        f'"rating";"puzzle";"extra";"solution";"source"\n22;"{EASY}";;"{EASY_SOLUTION}";"here"',
        f"Source\tRating\tSolution\tPuzzle\nhere\t22\t{EASY_SOLUTION}\t {EASY} ",
        f"# a comment\n\nrating,quizzes,solutions,source\n22,{EASY},{EASY_SOLUTION},here",
    ],
)
def test_tables(table: str) -> None:
    puzzle = read_one(table)
    assert puzzle.text == EASY
    assert (puzzle.solution, puzzle.source, puzzle.rating) == (EASY_SOLUTION, "here", 22.0)


def test_a_table_of_several_sizes_and_empty_fields() -> None:
    first, second = read(f"rating,puzzle,solution\n,{FOUR},{FOUR_SOLUTION}\nhard,{EASY},\n")
    assert isinstance(first, Puzzle)
    assert isinstance(second, Puzzle)
    assert (first.solution, first.rating) == (FOUR_SOLUTION, None)
    assert (second.solution, second.rating) == (None, None)


def test_box_shapes_come_from_a_field_a_line_or_a_column() -> None:
    twelve = "." * 143 + "1"
    for text in (
        f"{twelve} box=2x6",
        f"box: 2x6\n{twelve}",
        f"puzzle,box\n{twelve},2x6",
        "box=2x6\n" + "\n".join("." * 12 for _ in range(11)) + "\n" + "." * 11 + "1",
    ):
        puzzle = read_one(text)
        assert puzzle.problem.structure is SUDOKU.structure(12, (2, 6))
        assert puzzle.text == f"{twelve} box=2x6"
    assert read_one(twelve).problem.structure is SUDOKU.structure(12, (3, 4))


def test_latin_squares_of_all_shapes() -> None:
    assert read_one("12..", LATIN).text == "12.."
    assert read_one("123\n2..\n...", LATIN).text == "1232....."
    assert read_one("1 2 3 4 5\n" + ". . . . .\n" * 4, LATIN).text == "12345" + "." * 20
    eleven = "10 11 . . . . . . . . .\n" + ". . . . . . . . . . .\n" * 10
    assert read_one(eleven, LATIN).text == "AB" + "." * 119


def test_gz_files_are_read_by_content(tmp_path: Path) -> None:
    path = tmp_path / "puzzles.txt"
    path.write_bytes(gzip.compress(f"{EASY}\n{EASY}\n".encode()))
    assert [p.text for p in SUDOKU.read(from_path(str(path)))] == [EASY, EASY]


def test_contradictory_givens_are_well_formed() -> None:
    puzzle = read_one("55" + "." * 79)
    assert puzzle.problem.violation((5, 5, *[1] * 79)) is not None
