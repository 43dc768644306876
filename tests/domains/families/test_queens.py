"""Queens: the rules are those of chess, boards read back, all extendable boards are there."""

from __future__ import annotations

import json
from collections import Counter
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
from domains.families.queens.board import board_masks, queens_problem, queens_structure, solutions
from domains.families.queens.completions import extendable_boards, extendable_problems
from domains.families.queens.family import Queens
from domains.families.queens.guess import guesses
from domains.oracle import ExactOracle
from domains.problem import Problem
from domains.reading import from_path, from_text
from search import solve

QUEENS = Queens()
ORACLE = ExactOracle()
SVG = "{http://www.w3.org/2000/svg}"


def read(text: str) -> list[Puzzle | InputError]:
    return list(QUEENS.read(from_text(text, "file")))


def read_one(text: str) -> Puzzle:
    (found,) = read(text)
    assert isinstance(found, Puzzle), found
    return found


def attacks(assignment: tuple[int, ...]) -> bool:
    """Whether two queens attack each other, by looking along every line from every square."""
    squares = set(enumerate(assignment))
    moves = [move for move in product((-1, 0, 1), repeat=2) if move != (0, 0)]
    return any(
        (row + down * step, column + across * step) in squares
        for row, column in squares
        for down, across in moves
        for step in range(1, len(assignment))
    )


def boards(largest: int = 9) -> st.SearchStrategy[Problem]:
    """Boards of every size with any squares left."""

    def of(size: int) -> st.SearchStrategy[Problem]:
        full = (1 << size) - 1
        fixed = st.integers(0, size - 1).map(lambda column: 1 << column)
        row = st.one_of(st.just(full), fixed, st.integers(0, full))
        rows = st.lists(row, min_size=size, max_size=size).map(tuple)
        return rows.map(lambda masks: Problem(queens_structure(size), masks))

    return st.integers(1, largest).flatmap(of)


# The rules


@pytest.mark.parametrize("size", range(1, 5))
def test_the_rules_are_those_of_chess(size: int) -> None:
    problem = queens_problem(size)
    for assignment in product(range(size), repeat=size):
        assert problem.holds(assignment) == (not attacks(assignment))


@pytest.mark.parametrize(
    ("size", "count"), [(1, 1), (2, 0), (3, 0), (4, 2), (5, 10), (6, 4), (7, 40), (8, 92)]
)
def test_the_known_numbers_of_solutions(size: int, count: int) -> None:
    found = list(solutions(size))
    assert len(set(found)) == len(found) == count
    assert all(map(queens_problem(size).holds, found))
    assert ORACLE.count(queens_problem(size), 100) == count


def test_a_structure_is_made_once_and_names_its_rows_and_rules() -> None:
    structure = queens_structure(3)
    assert structure is queens_structure(3)
    assert structure.names == ("row0", "row1", "row2")
    labels = [rule.label for rule in structure.rules]
    assert labels[0] == "columns"
    assert labels[1::3] == ["diagonal row + column = 1", "diagonal row - column = -1"]
    assert len(labels) == 7


@pytest.mark.parametrize("size", [0, 1025])
def test_sizes_without_a_board_are_refused(size: int) -> None:
    with pytest.raises(ValueError, match=f"a board of {size} rows; sizes 1 to 1024"):
        queens_structure(size)


# All boards that can be completed


def test_there_are_19564_extendable_boards_of_eight() -> None:
    found = list(extendable_boards(8, range(1, 8)))
    assert len(set(found)) == len(found) == 19_564
    by_queens = Counter(map(len, found))
    assert [by_queens[k] for k in range(1, 8)] == [64, 1052, 4032, 6040, 5072, 2568, 736]


def test_the_extendable_boards_of_a_small_size_are_those_with_a_solution() -> None:
    extendable = {problem.masks for problem in extendable_problems(5, [2])}
    places = [(r, c) for r in range(5) for c in range(5)]
    pairs = [(a, b) for a in places for b in places if a[0] < b[0]]
    possible = {
        board_masks(5, pair, ()) for pair in pairs if ORACLE.count(queens_problem(5, pair), 1)
    }
    assert extendable == possible


# Reading and writing


@given(boards())
def test_the_one_line_form_reads_back(problem: Problem) -> None:
    text = QUEENS.puzzle_text(problem)
    again = read_one(text)
    assert again.problem == problem
    assert again.text == text
    assert QUEENS.recognises(text)


def test_runs_and_single_squares_mean_the_same() -> None:
    expected = queens_problem(4, placed=[(1, 2)], blocked=[(0, 0), (0, 1)])
    for text in ("queens:##../..Q./..../....", "queens:2#2./2.Q./4./4.", "queens:##2./2.q1./4./4."):
        assert read_one(text).problem == expected
    assert QUEENS.puzzle_text(expected) == "queens:2#2./2.Q./4./4."
    assert read_one("queens:8").problem == queens_problem(8)


