"""Films and pages: the data in a page is exactly the frames, and nothing in it is markup."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Sequence
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domains.families.base import Puzzle
from domains.families.queens.board import queens_problem
from domains.families.queens.family import Queens
from domains.families.sudoku import sudoku_structure
from domains.families.sudoku.family import Sudoku
from domains.problem import Problem
from ldt.replay import film as film_module
from ldt.replay.film import Film, Recorder, film, splices
from ldt.replay.frames import Frame, Kind, Replay
from ldt.replay.page import page, script_json
from search import Budget, Goal, solve
from search.events import Event, Finished, SolutionFound, Started
from tests.cli.conftest import REPOSITORY

SHIDOKU = sudoku_structure(2, 2).problem([(0, 1), (5, 2)])
INKALA = "8..........36......7..9.2...5...7.......457.....1...3...1....68..85...1..9....4.."
TEXT = "</script><script>alert(1)</script><!-- & \u2028 @@DATA@@ é"


def recorded(problem: Problem, most: int = 3000, **options: object) -> Recorder:
    recorder = Recorder(most=most)
    solve(problem, goal=Goal.count(500), strategy="symbolic", observers=[recorder], **options)  # type: ignore[arg-type]
    return recorder


def frames_of(problem: Problem, events: Sequence[Event]) -> list[Frame]:
    replay = Replay(Sudoku(), problem)
    return [frame for event in events for frame in replay.frames(event)]


def drawings(data: dict[str, object]) -> list[str]:
    """The drawings of a film, made again from what it says of their lines."""
    lines, drawn, result = data["lines"], list[int](), []
    assert isinstance(lines, list)
    assert isinstance(data["frames"], list)
    for frame in data["frames"]:
        for start, gone, *come in frame["draw"]:
            drawn[start : start + gone] = come
        result.append("\n".join(lines[number] for number in drawn))
    return result


class Embedded(HTMLParser):
    """The elements of a page, the texts of its scripts, and what it would load."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.scripts: list[str] = []
        self.title = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1] == "script" and data.strip():
            self.scripts.append(data)
        if self.tags and self.tags[-1] == "title" and not self.title:
            self.title = data


def whole_page(problem: Problem = SHIDOKU, text: str = "1....2..........") -> str:
    made = film(Sudoku(), problem, recorded(problem))
    return page(made, Puzzle("sudoku", problem, text), "not unique")


def test_the_data_of_a_page_is_exactly_the_frames() -> None:
    recorder = recorded(SHIDOKU)
    (data, _) = Embedded(whole_page()).scripts
    decoded = json.loads(data)
    frames = frames_of(SHIDOKU, recorder.events)
    told = [(frame["kind"], frame["level"], frame["text"]) for frame in decoded["frames"]]
    assert told == [(frame.kind.value, frame.level, frame.text) for frame in frames]
    assert decoded["left_out"] == 0
    svg = Sudoku().svg
    assert drawings(decoded) == [
        svg(SHIDOKU.structure, f.masks, f.marked, SHIDOKU.masks) for f in frames
    ]


def test_a_page_needs_nothing_else_and_lets_nothing_else_run() -> None:
    text = whole_page()
    embedded = Embedded(text)
    assert not {"link", "img", "iframe", "object", "base"} & set(embedded.tags)
    assert not {"src", "href", "onload", "onclick"} & {name for name, _ in embedded.attributes}
    (policy,) = [v for n, v in embedded.attributes if n == "content" and v and "default-src" in v]
    digest = base64.b64encode(hashlib.sha256(embedded.scripts[1].encode()).digest()).decode()
    assert policy.startswith("default-src 'none'; ")
    assert f"script-src 'sha256-{digest}';" in policy
    assert "@import" not in text
    assert "url(" not in text


def test_no_text_becomes_markup() -> None:
    made = film(Sudoku(), SHIDOKU, recorded(SHIDOKU))
    plain = page(made, Puzzle("sudoku", SHIDOKU, "1..."), "solved")
    hostile = page(made, Puzzle(TEXT, SHIDOKU, TEXT), TEXT)
    assert Embedded(hostile).tags == Embedded(plain).tags
    data = json.loads(Embedded(hostile).scripts[0])
    assert (data["family"], data["puzzle"], data["verdict"]) == (TEXT, TEXT, TEXT)
    assert Embedded(hostile).title == f"{TEXT}: {TEXT}"


