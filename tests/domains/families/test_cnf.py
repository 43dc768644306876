"""CNF formulas: what is read is what was written, damage is shown, drawings and symmetries hold."""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ET
from itertools import permutations, product
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from domains.errors import InputError, ModelError, Place
from domains.export import write_dimacs
from domains.families.base import GenerateRequest, Puzzle, Symmetry
from domains.families.cnf import Cnf, cnf_problem
from domains.families.cnf.reader import Formula, read_formulas
from domains.families.cnf.symmetry import interchangeable
from domains.oracle import ExactOracle
from domains.problem import Problem
from domains.reading import from_path, from_text
from tests.domains.small_problems import formulas, solutions_of

CNF = Cnf()
ORACLE = ExactOracle()
PLACE = Place("here", 4)
EXAMPLE = "p cnf 3 2 1 -3 0 2 3 -1 0"


def read(text: str) -> list[Puzzle | InputError]:
    return list(CNF.read(from_text(text, "file")))


def read_one(text: str) -> Problem:
    (puzzle,) = read(text)
    assert isinstance(puzzle, Puzzle), puzzle
    return puzzle.problem


def clauses_of(problem: Problem) -> list[tuple[int, ...]]:
    """The literals of a problem's rules and masks, read off the one-line text."""
    return split_clauses(CNF.puzzle_text(problem).split()[4:])


def split_clauses(numbers: list[str]) -> list[tuple[int, ...]]:
    """Cut a list of literals at each 0."""
    clauses: list[tuple[int, ...]] = []
    clause: list[int] = []
    for number in numbers:
        if number == "0":
            clauses.append(tuple(clause))
            clause = []
        else:
            clause.append(int(number))
    assert not clause
    return clauses


def satisfied(clauses: list[tuple[int, ...]], values: tuple[int, ...]) -> bool:
    return all(any((values[abs(x) - 1] == 1) == (x > 0) for x in clause) for clause in clauses)


def parsed(drawing: str) -> ET.Element:
    return ET.fromstring(drawing)  # noqa: S314  (our own drawing, not somebody's file)


# What is read


def test_a_file_with_everything_that_is_tolerated() -> None:
    problem = read_one(
        "c a comment\n\np  cnf 4 5\r\n 1 -3\n0 2 3\t\nc more\n -1 0\n4 0 -4 2 0 1 2 3 0\n%\n0\n\n"
    )
    assert problem.structure.names == ("x1", "x2", "x3", "x4")
    assert problem.structure.values == ((0, 1),) * 4
    assert clauses_of(problem) == [(1, -3), (2, 3, -1), (-4, 2), (1, 2, 3), (4,)]
    assert problem.masks == (3, 3, 3, 2)


@given(formulas(), st.randoms(use_true_random=False))
def test_layout_does_not_matter(problem: Problem, random: Random) -> None:
    words = CNF.puzzle_text(problem).split(" ")
    spaces = [" ", "\n", "\t ", "\n\n", "\nc p cnf 1 1\n", "\r\n"]
    body = "".join(random.choice(spaces) + word for word in words[4:])
    again = read_one(f"c head\n{' '.join(words[:4])}{body}\n")
    assert clauses_of(again) == clauses_of(problem)
    assert again.masks == problem.masks


@given(formulas())
def test_the_one_line_form_reads_back(problem: Problem) -> None:
    text = CNF.puzzle_text(problem)
    assert "\n" not in text
    again = read_one(text)
    assert again.masks == problem.masks
    assert [r.literals for r in again.structure.rules] == [
        r.literals for r in problem.structure.rules
    ]
    assert CNF.puzzle_text(again) == text


@given(formulas())
def test_the_exported_file_reads_back(problem: Problem) -> None:
    assert CNF.puzzle_text(read_one(write_dimacs(problem))) == CNF.puzzle_text(problem)