def test_published_records_say_what_is_placed_excluded_and_blocked() -> None:
    placed = {"kind": "completion", "n": 4, "placed": [[0, 1]], "solution": [1, 3, 0, 2]}
    found = read_one(json.dumps(placed))
    assert found.problem == queens_problem(4, placed=[(0, 1)])
    assert found.solution == "1 3 0 2"
    excluded = {"n": 3, "excluded_sum": [1], "excluded_diff": [2, -1]}
    blocked = [(0, 1), (1, 0), (2, 0), (1, 2)]
    assert read_one(json.dumps(excluded)).problem == queens_problem(3, blocked=blocked)
    board = {"n": 3, "board": ["##.", "...", "Q.."], "solution": None}
    assert read_one(json.dumps(board)).problem == queens_problem(3, [(2, 0)], [(0, 0), (0, 1)])


def test_contradictions_are_infeasible_not_errors() -> None:
    for text in (
        "queens:Q2.Q/4./4./4.",
        "queens:2Q2./4./4./4.",
        "queens:4#/4./4./4.",
        "queens:Q3./.Q2./4./4.",
        "queens:3",
    ):
        assert solve(read_one(text).problem).status == "infeasible"
    two = {"n": 8, "placed": [[0, 1], [0, 2]]}
    assert solve(read_one(json.dumps(two)).problem).status == "infeasible"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("hello", "file:1:1: found 'hello', expected queens:ROW/ROW/..., such as queens:.Q"),
        ("queens:", "file:1:8: found a row of 0 squares, expected 1, as there are rows"),
        ("queens:0", "file:1:8: found 0 rows, expected 1 to 1024"),
        ("queens:99999", "file:1:8: found 99999 rows, expected 1 to 1024"),
        ("queens:../.", "file:1:11: found a row of 1 squares, expected 2, as there are rows"),
        ("queens:../9999.", "file:1:11: found a row of 9999 squares, expected 2, as"),
        ("queens:../.x", "file:1:12: found 'x', expected . for a free square, # for a blocked"),
        ("queens:4 1 2", "file:1:10: found 2 columns in a solution, expected 4, one a row"),
        ("queens:2 0 2", "file:1:12: found '2', expected a column from 0 to 1"),
        ('{"n": 0, "placed": []}', "file:1: found n: 0, expected a number from 1 to 1024"),
        ('{"n": 3, "placed": [[0, 3]]}', "file:1: found [0, 3] in placed, expected a pair [row"),
        ('{"n": 3, "placed": 3}', "file:1: found placed: 3, expected a list"),
        ('{"n": 3, "excluded_sum": [5]}', "file:1: found 5 in excluded_sum, expected a number f"),
        ('{"n": 3, "excluded_diff": [-3]}', "file:1: found -3 in excluded_diff, expected a num"),
        ('{"n": 3, "board": ["..."]}', "file:1: found board: 1 rows, expected 3, as n says"),
        ('{"n": 1, "board": ["?"]}', "file:1: found '?' in row 0 of board, expected . for a free"),
        ('{"n": 1, "board": [7]}', "file:1: found 7 as row 0 of board, expected a text"),
        ('{"n": 3, "solution": [1]}', "file:1: found solution: 1 columns, expected 3, one a row"),
    ],
)
def test_errors_name_their_place(text: str, message: str) -> None:
    (error,) = read(text)
    assert isinstance(error, InputError)
    assert str(error).startswith(message)


@given(st.text(alphabet='queens:/.#Q019{}[]", \n', max_size=50))
def test_only_boards_and_input_errors_come_out(text: str) -> None:
    for sample in (text, "queens:" + text, '{"n":2,"placed":' + text):
        assert all(isinstance(found, Puzzle | InputError) for found in read(sample))


@given(st.permutations(range(6)))
def test_solutions_read_back_with_and_without_brackets(columns: list[int]) -> None:
    structure, place = queens_structure(6), Place("here")
    text = QUEENS.solution_text(structure, tuple(columns))
    assert QUEENS.read_solution(structure, text, place) == tuple(columns)
    assert QUEENS.read_solution(structure, json.dumps(columns), place) == tuple(columns)


# Guesses


@settings(max_examples=60)
@given(boards(8), st.integers(0, 2**32))
def test_a_guess_that_is_no_solution_is_not_given(problem: Problem, seed: int) -> None:
    found = [guess for guess in guesses(problem, Random(seed)) if guess is not None]
    assert len(found) <= 1
    assert all(map(problem.holds, found))


@pytest.mark.parametrize("size", [4, 8, 50, 200])
def test_empty_boards_are_guessed_and_the_seed_decides(size: int) -> None:
    problem = queens_problem(size)
    first, again = ([*guesses(problem, Random(3))][-1] for _ in range(2))
    assert first is not None
    assert problem.holds(first)
    assert first == again


# Symmetries


def test_symmetries_are_the_four_that_map_rows_to_rows() -> None:
    structure = queens_structure(6)
    found = set(solutions(6))
    kept = [s for _, s in QUEENS.symmetry_generators(structure)]
    drawn = {QUEENS.random_symmetry(structure, Random(seed)) for seed in range(40)}
    assert len(drawn) == 4
    assert set(kept) < drawn
    for symmetry in drawn:
        moved = {structure.decode(symmetry.apply(structure.encode(each))) for each in found}
        assert moved == found
    # The quarter turn keeps the solutions too, but the image of a row is no row.
    turned = {tuple(5 - s.index(row) for row in range(6)) for s in found}
    assert turned == found


