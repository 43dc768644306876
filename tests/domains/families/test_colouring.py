"""Colourings: rules are the edges, graphs read back, too few colours are refuted at once."""

from __future__ import annotations

import csv
import re
from collections import Counter
from itertools import combinations, product
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
from domains.families.colouring.family import Colouring
from domains.families.colouring.graph import (
    Graph,
    clique_cover,
    colouring_problem,
    colouring_structure,
    from_networkx,
    large_clique,
    layout_of,
)
from domains.families.colouring.svg import LARGEST_DRAWN
from domains.oracle import ExactOracle
from domains.problem import Problem
from domains.reading import from_path, from_text
from search import solve

COLOURING = Colouring()
ORACLE = ExactOracle()
SVG = "{http://www.w3.org/2000/svg}"
PATH = "p edge 3 2\nk 2\ne 1 2\ne 3 2\n"


@st.composite
def graphs(draw: st.DrawFn, largest: int = 7) -> Graph:
    size = draw(st.integers(1, largest))
    pairs = list(combinations(range(size), 2))
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    return Graph.of(size, chosen)


def complete(size: int) -> Graph:
    return Graph.of(size, combinations(range(size), 2))


def read(text: str, family: Colouring = COLOURING) -> list[Puzzle | InputError]:
    return list(family.read(from_text(text, "file")))


def read_one(text: str, family: Colouring = COLOURING) -> Problem:
    (found,) = read(text, family)
    assert isinstance(found, Puzzle), found
    return found.problem


def graph_of(problem: Problem) -> Graph:
    return layout_of(problem.structure).graph


# The rules


@settings(max_examples=40)
@given(graphs(5), st.integers(1, 3))
def test_a_colouring_is_one_whose_edges_have_two_colours(graph: Graph, colours: int) -> None:
    problem = colouring_problem(graph, colours)
    for assignment in product(range(1, colours + 1), repeat=graph.size):
        proper = all(assignment[u] != assignment[v] for u, v in graph.edges)
        assert problem.holds(assignment) == proper


@given(graphs())
def test_the_cover_has_every_edge_and_only_cliques(graph: Graph) -> None:
    cliques = list(clique_cover(graph))
    covered = {pair for clique in cliques for pair in combinations(clique, 2)}
    assert covered == set(graph.edges)
    assert len(set(cliques)) == len(cliques) <= len(graph.edges)
    near = graph.neighbours()
    for clique in cliques:
        common = -1
        for vertex in clique:
            common &= near[vertex]
        assert common == 0, "the clique could grow"


@given(graphs())
def test_a_large_clique_is_a_clique_and_of_small_graphs_a_largest(graph: Graph) -> None:
    clique = large_clique(graph)
    edges = set(graph.edges)
    assert set(combinations(clique, 2)) <= edges
    larger = combinations(range(graph.size), len(clique) + 1)
    if graph.size <= 4:
        assert not any(set(combinations(other, 2)) <= edges for other in larger)


def test_the_cover_of_a_complete_graph_is_one_rule() -> None:
    structure = colouring_structure(complete(5), 5)
    assert [str(rule) for rule in structure.rules] == ["clique 1 2 3 4 5"]
    assert structure.names == ("v1", "v2", "v3", "v4", "v5")
    assert structure is colouring_structure(complete(5), 5)


@settings(max_examples=40)
@given(graphs(6), st.integers(1, 4))
def test_fixing_a_clique_keeps_whether_there_is_a_colouring(graph: Graph, colours: int) -> None:
    free = colouring_problem(graph, colours)
    fixed = colouring_problem(graph, colours, fixed_clique=True)
    assert bool(ORACLE.count(free, 1)) == bool(ORACLE.count(fixed, 1))
    assert free.masks == free.structure.top


def test_nothing_is_fixed_unless_it_is_asked_for() -> None:
    triangle = "p edge 3 3 k 3 e 1 2 e 1 3 e 2 3"
    assert ORACLE.count(read_one(triangle), 9) == 6
    asked = COLOURING.configured([("fix", "clique")])
    assert isinstance(asked, Colouring)
    assert ORACLE.count(read_one(triangle, asked), 9) == 1


@pytest.mark.parametrize("strategy", ["auto", "symbolic", "cdcl"])
def test_too_many_pigeons_are_refuted_without_a_decision(strategy: str) -> None:
    answer = solve(colouring_problem(complete(30), 29), strategy=strategy)
    assert answer.status == "infeasible"
    assert answer.statistics.nodes == 0


