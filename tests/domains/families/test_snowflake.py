"""Snowflakes: rules as the geometry has them, what is written is read, kin are known."""

from __future__ import annotations

import json
import re
from math import cos, pi, sin, sqrt
from pathlib import Path
from random import Random
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from domains.errors import InputError, Place
from domains.families.base import GenerateRequest, Puzzle
from domains.families.grid.fill import random_filling
from domains.families.snowflake.family import Snowflake
from domains.families.snowflake.generate import random_layout
from domains.families.snowflake.kinship import is_held_out, solution_key
from domains.families.snowflake.layout import (
    Hexagon,
    LayoutError,
    SnowflakeLayout,
    layout_of,
    snowflake_structure,
    spiral,
)
from domains.families.snowflake.symmetry import movements
from domains.oracle import ExactOracle
from domains.problem import Problem, Structure
from domains.reading import from_path, from_text

SNOWFLAKE = Snowflake()
ORACLE = ExactOracle()
ONE = "snowflake:1:12345."
SVG = "{http://www.w3.org/2000/svg}"

hexagons = st.tuples(st.integers(-3, 3), st.integers(-3, 3))
layouts = st.lists(hexagons, min_size=1, max_size=12, unique=True).map(
    lambda found: SnowflakeLayout(tuple(found))
)


def read(text: str) -> list[Puzzle | InputError]:
    return list(SNOWFLAKE.read(from_text(text, "file")))


def read_one(text: str) -> Puzzle:
    (found,) = read(text)
    assert isinstance(found, Puzzle), found
    return found


def scopes(structure: Structure) -> set[frozenset[int]]:
    return {frozenset(rule.scope) for rule in structure.rules}


# The rules


def groups_by_geometry(layout: SnowflakeLayout) -> set[frozenset[int]]:
    """The hexagons, and the corners that three hexagons share, from coordinates in the plane."""
    corners: dict[tuple[int, int], dict[int, set[int]]] = {}
    for h, (q, r) in enumerate(layout.hexagons):
        x, y = 1.5 * q, sqrt(3) * (q / 2 + r)
        for k in range(6):
            point = round(4 * (x + cos(k * pi / 3))), round(4 * (y + sin(k * pi / 3)))
            beside = {6 * h + (k - 1) % 6, 6 * h + k}
            corners.setdefault(point, {})[h] = beside
    points = {frozenset().union(*near.values()) for near in corners.values() if len(near) == 3}
    return points | {frozenset(range(6 * h, 6 * h + 6)) for h in range(len(layout.hexagons))}


@given(layouts)
def test_the_rules_are_the_hexagons_and_the_points_of_three(layout: SnowflakeLayout) -> None:
    structure = snowflake_structure(layout)
    assert scopes(structure) == groups_by_geometry(layout)
    assert {len(rule.scope) for rule in structure.rules} == {6}
    assert structure.values == ((1, 2, 3, 4, 5, 6),) * layout.cell_count


@pytest.mark.parametrize(
    ("order", "groups"), [(4, 6), (5, 8), (6, 10), (7, 13), (8, 14), (9, 17), (10, 19), (13, 27)]
)
def test_the_spirals_have_the_published_number_of_groups(order: int, groups: int) -> None:
    structure = snowflake_structure(spiral(order))
    assert (len(structure.names), len(structure.rules)) == (6 * order, groups)


def test_a_structure_is_made_once_and_names_its_cells_and_rules() -> None:
    structure = snowflake_structure(spiral(3))
    assert structure is snowflake_structure(SnowflakeLayout(((0, 0), (1, -1), (0, -1))))
    assert structure.names[5:8] == ("h1t6", "h2t1", "h2t2")
    assert [rule.label for rule in structure.rules][2:] == [
        "hexagon 3",
        "point of hexagons 1, 2 and 3",
    ]


