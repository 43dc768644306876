"""The live view: paced, skipping what nobody would see, and lines where there is no terminal."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from itertools import pairwise

import pytest
from rich.console import Console

from domains.families.sudoku import sudoku_structure
from domains.families.sudoku.family import Sudoku
from domains.problem import Problem
from ldt.replay.frames import Frame, Kind, Replay
from ldt.replay.watch import HELD, INTERVAL, Lines, Terminal, Watcher, watching
from search import Goal, solve

SHIDOKU = sudoku_structure(2, 2).problem()


@dataclass
class Time:
    """A clock that only sleeping moves, and now and then an event."""

    now: float = 0.0
    slept: float = 0.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.slept += seconds


@dataclass
class Screen:
    """Remembers what it is shown, and when."""

    time: Time
    held: int = HELD
    pause: float = INTERVAL
    later: float = INTERVAL
    frames: list[tuple[float, Frame]] = field(default_factory=list)

    def draw(self, frame: Frame) -> None:
        self.frames.append((self.time.now, frame))


def searched(watcher: Watcher, problem: Problem = SHIDOKU) -> None:
    solve(problem, goal=Goal.count(100), strategy="symbolic", observers=[watcher])


def test_the_first_frames_are_held_and_the_search_then_runs_freely() -> None:
    time = Time()
    screen = Screen(time)
    searched(Watcher(Replay(Sudoku(), SHIDOKU), screen, time, time.sleep))
    moments = [moment for moment, _ in screen.frames]
    steps = [b - a for a, b in pairwise(moments[:HELD])]
    assert all(abs(step - INTERVAL) < 1e-9 for step in steps)
    assert time.slept <= HELD * INTERVAL
    late = [frame.kind for _, frame in screen.frames[HELD:]]
    assert late == [Kind.END]  # no time passed, so nothing else was due


def test_later_what_is_current_is_drawn_when_it_is_due() -> None:
    time = Time()
    screen = Screen(time)
    replay = Replay(Sudoku(), SHIDOKU)

    def clock() -> float:
        time.now += 0.002  # each look at the clock takes its time
        return time.now

    searched(Watcher(replay, screen, clock, time.sleep))
    drawn = [moment for moment, frame in screen.frames[HELD:] if frame.kind is not Kind.END]
    assert len(drawn) > 3
    assert all(b - a >= INTERVAL - 1e-9 for a, b in pairwise(drawn))


def test_the_end_is_drawn_always() -> None:
    time = Time()
    screen = Screen(time)
    searched(Watcher(Replay(Sudoku(), SHIDOKU), screen, time, time.sleep))
    last = screen.frames[-1][1]
    assert last.kind is Kind.END
    assert all(mask.bit_count() == 1 for mask in last.masks)


def test_lines_tell_each_frame_indented_by_guesses() -> None:
    told: list[str] = []
    with watching(Sudoku(), SHIDOKU, told.append) as watcher:  # stderr is no terminal here
        solve(SHIDOKU, strategy="symbolic", observers=[watcher])
    assert told[0] == "start: symbolic begins"
    assert told[1].startswith("  decision: assume r1c1 = ")
    assert told[-1].lstrip() == "end: the search ends: what was asked for is found"


def test_lines_do_not_go_on_forever() -> None:
    told: list[str] = []
    lines = Lines(told.append, most=5)
    searched(Watcher(Replay(Sudoku(), SHIDOKU), lines))
    assert told[5] == "(no more than 5 steps are told)"
    assert len(told) == 7
    assert told[6].lstrip().startswith("end:")


@pytest.mark.parametrize(("width", "drawn"), [(80, True), (12, False)])
def test_a_terminal_that_is_too_narrow_gets_the_words(width: int, drawn: bool) -> None:
    stream = io.StringIO()
    console = Console(file=stream, width=width, height=40, force_terminal=True, color_system=None)
    screen = Terminal(Sudoku(), SHIDOKU, console)
    frame = Frame(Kind.DECISION, 2, SHIDOKU.masks, ((0, 1),), "assume r1c1 = 1")
    with screen.live:
        screen.draw(frame)
    text = stream.getvalue()
    assert "decision" in text
    assert ("┏" in text) == drawn
    assert ("columns" in text) != drawn


def test_ctrl_c_gives_the_terminal_back() -> None:
    stream = io.StringIO()
    console = Console(file=stream, width=80, height=40, force_terminal=True)
    screen = Terminal(Sudoku(), SHIDOKU, console)
    with pytest.raises(KeyboardInterrupt), screen.live:
        raise KeyboardInterrupt
    assert "\x1b[?25h" in stream.getvalue()  # the cursor is shown again
    assert not screen.live.is_started