# Generating


@pytest.mark.parametrize("size", [1, 4, 6, 8, 12])
def test_a_generated_board_has_one_completion_and_no_queen_to_spare(size: int) -> None:
    problem = QUEENS.generate(GenerateRequest(size), Random(size), ORACLE)
    assert ORACLE.count(problem, 2) == 1
    for row, mask in enumerate(problem.masks):
        full = problem.structure.top[row]
        if mask != full:
            masks = (*problem.masks[:row], full, *problem.masks[row + 1 :])
            assert ORACLE.count(Problem(problem.structure, masks), 2) == 2


def test_the_seed_decides_and_the_wanted_number_of_queens_is_kept() -> None:
    request = GenerateRequest(8, clues=5)
    problems = [QUEENS.generate(request, Random(seed), ORACLE) for seed in (1, 1, 2)]
    assert problems[0] == problems[1] != problems[2]
    assert sum(mask.bit_count() == 1 for mask in problems[0].masks) == 5


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (GenerateRequest(3), "size: found 3, expected 1 or 4 to 64 (2 and 3 have none)"),
        (GenerateRequest(8, 9), "clues: found 9, expected 0 to 8"),
        (GenerateRequest(8, 1), "clues: found 1, expected more, or another seed: 20 solutions"),
        (GenerateRequest(8, options=(("k", "2"),)), "option: found 'k', expected no options"),
    ],
)
def test_requests_that_cannot_be_fulfilled(request_: GenerateRequest, message: str) -> None:
    with pytest.raises(InputError) as caught:
        QUEENS.generate(request_, Random(0), ORACLE)
    assert str(caught.value).startswith(message)


# Drawing


def test_a_board_is_drawn_square_by_square_and_a_large_one_as_a_list() -> None:
    problem = queens_problem(4, placed=[(1, 2)], blocked=[(0, 0), *((2, c) for c in range(4))])
    drawn = QUEENS.render(problem.structure, problem.masks)
    assert drawn.splitlines() == ["# . . .", ". . Q .", "# # # #", ". . . ."]
    assert {len(line) for line in QUEENS.render(queens_structure(79), (1,) * 79).split("\n")} == {
        79
    }
    large = queens_problem(80, placed=[(3, 70)], blocked=[(4, c) for c in range(80)])
    lines = QUEENS.render(large.structure, large.masks).splitlines()
    assert lines == ["80 rows, 1 queens (row:column), no square left in row 4", "3:70"]


@pytest.mark.parametrize("size", [4, 45, 90])
def test_a_terminal_shows_given_queens_and_marked_squares(size: int) -> None:
    problem = queens_problem(size, placed=[(1, 2)])
    console = Console(width=80, color_system="truecolor", force_terminal=True)
    with console.capture() as capture:
        console.print(QUEENS.rich(problem.structure, problem.masks, [(3, 0b1)], problem.masks))
    assert ("\x1b[1mQ\x1b[0m" in capture.get()) == (size < 80)
    marked = "\x1b[1;7;33mrow3: 0\x1b[0m" if size > 79 else "\x1b[1;7;33m.\x1b[0m"
    assert marked in capture.get()


def test_an_svg_has_a_crown_for_each_queen_and_a_dot_for_each_square_left() -> None:
    problem = queens_problem(4, placed=[(1, 2)], blocked=[(0, 0)])
    svg = QUEENS.svg(problem.structure, problem.masks, [(0, 0b10)], problem.masks)
    root = ElementTree.fromstring(svg)  # noqa: S314
    classes = Counter(element.get("class") for element in root.iter())
    assert classes["queen given"] == 1
    assert (classes["dot"], classes["marked dot"], classes["hue"], classes["thin"]) == (2, 1, 1, 1)
    assert "queens, 4 x 4, 1 of 4 queens placed, 1 squares marked" in svg


# The published instances

LISTS = ("completion_nauck1850", "completion_generated", "excluded_diagonals", "blocked")


@pytest.mark.shared
@pytest.mark.parametrize("name", LISTS)
def test_the_published_boards_are_answered_as_stated(shared_data: Path, name: str) -> None:
    path = shared_data / "queens" / f"{name}.jsonl"
    stated = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    puzzles = list(QUEENS.read(from_path(str(path))))
    for record, puzzle in zip(stated, puzzles, strict=True):
        assert isinstance(puzzle, Puzzle), puzzle
        if puzzle.solution is not None:
            solution = tuple(map(int, puzzle.solution.split()))
            assert solution == tuple(record["solution"])
            assert puzzle.problem.violation(solution) is None
        if record["n"] <= 12:
            expected = {"SAT": "solved", "UNSAT": "infeasible"}[record["status"]]
            assert solve(puzzle.problem).status == expected
    if name == "completion_nauck1850":
        assert isinstance(puzzles[0], Puzzle)
        assert ORACLE.count(puzzles[0].problem, 10) == 2
