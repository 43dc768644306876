"""``ldt check``: right, or which rule is broken and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import EASY, EASY_SOLVED, INFEASIBLE, Run, records

SWAPPED = EASY_SOLVED[:2] + EASY_SOLVED[3] + EASY_SOLVED[2] + EASY_SOLVED[4:]  # in row 1
GIVEN_CHANGED = "4" + EASY_SOLVED[1:]
KEYS = ["schema", "type", "index", "family", "puzzle", "solution", "verdict", "violation"]
KEYS += ["equals_stored"]


def test_a_right_solution(ldt: Run) -> None:
    result = ldt("check", EASY, EASY_SOLVED)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "right\n", "")


@pytest.mark.parametrize(
    ("solution", "words"),
    [
        (SWAPPED, "column 3: 6 is at r1c3 and r5c3"),
        (GIVEN_CHANGED, "r1c1 is 4, possible were (5,)"),
    ],
)
def test_a_wrong_solution_names_the_rule(ldt: Run, solution: str, words: str) -> None:
    result = ldt("check", EASY, solution)
    assert (result.exit_code, result.stdout) == (1, f"wrong: {words}\n")


def test_json(ldt: Run) -> None:
    (right,) = records(ldt("check", "--format", "json", EASY, EASY_SOLVED))
    (wrong,) = records(ldt("check", "--format", "json", EASY, SWAPPED))
    assert list(right) == list(wrong) == KEYS
    assert (right["verdict"], right["violation"]) == ("right", None)
    assert (wrong["verdict"], wrong["violation"]) == ("wrong", "column 3: 6 is at r1c3 and r5c3")


def test_a_right_solution_need_not_be_the_one_stored(ldt: Run, tmp_path: Path) -> None:
    table = tmp_path / "mazes.csv"
    table.write_text("puzzle,solution\nS   #   G,Soo #o  G\n", encoding="utf-8")
    solutions = {"Soo/.#o/..G": True, "S../o#./ooG": False, "S../o#./o.G": False}
    for solution, equal in solutions.items():
        (record,) = records(ldt("check", "--format", "json", table, solution))
        right = solution != "S../o#./o.G"
        assert (record["equals_stored"], record["verdict"] == "right") == (equal, right)
    other = ldt("check", table, "S../o#./ooG")
    assert (other.exit_code, other.stdout) == (0, "right, not the solution stored\n")
    (unknown,) = records(ldt("check", "--format", "json", EASY, EASY_SOLVED))
    assert unknown["equals_stored"] is None


def test_stored_solutions(ldt: Run, tmp_path: Path) -> None:
    table = tmp_path / "stored.csv"
    rows = [f"{EASY},{EASY_SOLVED}", f"{EASY},{SWAPPED}", f"{EASY[:-1]},{EASY_SOLVED}", f"{EASY},"]
    table.write_text("\n".join(["puzzle,solution", *rows]) + "\n", encoding="utf-8")
    result = ldt("check", table)
    assert result.exit_code == 3
    (wrong,) = result.stdout.splitlines()
    assert wrong.startswith(f"{table}:3")
    assert wrong.endswith(": wrong: column 3: 6 is at r1c3 and r5c3")
    *errors, summary = result.stderr.splitlines()
    assert [error.partition(" found ")[0] for error in errors] == [
        f"ldt: {table}:4:",
        f"ldt: {table}:5:",
    ]
    assert summary == "ldt: 4 solutions: 1 right, 1 wrong, 2 unreadable"


def test_a_puzzle_without_a_solution(ldt: Run) -> None:
    result = ldt("check", EASY)
    assert result.exit_code == 3
    assert "found a puzzle alone, expected a solution" in result.stderr


def test_what_solve_prints_can_be_checked(ldt: Run, tmp_path: Path) -> None:
    puzzles, solved = tmp_path / "puzzles.txt", tmp_path / "solved.txt"
    puzzles.write_text(f"{EASY}\n" * 3, encoding="utf-8")
    solved.write_text(ldt("solve", puzzles).stdout, encoding="utf-8")
    result = ldt("check", puzzles, solved)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "ldt: 3 solutions: 3 right\n"


def test_too_few_solutions(ldt: Run, tmp_path: Path) -> None:
    puzzles = tmp_path / "puzzles.txt"
    puzzles.write_text(f"{EASY}\n{EASY}\n", encoding="utf-8")
    result = ldt("check", "--quiet", puzzles, EASY_SOLVED)
    assert result.exit_code == 3
    assert "found no more lines, expected a solution" in result.stderr


def test_a_solution_of_the_wrong_length(ldt: Run) -> None:
    result = ldt("check", EASY, EASY_SOLVED[:-1])
    assert result.exit_code == 3
    assert "<argument>" in result.stderr


def test_no_solution_of_an_infeasible_puzzle_is_right(ldt: Run) -> None:
    assert ldt("check", INFEASIBLE, EASY_SOLVED).exit_code == 1


def test_a_formula_and_the_output_of_a_sat_solver(ldt: Run, tmp_path: Path) -> None:
    model = tmp_path / "model"
    model.write_text("v -1 2 0\n", encoding="utf-8")
    formula = tmp_path / "formula.cnf"
    formula.write_text("c two clauses\np cnf 2 2\n1 2 0\n-1 0\n", encoding="utf-8")
    assert ldt("check", formula, model).stdout == "right\n"
    model.write_text("v 1 2 0\n", encoding="utf-8")
    assert ldt("check", formula, model).exit_code == 1


def test_a_solution_may_begin_as_an_option_does(ldt: Run) -> None:
    nonogram = "nonogram:1/3/1:1/3/1"
    assert ldt("check", nonogram, "-#-/###/-#-").exit_code == 0
    assert ldt("check", nonogram, "-##/###/-#-", "--quiet").exit_code == 1
    assert ldt("check", nonogram, "--", "-#-/###/-#-").exit_code == 0
    assert "No such option" in ldt("check", nonogram, "--formt").stderr