@given(st.integers(1, 5), st.data())
def test_rules_and_masks_mean_what_the_clauses_mean(count: int, data: st.DataObject) -> None:
    literals = st.integers(-count, count).filter(bool)
    clauses = data.draw(st.lists(st.lists(literals, max_size=4).map(tuple), max_size=10))
    problem = cnf_problem(count, clauses)
    for values in product((0, 1), repeat=count):
        assert problem.holds(values) == satisfied(clauses, values)


def test_a_narrowed_problem_is_written_with_its_masks() -> None:
    problem = read_one(EXAMPLE).restrict((2, 3, 1))
    assert CNF.puzzle_text(problem) == "p cnf 3 4 1 -3 0 2 3 -1 0 1 0 -3 0"
    assert read_one(CNF.puzzle_text(problem)).masks == problem.masks


def test_duplicates_tautologies_and_contradictory_units() -> None:
    assert clauses_of(read_one("p cnf 2 4 1 2 0 2 1 0 1 -1 2 0 1 1 2 0")) == [(1, 2)]
    assert read_one("p cnf 2 2 1 0 -1 0").masks == (0, 3)


def test_an_empty_clause_is_infeasible_not_an_error() -> None:
    problem = read_one("p cnf 2 2 0 1 2 0")
    assert solutions_of(problem) == []
    assert ORACLE.count(problem, 9) == 0
    assert CNF.puzzle_text(problem) == "p cnf 2 2 0 1 2 0"


def test_clauses_keep_their_number_in_the_file() -> None:
    problem = read_one("p cnf 3 4 1 0 2 -2 0 1 2 0 2 3 0")
    assert [str(rule) for rule in problem.structure.rules] == ["clause 3", "clause 4"]


def test_each_header_begins_a_formula_and_an_error_does_not_stop_the_rest() -> None:
    found = read("p cnf 1 1 1 0\np cnf 1 1 2 0\n-1 0\np cnf 2 1\n1 2 0\n")
    assert [type(one) for one in found] == [Puzzle, InputError, Puzzle]
    assert [one.place.line for one in found] == [1, 2, 4]


def test_nothing_in_nothing_out() -> None:
    assert read("") == []
    assert read("c only\n\n") == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1 2 0\n", "file:1: found '1 2 0', expected a line `p cnf VARIABLES CLAUSES`"),
        ("p cnf 3\n", "file:1: found 'p cnf 3', expected a line `p cnf VARIABLES CLAUSES`"),
        ("c\np sat 3 1\n", "file:2: found 'p sat 3 1', expected a line `p cnf VARIABLES CLAUSES`"),
        ("p cnf -3 1\n", "file:1: found 'p cnf -3 1', expected a line `p cnf VARIABLES CLAUSES`"),
        ("p cnf ٣ 1\n", "file:1: found 'p cnf ٣ 1', expected a line `p cnf VARIABLES CLAUSES`"),
        ("p cnf 2000000 0\n", "file:1: found 2000000 variables, expected at most 1000000"),
        ("p cnf 2 1\n1 x 0\n", "file:2:3: found 'x', expected a literal or 0"),
        ("p cnf 2 1 1 +2 0\n", "file:1:13: found '+2', expected a literal or 0"),
        ("p cnf 2 1\n1 2.0 0\n", "file:2:3: found '2.0', expected a literal or 0"),
        (
            "p cnf 2 1\n\n 1  -3 0\n",
            "file:3:5: found '-3', expected variables up to 2, as the header says",
        ),
        (
            "p cnf 2 2\n1 0\n2 -1\n",
            "file:3: found a clause without its end, expected 0 after its literals",
        ),
        ("p cnf 2 2\n1 0\n", "file:1: found 1 clauses, expected 2, as the header says"),
        ("p cnf 2 1\n1 0 2 0\n", "file:1: found 2 clauses, expected 1, as the header says"),
        ("p cnf 2 1\n1 0\n%\n0\n2 0\n", "file:5:1: found '2', expected nothing but 0 after %"),
        ("p cnf 9 1\n1 0 \0\n", "file:2:5: found a zero byte (a binary file?), expected text"),
        (
            f"p cnf 2 1\n{'9' * 5000} 0\n",
            f"file:2:1: found '{'9' * 30}…', expected a literal or 0",
        ),
    ],
)
def test_errors_name_their_place(text: str, message: str) -> None:
    assert [str(error) for error in read(text)] == [message]


