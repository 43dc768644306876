"""``ldt solve``: what it prints, and with which status it exits."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.cli.conftest import EASY, EASY_SOLVED, INFEASIBLE, MANY, Run, records

ANSWER_KEYS = [
    "schema",
    "type",
    "index",
    "family",
    "puzzle",
    "status",
    "solution",
    "unique",
    "count",
    "reason",
    "strategy",
    "statistics",
    "certificate",
]
DRAWN = """\
+-------+-------+-------+
| 5 3 4 | 6 7 8 | 9 1 2 |
| 6 7 2 | 1 9 5 | 3 4 8 |
| 1 9 8 | 3 4 2 | 5 6 7 |
+-------+-------+-------+
| 8 5 9 | 7 6 1 | 4 2 3 |
| 4 2 6 | 8 5 3 | 7 9 1 |
| 7 1 3 | 9 2 4 | 8 5 6 |
+-------+-------+-------+
| 9 6 1 | 5 3 7 | 2 8 4 |
| 2 8 7 | 4 1 9 | 6 3 5 |
| 3 4 5 | 2 8 6 | 1 7 9 |
+-------+-------+-------+
solved
"""


def test_one_puzzle_is_drawn(ldt: Run) -> None:
    result = ldt("solve", EASY)
    assert result.exit_code == 0
    assert result.stdout.startswith(DRAWN)
    assert " nodes, " in result.stdout.splitlines()[-1]
    assert result.stderr == ""


def test_several_get_a_line_each_and_a_summary_on_stderr(ldt: Run) -> None:
    result = ldt("solve", EASY, INFEASIBLE)
    assert result.exit_code == 20
    assert result.stdout.splitlines()[0] == EASY_SOLVED
    assert result.stdout.splitlines()[1].startswith("infeasible")
    assert "2 puzzles: 1 solved, 1 infeasible" in result.stderr


def test_quiet_keeps_stderr_empty(ldt: Run) -> None:
    result = ldt("solve", "--quiet", stdin=f"{EASY}\n{INFEASIBLE}\n")
    assert len(result.stdout.splitlines()) == 2
    assert result.stderr == ""


def test_json_has_the_documented_keys_in_order(ldt: Run) -> None:
    (record,) = records(ldt("solve", "--format", "json", EASY))
    assert list(record) == ANSWER_KEYS
    statistics = record.pop("statistics")
    assert isinstance(statistics, dict)
    assert list(statistics) == ["nodes", "propagations", "network_calls", "seconds"]
    strategy = record.pop("strategy")
    assert strategy
    assert record == {
        "schema": 1,
        "type": "answer",
        "index": 0,
        "family": "sudoku",
        "puzzle": EASY,
        "status": "solved",
        "solution": EASY_SOLVED,
        "unique": None,
        "count": None,
        "reason": None,
        "certificate": None,
    }


@pytest.mark.parametrize(
    ("puzzle", "options", "unique", "count"),
    [
        (EASY, ["--unique"], True, None),
        (MANY, ["--unique"], False, None),
        (INFEASIBLE, ["--unique"], False, None),
        (EASY, ["--count", "5"], True, 1),
        (MANY, ["--count", "1000"], False, 72),
        (MANY, ["--count", "3"], False, None),
        (INFEASIBLE, ["--count", "5"], False, 0),
        (EASY, [], None, None),
    ],
)
def test_what_is_asked_is_answered(
    ldt: Run, puzzle: str, options: list[str], unique: bool | None, count: int | None
) -> None:
    (record,) = records(ldt("solve", "--format", "json", *options, puzzle))
    assert (record["unique"], record["count"]) == (unique, count)


@pytest.mark.parametrize(
    ("puzzle", "options", "words"),
    [
        (EASY, ["--unique"], "unique"),
        (MANY, ["--unique"], "not unique"),
        (EASY, ["--count", "9"], "1 solution"),
        (MANY, ["--count", "9"], "at least 9 solutions"),
        (MANY, ["--count", "999"], "72 solutions"),
        (INFEASIBLE, [], "infeasible: no assignment satisfies every rule"),
    ],
)
def test_verdicts_in_words(ldt: Run, puzzle: str, options: list[str], words: str) -> None:
    assert words in ldt("solve", puzzle, *options).stdout.splitlines()


def test_two_solutions_are_told_apart(ldt: Run) -> None:
    lines = ldt("solve", "--unique", MANY).stdout.splitlines()
    (told,) = [line for line in lines if line.startswith("two solutions differ first at ")]
    assert told.endswith((" or 1", " or 2", " or 3", " or 4"))


@pytest.mark.parametrize("strategy", ["auto", "symbolic", "cdcl"])
def test_every_strategy_solves(ldt: Run, strategy: str) -> None:
    (record,) = records(ldt("solve", "--strategy", strategy, "--format", "json", EASY))
    assert record["solution"] == EASY_SOLVED
    assert strategy == "auto" or str(record["strategy"]).startswith(strategy)


def test_a_strategy_that_does_not_exist(ldt: Run) -> None:
    result = ldt("solve", "--strategy", "symbollic", EASY)
    assert result.exit_code == 2
    assert "Did you mean 'symbolic'?" in result.stderr


def test_a_family_that_does_not_exist(ldt: Run) -> None:
    result = ldt("solve", "--family", "sodoku", EASY)
    assert result.exit_code == 2
    assert "sudoku" in result.stderr


def test_the_family_can_be_said(ldt: Run) -> None:
    (record,) = records(ldt("solve", "--family", "latin", "--format", "json", MANY))
    assert record["family"] == "latin"


def test_a_cnf_formula(ldt: Run) -> None:
    (record,) = records(ldt("solve", "--format", "json", "--unique", "p cnf 2 2 1 2 0 -1 0"))
    assert (record["family"], record["solution"], record["unique"]) == ("cnf", "-1 2 0", True)


@pytest.mark.parametrize(
    ("puzzles", "status"),
    [([EASY], 10), ([INFEASIBLE], 20), ([EASY, INFEASIBLE], 20)],
)
def test_exit_statuses_of_sat_solvers(ldt: Run, puzzles: list[str], status: int) -> None:
    assert ldt("solve", "--sat-exit-codes", *puzzles).exit_code == status


@pytest.mark.parametrize("option", [["--node-limit", "0"], ["--time-limit", "0"]])
def test_a_limit_that_is_met_abstains(ldt: Run, hard: str, option: list[str]) -> None:
    result = ldt("solve", *option, "--strategy", "symbolic", "--format", "json", hard)
    (record,) = records(result)
    assert (record["status"], record["solution"]) == ("abstained", None)
    assert record["reason"]
    assert result.exit_code == 30
    assert ldt("solve", *option, "--strategy", "symbolic", "--sat-exit-codes", hard).exit_code == 0


@pytest.fixture
def hard() -> str:
    """Arto Inkala's puzzle of 2012: singles alone do not get far."""
    return "8..........36......7..9.2...5...7.......457.....1...3...1....68..85...1..9....4.."


