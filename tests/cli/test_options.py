"""A family's own choices are the same in every command that reads puzzles."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import EASY, EASY_SOLVED, Run

TWO, THREE = ("--option", "k=2"), ("--option", "k=3")


@pytest.fixture
def triangle(tmp_path: Path) -> Path:
    """A graph whose file does not say how many colours there are."""
    path = tmp_path / "triangle.col"
    path.write_text("p edge 3 3\ne 1 2\ne 1 3\ne 2 3\n", encoding="utf-8")
    return path


def test_a_coloured_graph_is_checked(ldt: Run, triangle: Path) -> None:
    assert ldt("check", triangle, "1 2 3", *THREE).stdout == "right\n"
    wrong = ldt("check", triangle, "1 2 2", *THREE)
    assert (wrong.exit_code, wrong.stdout.partition(":")[0]) == (1, "wrong")
    assert ldt("check", triangle, "1 2 3", *TWO).exit_code == 3  # there is no colour 3


def test_a_proof_is_about_the_graph_with_so_many_colours(ldt: Run, triangle: Path) -> None:
    proof = triangle.with_suffix(".pbp")
    assert ldt("solve", triangle, *TWO, "--proof", proof).exit_code == 20
    assert ldt("check", proof, triangle, *TWO).stdout.startswith("verified: infeasible")
    other = ldt("check", proof, triangle, *THREE)
    assert (other.exit_code, "not the formula of the puzzle" in other.stdout) == (1, True)


def test_two_colours_are_too_few_step_by_step(ldt: Run, triangle: Path) -> None:
    explained, hinted = (ldt(name, triangle, *TWO) for name in ("explain", "hint"))
    assert (explained.exit_code, hinted.exit_code) == (20, 20)
    assert "infeasible" in explained.stdout


@pytest.mark.parametrize("name", ["check", "explain", "hint"])
def test_without_the_choice_the_error_names_it(ldt: Run, triangle: Path, name: str) -> None:
    solution = ["1 2 3"] if name == "check" else []
    result = ldt(name, triangle, *solution)
    assert result.exit_code == 3
    assert "found no number of colours" in result.stderr


@pytest.mark.parametrize("name", ["check", "explain", "hint"])
def test_a_choice_that_the_family_does_not_have(ldt: Run, name: str) -> None:
    solution = [EASY_SOLVED] if name == "check" else []
    result = ldt(name, EASY, *solution, *THREE)
    assert result.exit_code == 3
    assert "expected no options for reading sudoku" in result.stderr