def test_networkx_graphs_are_coloured() -> None:
    petersen = networkx.petersen_graph()
    assert solve(from_networkx(petersen, 2)).status == "infeasible"
    assert solve(from_networkx(petersen, 3)).status == "solved"
    named = networkx.Graph([("a", "b"), ("b", "c"), ("c", "c")])
    assert graph_of(from_networkx(named, 2)) == Graph(3, ((0, 1), (1, 2)), 1)


# Reading and writing


@settings(max_examples=50)
@given(graphs(), st.integers(1, 4), st.data())
def test_the_one_line_form_reads_back(graph: Graph, colours: int, data: st.DataObject) -> None:
    masks = st.one_of(st.just((1 << colours) - 1), st.integers(0, (1 << colours) - 1))
    drawn = data.draw(st.lists(masks, min_size=graph.size, max_size=graph.size).map(tuple))
    problem = Problem(colouring_structure(graph, colours), drawn)
    text = COLOURING.puzzle_text(problem)
    assert "\n" not in text
    assert COLOURING.recognises(text)
    again = read_one(text)
    assert again == problem


def test_a_file_with_everything_that_is_tolerated() -> None:
    text = (
        "c FILE: x.col\n\nc more\np edge 4 8\r\nn 1 5\ne 1 2\ne 2 1\ne 2 3\ne 3 2\n\nc inside\n"
        "e 3 4\ne 4 3\ne 4 4\ne 4 4\nk 3\nf 1 2\n"
    )
    problem = read_one(text)
    assert graph_of(problem) == Graph(4, ((0, 1), (1, 2), (2, 3)), 1)
    assert problem.masks == (0b010, 7, 7, 7)
    assert COLOURING.recognises(text)
    assert "1 loops left out" in COLOURING.render(problem.structure, problem.masks)


@pytest.mark.parametrize("header", ["p edge 3 2", "p edges 3 2", "p col 3 2", "  p  edge  3  4 "])
def test_headers_come_in_several_forms(header: str) -> None:
    body = "\ne 1 2\ne 3 2\n"
    if "4" in header:
        body += "e 2 1\ne 2 3\n"
    assert graph_of(read_one(f"{header}{body}k 2")).edges == ((0, 1), (1, 2))


def test_what_the_user_says_about_colours_wins() -> None:
    told = COLOURING.configured([("k", "5")])
    assert isinstance(told, Colouring)
    assert layout_of(read_one(PATH, told).structure).colours == 5
    assert layout_of(read_one(PATH.replace("k 2\n", ""), told).structure).colours == 5
    assert layout_of(read_one(PATH).structure).colours == 2


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ([("k", "0")], "k: found '0', expected a number from 1 to 1000"),
        ([("k", "³")], "k: found '³', expected a number from 1"),
        ([("fix", "all")], "option: found fix=all, expected k=COLOURS or fix=clique"),
        ([("box", "2x3")], "option: found box=2x3, expected k=COLOURS or fix=clique"),
    ],
)
def test_choices_without_a_meaning_are_refused(
    options: list[tuple[str, str]], message: str
) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        COLOURING.configured(options)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("e 1 2\n", "file:1: found 'e 1 2', expected a line `p edge VERTICES EDGES`"),
        ("p edge 3\n", "file:1: found 'p edge 3', expected a line `p edge VERTICES EDGES`"),
        ("p edge 0 0 k 1", "file:1: found 0 vertices, expected 1 to 20000"),
        ("p edge 99999 0 k 1", "file:1: found 99999 vertices, expected 1 to 20000"),
        ("p edge 2 1\ne 1 2\n", "file:1: found no number of colours, expected a line `k COL"),
        ("p edge 2 1\nk 0\n", "file:2:1: found 0 colours, expected 1 to 1000"),
        ("p edge 2 1\nk 2\ne 1 3\n", "file:3:1: found vertex 3, expected 1 to 2, as the header"),
        ("p edge 2 1\nk 2\ne 0 1\n", "file:3:1: found vertex 0, expected 1 to 2, as the header"),
        ("p edge 2 1\nk 2\ne 1\n", "file:3:1: found 'e 1', expected `e VERTEX VERTEX`, `k COL"),
        ("p edge 2 1\nk 2\ne 1 x\n", "file:3:1: found 'e 1', expected `e VERTEX"),
        ("p edge 2 1\nk 2\n1 2\n", "file:3:1: found '1 2', expected `e VERTEX"),
        ("p edge 3 3 k 2 e 1 2", "file:1: found 1 edges (1 different), expected 3, as the header"),
        ("p edge 2 1 k 2 e 1 2 f 1 3", "file:1: found vertex 1 with colour 3, expected colours 1"),
        ("p edge 2 1 k 2 e 1 2 f 1 999999999", "file:1:22: found 'f 1 999999999', expected col"),
        ("p edge 2 1 k 2 e 1 2 f 3 1", "file:1:22: found vertex 3, expected 1 to 2"),
    ],
)
def test_errors_name_their_place(text: str, message: str) -> None:
    (error,) = read(text)
    assert isinstance(error, InputError)
    assert str(error).startswith(message)


