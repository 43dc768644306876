"""Mazes: every shortest path and nothing else, counted and drawn exactly; forms read back."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from xml.etree import ElementTree

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from domains.errors import InputError, Place
from domains.families.base import GenerateRequest, Puzzle
from domains.families.maze.board import FREE, layout_of, maze_problem
from domains.families.maze.family import Maze
from domains.families.maze.symmetry import moved, symmetries
from domains.oracle import ExactOracle
from domains.paths import (
    alpha_of_paths,
    count_paths,
    each_path,
    from_networkx,
    guesses,
    path_shares,
    sample_path,
)
from domains.problem import Assignment, Problem
from domains.reading import from_path, from_text
from search import Goal, solve

MAZE = Maze()
ORACLE = ExactOracle()
OPEN = maze_problem("S...", "....", "...G")
"""Ten shortest paths: two steps down among five."""


def read(text: str) -> list[Puzzle | InputError]:
    return list(MAZE.read(from_text(text, "file")))


def read_one(text: str) -> Puzzle:
    (found,) = read(text)
    assert isinstance(found, Puzzle), found
    return found


def as_graph(problem: Problem) -> networkx.Graph:
    """Return the free cells, start and goal as networkx knows grids; nothing of ours is used."""
    rows = layout_of(problem.structure).rows
    graph = networkx.grid_2d_graph(len(rows), len(rows[0]))
    walls = [cell for cell in graph if rows[cell[0]][cell[1]] == "#"]
    graph.remove_nodes_from(walls)
    return graph


def known_paths(problem: Problem) -> set[Assignment]:
    """Return the shortest paths that networkx finds and the masks allow."""
    layout = layout_of(problem.structure)
    (start,), (goal,), cells = layout.find("S"), layout.find("G"), layout.find(FREE)
    try:
        paths = list(networkx.all_shortest_paths(as_graph(problem), start, goal))
    except networkx.NetworkXNoPath:
        return set()
    found = {tuple(int(cell in set(path)) for cell in cells) for path in paths}
    masks = problem.masks
    return {p for p in found if all(m >> v & 1 for m, v in zip(masks, p, strict=True))}


@st.composite
def mazes(draw: st.DrawFn) -> Problem:
    """Small mazes with something known of some cells, consistent or not."""
    height, width = draw(st.integers(1, 5)), draw(st.integers(2, 5))
    count = height * width
    signs = draw(st.lists(st.sampled_from("......##-o!"), min_size=count, max_size=count))
    start, goal = draw(st.lists(st.integers(0, count - 1), min_size=2, max_size=2, unique=True))
    usual = draw(st.booleans())
    if usual:
        signs = ["." if sign in "-o!" else sign for sign in signs]
    signs[start], signs[goal] = "S", "G"
    rows = ["".join(signs[k : k + width]) for k in range(0, count, width)]
    return read_one(f"maze:{'/'.join(rows)}").problem


# What is a solution, and all of them


@given(mazes())
def test_solutions_are_the_shortest_paths_of_networkx(problem: Problem) -> None:
    expected = known_paths(problem)
    listed = list(each_path(problem))
    assert len(set(listed)) == len(listed)
    assert set(listed) == expected
    assert all(map(problem.holds, listed))
    assert count_paths(problem) == len(expected)


@given(mazes())
def test_alpha_and_shares_are_those_of_all_paths(problem: Problem) -> None:
    paths, variables = known_paths(problem), range(len(problem.masks))
    union = [sum({1 << path[v] for path in paths}) for v in variables]
    assert alpha_of_paths(problem) == tuple(union)
    assert path_shares(problem) == [sum(path[v] for path in paths) for v in variables]


@given(mazes())
def test_one_deduction_and_the_oracle_agree_with_alpha(problem: Problem) -> None:
    best = ORACLE.best_deduction(problem.structure.problem(), problem.masks)
    assert best == alpha_of_paths(problem)
    (rule,) = problem.structure.rules
    masks = problem.masks
    for deduction in rule.deduce(0, problem.structure.values, masks):
        masks = deduction.apply(masks)
    assert masks == best or not all(masks) or not all(problem.masks) or not masks


@given(mazes(), st.integers(0, 2**32))
def test_guesses_and_samples_are_solutions_where_there_is_one(problem: Problem, seed: int) -> None:
    guessed = list(guesses(problem, Random(seed)))
    sampled = sample_path(problem, Random(seed))
    assert [sampled is None, not guessed] == [not known_paths(problem)] * 2
    assert all(map(problem.holds, (g for g in guessed if g is not None)))
    assert sampled is None or problem.holds(sampled)


@settings(max_examples=40)
@given(mazes())
def test_every_strategy_says_the_same(problem: Problem) -> None:
    expected = len(known_paths(problem))
    for strategy in ("auto", "symbolic", "cdcl"):
        answer = solve(problem, goal=Goal.count(100), strategy=strategy)
        assert answer.status == ("solved" if expected else "infeasible")
        if expected:
            assert getattr(answer, "count", 1) == expected or expected == 1


def test_samples_are_uniform() -> None:
    drawn = Counter(sample_path(OPEN, rng) for rng in [Random(5)] for _ in range(2000))
    assert len(drawn) == 10
    assert all(140 <= times <= 260 for times in drawn.values())


def test_a_longer_path_a_detached_cell_and_a_wrong_turn_are_refused() -> None:
    def holds(text: str) -> str | None:
        return OPEN.violation(MAZE.read_solution(OPEN.structure, text, Place("here")))

    assert holds("Sooo/...o/...G") is None
    assert holds("So.o/.ooo/...G") == "shortest path: 5 are taken, a shortest path has 4 (r1c2 …)"
    assert holds("So.o/...o/o..G") == (
        "shortest path: the 4 that are taken are no path from start to goal (r1c2 …)"
    )
    assert holds("Soo./o..o/...G") is not None


def test_the_number_of_paths_is_exact_where_floats_are_not() -> None:
    side = 60
    rows = ["." * side for _ in range(side)]
    rows[0], rows[-1] = "S" + rows[0][1:], rows[-1][1:] + "G"
    exact = 1
    for k in range(1, side):
        exact = exact * (side - 1 + k) // k
    assert count_paths(maze_problem(*rows)) == exact > 2**100
    assert solve(maze_problem(*rows)).status == "solved"


@pytest.mark.parametrize("text", ["maze:S#G", "maze:S.#/###/..G", "maze:S-G", "maze:So./o.G"])
def test_what_no_path_solves_is_proven_infeasible(text: str) -> None:
    problem = read_one(text).problem
    assert count_paths(problem) == 0
    for strategy in ("auto", "symbolic", "cdcl"):
        assert solve(problem, strategy=strategy).status == "infeasible"


def test_neighbouring_ends_need_no_cell() -> None:
    problem = read_one("maze:SG/..").problem
    answer = solve(problem)
    assert getattr(answer, "assignment", None) == (0, 0)
    assert MAZE.solution_text(problem.structure, (0, 0)) == "SG/.."


# Graphs


def test_a_networkx_graph_directed_or_not() -> None:
    ring = networkx.cycle_graph(6)
    problem = from_networkx(ring, 0, 3)
    assert problem.structure.names == ("1", "2", "4", "5")
    assert sorted(each_path(problem)) == [(0, 0, 1, 1), (1, 1, 0, 0)]
    one_way = networkx.DiGraph([(0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (5, 0)])
    assert list(each_path(from_networkx(one_way, 0, 4))) == [(1, 1, 1, 0)]
    assert solve(from_networkx(networkx.DiGraph([(1, 0)]), 0, 1)).status == "infeasible"
    with pytest.raises(ValueError, match="found 0 and 9"):
        from_networkx(ring, 0, 9)


# Reading and writing


@given(mazes())
def test_the_one_line_form_reads_back(problem: Problem) -> None:
    text = MAZE.puzzle_text(problem)
    again = read_one(text)
    assert again.problem == problem
    assert again.text == text
    assert MAZE.recognises(text)


def test_blanks_are_cells_in_every_form() -> None:
    expected = maze_problem(".S#", "#..", ".G.")
    for text in (" S##   G ", " S#\n#  \n G \n", "maze:.S#/#../.G.", "puzzle\n S##   G \n"):
        assert MAZE.recognises(text)
        assert read_one(text).problem == expected
    two = read(" S##   G \n\n S#\r\n#  \r\n G \r\n")
    assert [p.problem for p in two if isinstance(p, Puzzle)] == [expected] * 2
    several = read(" S##   G \n S##   G \n")
    assert [p.problem for p in several if isinstance(p, Puzzle)] == [expected] * 2


def test_a_table_has_a_stored_path_which_need_not_be_the_answer() -> None:
    puzzle = read_one("puzzle,solution,source\nS   #   G,Soo #o  G,mine\n")
    assert puzzle.source == "mine"
    assert puzzle.solution == "Soo/.#o/..G"
    stored = MAZE.read_solution(puzzle.problem.structure, puzzle.solution, Place("x"))
    other = (0, 0, 1, 0, 1, 1)  # down the left side: as short, and not the stored one
    assert puzzle.problem.violation(stored) is puzzle.problem.violation(other) is None
    assert MAZE.solution_text(puzzle.problem.structure, other) != puzzle.solution


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("maze:..", "file:1:6: found no start, expected one cell S"),
        ("maze:S.", "file:1:6: found no goal, expected one cell G"),
        ("maze:SG/.S", "file:1:10: found a second start, expected one cell S"),
        ("maze:SG/G.", "file:1:9: found a second goal, expected one cell G"),
        ("maze:SG/...", "file:1:9: found a row of 3 cells, expected 2, as the first has"),
        ("maze:", "file:1:6: found 1 rows of 0 cells, expected 1 to 1000"),
        ("maze:S.x/..G", "file:1:8: found 'x', expected # for a wall, S start, G goal"),
        ("maze:S./.G So/.", "file:1: found 3 cells in a solution, expected 4"),
        ("maze:S#/.G So/.G", "file:1: found 'o' at r1c2, expected '#', as in the maze"),
        ("S ##\n#  \n G #", "file:2:1: found a row of 3 cells, expected 4, as the first has"),
        ("S##x  G  ", "file:1:4: found 'x', expected # for a wall"),
        ("puzzle,solution\nS # G,\n", "file:2: found 5 cells, expected a square number, 900 for"),
        ("puzzle,solution\nS# #,\n", "file:2:1: found no goal, expected one cell G"),
    ],
)
def test_errors_name_their_place(text: str, message: str) -> None:
    (error,) = read(text)
    assert isinstance(error, InputError)
    assert str(error).startswith(message)


@given(st.text(alphabet="maze:/.# SGo-!\n,puzle", max_size=60))
def test_only_mazes_and_input_errors_come_out(text: str) -> None:
    for sample in (text, "maze:" + text, "puzzle,solution\n" + text):
        assert all(isinstance(found, Puzzle | InputError) for found in read(sample))


# Symmetries


@settings(max_examples=60)
@given(mazes(), st.integers(0, 3), st.booleans(), st.booleans())
def test_turned_mazes_have_the_turned_paths(
    problem: Problem,
    turns: int,
    mirror: bool,
    swap: bool,
) -> None:
    image, symmetry = moved(problem, turns, mirror=mirror, swap=swap)
    encode, decode = problem.structure.encode, image.structure.decode
    turned = {decode(symmetry.apply(encode(path))) for path in each_path(problem)}
    assert turned == set(each_path(image))
    rows = layout_of(problem.structure).rows
    assert sorted("".join(rows)) == sorted("".join(layout_of(image.structure).rows))


def test_a_maze_has_the_symmetries_that_its_walls_have() -> None:
    names = [name for name, _ in symmetries(OPEN.structure)]
    assert names == ["leave", "turn by 180° and exchange start and goal"]
    assert [n for n, _ in MAZE.symmetry_generators(OPEN.structure)] == names[1:]
    crooked = maze_problem("S..", ".##", "..G").structure
    assert not list(MAZE.symmetry_generators(crooked))
    square = maze_problem("S..", "...", "..G").structure
    assert len(list(symmetries(square))) == 4


# Generating


@pytest.mark.parametrize("kind", ["walls", "tree"])
@pytest.mark.parametrize("size", [5, 9, 15])
def test_a_generated_maze_has_one_path_long_enough(size: int, kind: str) -> None:
    request = GenerateRequest(size, options=(("kind", kind), ("length", str(size))))
    problems = [MAZE.generate(request, Random(seed), ORACLE) for seed in (1, 1, 2)]
    assert problems[0] == problems[1] != problems[2]
    for problem in problems:
        assert count_paths(problem) == 1
        assert sum(next(each_path(problem))) + 1 >= size


def test_any_number_of_paths_is_left_where_that_is_asked_for() -> None:
    request = GenerateRequest(12, options=(("paths", "any"),))
    counts = [count_paths(MAZE.generate(request, Random(seed), ORACLE)) for seed in range(6)]
    assert min(counts) >= 1
    assert max(counts) > 1


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (GenerateRequest(2), "size: found 2, expected 3 to 300"),
        (GenerateRequest(4, options=(("kind", "tree"),)), "size: found 4, expected 5 to 300"),
        (GenerateRequest(9, clues=1), "clues: found 1, expected none: a maze has no givens"),
        (GenerateRequest(9, options=(("kind", "x"),)), "kind: found 'x', expected walls or tree"),
        (GenerateRequest(9, options=(("length", "99"),)), "length: found '99', expected 1 to 80"),
        (GenerateRequest(3, options=(("length", "8"),)), "length: found no path of 8 steps in"),
    ],
)
def test_requests_that_cannot_be_fulfilled(request_: GenerateRequest, message: str) -> None:
    with pytest.raises(InputError) as caught:
        MAZE.generate(request_, Random(0), ORACLE)
    assert str(caught.value).startswith(message)


# Drawing


def test_a_drawing_shows_what_is_known() -> None:
    problem = read_one("maze:S.#/o-G/!..").problem
    assert MAZE.render(problem.structure, problem.masks) == "S.#\no G\n!.."


def test_a_terminal_marks_cells_and_says_what_of_them() -> None:
    console = Console(width=80, color_system="truecolor", force_terminal=True)
    with console.capture() as capture:
        console.print(MAZE.rich(OPEN.structure, OPEN.masks, [(0, 0b10)], OPEN.masks))
    assert "\x1b[1;7;33m.\x1b[0m" in capture.get()
    assert "r1c2: 1" in capture.get()


def test_an_svg_has_the_path_as_a_line() -> None:
    problem = maze_problem("S.#", "..G")
    masks = problem.structure.encode((1, 0, 1))
    svg = MAZE.svg(problem.structure, masks, [(1, 0b10)])
    root = ElementTree.fromstring(svg)  # noqa: S314
    paths = {e.get("class"): e.get("d") for e in root.iter() if e.tag.endswith("path")}
    assert paths["dot"] == "M48 0h24v24h-24z"
    assert paths["thick"] == "M12 12L36 12M36 12L36 36M36 36L60 36"
    assert set(paths) == {"dot", "thick", "shade", "hue"}
    assert "maze, 2 x 3, 2 cells on the path, 1 candidates marked" in svg


# The published instances


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


@pytest.mark.shared
@pytest.mark.parametrize("name", ["maze30_hard_test", "maze30_hard_train"])
def test_the_published_mazes_are_as_stated(shared_data: Path, name: str) -> None:
    path = shared_data / "maze" / f"{name}.csv"
    for row, puzzle in zip(rows_of(path), MAZE.read(from_path(str(path))), strict=True):
        assert isinstance(puzzle, Puzzle), puzzle
        problem = puzzle.problem
        assert count_paths(problem) == int(row["n_shortest_paths"])
        stored = MAZE.read_solution(problem.structure, puzzle.solution or "", Place(name))
        assert sum(stored) == row["solution"].count("o")
        assert problem.violation(stored) is None
        answer = solve(problem)
        assert answer.status == "solved"
