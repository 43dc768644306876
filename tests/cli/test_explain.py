"""``ldt explain`` and ``ldt hint``: steps with reasons, in words and as JSON."""

from __future__ import annotations

import re

import pytest

from domains.reading import from_text
from domains.registry import family
from tests.cli.conftest import EASY, EASY_SOLVED, INFEASIBLE, MANY, Run, records

STEP_KEYS = [
    "schema",
    "type",
    "index",
    "technique",
    "difficulty",
    "routine",
    "rules",
    "cells",
    "placed",
    "removed",
    "text",
]
OUTCOME_KEYS = [
    "schema",
    "type",
    "family",
    "puzzle",
    "status",
    "solution",
    "steps",
    "hardest",
    "rating",
]
HIDDEN = re.compile(r"\d+\. hidden single \((row|column|box) \d\): r\dc\d = \d")


def test_each_step_is_a_numbered_line(ldt: Run) -> None:
    result = ldt("explain", EASY)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[1].startswith("| 5 3 . | . 7 . |")
    numbered = [line for line in lines if re.match(r"\d+\. ", line)]
    assert HIDDEN.fullmatch(numbered[0])
    assert [int(line.partition(".")[0]) for line in numbered] == list(range(1, len(numbered) + 1))
    assert "| 3 4 5 | 2 8 6 | 1 7 9 |" in lines
    words = f"solved; {len(numbered)} steps, hardest: naked single (2.3)"
    assert lines[-1] == words


def test_routine_steps_are_told_on_request(ldt: Run) -> None:
    few, all_ = (ldt("explain", *option, EASY).stdout for option in ([], ["--all"]))
    assert len(all_.splitlines()) > len(few.splitlines())
    assert "   naked single: r1c1 = 5, so r1c3, " in all_


def test_the_steps_as_json_lead_to_the_solution(ldt: Run) -> None:
    *steps, outcome = records(ldt("explain", "--format", "json", EASY))
    assert all(list(step) == STEP_KEYS for step in steps)
    assert [step["index"] for step in steps] == list(range(len(steps)))
    assert list(outcome) == OUTCOME_KEYS
    assert outcome == {
        "schema": 1,
        "type": "outcome",
        "family": "sudoku",
        "puzzle": EASY,
        "status": "solved",
        "solution": EASY_SOLVED,
        "steps": sum(not step["routine"] for step in steps),
        "hardest": "naked single",
        "rating": 2.3,
    }
    assert replayed(EASY, steps) == EASY_SOLVED


def replayed(text: str, steps: list[dict[str, object]]) -> str:
    """The solution a reader of the JSON gets by crossing out what each step removes."""
    sudoku = family("sudoku")
    puzzle = next(sudoku.read(from_text(text)))
    structure = puzzle.problem.structure  # type: ignore[union-attr]  # EASY is well-formed
    masks = list(puzzle.problem.masks)  # type: ignore[union-attr]
    for step in steps:
        for removed in step["removed"]:  # type: ignore[attr-defined]
            variable = structure.names.index(removed["cell"])
            for value in removed["values"]:
                bit = structure.mask_of(variable, int(value))
                assert masks[variable] & bit
                masks[variable] ^= bit
    return sudoku.solution_text(structure, structure.decode(masks))


def test_an_infeasible_puzzle_ends_with_the_conflict(ldt: Run) -> None:
    result = ldt("explain", INFEASIBLE)
    assert result.exit_code == 20
    *_, step, outcome = result.stdout.splitlines()
    assert "r1c1 = 5, which leaves no value for r1c2" in step
    assert outcome == "infeasible: no assignment is left; 1 step, hardest: naked single (2.3)"
    *_, last = records(ldt("explain", "--format", "json", INFEASIBLE))
    assert (last["status"], last["solution"]) == ("infeasible", None)


def test_a_puzzle_with_many_solutions_gets_stuck(ldt: Run) -> None:
    result = ldt("explain", MANY)
    assert result.exit_code == 30
    assert result.stdout.splitlines()[-1].startswith("stuck: ")


def test_a_formula_is_explained(ldt: Run) -> None:
    result = ldt("explain", "p cnf 2 2 1 2 0 -1 0")
    assert result.exit_code == 0
    assert "x2 = 1" in result.stdout or "x2 loses 0" in result.stdout


def test_where_techniques_end_search_refutes(ldt: Run, inkala: str) -> None:
    lines = ldt("explain", "--all", inkala).stdout.splitlines()
    assert any(". refutation by search: r" in line for line in lines)
    assert lines[-1].startswith("solved; ")
    assert lines[-1].endswith(" hardest: refutation by search (10.0)")
    assert max(map(len, lines)) <= 80


@pytest.fixture
def inkala() -> str:
    """Arto Inkala's puzzle of 2010, which needs far more than singles."""
    return "..53.....8......2..7..1.5..4....53...1..7...6..32...8..6.5....9..4....3......97.."


def test_a_hint_names_the_technique_and_no_more(ldt: Run) -> None:
    result = ldt("hint", EASY)
    assert result.exit_code == 0
    assert re.fullmatch(r"hidden single \((row|column|box) \d\)\n", result.stdout)


def test_a_full_hint_is_the_first_step_of_the_explanation(ldt: Run) -> None:
    hint = ldt("hint", "--full", EASY).stdout
    assert f"1. {hint}" in ldt("explain", EASY).stdout


def test_a_hint_as_json_is_a_step(ldt: Run) -> None:
    (record,) = records(ldt("hint", "--format", "json", EASY))
    assert list(record) == STEP_KEYS
    assert record["routine"] is False


def test_nothing_is_left_to_hint_at(ldt: Run) -> None:
    result = ldt("hint", EASY_SOLVED)
    assert (result.exit_code, result.stdout) == (0, "solved; 0 steps\n")


def test_a_hint_for_an_infeasible_puzzle(ldt: Run) -> None:
    result = ldt("hint", "--full", INFEASIBLE)
    assert result.exit_code == 20
    assert "r1c1 = 5, which leaves no value for r1c2" in result.stdout
