"""Minesweeper: placements are those of the numbers, what is certain is what all agree on."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from random import Random
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from domains.errors import InputError, Place
from domains.families.base import GenerateRequest, Puzzle
from domains.families.minesweeper.board import layout_of, mine_problem
from domains.families.minesweeper.certain import MineField, certain, play
from domains.families.minesweeper.family import Minesweeper
from domains.oracle import ExactOracle
from domains.problem import Assignment, Problem
from domains.reading import from_path, from_text
from search import Goal, solve

FAMILY = Minesweeper()
ORACLE = ExactOracle()


def read(text: str) -> list[Puzzle | InputError]:
    return list(FAMILY.read(from_text(text, "file")))


def read_one(text: str) -> Puzzle:
    (found,) = read(text)
    assert isinstance(found, Puzzle), found
    return found


def known_placements(problem: Problem) -> set[Assignment]:
    """Try every placement, and count mines in the three by three squares around numbers."""
    layout = layout_of(problem.structure)
    covered = layout.covered()
    found = set()
    for placement in product((0, 1), repeat=len(covered)):
        mines = {cell for cell, mine in zip(covered, placement, strict=True) if mine}
        agrees = all(
            int(sign) == sum(abs(r - a) <= 1 and abs(c - b) <= 1 for a, b in mines)
            for (r, c), sign in layout.cells()
            if sign != "?"
        )
        allowed = all(m >> v & 1 for m, v in zip(problem.masks, placement, strict=True))
        if agrees and allowed and layout.mines in (None, len(mines)):
            found.add(placement)
    return found


@st.composite
def boards(draw: st.DrawFn) -> Problem:
    """Small boards: of a real field or with any numbers, with something known or not."""
    height, width = draw(st.integers(1, 3)), draw(st.integers(1, 4))
    cells = list(product(range(height), range(width)))
    if draw(st.booleans()):
        field = MineField(height, width, frozenset(draw(st.sets(st.sampled_from(cells)))))
        safe = sorted(set(cells) - field.mines)
        uncovered = draw(st.sets(st.sampled_from(safe))) if safe else set()
        return field.shown(uncovered, count_known=draw(st.booleans()))
    signs = draw(st.lists(st.sampled_from("???????*-!0123"), min_size=12, max_size=12))
    rows = ["".join(signs[r * width : (r + 1) * width]) for r in range(height)]
    mines = draw(st.sampled_from(["", "1:", "3:"]))
    return read_one(f"minesweeper:{mines}{'/'.join(rows)}").problem


# What is a placement, and what is certain


@given(boards())
def test_placements_are_those_that_agree_with_the_numbers(problem: Problem) -> None:
    expected = known_placements(problem)
    assert ORACLE.count(problem, 5000) == len(expected)
    assert all(map(problem.holds, expected))
    answer = solve(problem)
    assert answer.status == ("solved" if expected else "infeasible")


@given(boards())
def test_what_is_certain_is_what_all_placements_agree_on(problem: Problem) -> None:
    placements, found = known_placements(problem), certain(problem, ORACLE)
    cells = layout_of(problem.structure).covered()
    seen = {cell: {p[v] for p in placements} for v, cell in enumerate(cells)}
    assert found.safe == tuple(cell for cell in cells if seen[cell] == {0})
    assert found.mines == tuple(cell for cell in cells if seen[cell] == {1})
    assert found.open == tuple(cell for cell in cells if seen[cell] == {0, 1})
    if not placements:
        assert not any(found.masks)


def test_numbers_that_cannot_be_are_infeasible() -> None:
    for text in ("minesweeper:2?", "minesweeper:11", "minesweeper:0*", "minesweeper:1:??/0?"):
        assert solve(read_one(text).problem).status == "infeasible"
    assert solve(mine_problem("1?", "??", mines=3)).status == "infeasible"
    assert solve(mine_problem("??", mines=3)).status == "infeasible"


def test_the_number_of_all_mines_decides_what_the_numbers_leave_open() -> None:
    rows = ("?1?", "???")
    assert len(certain(mine_problem(*rows)).open) == 5
    assert solve(mine_problem("1?", "?1", "??", mines=1), goal=Goal.unique()).status == "solved"
    assert certain(mine_problem("?1??", mines=1)).safe == ((0, 3),)


# Playing


@settings(max_examples=60)
@given(st.integers(0, 2**32), st.booleans())
def test_playing_uncovers_only_safe_cells_and_stops_when_nothing_is(
    seed: int,
    count_known: bool,
) -> None:
    rng = Random(seed)
    cells = list(product(range(5), range(5)))
    field = MineField(5, 5, frozenset(rng.sample(cells[1:], 4)))
    covered_before = None
    for board in play(field, (0, 0), count_known=count_known):
        covered = set(layout_of(board.structure).covered())
        assert field.mines <= covered
        assert covered_before is None or covered < covered_before
        covered_before = covered
    assert not certain(board).safe


def test_a_game_is_won_without_a_guess_and_another_is_not() -> None:
    won = list(play(MineField(3, 4, frozenset({(0, 0)})), (2, 3)))
    assert layout_of(won[-1].structure).rows == ("?100", "1100", "0000")
    lost = list(play(MineField(1, 4, frozenset({(0, 0)})), (0, 1), count_known=False))
    assert [layout_of(b.structure).rows for b in lost] == [("?1??",)]
    with pytest.raises(ValueError, match="expected a cell without a mine, found"):
        next(play(MineField(2, 2, frozenset({(0, 0)})), (0, 0)))


# Reading and writing


@given(boards())
def test_the_one_line_form_reads_back(problem: Problem) -> None:
    text = FAMILY.puzzle_text(problem)
    again = read_one(text)
    assert again.problem == problem
    assert again.text == text
    assert FAMILY.recognises(text)


def test_all_forms_mean_the_same() -> None:
    expected = mine_problem("1?", "??")
    record = json.dumps({"board": ["1?", "??"], "total_mines": None, "example_mines": [[0, 1]]})
    for text in ("minesweeper:1./##", "1?\n#.\n", "1#\r\n??\r\n\r\n", record):
        assert read_one(text).problem == expected
    assert read_one(record).solution == "1*/--"
    assert read_one("minesweeper:2:1?/?? 1*/-*").solution == "1*/-*"
    assert len(read("1?\n??\n\n1?\n\nminesweeper:1?")) == 3


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("minesweeper:1x", "file:1:14: found 'x', expected 0-8, ? for a covered cell, * for a"),
        ("minesweeper:19", "file:1:14: found '9', expected 0-8"),
        ("minesweeper:1?/?", "file:1:16: found a row of 1 cells, expected 2, as the first has"),
        ("minesweeper:", "file:1:13: found 1 rows of 0 cells, expected 1 to 200"),
        ("minesweeper:x:1?", "file:1:13: found 'minesweeper:x:1?', expected minesweeper:ROW/ROW"),
        ("minesweeper:1? 1", "file:1:16: found 1 cells in a solution, expected 2"),
        ("minesweeper:1? 2*", "file:1:16: found '2' at r1c1, expected 1, as on the board"),
        ("minesweeper:1? 1?", "file:1:16: found '?' at r1c2, expected * or -"),
        ("1?\n1x\n", "file:2:2: found 'x', expected 0-8"),
        ('{"board": "1?"}', 'file:1: found board: "1?", expected a list of rows'),
        ('{"board": [1]}', "file:1: found board: [1], expected a list of rows, each a text"),
        ('{"board": ["1?"], "total_mines": -1}', "file:1: found total_mines: -1, expected a nu"),
        ('{"board": ["1?"], "example_mines": [[0, 0]]}', "file:1: found example_mines: [[0, 0]]"),
        ('{"board": ["1?"], "example_mines": "1?"}', "file:1: found example_mines: "),
        ('{"board": ["1?"], "example_mines": [[[], 0]]}', "file:1: found example_mines: [[[], 0]"),
    ],
)
def test_errors_name_their_place(text: str, message: str) -> None:
    (error,) = read(text)
    assert isinstance(error, InputError)
    assert str(error).startswith(message)


@given(st.text(alphabet='minesweeper:/.#?*-!019{}[]",\n ', max_size=60))
def test_only_boards_and_input_errors_come_out(text: str) -> None:
    for sample in (text, "minesweeper:" + text, '{"board":' + text):
        assert all(isinstance(found, Puzzle | InputError) for found in read(sample))


# Symmetries


def test_a_board_has_the_symmetries_that_its_numbers_have() -> None:
    blank = mine_problem("??", "??").structure
    assert len(list(FAMILY.symmetry_generators(blank))) == 7
    lopsided = mine_problem("1?", "??").structure
    (name, symmetry), *others = FAMILY.symmetry_generators(lopsided)
    assert (name, others) == ("transpose", [])
    assert symmetry.apply((0b01, 0b10, 0b11)) == (0b10, 0b01, 0b11)
    drawn = {FAMILY.random_symmetry(blank, Random(seed)) for seed in range(60)}
    assert len(drawn) == 8


# Generating


@pytest.mark.parametrize("size", [3, 5, 8])
def test_a_generated_board_has_one_placement_and_no_number_to_spare(size: int) -> None:
    problem = FAMILY.generate(GenerateRequest(size), Random(size), ORACLE)
    assert problem == FAMILY.generate(GenerateRequest(size), Random(size), ORACLE)
    assert ORACLE.count(problem, 2) == 1
    layout = layout_of(problem.structure)
    for (r, c), sign in layout.cells():
        if sign != "?":
            rows = [list(row) for row in layout.rows]
            rows[r][c] = "?"
            fewer = mine_problem(*("".join(row) for row in rows), mines=layout.mines)
            assert ORACLE.count(fewer, 2) == 2


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (GenerateRequest(1), "size: found 1, expected 2 to 24"),
        (GenerateRequest(4, clues=16), "clues: found 16, expected 0 to 13 numbers"),
        (GenerateRequest(6, clues=0), "clues: found 0, expected more, or another seed: this board"),
        (GenerateRequest(4, options=(("mines", "16"),)), "mines: found '16', expected a number"),
    ],
)
def test_requests_that_cannot_be_fulfilled(request_: GenerateRequest, message: str) -> None:
    with pytest.raises(InputError) as caught:
        FAMILY.generate(request_, Random(0), ORACLE)
    assert str(caught.value).startswith(message)


# Drawing


def test_a_drawing_shows_what_is_certain() -> None:
    problem = mine_problem("?1??", mines=1)
    assert FAMILY.render(problem.structure, certain(problem).masks) == "? 1 ? -"
    known = read_one("minesweeper:1*/-!").problem
    assert FAMILY.render(known.structure, known.masks) == "1 *\n- !"


def test_a_terminal_marks_cells() -> None:
    problem = mine_problem("1?", "??")
    console = Console(width=80, color_system="truecolor", force_terminal=True)
    with console.capture() as capture:
        console.print(FAMILY.rich(problem.structure, problem.masks, [(0, 0b10)], problem.masks))
    assert "\x1b[1;7;33m?\x1b[0m" in capture.get()
    assert "r1c2: 1" in capture.get()


def test_an_svg_has_a_disc_for_a_mine_and_a_ring_for_a_safe_cell() -> None:
    problem = read_one("minesweeper:1:1*/-?").problem
    svg = FAMILY.svg(problem.structure, problem.masks, [(2, 0b01)])
    root = ElementTree.fromstring(svg)  # noqa: S314
    discs = [e.get("class") for e in root.iter() if e.tag.endswith("circle")]
    assert discs == ["dot", "thin"]
    assert "2 x 2, 1 mines in all, 1 mines known, 1 covered cells safe, 1 open" in svg


# The published instances


@pytest.mark.shared
def test_the_published_boards_are_answered_as_stated(shared_data: Path) -> None:
    path = shared_data / "minesweeper" / "minesweeper.jsonl"
    stated = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for record, puzzle in zip(stated, FAMILY.read(from_path(str(path))), strict=True):
        assert isinstance(puzzle, Puzzle), puzzle
        found = certain(puzzle.problem, ORACLE)
        assert [list(cell) for cell in found.mines] == record["forced_mines"]
        assert [list(cell) for cell in found.safe] == record["forced_safe"]
        assert solve(puzzle.problem).status == "solved"
        structure = puzzle.problem.structure
        stored = FAMILY.read_solution(structure, puzzle.solution or "", Place("stored"))
        assert puzzle.problem.violation(stored) is None