def test_a_hexagon_that_no_rule_joins_is_a_part_of_its_own() -> None:
    assert spiral(7).parts() == ((0, 1, 2, 3, 4, 5, 6),)
    assert spiral(8).parts() == ((0, 1, 2, 3, 4, 5, 6), (7,))
    structure = snowflake_structure(spiral(8))
    said = "not connected: no rule joins hexagons 1-7 | 8"
    assert SNOWFLAKE.render(structure, structure.top).splitlines()[-1] == said
    assert said in SNOWFLAKE.svg(structure, structure.top)
    assert "not connected" not in SNOWFLAKE.render(snowflake_structure(spiral(7)), (63,) * 42)


@pytest.mark.parametrize(
    ("found", "message"),
    [
        ((), "found 0 hexagons, expected 1 to 400"),
        (((0, 0), (1, 0), (0, 0)), "found hexagon (0, 0) twice, expected each once"),
        (((0, 100),), "found hexagon (0, 100), expected coordinates up to ±99"),
    ],
)
def test_what_is_no_layout_is_refused(found: tuple[Hexagon, ...], message: str) -> None:
    with pytest.raises(LayoutError, match=re.escape(message)):
        SnowflakeLayout(found)


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


# Symmetries and kin


@pytest.mark.parametrize(("order", "count"), [(1, 12), (3, 6), (4, 4), (5, 2), (7, 12), (19, 12)])
def test_a_layout_has_its_own_rotations_and_reflections(order: int, count: int) -> None:
    assert len(movements(spiral(order))) == count


@given(layouts, st.integers(0, 2**32))
def test_symmetries_map_rules_to_rules(layout: SnowflakeLayout, seed: int) -> None:
    structure = snowflake_structure(layout)
    found = [symmetry for _, symmetry in SNOWFLAKE.symmetry_generators(structure)]
    for symmetry in [*found, SNOWFLAKE.random_symmetry(structure, Random(seed))]:
        moved = {frozenset(symmetry.variables[v] for v in scope) for scope in scopes(structure)}
        assert moved == scopes(structure)
        assert len(set(symmetry.indices)) == 1
        assert sorted(symmetry.indices[0]) == [0, 1, 2, 3, 4, 5]


@settings(max_examples=30)
@given(st.integers(3, 8), st.integers(0, 2**32))
def test_a_solution_keeps_its_key_however_it_is_moved(size: int, seed: int) -> None:
    rng = Random(seed)
    structure = snowflake_structure(random_layout(size, rng))
    masks = tuple(random_filling(structure, rng))
    key = solution_key(structure, structure.decode(masks))
    symmetry = SNOWFLAKE.random_symmetry(structure, rng)
    assert solution_key(structure, structure.decode(symmetry.apply(masks))) == key
    # the same snowflake turned by 60 degrees, its hexagons listed the other way round
    turned = SnowflakeLayout(tuple((-r, q + r) for q, r in reversed(layout_of(structure).hexagons)))
    digits = structure.decode(masks)
    moved = [digits[6 * (size - 1 - h) + (k - 1) % 6] for h in range(size) for k in range(6)]
    assert snowflake_structure(turned).problem().holds(tuple(moved))
    assert solution_key(snowflake_structure(turned), tuple(moved)) == key


def test_other_solutions_have_other_keys() -> None:
    structure = snowflake_structure(spiral(7))
    keys = {
        solution_key(structure, structure.decode(random_filling(structure, Random(seed))))
        for seed in range(40)
    }
    assert len(keys) == 40
    assert 0 < sum(is_held_out(key, 0.5) for key in keys) < 40
    assert not any(is_held_out(key, 0.0) for key in keys)
    assert all(is_held_out(key, 1.0) for key in keys)


# Generating


@pytest.mark.parametrize(
    ("size", "options"),
    [(1, ()), (3, ()), (7, ()), (9, (("layout", "spiral"),))],
)
def test_a_generated_snowflake_is_unique_minimal_and_connected(
    size: int, options: tuple[tuple[str, str], ...]
) -> None:
    problem = SNOWFLAKE.generate(GenerateRequest(size, options=options), Random(5), ORACLE)
    structure = problem.structure
    assert len(layout_of(structure).parts()) == 1
    assert len(layout_of(structure).hexagons) == size
    assert ORACLE.count(problem, 2) == 1
    for cell, mask in enumerate(problem.masks):
        if mask != 63:
            masks = (*problem.masks[:cell], 63, *problem.masks[cell + 1 :])
            assert ORACLE.count(Problem(structure, masks), 2) == 2


@given(st.integers(3, 30), st.integers(0, 2**32))
def test_random_layouts_have_no_loose_hexagon(size: int, seed: int) -> None:
    layout = random_layout(size, Random(seed))
    assert len(layout.hexagons) == size
    assert len(layout.parts()) == 1


def test_the_wanted_layout_and_number_of_clues() -> None:
    text = "0,0;1,0;0,1;-1,1"
    request = GenerateRequest(clues=20, options=(("layout", text),))
    problem = SNOWFLAKE.generate(request, Random(1), ORACLE)
    assert layout_of(problem.structure).text == text
    assert sum(mask != 63 for mask in problem.masks) == 20
    assert problem == SNOWFLAKE.generate(request, Random(1), ORACLE)
    assert problem != SNOWFLAKE.generate(request, Random(2), ORACLE)


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (GenerateRequest(2), "size: found 2, expected 1, or 3 to 61 hexagons (two have no rule"),
        (GenerateRequest(62), "size: found 62, expected 1, or 3 to 61"),
        (
            GenerateRequest(8, options=(("layout", "spiral"),)),
            "layout: found not connected: no rule joins hexagons 1-7 | 8, expected hexagons that",
        ),
        (GenerateRequest(3, 18), "clues: found 18, expected 0 to 17, as a puzzle has a blank"),
        (GenerateRequest(3, options=(("layout", "x"),)), "layout: found 'x', expected a number"),
        (GenerateRequest(3, options=(("layout", "4"),)), "size: found 3 for a layout of 4 hex"),
        (GenerateRequest(3, options=(("box", "4"),)), "option: found 'box', expected one of: lay"),
        (GenerateRequest(3, 1), "clues: found 1, expected more, or another seed: 20 solutions"),
    ],
)
def test_requests_that_cannot_be_fulfilled(request_: GenerateRequest, message: str) -> None:
    with pytest.raises(InputError) as caught:
        SNOWFLAKE.generate(request_, Random(0), ORACLE)
    assert str(caught.value).startswith(message)


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


# The published instances


@pytest.mark.shared
def test_the_published_puzzles_have_their_solutions(shared_data: Path) -> None:
    path = shared_data / "snowflake" / "snowflake.json"
    stated = json.loads(path.read_text(encoding="utf-8"))
    counts = [record["n_solutions_capped_1000"] for record in stated["puzzles"]]
    groups = {int(n): t["constraints"] for n, t in stated["topologies"].items()}
    puzzles = list(SNOWFLAKE.read(from_path(str(path))))
    keys: dict[int, set[str]] = {}
    for puzzle, count in zip(puzzles, counts, strict=True):
        assert isinstance(puzzle, Puzzle), puzzle
        structure = puzzle.problem.structure
        hexagons = len(layout_of(structure).hexagons)
        assert scopes(structure) == set(map(frozenset, groups[hexagons]))
        assert puzzle.solution is not None
        solution = SNOWFLAKE.read_solution(structure, puzzle.solution, Place("stored"))
        assert puzzle.problem.violation(solution) is None
        assert ORACLE.count(puzzle.problem, 1000) == count
        if (puzzle.source or "").startswith("puzzles_expanded"):
            keys.setdefault(hexagons, set()).add(solution_key(structure, solution))
    assert len(puzzles) == len(counts) > 0
    # The data set has one solution grid of each size there, whatever the codes are.
    assert {len(found) for found in keys.values()} == {1}
    assert len(set.union(*keys.values())) == len(keys) > 1
