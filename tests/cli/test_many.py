"""``ldt solve --union``, ``--intersection`` and ``--sample``: what holds of all solutions."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from domains.families.sudoku.family import Sudoku
from domains.oracle import ExactOracle
from domains.problem import Problem
from domains.reading import from_text
from tests.cli.conftest import EASY, EASY_SOLVED, INFEASIBLE, MANY, Run, records

KEYS = ["schema", "type", "index", "family", "puzzle", "status"]
ENDING = ["reason", "strategy", "statistics"]


def problem_of(text: str) -> Problem:
    (puzzle,) = Sudoku().read(from_text(text))
    assert not isinstance(puzzle, Exception)
    return puzzle.problem


def listed(record: dict[str, object], key: str = "cells") -> dict[str, list[str]]:
    """A JSON list of cells as a table."""
    cells = record[key]
    assert isinstance(cells, list)
    return {cell["cell"]: cell["values"] for cell in cells}


def test_the_union_is_the_best_deduction(ldt: Run) -> None:
    problem = problem_of(MANY)
    best = ExactOracle().best_deduction(problem, problem.masks)
    (record,) = records(ldt("solve", "--union", "--format", "json", MANY))
    assert list(record) == [*KEYS, "cells", "possible", *ENDING]
    assert (record["type"], record["status"], record["possible"]) == ("union", "solved", None)
    names = problem.structure.names
    assert listed(record) == {
        name: [str(v) for v in problem.structure.values_in(variable, best[variable])]
        for variable, name in enumerate(names)
    }


def test_the_intersection_is_what_all_solutions_take(ldt: Run) -> None:
    two = EASY_SOLVED[:79] + ".."  # all but two cells of one row: they are forced
    (record,) = records(ldt("solve", "--intersection", "--format", "json", two))
    assert len(listed(record)) == 81
    (record,) = records(ldt("solve", "--intersection", "--format", "json", MANY))
    assert listed(record) == {"r1c1": ["1"]}


def test_they_are_drawn_and_said_in_words(ldt: Run) -> None:
    union = ldt("solve", "--union", MANY)
    assert union.exit_code == 0
    assert "| 1 . | . . |" in union.stdout
    assert "r2c1: 2 3 4;" in union.stdout
    assert "union: 54 of 61 candidates are in some solution" in union.stdout
    both = ldt("solve", "--intersection", MANY)
    assert "intersection: 1 of 16 cells have one value in every solution" in both.stdout
    assert "r2c1" not in both.stdout


def test_in_a_batch_the_union_is_a_puzzle_in_one_line(ldt: Run) -> None:
    result = ldt("solve", "--union", MANY, EASY, INFEASIBLE)
    assert result.exit_code == 20
    first, second, third = result.stdout.splitlines()
    again = problem_of(first.split()[0])
    problem = problem_of(MANY)
    assert again.masks == ExactOracle().best_deduction(problem, problem.masks)
    assert second.startswith(EASY_SOLVED)
    assert third == "infeasible: no assignment satisfies every rule"


@pytest.mark.parametrize("question", ["--union", "--intersection"])
def test_a_limit_is_abstained_on_with_what_is_known(ldt: Run, question: str) -> None:
    limit = ["--node-limit", "20", "--strategy", "symbolic", question]
    result = ldt("solve", *limit, "--format", "json", MANY)
    assert result.exit_code == 30
    (record,) = records(result)
    assert record["status"] == "abstained"
    certain, possible = listed(record), listed(record, "possible")
    assert all(set(values) <= set(possible[cell]) for cell, values in certain.items())
    (exact,) = records(ldt("solve", question, "--format", "json", MANY))
    known = listed(exact)
    assert all(set(values) <= set(known[cell]) for cell, values in certain.items())
    assert all(set(values) <= set(possible[cell]) for cell, values in known.items())
    text = ldt("solve", *limit, MANY)
    assert "abstained: node limit" in text.stdout
    assert " to " in text.stdout.replace("\n", " ")


def test_a_sample_says_its_distribution(ldt: Run) -> None:
    (uniform,) = records(ldt("solve", "--sample", "4", "--format", "json", MANY))
    assert list(uniform) == [*KEYS, "solutions", "uniform", "population", *ENDING]
    assert (uniform["uniform"], uniform["population"]) == (True, 72)
    (again,) = records(ldt("solve", "--sample", "4", "--format", "json", MANY))
    assert again["solutions"] == uniform["solutions"]
    (other,) = records(ldt("solve", "--sample", "4", "--seed", "1", "--format", "json", MANY))
    assert other["solutions"] != uniform["solutions"]
    (biased,) = records(ldt("solve", "--sample", "4", "--count", "9", "--format", "json", MANY))
    assert (biased["uniform"], biased["population"]) == (False, None)
    for solution in [*uniform["solutions"], *biased["solutions"]]:  # type: ignore[misc]
        assert ldt("check", MANY, solution).exit_code == 0


def test_a_sample_is_drawn(ldt: Run) -> None:
    result = ldt("solve", "--sample", "3", MANY)
    assert result.stdout.count("| 1 ") >= 3
    assert "3 draws, uniform over 72 solutions" in result.stdout
    lines = ldt("solve", "--sample", "2", MANY, EASY).stdout.splitlines()
    assert len(lines) == 4
    assert lines[2:] == [EASY_SOLVED] * 2
    assert "not uniform" in ldt("solve", "--sample", "1", "--count", "9", MANY).stdout


def test_the_paths_of_a_maze_are_counted(ldt: Run, tmp_path: Path) -> None:
    maze = tmp_path / "maze.txt"
    rows = ["S" + " " * 19, *[" " * 20] * 18, " " * 19 + "G"]
    maze.write_text("\n".join(rows) + "\n")
    (record,) = records(ldt("solve", "--sample", "2", "--family", "maze", "--format", "json", maze))
    assert record["population"] == 35345263800  # 38 choose 19
    assert record["uniform"] is True


def test_the_union_is_drawn_as_svg(ldt: Run, tmp_path: Path) -> None:
    place = tmp_path / "union.svg"
    ldt("solve", "--union", "--svg", place, MANY)
    candidates = [e for e in ElementTree.parse(place).iter() if e.get("class") == "candidate"]  # noqa: S314
    assert len(candidates) == 53


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--union", "--intersection"], "--union and --intersection are two questions"),
        (["--unique", "--sample", "3"], "--unique and --sample are two questions"),
        (["--union", "--count", "3"], "--union and --count are two questions"),
        (["--sample", "3", "--jobs", "2"], "--sample takes many searches"),
        (["--union", "--trace", "t.jsonl"], "--union takes many searches"),
        (["--intersection", "--proof", "p.pbp"], "--intersection takes many searches"),
        (["--sample", "0"], "0 is not in the range"),
    ],
)
def test_what_does_not_go_together_is_refused(ldt: Run, options: list[str], found: str) -> None:
    result = ldt("solve", *options, MANY)
    assert result.exit_code == 2
    assert found in result.stderr