def test_each_header_begins_a_graph_and_an_error_does_not_stop_the_rest() -> None:
    found = read(f"{PATH}p edge 1 x\n{PATH}")
    assert [type(one) for one in found] == [Puzzle, InputError, Puzzle]


@given(st.text(alphabet="pedgcolkf 0123\n\t-x", max_size=60))
def test_only_graphs_and_input_errors_come_out(text: str) -> None:
    for sample in (text, "p edge 3 2 k 2 " + text, "p col 2 1\n" + text):
        for found in read(sample):
            assert isinstance(found, Puzzle | InputError)
            if isinstance(found, Puzzle):
                assert COLOURING.puzzle_text(read_one(found.text)) == found.text


@pytest.mark.parametrize(
    "sample", ["", "p cnf 3 2\n", "e 1 2", "pedge 3 2", "x\np edge 1 1", "c only", "." * 81]
)
def test_other_texts_are_not_recognised(sample: str) -> None:
    assert not COLOURING.recognises(sample)


def test_solutions_read_back_and_bad_ones_are_shown() -> None:
    structure = colouring_structure(complete(3), 3)
    place = Place("here", 4)
    text = COLOURING.solution_text(structure, (2, 1, 3))
    assert COLOURING.read_solution(structure, text, place) == (2, 1, 3)
    for bad, message in [
        ("1 2", "here:4: found 2 colours in a solution, expected 3, one a vertex"),
        ("1 2 4", "here:4:5: found '4', expected a colour from 1 to 3"),
        ("1 x 3", "here:4:3: found 'x', expected a colour from 1 to 3"),
    ]:
        with pytest.raises(InputError, match=re.escape(message)):
            COLOURING.read_solution(structure, bad, place)


# Symmetries


@given(graphs(5), st.integers(1, 4), st.integers(0, 2**32))
def test_colours_can_be_exchanged(graph: Graph, colours: int, seed: int) -> None:
    structure = colouring_structure(graph, colours)
    found = [symmetry for _, symmetry in COLOURING.symmetry_generators(structure)]
    assert len(found) == colours - 1
    solutions = ORACLE.solutions(structure.problem(), 5)
    for symmetry in [*found, COLOURING.random_symmetry(structure, Random(seed))]:
        assert symmetry.variables == tuple(range(graph.size))
        for solution in solutions:
            moved = structure.decode(symmetry.apply(structure.encode(solution)))
            assert structure.problem().holds(moved)


# Generating


@pytest.mark.parametrize(
    "request_",
    [
        GenerateRequest(),
        GenerateRequest(6, options=(("k", "2"),)),
        GenerateRequest(10, options=(("k", "4"), ("edges", "20"))),
    ],
)
def test_a_generated_graph_has_one_colouring_and_no_colour_to_spare(
    request_: GenerateRequest,
) -> None:
    problem = COLOURING.generate(request_, Random(3), ORACLE)
    assert ORACLE.count(problem, 2) == 1
    assert problem == COLOURING.generate(request_, Random(3), ORACLE)
    for vertex, mask in enumerate(problem.masks):
        full = problem.structure.top[vertex]
        if mask != full:
            masks = (*problem.masks[:vertex], full, *problem.masks[vertex + 1 :])
            assert ORACLE.count(Problem(problem.structure, masks), 2) == 2


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (GenerateRequest(1), "size: found 1, expected 2 to 200 vertices"),
        (GenerateRequest(5, options=(("k", "6"),)), "k: found '6', expected a number from 2 to 5"),
        (GenerateRequest(5, options=(("edges", "99"),)), "edges: found '99', expected a number f"),
        (GenerateRequest(5, options=(("box", "1"),)), "option: found 'box', expected one of: k, e"),
        (GenerateRequest(5, clues=6), "clues: found 6, expected 0 to 5"),
        (GenerateRequest(8, clues=0), "clues: found 0, expected more, or another seed"),
    ],
)
def test_requests_that_cannot_be_fulfilled(request_: GenerateRequest, message: str) -> None:
    with pytest.raises(InputError) as caught:
        COLOURING.generate(request_, Random(0), ORACLE)
    assert str(caught.value).startswith(message)


