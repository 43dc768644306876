"""What cannot be read says where, what was found and what was expected; the rest goes on."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domains.errors import InputError
from domains.families.base import Puzzle
from domains.families.grid.family import GridFamily
from domains.reading import from_bytes
from tests.domains.families.grids import EASY, EASY_SOLUTION, FOUR, LATIN, SUDOKU, error_in, read

ROWS = [EASY[k : k + 9] for k in range(0, 81, 9)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (EASY[:-1], "t:1: found 80 characters, expected 81 (9 x 9) or 64 (8 x 8)"),
        (f"\n{EASY}.", "t:2: found 82 characters, expected 81 (9 x 9) or 64 (8 x 8)"),
        ("12", "t:1: found 2 characters, expected 16 (4 x 4) or 36 (6 x 6)"),
        (f"{EASY[:9]}A{EASY[10:]}", "t:1:10: found 'A', expected 1-9 or ."),
        (f"  {EASY[:9]}é{EASY[10:]}", "t:1:12: found 'é', expected 1-9 or ."),
        (f"1{'H' * 255}", "t:1:2: found 'H', expected 1-9, A-G or ."),
        ("5" + "." * 15, "t:1:1: found '5', expected 1-4 or ."),
        ("|||", "t:1: found 3 characters, expected 16 (4 x 4) or 36 (6 x 6)"),
        (f"{EASY} {EASY_SOLUTION[:-1]}.", "t:1:163: found '.', expected 1-9 in a solution"),
        ("\n".join(ROWS[:8]), "t:1: found 8 rows of 9 cells, expected 9 rows"),
        ("\n".join([*ROWS[:3], ROWS[3][:8]]), "t:4: found a row of 8 cells, expected 9 as above"),
        ("\n".join([*ROWS[:8], "1 2 3 4 q 6 7 8 9"]), "t:9:9: found 'q', expected 1-9 or ."),
        (f"{EASY} box=4x2", "t:1: found a box of 4x2, expected 9 cells a box, such as 3x3"),
        ("puzzle,box\n" + EASY + ",big", "t:2:83: found 'big', expected a box shape such as 2x3"),
        ("a,puzzle\n1", "t:2: found 1 fields, expected the puzzle in field 2"),
        (f"a,puzzle\n1,{EASY[:-1]}", "t:2:3: found 80 characters, expected 81 (9 x 9) or 64"),
        (f"a,puzzle\n1, {EASY[:-1]}q", "t:2:84: found 'q', expected 1-9 or ."),
        (f'a,puzzle\n"1","{EASY[:-1]}q"', "t:2:86: found 'q', expected 1-9 or ."),
        (f'puzzle\n"{EASY}', "t:2: found a broken quotation (unexpected end of data), expected"),
        (f"puzzle,solution\n{EASY},12", "t:2:83: found 2 characters, expected 81 (9 x 9) for"),
    ],
)
def test_errors_point_at_the_input(text: str, message: str) -> None:
    assert error_in(text).startswith(message)


def test_pencilmarks_out_of_place_are_pointed_at() -> None:
    text = "123456789" * 81
    wrong = text[:100] + "9" + text[101:]
    # 729 characters that are no pencilmarks are a 27 x 27 grid, and as such well-formed.
    assert isinstance(read(wrong)[0], Puzzle)
    sixteen = "123456789ABCDEFG" * 256
    assert error_in(sixteen[:20] + "3" + sixteen[21:]) == (
        "t:1:21: found '3', expected 5 or . in this place"
    )


def test_one_bad_puzzle_does_not_stop_the_rest() -> None:
    bad = [EASY[:-1], EASY + "Q", EASY.replace("5", "é"), "?", "\x7f", EASY[:9], "12345678901"]
    for wrong in bad:
        found = read(f"{EASY}\n{wrong}\n{EASY}\n{EASY}\n")
        assert [isinstance(item, Puzzle) for item in found] == [True, False, True, True], wrong


def test_a_broken_grid_is_one_error_and_the_next_grid_is_read() -> None:
    good = "\n".join(ROWS)
    for k in range(1, 9):
        for wrong in ("12345678", "1234567890", "1 2 3"):
            broken = "\n".join([*ROWS[:k], wrong, *ROWS[k + 1 :]])
            found = read(f"{broken}\n\n{good}\n")
            assert [isinstance(item, Puzzle) for item in found] == [False, True], (k, wrong)


def test_a_first_bad_line_of_a_list_hides_at_most_what_it_must() -> None:
    found = read(f"{FOUR[:-1]}\n" + f"{FOUR}\n" * 20)
    assert sum(isinstance(item, Puzzle) for item in found) >= 6
    assert isinstance(found[0], InputError)


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "puzzle,solution\n"])
def test_nothing_in_it_gives_nothing(text: str) -> None:
    assert read(text) == []


WORDS = ["puzzle,solution", "[Puzzle]", "|", '"', "box=2x6", "---+---", "#", "1 2 3 4", "12 34"]
LONG = [EASY, FOUR, "." * 64, "." * 729, "!" * 81]
LINES = st.sampled_from([b"\xff", *map(str.encode, [*ROWS, *WORDS, *LONG])])
INPUTS = st.one_of(
    st.binary(max_size=400),
    st.lists(st.one_of(LINES, st.binary(max_size=40)), max_size=30).map(b"\n".join),
    st.lists(LINES, max_size=12).map(b"".join),
    st.text("123456789.|-+ \n,;#[]xX0_*?!GZaz", max_size=400).map(str.encode),
)


@pytest.mark.parametrize("family", [SUDOKU, LATIN], ids=lambda family: family.name)
@settings(max_examples=400)
@given(data=INPUTS)
def test_any_bytes_give_puzzles_and_errors_only(family: GridFamily, data: bytes) -> None:
    for item in family.read(from_bytes(data, "t")):
        if isinstance(item, Puzzle):
            again = read(item.text, family)
            assert [p.problem for p in again if isinstance(p, Puzzle)] == [item.problem]
        else:
            assert str(item).startswith("t:")
            assert "\n" not in str(item)


@settings(max_examples=200)
@given(data=INPUTS)
def test_recognising_never_fails(data: bytes) -> None:
    sample = data.decode("utf-8", "surrogateescape")
    assert SUDOKU.recognises(sample) in (True, False)
    assert LATIN.recognises(sample) in (True, False)