@given(text=st.text())
def test_json_in_a_script_is_the_same_json_without_markup(text: str) -> None:
    written = script_json({"text": text})
    assert json.loads(written) == {"text": text}
    assert not set("<>&\u2028\u2029") & set(written)


@given(
    before=st.lists(st.integers(0, 9), max_size=12), after=st.lists(st.integers(0, 9), max_size=12)
)
def test_splices_turn_one_list_into_the_other(before: list[int], after: list[int]) -> None:
    made = list(before)
    for start, gone, *come in splices(before, after):
        assert start + gone <= len(made)
        made[start : start + gone] = come
    assert made == after


@given(
    lines=st.lists(st.integers(0, 99), unique=True, min_size=1), gone=st.sets(st.integers(0, 99))
)
def test_lines_that_stay_are_not_sent_again(lines: list[int], gone: set[int]) -> None:
    after = [line for line in lines if line not in gone]
    assert all(len(splice) == 2 for splice in splices(lines, after))
    assert splices(lines, lines) == []


def test_the_film_of_a_hard_puzzle_is_small() -> None:
    structure = sudoku_structure(3, 3)
    givens = [(cell, int(sign)) for cell, sign in enumerate(INKALA) if sign != "."]
    problem = structure.problem(givens)
    text = whole_page(problem, INKALA)
    frames = json.loads(Embedded(text).scripts[0])["frames"]
    assert len(frames) > 1000
    assert len(text.encode()) < 1_000_000
    assert frames[-1]["text"] == "the search is closed: this is the only solution"


def test_a_long_search_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(film_module, "MOST_STEPS", 10)
    recorder = recorded(SHIDOKU, most=5)
    assert recorder.dropped > 0
    assert isinstance(recorder.events[-1], Finished)
    made = film(Sudoku(), SHIDOKU, recorder)
    kinds = [frame["kind"] for frame in made.frames]
    assert len(kinds) == 12
    assert kinds[-2:] == ["gap", "end"]
    assert f"{made.left_out:,} events of the search" in str(made.frames[-2]["text"])
    all_events = len(recorded(SHIDOKU).events)
    shown = sum(kind not in ("deduction", "gap") for kind in kinds)
    assert shown + made.left_out == all_events
    assert made.data()["left_out"] == made.left_out


def test_a_film_that_gets_too_large_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(film_module, "MOST_CHARACTERS", 20_000)
    made = film(Sudoku(), SHIDOKU, recorded(SHIDOKU))
    assert 20_000 < made.size < 40_000
    assert [frame["kind"] for frame in made.frames[-2:]] == ["gap", "end"]


def test_the_last_drawing_is_the_solution_also_after_a_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(film_module, "MOST_STEPS", 3)
    problem, recorder = queens_problem(6, []), Recorder(most=2)
    answer = solve(problem, strategy="symbolic", observers=[recorder])
    made = film(Queens(), problem, recorder)
    solution = problem.structure.encode(answer.solutions[0])
    expected = Queens().svg(problem.structure, solution, (), problem.masks)
    assert drawings(made.data())[-1] == expected


def test_a_search_that_is_stopped_ends_where_it_stood() -> None:
    recorder = Recorder()
    empty = sudoku_structure(3, 3).problem()
    solve(empty, goal=Goal.count(9), strategy="symbolic", budget=Budget(nodes=3),
          observers=[recorder])  # fmt: skip
    made = film(Sudoku(), empty, recorder)
    assert made.frames[-1]["text"] == "the search ends: node limit 3 reached"


def test_a_recorder_keeps_the_first_solution_and_the_end() -> None:
    recorder = Recorder(most=1)
    found = SolutionFound((1,) * 16)
    for event in (Started(SHIDOKU, "x"), found, found, Finished(closed=True, reason="")):
        recorder(event)
    assert [type(event) for event in recorder.events] == [Started, SolutionFound, Finished]
    assert recorder.dropped == 1


def test_frames_without_a_change_draw_nothing() -> None:
    made = Film(Sudoku(), SHIDOKU)
    frame = Frame(Kind.START, 0, SHIDOKU.masks, (), "begin")
    made.add(frame)
    made.add(frame)
    assert made.frames[1]["draw"] == []


def test_script_and_style_are_files_of_the_package() -> None:
    folder = REPOSITORY / "ldt" / "replay"
    for name in ("replay.js", "replay.css"):
        text = (folder / name).read_text(encoding="utf-8")
        assert text in whole_page()
        assert not re.search(r"https?:", text)