# Drawing


def test_the_plain_drawing_lists_what_is_coloured() -> None:
    problem = read_one("p edge 3 2 k 3 e 1 2 e 2 3 f 1 2 f 3")
    lines = COLOURING.render(problem.structure, problem.masks).splitlines()
    head = "3 vertices, 2 edges, 3 colours, 1 vertices coloured, no colour left for 3"
    assert lines == [head, "1:2"]


def test_a_terminal_shows_given_colours_bold_and_marked_ones_reversed() -> None:
    problem = read_one("p edge 3 2 k 3 e 1 2 e 2 3 f 1 2")
    drawing = COLOURING.rich(problem.structure, problem.masks, [(1, 0b10)], problem.masks)
    console = Console(width=80, color_system="truecolor", force_terminal=True)
    with console.capture() as capture:
        console.print(drawing)
    assert "\x1b[1m 1:2\x1b[0m" in capture.get()
    assert "\x1b[1;7;33m2:1|2|3\x1b[0m" in capture.get()


@pytest.mark.parametrize("size", [1, 12, LARGEST_DRAWN + 1])
def test_an_svg_has_a_disc_for_each_vertex(size: int) -> None:
    graph = Graph.of(size, [(v, v + 1) for v in range(size - 1)])
    problem = colouring_problem(graph, 2, fixed_clique=True)
    svg = COLOURING.svg(problem.structure, problem.masks, [(0, 0b11)], problem.masks)
    root = ElementTree.fromstring(svg)  # noqa: S314
    rings = Counter(circle.get("class") for circle in root.iter(f"{SVG}circle"))
    assert rings["ground"] == rings["thick"] + rings["thin"] == size
    assert rings["thick"] == min(size, 2)
    numbers = {element.text for element in root.iter(f"{SVG}text")}
    assert {str(v + 1) for v in range(size)} <= numbers
    assert ("<path" in svg) == (1 <= size <= LARGEST_DRAWN)
    assert "2 candidates marked" in svg


# The published instances

MOST_EDGES = 2_500
QUICK = (
    ("1-FullIns_3.col", 4),
    ("2-Insertions_3.col", 4),
    ("anna.col", 11),
    ("david.col", 11),
    ("huck.col", 11),
    ("myciel3.col", 4),
    ("myciel4.col", 5),
    ("queen6_6.col", 7),
)


@pytest.mark.shared
@pytest.mark.parametrize(("name", "chromatic"), QUICK)
def test_published_graphs_have_their_chromatic_numbers(
    shared_data: Path, name: str, chromatic: int
) -> None:
    for colours, status in ((chromatic, "solved"), (chromatic - 1, "infeasible")):
        source = from_path(str(shared_data / "coloring" / name))
        (puzzle,) = Colouring(colours, fixed_clique=True).read(source)
        assert isinstance(puzzle, Puzzle), puzzle
        assert solve(puzzle.problem).status == status


@pytest.mark.shared
def test_published_graphs_are_read_and_their_stored_colourings_hold(shared_data: Path) -> None:
    folder = shared_data / "coloring"
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        if int(row["edges"]) > MOST_EDGES:
            continue
        colouring = [int(word) + 1 for word in row["colouring"].split()]
        family = Colouring(max(colouring, default=int(row["published_chromatic_number"])))
        (puzzle,) = family.read(from_path(str(folder / row["file"])))
        assert isinstance(puzzle, Puzzle), puzzle
        graph = graph_of(puzzle.problem)
        assert (graph.size, len(graph.edges)) == (int(row["vertices"]), int(row["edges"]))
        if colouring:
            assert puzzle.problem.violation(colouring) is None
    assert rows
