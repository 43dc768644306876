"""Sheets read back what they write; whatever is wrong has a place, what was found and expected."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domains.errors import InputError, Place
from domains.families.base import Puzzle
from domains.families.gallery.examples import EXAMPLES
from domains.families.gallery.sheet import sheet_of
from domains.problem import Problem
from domains.reading import from_bytes, from_text
from domains.registry import guess
from tests.domains.families.gallery.sheets import NAMES, cells_of, error_in, problem, read, sheets

SIGNS = st.text("0123456789abcrA:,./=+<>~*-#! \n", max_size=40)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=25)
@given(data=st.data())
def test_reading_undoes_writing_whatever_is_known(name: str, data: st.DataObject) -> None:
    structure = problem(EXAMPLES[name].puzzle).structure
    rng = Random(data.draw(st.integers(0, 2**32)))
    kinds = [lambda top: top, lambda top: 1 << rng.randrange(top.bit_length()), lambda _: 0]
    kinds.append(lambda top: rng.randrange(top + 1))
    weights = data.draw(st.sampled_from([(1, 1, 0, 0), (1, 1, 1, 1), (1, 0, 0, 0), (0, 1, 0, 0)]))
    masks = tuple(rng.choices(kinds, weights)[0](top) for top in structure.top)
    before = Problem(structure, masks)
    text = sheets(name).puzzle_text(before)
    (puzzle,) = read(text)
    assert isinstance(puzzle, Puzzle)
    assert puzzle.problem == before
    assert puzzle.problem.structure is structure
    assert puzzle.text == text


@pytest.mark.parametrize("name", NAMES)
def test_an_example_has_the_one_solution_that_is_stored(name: str) -> None:
    family, (text, solution) = sheets(name), EXAMPLES[name]
    (puzzle,) = read(f"  {text}   {solution}\n# a comment\n\n")
    assert isinstance(puzzle, Puzzle)
    assert (puzzle.text, puzzle.solution, puzzle.place) == (text, solution, Place("t", 1))
    found = family.read_solution(puzzle.problem.structure, solution, Place("t"))
    assert puzzle.problem.violation(found) is None
    assert family.solution_text(puzzle.problem.structure, found) == solution
    assert guess(text) is family


@pytest.mark.parametrize("name", NAMES)
def test_a_solution_with_one_wrong_cell_is_none(name: str) -> None:
    family, (text, solution) = sheets(name), EXAMPLES[name]
    structure = problem(text).structure
    cells = len(sheet_of(structure).cells)
    right = family.read_solution(structure, solution, Place("t"))
    for variable in range(cells):
        for value in structure.values[variable]:
            if value != right[variable]:
                wrong = (*right[:variable], value, *right[variable + 1 :])
                written = family.solution_text(structure, wrong)
                again = family.read_solution(structure, written, Place("t"))
                assert again[:cells] == wrong[:cells]
                assert not problem(text).holds(again)


def test_an_empty_line_may_be_written_with_any_noughts() -> None:
    found = problem("nonogram:00/2:1/1")
    solution = sheets("nonogram").read_solution(found.structure, "--/##", Place("t"))
    assert found.violation(solution) is None


def test_signs_may_point_either_way() -> None:
    first, second = problem("futoshiki:3:r1c1<r1c2"), problem("futoshiki:3:r1c2>r1c1")
    assert first.structure.rules[-1].scope == second.structure.rules[-1].scope == (0, 1)
    assert cells_of(first) == cells_of(second)
    assert error_in("futoshiki:3:r1c1<r2c2").startswith("t:1:13: found 'r1c1<r2c2', expected two")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("futoshiki:4", "t:1:11: found 1 fields, expected futoshiki:SIZE:SIGNS[:CELLS], such as"),
        ("futoshiki:x:", "t:1:11: found 'x', expected a number from 2 to 9"),
        ("futoshiki:4:r1c1", "t:1:13: found 'r1c1', expected two neighbours and a sign, such as"),
        ("futoshiki:4:r1c1<r1c5", "t:1:18: found 'r1c5', expected a cell from r1c1 to r4c4"),
        ("futoshiki:2::12/", "t:1:14: found 2 cells, expected 4"),
        ("futoshiki:2::12/13", "t:1:18: found '3', expected one of 12 or ."),
        ("futoshiki:2::.....", "t:1:14: found 5 cells, expected 4"),
        ("futoshiki:2::....:r9c9=1", "t:1:19: found 'r9c9', expected a name such as r1c1"),
        ("futoshiki:2::....:r1c1", "t:1:19: found 'r1c1', expected a cell and its values"),
        ("futoshiki:2::....:r1c1=1+3", "t:1:26: found '3', expected one of 1, 2"),
        ("killer:aab/ccd:", "t:1:8: found 2 rows of 3 cells, expected as many rows as columns: 4"),
        ("starbattle:1:a/a", "t:1:14: found 2 rows of 1 cells, expected as many rows as columns"),
        ("killer:aaaa/aa:", "t:1:13: found 'aa', expected a row of 4 cells"),
        ("killer:aaaa/bb!b/cccc/dddd:", "t:1:15: found '!', expected a letter or digit"),
        ("killer:aaba/bbbb/cccc/dddd:", "t:1:11: found 'a', expected cage a in one piece"),
        ("killer:aaaa/bbbb/cccc/dddd:a=10,z=3", "t:1:33: found 'z', expected the name of another"),
        ("killer:aaaa/bbbb/cccc/dddd:a=10,a=10", "t:1:33: found 'a', expected the name of anothe"),
        ("killer:aaaa/bbbb/cccc/dddd:a=11", "t:1:30: found '11', expected a number from 1 to 10"),
        ("killer:aaaa/bbbb/cccc/dddd:a", "t:1:28: found 'a', expected a cage and its clue"),
        ("kenken:aab/ccb/ddd:a=3", "t:1:22: found '3', expected a number and one of + - * /"),
        ("kenken:aab/ccb/ddd:d=3-", "t:1:22: found '3-', expected - and / for two cells"),
        ("kakuro:..#/###:3:", "t:1:8: found a run that begins at the edge, expected a black") ,
        ("kakuro:###/#../#..:3:4,6", "t:1:20: found 1 sums, expected 2, one a run"),
        ("kakuro:###/#../#..:3,46:4,6", "t:1:22: found '46', expected a number from 1 to 45"),
        ("kakuro:#?:::", "t:1:9: found '?', expected # or ."),
        ("binairo:5", "t:1:9: found 5, expected an even number"),
        ("starbattle:4:ab/ab", "t:1:12: found '4', expected a number from 1 to 3"),
        ("magic:2", "t:1:7: found '2', expected a number from 3 to 7"),
        ("magic:3:J......../", "t:1:9: found 'J', expected one of 123456789 or ."),
        ("cryptarithm:SEND+MORE", "t:1:13: found 'SEND+MORE', expected capital words in a sum"),
        ("cryptarithm:ABCDEF+GHIJK=LM", "t:1:13: found 'ABCDEF+GHIJK=LM', expected at most 10"),
        ("nonogram:1:", "t:1:12: found 0 lines, expected 1 to 60"),
        ("nonogram:2,2/1:1/1/1/1", "t:1:10: found '2,2', expected 0, or runs that fit into 4"),
        ("nonogram:1/:1/1", "t:1:12: found nothing, expected 0, or runs that fit into 2 cells"),
        ("zebra:A,B/C:", "t:1:11: found 1 items, expected 2, one a house"),
        ("zebra:A,B/C,A:", "t:1:13: found 'A', expected a word of letters, another one for each"),
        ("zebra:A,B/C,D:A?C", "t:1:15: found 'A?C', expected a clue such as A=1, A~D"),
        ("zebra:A,B/C,D:A=3", "t:1:17: found '3', expected a number from 1 to 2"),
        ("zebra:A,B/C,D:A~E", "t:1:15: found 'A~E', expected another item behind ~"),
        ("zebra:::", "t:1:7: found nothing, expected 1 to 20 kinds of 2 to 9 items"),
        ("zebra:A,B//C,D:", "t:1:11: found 0 items, expected 2, one a house"),
        ("zebra:/A,B:", "t:1:7: found '/A,B', expected 1 to 20 kinds of 2 to 9 items"),
        ("kakuro::1:1", "t:1:8: found nothing, expected rows, a / between two of them, at most"),
        ("golfers:3x3", "t:1:9: found '3x3', expected three numbers from 2 to 5, such as 3x3x3"),
        ("magic:3 27695143", "t:1:9: found 8 cells, expected 9"),
        ("magic:3 2769514.8", "t:1:9: found '2769514.8', expected a value in each cell"),
    ],
)  # fmt: skip
def test_errors_point_at_the_input(text: str, message: str) -> None:
    assert error_in(text).startswith(message)


def test_a_bad_line_does_not_stop_the_others() -> None:
    found = read("magic:3\nmagic:x\nkiller:3\nmagic:4\n")
    assert [isinstance(item, Puzzle) for item in found] == [True, False, False, True]
    assert str(found[2]).startswith("t:3:1: found 'killer:3', expected magic:SIZE[:CELLS]")


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=100)
@given(data=st.data())
def test_any_text_gives_puzzles_and_errors_only(name: str, data: st.DataObject) -> None:
    example = EXAMPLES[name].puzzle
    start, stop = sorted(data.draw(st.tuples(*[st.integers(0, len(example))] * 2)))
    text = example[:start] + data.draw(SIGNS) + example[stop:]
    for item in sheets(name).read(from_bytes(text.encode(), "t")):
        if isinstance(item, InputError):
            assert str(item).startswith("t:")
            assert "\n" not in str(item)
        else:
            (again,) = sheets(name).read(from_text(item.text))
            assert isinstance(again, Puzzle)
            assert again.problem == item.problem
