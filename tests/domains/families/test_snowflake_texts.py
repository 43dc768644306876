"""Snowflakes: what is written is read, errors have a place, drawings show each triangle."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from domains.errors import InputError, Place
from domains.families.base import Puzzle
from domains.families.snowflake.layout import (
    SnowflakeLayout,
    snowflake_structure,
)
from domains.problem import Problem
from tests.domains.families.snowflakes import (
    ONE,
    ORACLE,
    SNOWFLAKE,
    SVG,
    layouts,
    read,
    read_one,
)

# Reading and writing


@given(layouts, st.data())
def test_the_one_line_form_reads_back(layout: SnowflakeLayout, data: st.DataObject) -> None:
    cells = st.one_of(st.just(63), st.sampled_from([1, 2, 4, 8, 16, 32]), st.integers(0, 63))
    count = layout.cell_count
    masks = data.draw(st.lists(cells, min_size=count, max_size=count).map(tuple))
    problem = Problem(snowflake_structure(layout), masks)
    text = SNOWFLAKE.puzzle_text(problem)
    again = read_one(text)
    assert again.problem == problem
    assert again.text == text
    assert SNOWFLAKE.recognises(text)


def test_a_line_may_hold_a_solution_and_others_comments() -> None:
    found = read(f"# mine\n\n{ONE} 123456\nsnowflake:0,0;3,3:............\n")
    assert [type(one) for one in found] == [Puzzle, Puzzle]
    assert found[0] == read_one(f"\n\n{ONE} 123456")  # the place is the line
    assert isinstance(found[0], Puzzle)
    assert found[0].solution == "123456"


RECORD = {
    "id": "a1",
    "n": 3,
    "puzzle": [1, 2, 3, 4, 5, 6] + [7] * 12,
    "solution": [1, 2, 3, 4, 5, 6] * 3,
    "topology": {
        "n_cells": 18,
        "hex_coords": [[0, 0], [1, -1], [0, -1]],
        "constraints": [
            {"cells": list(range(6))},
            {"cells": list(range(6, 12))},
            {"cells": list(range(12, 18))},
            {"cells": [4, 5, 8, 9, 12, 13]},
        ],
    },
}


@pytest.mark.parametrize("indent", [None, 2])
def test_published_records_come_as_lines_as_a_list_or_under_puzzles(indent: int | None) -> None:
    short = {"n": 3, "puzzle": "123456............"}
    topologies = {"3": {"hex_coords_qr": [[0, 0], [1, -1], [0, -1]]}}
    lines = f"{json.dumps(RECORD)}\n{json.dumps(short)}\n"
    listed = json.dumps([RECORD, short], indent=indent)
    shared = json.dumps({"topologies": topologies, "puzzles": [RECORD, short]}, indent=indent)
    for text in (lines, listed, shared):
        found = read(text)
        assert len(found) == 2
        for puzzle in found:
            assert isinstance(puzzle, Puzzle), puzzle
            assert puzzle.text == "snowflake:3:123456............"
        assert isinstance(found[0], Puzzle)
        assert (found[0].solution, found[0].source) == ("123456" * 3, "a1")
    assert SNOWFLAKE.recognises(listed)
    places = [puzzle.place for puzzle in read(json.dumps([RECORD, short], indent=2))]
    assert places[0] == Place("file", 2)
    assert places[1] is not None
    assert (places[1].line or 0) > 60


def test_the_layout_of_a_record_is_its_own_before_that_of_its_number() -> None:
    record = {"n": 1, "puzzle": "......", "hex_coords": [{"q": 4, "r": -2}]}
    assert read_one(json.dumps(record)).text == "snowflake:4,-2:......"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("hello", "file:1: found 'hello', expected snowflake:LAYOUT:CELLS, such as snow"),
        ("snowflake:1:123", "file:1:13: found 3 cells, expected 6, six for each of 1 hexagons"),
        ("snowflake:1:12345x", "file:1:18: found 'x', expected 1-6, . for a blank, or cand"),
        ("snowflake:1:[18]....", "file:1:13: found '[', expected 1-6, . for a blank"),
        ("snowflake:x:......", "file:1:11: found 'x', expected a number of hexagons, or pairs"),
        ("snowflake:0:", "file:1:11: found 0 hexagons, expected 1 to 400"),
        ("snowflake:0,0;0,0:......", "file:1:11: found hexagon (0, 0) twice, expected each"),
        (f"{ONE} 12345", "file:1:20: found 5 cells in a solution, expected 6"),
        (f"{ONE} 12345.", "file:1:25: found '.', expected 1-6 in a solution"),
        ("[1]", "file:1: found 1, expected an object"),
        ('{"n": 1}', "file:1: found puzzle: nothing, expected a text or a list of cells"),
        ('{"n": 1.5, "puzzle": ""}', "file:1: found n: 1.5, expected a number from 1 to 400"),
        ('{"puzzle": [1]}', "file:1: found n: nothing, expected a number from 1 to 400"),
        ('{"n": 1, "puzzle": [1,2,3,4,5,8]}', "file:1: found 8 as cell 6 of puzzle, expected 1-6"),
        ('{"n": 1, "puzzle": "12345x"}', "file:1: found 'x', expected 1-6, . for a blank"),
        ('{"n": 1, "puzzle": "......"', "file:1:28: found its end, expected ',' delimiter"),
        (
            '{"puzzle": "......", "hex_coords": [[0, true]]}',
            "file:1: found coordinates [0, true], expected a pair [q, r]",
        ),
        (
            '{"n": 1, "puzzle": "......", "constraints": [[0, 1, 2, 3, 4, 4]]}',
            "file:1: found constraints that have [0, 1, 2, 3, 4], expected the hexagons",
        ),
        ('{"n": 1, "puzzle": "......", "constraints": 3}', "file:1: found constraints: 3, exp"),
    ],
)
def test_errors_name_their_place(text: str, message: str) -> None:
    (error,) = read(text)
    assert isinstance(error, InputError)
    assert str(error).startswith(message)


def test_an_error_does_not_stop_the_others() -> None:
    good = json.dumps(RECORD)
    assert [type(x) for x in read(f"{good}\n{good[:50]}\n{good}")] == [Puzzle, InputError, Puzzle]
    assert [type(x) for x in read(f"{ONE}\nx\n{ONE}")] == [Puzzle, InputError, Puzzle]


@given(st.text(alphabet='snowflake:19,;.[]{}"pu \n', max_size=60))
def test_only_puzzles_and_input_errors_come_out(text: str) -> None:
    for sample in (text, "snowflake:1:" + text, '{"n":1,"puzzle":"' + text, "[" + text):
        assert all(isinstance(found, Puzzle | InputError) for found in read(sample))
        assert SNOWFLAKE.recognises(sample) in {True, False}


def test_a_contradiction_is_infeasible_not_an_error() -> None:
    assert ORACLE.count(read_one("snowflake:1:11....").problem, 2) == 0


# Drawing


def test_the_plain_drawing_has_each_digit_in_its_triangle() -> None:
    problem = read_one("snowflake:3:123456..[12].[].......").problem
    assert SNOWFLAKE.render(problem.structure, problem.masks).splitlines() == [
        "  ___",
        " / . \\",
        "/.   .\\___",
        "\\.   ./ ! \\",
        " \\_._/.   .\\",
        " / 5 \\.   ./",
        "/4   6\\_._/",
        "\\3   1/",
        " \\_2_/",
    ]


def test_a_terminal_shows_givens_bold_and_lists_marked_candidates() -> None:
    problem = read_one(ONE).problem
    drawing = SNOWFLAKE.rich(problem.structure, problem.masks, [(0, 0b11)], problem.masks)
    console = Console(width=80, color_system="truecolor", force_terminal=True)
    with console.capture() as capture:
        console.print(drawing)
    assert "\x1b[1m2\x1b[0m" in capture.get()
    assert "\x1b[1;7;33m1\x1b[0m" in capture.get()
    assert capture.get().splitlines()[-1] == "h1t1: 1 2"


def test_an_svg_has_a_text_for_each_digit_and_a_dot_for_each_point() -> None:
    problem = read_one("snowflake:3:123456............").problem
    root = ElementTree.fromstring(  # noqa: S314
        SNOWFLAKE.svg(problem.structure, problem.masks, (), problem.masks)
    )
    found = [(t.get("class"), t.text) for t in root.iter(f"{SVG}text")]
    assert found == [("given", digit) for digit in "123456"]
    assert len(list(root.iter(f"{SVG}circle"))) == 1
    marked = SNOWFLAKE.svg(problem.structure, problem.masks, [(7, 0b101)])
    kinds = [t.get("class") for t in ElementTree.fromstring(marked).iter(f"{SVG}text")]  # noqa: S314
    assert kinds.count("marked") == 2
    assert kinds.count("candidate") == 6 * 12 - 2
    assert "snowflake, 3 hexagons, 6 of 18 cells fixed, 2 candidates marked" in marked
