"""The parts that the commands are made of, where a command alone would not show them."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from domains.errors import InputError, Place
from domains.families.base import Puzzle
from domains.problem import Problem
from domains.reading import from_text
from domains.registry import family
from ldt.cli.exits import Exit, worst
from ldt.cli.inputs import read_puzzles
from ldt.cli.options import known_name
from ldt.cli.output import atomic_file
from ldt.cli.pairing import Answered, Result, Unreadable, one_by_one, paired
from ldt.cli.progress import LiveDisplay, PlainDisplay, Progress, progress
from search.answer import Abstained, Answer, Interrupted
from tests.cli.conftest import EASY, INFEASIBLE, MANY

BROKEN = InputError(Place("here", 1), "this", "that")


def puzzle(text: str) -> Puzzle:
    found = next(family("sudoku").read(from_text(text)))
    assert isinstance(found, Puzzle)
    return found


def abstained(problem: Problem) -> Answer:
    return Abstained(problem=problem, reason="a test")


def shape(results: Iterator[Result]) -> list[tuple[int, str]]:
    """Each result as its index and the puzzle it belongs to, as far as they come."""
    found = []
    try:
        for result in results:
            text = result.puzzle.text if isinstance(result, Answered) else "unreadable"
            found.append((result.index, text))
            if isinstance(result, Answered):
                assert result.answer.problem is result.puzzle.problem
    except Interrupted:
        found.append((-1, "interrupted"))
    return found


@pytest.mark.parametrize("ahead", [1, 2, 3, 10])
def test_answers_stand_beside_their_puzzles_however_far_a_solver_reads_ahead(ahead: int) -> None:
    items = [BROKEN, puzzle(EASY), BROKEN, BROKEN, puzzle(MANY), puzzle(INFEASIBLE), BROKEN]

    def solver(problems: Iterator[Problem]) -> Iterator[Answer]:
        waiting: list[Problem] = []
        for problem in problems:
            waiting.append(problem)
            if len(waiting) == ahead:
                yield from map(abstained, waiting)
                waiting = []
        yield from map(abstained, waiting)

    assert shape(paired(items, solver)) == [
        (0, "unreadable"),
        (1, EASY),
        (2, "unreadable"),
        (3, "unreadable"),
        (4, MANY),
        (5, INFEASIBLE),
        (6, "unreadable"),
    ]


def test_an_interrupted_search_still_gives_its_answer() -> None:
    items = [puzzle(EASY), BROKEN, puzzle(MANY), puzzle(EASY)]

    def solver(problems: Iterator[Problem]) -> Iterator[Answer]:
        yield abstained(next(problems))
        raise Interrupted(Abstained(problem=next(problems), reason="interrupted"))

    expected = [(0, EASY), (1, "unreadable"), (2, MANY), (-1, "interrupted")]
    assert shape(paired(items, solver)) == expected


def test_one_by_one_reads_nothing_ahead() -> None:
    read: list[int] = []

    def items() -> Iterator[Puzzle | InputError]:
        for number, item in enumerate([puzzle(EASY), BROKEN, puzzle(MANY)]):
            read.append(number)
            yield item

    results = one_by_one(items(), lambda _, each: abstained(each.problem))
    assert isinstance(next(results), Answered)
    assert read == [0]
    assert isinstance(next(results), Unreadable)
    assert read == [0, 1]


def test_one_by_one_gives_the_interrupted_answer() -> None:
    def solver(index: int, each: Puzzle) -> Answer:
        if index:
            raise Interrupted(Abstained(problem=each.problem, reason="interrupted"))
        return abstained(each.problem)

    found = shape(one_by_one([puzzle(EASY), puzzle(MANY), puzzle(EASY)], solver))
    assert found == [(0, EASY), (1, MANY), (-1, "interrupted")]


def test_the_highest_status_wins() -> None:
    assert worst([]) is Exit.DONE
    assert worst([Exit.UNREADABLE, Exit.DONE]) is Exit.UNREADABLE
    assert worst([Exit.ABSTAINED, Exit.INFEASIBLE, Exit.UNREADABLE]) is Exit.ABSTAINED


def test_a_family_is_guessed_anew_for_each_input() -> None:
    read = list(read_puzzles([EASY, "p cnf 1 1 1 0", "123231312"]))
    assert [each.family for each in read if isinstance(each, Puzzle)] == ["sudoku", "cnf", "latin"]


def test_a_long_preamble_is_read_through() -> None:
    (formula,) = read_puzzles(["c a comment\n" * 100 + "p cnf 1 1\n1 0\n"])
    assert isinstance(formula, Puzzle)
    assert formula.family == "cnf"


def test_an_unknown_name_is_told_with_all_known_ones() -> None:
    with pytest.raises(click.BadParameter, match="There are: one, two"):
        known_name("number", "three", ["one", "two"])


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("before", encoding="utf-8")

    def fail() -> None:
        with atomic_file(str(path)) as stream:
            stream.write("half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert path.read_text(encoding="utf-8") == "before"
    assert list(tmp_path.iterdir()) == [path]
    with atomic_file(str(path)) as stream:
        stream.write("whole")
        assert path.read_text(encoding="utf-8") == "before"
    assert path.read_text(encoding="utf-8") == "whole"


def test_only_files_are_replaced(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")  # as /dev/null: writing a file must not put another in its place
    for name, reason in (
        ("folder", "it is a folder"),
        ("pipe", "it is no file"),
        ("missing/file", "no such file or directory"),
    ):
        with pytest.raises(click.UsageError, match=reason):
            atomic_file(str(tmp_path / name)).__enter__()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "pipe"]
    assert (tmp_path / "pipe").is_fifo()


class Recorded:
    """A display that keeps what it was told, and says when it was told something."""

    first = interval = 0.01

    def __init__(self) -> None:
        self.words: list[str] = []
        self.shown = threading.Event()
        self.hidden = 0

    def show(self, words: str) -> None:
        self.words.append(words)
        self.shown.set()

    def hide(self) -> None:
        self.hidden += 1


def test_progress_counts_and_is_taken_away() -> None:
    display = Recorded()
    shown = Progress("puzzles", display)
    shown.start()
    for _ in range(1200):
        shown.advance()
    display.shown.clear()
    assert display.shown.wait(10)
    shown.stop()
    said = len(display.words)
    assert display.words[-1].startswith("1,200 puzzles in 0 s, ")
    assert display.hidden == 1
    assert not display.shown.wait(0.05) or len(display.words) == said


def test_plain_progress_is_a_line_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    PlainDisplay().show("5 puzzles")
    assert capsys.readouterr() == ("", "ldt: 5 puzzles\n")


def test_live_progress_is_erased(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    display = LiveDisplay()
    display.show("5 puzzles")
    display.show("6 puzzles")
    display.hide()
    out, err = capsys.readouterr()
    assert out == ""
    assert "6 puzzles" in err
    assert "\x1b[2K" in err.rpartition("6 puzzles")[2]  # the line is cleared at the end


@pytest.mark.parametrize("mode", ["auto", "plain", "none"])
def test_what_is_quick_shows_no_progress(mode: str, capsys: pytest.CaptureFixture[str]) -> None:
    with progress(mode, "puzzles") as shown:
        shown.advance()
    assert capsys.readouterr() == ("", "")


def test_results_are_printed_while_progress_is_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    display = Recorded()
    shown = Progress("puzzles", display)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    with shown.printing():
        assert display.hidden == 1
