"""``ldt generate``: puzzles that ``ldt solve`` reads back, with exactly one solution."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Run, records


def generated(ldt: Run, *arguments: str) -> list[str]:
    result = ldt("generate", *arguments, "--quiet")
    assert result.exit_code == 0, result.stderr
    return result.stdout.splitlines()


@pytest.mark.parametrize(
    "arguments",
    [
        ["sudoku", "--size", "4", "--count", "3"],
        ["sudoku", "--clues", "40"],
        ["sudoku", "--size", "6", "--option", "box=3x2"],
        ["latin", "--size", "5"],
        ["cnf", "--size", "6"],
    ],
)
def test_what_is_generated_reads_back_and_has_one_solution(ldt: Run, arguments: list[str]) -> None:
    puzzles = generated(ldt, *arguments)
    solved = records(ldt("solve", "--unique", "--format", "json", *puzzles))
    assert [record["puzzle"] for record in solved] == puzzles
    assert {record["unique"] for record in solved} == {True}
    assert {record["family"] for record in solved} == {arguments[0]}


def test_the_wanted_number_of_clues(ldt: Run) -> None:
    (puzzle,) = generated(ldt, "sudoku", "--clues", "40")
    assert 81 - puzzle.count(".") == 40


def test_a_seed_repeats_and_another_differs(ldt: Run) -> None:
    first, again, other = (
        generated(ldt, "sudoku", "--size", "6", "--seed", seed) for seed in ("1", "1", "2")
    )
    assert first == again
    assert first != other


def test_a_puzzle_does_not_depend_on_how_many_are_asked_for(ldt: Run) -> None:
    two, three = (generated(ldt, "sudoku", "--size", "4", "--count", n) for n in ("2", "3"))
    assert two == three[:2]
    assert len(set(three)) == 3


def test_json(ldt: Run) -> None:
    (record,) = records(ldt("generate", "sudoku", "--size", "4", "--rate", "--format", "json"))
    assert list(record) == [
        "schema",
        "type",
        "index",
        "family",
        "puzzle",
        "rating",
        "hardest",
        "level",
    ]
    assert (record["type"], record["index"], record["level"]) == ("puzzle", 0, "easy")


def test_a_rating_stands_on_stderr(ldt: Run) -> None:
    result = ldt("generate", "sudoku", "--size", "4", "--rate")
    assert len(result.stdout.splitlines()) == 1
    assert result.stderr.startswith("ldt: puzzle 0: easy, rated ")


def test_the_wanted_difficulty(ldt: Run) -> None:
    puzzles = generated(ldt, "sudoku", "--size", "6", "--difficulty", "easy", "--count", "3")
    for puzzle in puzzles:
        *_, outcome = records(ldt("explain", "--format", "json", puzzle))
        assert float(str(outcome["rating"])) <= 2.4


def test_a_difficulty_that_is_not_found(ldt: Run) -> None:
    arguments = ["sudoku", "--size", "4", "--difficulty", "extreme", "--tries", "2"]
    result = ldt("generate", *arguments)
    assert (result.exit_code, result.stdout) == (30, "")
    assert (
        result.stderr == "ldt: none of 2 puzzles was extreme; try another --seed, or more --tries\n"
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["sodoku"], "sudoku"),
        (["sudoku", "--size", "7"], "found 7"),
        (["sudoku", "--option", "box"], "expected NAME=VALUE"),
        (["sudoku", "--option", "shape=round"], "shape"),
        (["sudoku", "--clues", "82"], "found 82"),
        (["cnf", "--size", "1"], "1 variables"),
        ([], "FAMILY"),
    ],
)
def test_what_cannot_be_generated(ldt: Run, arguments: list[str], words: str) -> None:
    result = ldt("generate", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr
