"""The benchmarks measure what they say: tables add up, and wrong answers are counted."""

from __future__ import annotations

import argparse
import importlib
import json
from pathlib import Path

import pytest

from benchmarks import common, families, lists
from benchmarks.chart import Panel, chart
from benchmarks.costs import constants, in_units
from benchmarks.data import Stored, check_list
from benchmarks.growth import holes
from benchmarks.growth import row as growth_row
from benchmarks.peers import all_peers
from benchmarks.peers.base import COUNTED, EASY, NOT_UNIQUE, Peer
from benchmarks.peers.sat import FreshSat, KeptSat, sudoku_clauses
from benchmarks.startup import Command
from benchmarks.sudoku import Result, Run, verdicts
from domains.families.queens.board import queens_problem
from domains.reading import from_text
from search import Budget, Goal, solve
from search.auto import START_VISITS

EASY_SOLUTION = "534678912672195348198342567859761423426853791713924856961537284287419635345286179"
EMPTY = "." * 81
CONTRADICTORY = "55" + "." * 79
ROOT = Path(lists.__file__).parent


class Talker(Peer):
    """A peer that says what it is told to."""

    def __init__(self, kind: str) -> None:
        self.name = self.kind = kind

    def load(self) -> None:
        """Nothing to load."""

    def answer(self, puzzle: str, *, unique: bool) -> str | None:
        """Echo."""
        return puzzle


def result(kind: str, seconds: float, *answers: str | None) -> Result:
    """A result of one run, for one puzzle an answer, whose stored solutions are all ``a``."""
    run = Run(0.0, seconds, seconds, 0.0, answers)
    return Result(Talker(kind), (run,), ("a",) * 4)


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.py")), ids=lambda path: path.stem)
def test_every_module_imports_and_is_short(path: Path) -> None:
    parts = path.relative_to(ROOT.parent).with_suffix("").parts
    assert importlib.import_module(".".join(parts)).__doc__
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_the_clauses_are_the_extended_encoding() -> None:
    clauses = sudoku_clauses()
    assert len(clauses) == 324 + 10206
    assert len({tuple(clause) for clause in clauses}) == len(clauses)


@pytest.mark.parametrize("peer", [KeptSat("cadical153"), FreshSat("minisat22")], ids=str)
def test_sat_peers_solve_refute_and_exclude(peer: Peer) -> None:
    peer.load()
    asked = [EASY, EMPTY, CONTRADICTORY, EASY]  # a kept solver has to forget what it was asked
    answers = list(peer.answers(asked, unique=True))
    assert answers == [EASY_SOLUTION, NOT_UNIQUE, None, EASY_SOLUTION]
    assert peer.answer(EASY, unique=False) == EASY_SOLUTION


@pytest.mark.parametrize("name", ["pycosat", "CP-SAT all-different", "CP-SAT Boolean"])
def test_optional_peers_solve_where_installed(name: str) -> None:
    peer = next(peer for peer in all_peers() if peer.name == name)
    try:
        peer.load()
    except ImportError:
        pytest.skip(f"{peer.package} is not installed")
    answers = list(peer.answers([EASY, EMPTY, CONTRADICTORY], unique=True))
    assert answers == [EASY_SOLUTION, NOT_UNIQUE, None]


def test_a_missing_tdoku_library_is_an_import_error(tmp_path: Path) -> None:
    peer = all_peers(str(tmp_path / "libtdoku.so"))[-1]
    with pytest.raises(ImportError, match="no tdoku library"):
        peer.load()


def test_rates_wrong_answers_and_verdicts() -> None:
    ours, fast, slow = result("ours", 1, "a", "a", "b", COUNTED), result("python-sat", 2, "a"), None
    slow = result("python-sat", 4, "a")
    assert (ours.rate, ours.wrong, fast.rate, slow.rate) == (4.0, 1, 0.5, 0.25)
    assert ours.row()[1] == 4
    assert fast.row()[-1] == "cut after 1"
    (words,) = verdicts([slow, ours, fast], unique=True)
    assert words.endswith(": 8.00x, per cpu s 8.00x; aim 5x: PASS")
    (words,) = verdicts([ours, result("CP-SAT", 1, "a")], unique=True)
    assert words.endswith("4.00x; aim 40x: FAIL")


def test_a_peer_that_is_not_installed_has_a_row_but_no_verdict() -> None:
    missing = Result(Talker("CP-SAT"), (Run(0, 0, 0, 0, (), "not installed: pip install x"),), ())
    assert missing.row()[-1] == "not installed: pip install x"
    assert list(verdicts([result("ours", 1, "a"), missing], unique=True)) == []


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"solution": "s"}, Stored(1, 1, "s")),
        ({"solution": "s", "n_solutions": "1"}, Stored(1, 1, "s")),
        ({"solution": "s", "n_solutions": "2+"}, Stored(2, None)),
        ({"n_solutions": "0"}, Stored(0, 0)),
        ({"n_solutions_capped_10": "7"}, Stored(7, 7, None, 10)),
        ({"n_solutions_capped_10": "10"}, Stored(10, None, None, 10)),
    ],
)
def test_what_a_row_stores(row: dict[str, str], expected: Stored) -> None:
    assert Stored.of(row) == expected


@pytest.mark.parametrize(
    ("puzzle", "goal", "right", "wrong"),
    [
        (EASY, Goal.unique(), Stored(1, 1, EASY_SOLUTION), Stored(2, None)),
        (EASY, Goal.unique(), Stored(1, 1), Stored(1, 1, EASY_SOLUTION[::-1])),
        (EMPTY, Goal.unique(), Stored(2, None), Stored(1, 1)),
        (EMPTY, Goal.count(3), Stored(3, None, None, 3), Stored(2, 2, None, 3)),
        (CONTRADICTORY, Goal.unique(), Stored(0, 0), Stored(1, 1)),
    ],
)
def test_answers_are_judged(puzzle: str, goal: Goal, right: Stored, wrong: Stored) -> None:
    (found,) = lists.SUDOKU.read(from_text(puzzle))
    answer = solve(found.problem, goal=goal)  # type: ignore[union-attr]
    assert right.agrees(answer)
    assert not wrong.agrees(answer)


def test_a_list_with_a_wrong_stored_answer_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    rows = [f"{EASY},{EASY_SOLUTION}", f"{EMPTY},{EASY_SOLUTION}"]
    path.write_text("\n".join(["puzzle,solution", *rows]), encoding="utf-8")
    tally = check_list(path, None, Goal.unique(), Budget())
    assert tally.row()[1:7] == [2, 2, "unique", 1, 1, 0]
    assert len(tally.failures) == 1
    path.write_text("\n".join(["puzzle,solution", rows[0], rows[0]]), encoding="utf-8")
    with pytest.raises(AssertionError, match="2 puzzles, 1 different"):
        lists.read_list(path)


def test_generated_lists_are_whole_and_repeatable() -> None:
    first, again = (lists.generate(4, None, 3, seed=5) for _ in range(2))
    assert [p.text for p in first] == [p.text for p in again]
    assert all(solve(p.problem, goal=Goal.unique()).unique for p in first)


def test_holes_leave_a_solution() -> None:
    (problem,) = holes(9, 50, 1, seed=3)
    assert sum(mask.bit_count() == 1 for mask in problem.masks) == 40
    answer = solve(problem)
    assert answer.status == "solved"
    assert growth_row("x", [answer])[:3] == ["x", 1, 1]


def test_constants_are_set_beside_what_was_measured() -> None:
    seconds = {
        "propagation, uncompiled": 1e-4,
        "propagation, compiled": 1e-6,
        "start of clause learning": 0.1,
        "loading the compiled kernel": 0.5,
    }
    rows = {str(row[0]): row for row in constants(seconds)}
    assert rows["auto.START_VISITS"][1:3] == [START_VISITS, pytest.approx(1000)]
    assert rows["auto.VISITS_OF_COMPILED"][2] == pytest.approx(100_000)
    assert [in_units(s)[1] for s in (2.0, 0.02, 2e-5)] == ["s", "ms", "µs"]


def test_a_command_that_fails_is_no_pass() -> None:
    command = Command("ldt solve: x", ["python", "-c", "print(1)"], expected="2")
    command.run()
    assert str(command.row()[-1]).startswith("failed")


def test_timings_and_tables() -> None:
    timing = common.Timing((3.0, 1.0, 2.0), (1.0, 1.0, 1.0))
    assert (timing.best, timing.median) == (1.0, 2.0)
    assert common.spread(timing.wall, 1000) == "1,000..3,000"
    assert common.as_text(["a", "n"], [["x", None]]) == "a  n\nx  -"


def test_json_lines_say_seed_and_machine(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(common, "pin", lambda core: f"core {core}")
    options = argparse.Namespace(n=3, seed=7, core=0, json=True)
    report = common.Report("test", options)
    report.table("t", ["peer", "ms"], [["x", 1.5]])
    header, row = map(json.loads, capsys.readouterr().out.splitlines())
    assert (header["n"], header["seed"], header["benchmark"]) == (3, 7, "benchmarks.test")
    assert "Python" in header["machine"]
    assert (row["peer"], row["ms"]) == ("x", 1.5)


def test_the_chart_draws_every_line_inside_the_panel() -> None:
    panel = Panel("t", "x", "y", {"a <b>": [(1, 0.1), (3, 100)], "c": [(2, 10)]})
    text = chart([panel])
    assert text.count("<circle") == 3 + 2
    assert "a &lt;b&gt;" in text
    low, high = panel.place(1, 0.1), panel.place(3, 100)
    assert low[0] < high[0]
    assert low[1] > high[1]


def test_snowflakes_and_queens_are_measured_on_answers_that_are_right() -> None:
    pytest.importorskip("ortools")
    contradictory = queens_problem(5, placed=[(0, 0), (1, 0)])
    problems = [*families.snowflakes(3, 2, seed=0), *families.boards(3, seed=0)]
    for solver in (families.ours, families.cp_sat):
        for goal in (Goal.first(), Goal.unique()):
            assert solver(problems, goal) == 0
            assert solver([*problems, contradictory], goal) == 1