@given(st.text(alphabet="pcnf 0123-%\n\tx\0", max_size=60))
def test_only_puzzles_and_input_errors_come_out(text: str) -> None:
    for header in ("", "p cnf 2 2 ", "c x\np cnf 3 1\n"):
        for found in read(header + text):
            assert isinstance(found, Puzzle | InputError)
            if isinstance(found, Puzzle):
                assert CNF.puzzle_text(read_one(found.text)) == found.text


@given(st.binary(max_size=80))
def test_binary_data_gives_input_errors(data: bytes) -> None:
    text = "p cnf 2 1 1 0\n" + data.decode("latin-1")
    assert all(isinstance(found, Puzzle | InputError) for found in read(text))


# Recognising


@pytest.mark.parametrize(
    "sample",
    [
        EXAMPLE,
        "p cnf 1 1\n1 0",
        "c\nc x\r\n\n  p  cnf 2 2\n",
        "\ufeffp cnf 1 1",
        "c" * 50 + "\np cnf 1 1",
    ],
)
def test_formulas_are_recognised(sample: str) -> None:
    assert CNF.recognises(sample)


@pytest.mark.parametrize(
    "sample", ["", "c only", "p edge 3 2", "1 2 0", "." * 81, "x\np cnf 1 1", "pcnf 1 1"]
)
def test_other_texts_are_not(sample: str) -> None:
    assert not CNF.recognises(sample)


# Solutions


@given(st.lists(st.integers(0, 1), min_size=1, max_size=9), st.randoms(use_true_random=False))
def test_solutions_read_back_in_any_order(values: list[int], random: Random) -> None:
    structure = cnf_problem(len(values), []).structure
    text = CNF.solution_text(structure, tuple(values))
    assert CNF.read_solution(structure, text, PLACE) == tuple(values)
    words = text.split()[:-1]
    random.shuffle(words)
    assert CNF.read_solution(structure, f"v {' '.join(words)}", PLACE) == tuple(values)


def test_the_form_of_a_solution() -> None:
    structure = cnf_problem(3, []).structure
    assert CNF.solution_text(structure, (1, 0, 1)) == "1 -2 3 0"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1 -2 0", "here:4: found no literal for variable 3, expected one per variable"),
        ("", "here:4: found no literal for variable 1, expected one per variable"),
        ("1 2 -1 3", "here:4:5: found '-1', expected each variable once"),
        ("1 2 3 4", "here:4:7: found '4', expected variables up to 3, as the header says"),
        ("1 2 3 0 1", "here:4:9: found '1', expected nothing after 0"),
        ("1 x 3 0", "here:4:3: found 'x', expected a literal or 0"),
    ],
)
def test_solutions_that_are_not_well_formed(text: str, message: str) -> None:
    structure = cnf_problem(3, []).structure
    with pytest.raises(InputError, match=re.escape(message)):
        CNF.read_solution(structure, text, PLACE)


# Generating


@pytest.mark.parametrize(("size", "width"), [(3, 3), (6, 2), (8, 3), (12, 3), (9, 4)])
def test_a_generated_formula_is_unique_and_minimal(size: int, width: int) -> None:
    request = GenerateRequest(size, options=(("k", str(width)),))
    problem = CNF.generate(request, Random(size), ORACLE)
    clauses = clauses_of(problem)
    assert ORACLE.count(problem, 2) == 1
    assert {len(clause) for clause in clauses} == {width}
    for clause in clauses:
        without = [other for other in clauses if other != clause]
        assert ORACLE.count(cnf_problem(size, without), 2) == 2