@pytest.mark.parametrize(
    "options",
    [
        ["--unique", "--count", "2"],
        ["--trace", "t", "--jobs", "2"],
        ["-u", "--jobs", "2"],
        ["--count", "0"],
    ],
)
def test_options_that_make_no_sense(ldt: Run, options: list[str]) -> None:
    assert ldt("solve", *options, EASY).exit_code == 2


def test_jobs_keep_the_order(ldt: Run) -> None:
    puzzles = [EASY, INFEASIBLE, MANY] * 4
    found = records(ldt("solve", "--jobs", "2", "--format", "json", *puzzles))
    assert [record["index"] for record in found] == list(range(12))
    assert [record["puzzle"] for record in found] == puzzles


def test_a_seed_repeats(ldt: Run) -> None:
    one, other = (records(ldt("solve", "--seed", "7", "--format", "json", MANY)) for _ in range(2))
    assert one[0]["solution"] == other[0]["solution"]


def test_the_trace_tells_each_search(ldt: Run, tmp_path: Path) -> None:
    trace = tmp_path / "trace.jsonl"
    result = ldt("solve", "--trace", trace, "--strategy", "symbolic", EASY, INFEASIBLE)
    assert result.exit_code == 20
    events = [json.loads(line) for line in trace.read_text(encoding="utf-8").splitlines()]
    assert {event["schema"] for event in events} == {1}
    for index in (0, 1):
        names = [event["type"] for event in events if event["index"] == index]
        assert (names[0], names[-1]) == ("started", "finished")
    solutions = [event["solution"] for event in events if event["type"] == "solution"]
    assert solutions == [EASY_SOLVED]
    assert list(tmp_path.iterdir()) == [trace]


def test_a_trace_that_cannot_be_written(ldt: Run, tmp_path: Path) -> None:
    result = ldt("solve", "--trace", tmp_path / "no" / "trace", EASY)
    assert result.exit_code == 2
    assert "cannot write" in result.stderr


@pytest.mark.parametrize("option", ["--trace", "--proof", "--svg", "--png", "--html"])
@pytest.mark.parametrize("place", ["", ".", "no/such/file", "long" * 99])
def test_a_place_that_cannot_be_written_is_refused_before_the_search(
    ldt: Run, option: str, place: str
) -> None:
    result = ldt("solve", option, place, "this is not even read")
    assert result.exit_code == 2
    assert "cannot write" in result.stderr


def test_svg(ldt: Run, tmp_path: Path) -> None:
    picture = tmp_path / "answer.svg"
    assert ldt("solve", "--svg", picture, EASY).exit_code == 0
    assert picture.read_text(encoding="utf-8").startswith("<svg")


def test_svg_is_for_one_puzzle(ldt: Run, tmp_path: Path) -> None:
    picture = tmp_path / "answer.svg"
    assert ldt("solve", "--svg", picture, EASY, EASY).exit_code == 2
    assert not picture.exists()


def test_a_csv_file_and_a_gz_file(ldt: Run, tmp_path: Path) -> None:
    table = tmp_path / "puzzles.csv"
    table.write_text(f"source,question,answer\nx,{EASY},{EASY_SOLVED}\n", encoding="utf-8")
    packed = tmp_path / "puzzles.txt.gz"
    packed.write_bytes(gzip.compress(f"{EASY}\n{INFEASIBLE}\n".encode()))
    found = records(ldt("solve", "--format", "json", table, packed))
    assert [record["status"] for record in found] == ["solved", "solved", "infeasible"]
    assert [record["index"] for record in found] == [0, 1, 2]


@pytest.mark.parametrize("arguments", [[], ["-"]])
def test_stdin(ldt: Run, arguments: list[str]) -> None:
    result = ldt("solve", *arguments, stdin=EASY + "\n")
    assert result.stdout.startswith(DRAWN)
    assert ("reading stdin" in result.stderr) == (not arguments)


def test_choices_of_the_family_reach_its_reader(ldt: Run, tmp_path: Path) -> None:
    path = tmp_path / "triangle.col"
    path.write_text("p edge 3 3\ne 1 2\ne 1 3\ne 2 3\n", encoding="utf-8")
    assert ldt("solve", path, "--option", "k=2").exit_code == 20
    found = ldt("solve", path, "--option", "k=3")
    assert found.exit_code == 0
    assert "1:1 2:2 3:3" in found.stdout
    missing = ldt("solve", path)
    assert missing.exit_code == 3
    assert "found no number of colours, expected a line `k COLOURS`" in missing.stderr
    refused = ldt("solve", EASY, "--option", "k=3")
    assert refused.exit_code == 3
    assert "expected no options for reading sudoku" in refused.stderr