def test_generating_depends_on_the_seed_only() -> None:
    texts = [
        CNF.puzzle_text(CNF.generate(GenerateRequest(8), Random(seed), ExactOracle(solver)))
        for seed, solver in [(1, "glucose4"), (1, "cadical153"), (2, "glucose4")]
    ]
    assert texts[0] == texts[1] != texts[2]


def test_the_wanted_number_of_clauses() -> None:
    problem = CNF.generate(GenerateRequest(8, clues=60), Random(4), ORACLE)
    assert len(set(clauses_of(problem))) == 60
    assert ORACLE.count(problem, 2) == 1


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (GenerateRequest(8, clues=2), "2 clauses; this formula can have from"),
        (GenerateRequest(4, clues=33), "to 28"),
        (GenerateRequest(1), "1 variables; expected 2 to 500"),
        (GenerateRequest(2), "k is '3' for 2 variables; expected a number from 2 to 2"),
        (GenerateRequest(8, options=(("k", "²"),)), "k is '²'"),
        (GenerateRequest(8, options=(("box", "2x2"),)), "no option 'box'"),
    ],
)
def test_requests_that_cannot_be_fulfilled(request_: GenerateRequest, message: str) -> None:
    with pytest.raises(ModelError, match=message):
        CNF.generate(request_, Random(0), ORACLE)


# Symmetries


@given(formulas(5))
def test_classes_are_exactly_the_variables_that_can_be_swapped(problem: Problem) -> None:
    structure = problem.structure
    count = len(structure.values)
    sets = {frozenset(rule.literals) for rule in structure.rules}
    class_of = {v: members for members in interchangeable(structure) for v in members}
    for v, w in permutations(range(count), 2):
        swap = {v: w, w: v}
        image = {frozenset((swap.get(x, x), value) for x, value in c) for c in sets}
        assert (image == sets) == (w in class_of.get(v, ()))


@given(formulas(5), st.randoms(use_true_random=False))
def test_symmetries_map_solutions_to_solutions(problem: Problem, random: Random) -> None:
    structure = problem.structure
    listed = [symmetry for _, symmetry in CNF.symmetry_generators(structure)]
    solutions = {structure.encode(values) for values in solutions_of(structure.problem())}
    for symmetry in [*listed, CNF.random_symmetry(structure, random)]:
        assert {symmetry.apply(solution) for solution in solutions} == solutions


def test_random_symmetries_are_uniform_over_the_group() -> None:
    structure = read_one("p cnf 5 2 1 2 3 0 4 -5 0").structure
    rng, counts = Random(7), dict[Symmetry, int]()
    for _ in range(6000):
        drawn = CNF.random_symmetry(structure, rng)
        counts[drawn] = counts.get(drawn, 0) + 1
    assert len(counts) == 6
    assert all(850 < count < 1150 for count in counts.values())  # 1000 expected, deviation 29


def test_names_of_symmetries() -> None:
    structure = read_one("p cnf 5 2 1 2 3 0 4 -5 0").structure
    names = [name for name, _ in CNF.symmetry_generators(structure)]
    assert names == ["swap x1 and x2", "swap x2 and x3"]


# Drawings


def test_plain_text_says_what_is_fixed() -> None:
    problem = read_one("p cnf 3 2 1 -3 0 -2 0")
    assert CNF.render(problem.structure, problem.masks) == "3 variables, 1 clauses, 1 fixed\n-2"
    assert CNF.render(problem.structure, (0, 3, 3)) == (
        "3 variables, 1 clauses, 0 fixed, no value left for x1"
    )


def test_plain_text_fits_a_terminal() -> None:
    structure = cnf_problem(300, []).structure
    lines = CNF.render(structure, (1,) * 300).splitlines()
    assert max(map(len, lines)) <= 78
    assert " ".join(lines[1:]).split() == [str(-v) for v in range(1, 301)]


def test_colours_mark_candidates() -> None:
    problem = read_one("p cnf 3 2 1 -3 0 -2 0")
    console = Console(file=io.StringIO(), force_terminal=True, color_system="standard", width=78)
    console.print(CNF.rich(problem.structure, problem.masks, [(2, 1)]))
    text = console.file.getvalue()  # type: ignore[attr-defined]
    assert "\x1b[1;31m-3" in text
    assert "\x1b[1m-2" in text
    assert "\x1b[2m1?" in text


def test_svg_shows_every_candidate_and_marks_some() -> None:
    structure = cnf_problem(30, []).structure
    root = parsed(CNF.svg(structure, (1, 2, 3, 0) + (3,) * 26, [(0, 1), (2, 2)]))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    spans = [(s.text, s.get("class")) for s in root.iter("{http://www.w3.org/2000/svg}tspan")]
    assert spans[:4] == [("0", "marked"), ("1", None), ("0", None), ("1", "marked")]
    assert len(spans) == 4 + 2 * 26
    assert "x30" in [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]


def test_svg_of_a_large_formula_says_so_and_stays_small() -> None:
    structure = cnf_problem(5000, []).structure
    drawn = CNF.svg(structure, structure.top)
    assert "5000 variables, 0 clauses, 0 fixed; too many to draw" in drawn
    assert "5000 variables" in "".join(parsed(drawn).itertext())
    assert len(drawn) < 3000


# Published instances


@pytest.mark.shared
def test_published_formulas_have_the_stated_size(shared_data: Path) -> None:
    folder = shared_data / "cnf"
    with (folder / "manifest.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) > 100
    for row in rows:
        path = folder / row["file"]
        (formula,) = read_formulas(from_path(str(path)))
        assert isinstance(formula, Formula), formula
        stated = (int(row["variables"]), int(row["clauses"]))
        assert (formula.variable_count, len(formula.clauses)) == stated, row["file"]
        assert CNF.recognises(path.read_text()), row["file"]


@pytest.mark.shared
@pytest.mark.parametrize("name", ["uf20-0296", "uuf50-045", "UNSATaimV50C80", "jnh17"])
def test_only_repeated_clauses_of_a_published_formula_are_left_out(
    shared_data: Path, name: str
) -> None:
    path = shared_data / "cnf" / f"{name}.cnf"
    (found,) = CNF.read(from_path(str(path)))
    assert isinstance(found, Puzzle), found
    assert len(clauses_of(found.problem)) == different_clauses(path)


def different_clauses(path: Path) -> int:
    """Number of different clauses of a file, tautologies left out."""
    lines = [line for line in path.read_text().splitlines() if line.strip()[:1] not in ("c", "p")]
    clauses = split_clauses(" ".join(lines).partition("%")[0].split())
    return sum(not any(-x in clause for x in clause) for clause in set(map(frozenset, clauses)))


@pytest.mark.shared
@pytest.mark.parametrize("name", ["uf50-01", "uuf50-045", "flat30-16", "hole4", "par8-3-c"])
def test_small_published_formulas_have_the_stated_status(shared_data: Path, name: str) -> None:
    folder = shared_data / "cnf"
    with (folder / "manifest.csv").open(encoding="utf-8") as stream:
        status = {row["file"]: row["status"] for row in csv.DictReader(stream)}
    (found,) = CNF.read(from_path(str(folder / f"{name}.cnf")))
    assert isinstance(found, Puzzle), found
    best = ORACLE.best_deduction(found.problem, found.problem.masks)
    solutions = ORACLE.solutions(found.problem, 3)
    assert bool(solutions) == any(best) == (status[f"{name}.cnf"] == "SAT")
    clauses = clauses_of(found.problem)
    assert all(satisfied(clauses, solution) for solution in solutions)
