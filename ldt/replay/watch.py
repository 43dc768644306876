"""Frames live in a terminal, or as lines of text where there is none."""

from __future__ import annotations

import math
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from ldt.replay.film import MOST_STEPS
from ldt.replay.frames import Frame, Kind, Replay

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

    from domains.families.base import Family
    from domains.problem import Problem
    from search.events import Event

INTERVAL = 0.05
"""Seconds between two drawings: 20 a second are as many as anyone sees."""

WORD_LINES = 4
"""Lines of words above a drawing."""

WIDEST = 10_000
"""Columns in which any drawing can be measured."""

HELD = 100
"""Frames that hold up the search, each until it was seen: so that a short search is no flash.

After these five seconds the search runs freely, and what is current is drawn.
"""


class Screen(Protocol):
    """Where frames go.

    Attributes:
        held: how many of the first frames are all shown.
        pause: seconds that each of them stays, while the search waits.
        later: seconds between two of the others; the end is shown always.
    """

    held: int
    pause: float
    later: float

    def draw(self, frame: Frame) -> None:
        """Show a frame."""


class Watcher:
    """An observer that draws the frames of a search while it runs."""

    def __init__(
        self,
        replay: Replay,
        screen: Screen,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Draw on a screen; the clock and the sleep are for tests."""
        self._replay, self._screen, self._clock, self._sleep = replay, screen, clock, sleep
        self._drawn = 0
        self._last = clock() - screen.pause

    def __call__(self, event: Event) -> None:
        """Draw what an event leads to; where nobody would see it, not even deduce it."""
        latest = None
        for frame in self._replay.frames(event):
            latest = frame
            if self._drawn < self._screen.held:
                self._sleep(max(0.0, self._last + self._screen.pause - self._clock()))
                self._draw(frame)
                latest = None
            elif frame.kind is not Kind.END and self._clock() < self._last + self._screen.later:
                return
        if latest is not None:
            self._draw(latest)

    def _draw(self, frame: Frame) -> None:
        self._screen.draw(frame)
        self._drawn += 1
        self._last = self._clock()


class Lines:
    """A line for each frame, for logs: the first ones, then only the end."""

    pause = 0.0
    later = math.inf

    def __init__(self, write: Callable[[str], object], most: int = MOST_STEPS) -> None:
        """Write lines, at most so many and the end."""
        self._write, self.held, self._count = write, most, 0

    def draw(self, frame: Frame) -> None:
        """Write a frame, indented by the number of open guesses."""
        self._write(f"{'  ' * min(frame.level, 10)}{frame.kind}: {frame.text}")
        self._count += 1
        if self._count == self.held:
            self._write(f"(no more than {self.held:,} steps are told)")


class Terminal:
    """The family's drawing, with the words above it, redrawn in place."""

    held = HELD
    pause = later = INTERVAL

    def __init__(self, family: Family, problem: Problem, console: Console) -> None:
        """Draw the elements of a problem on a console; nothing shows before `shown`."""
        from rich.live import Live

        self._family, self._problem, self._console = family, problem, console
        self.live = Live(
            console=console,
            auto_refresh=False,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
            vertical_overflow="crop",
        )

    def draw(self, frame: Frame) -> None:
        """Redraw."""
        self.live.update(self._picture(frame), refresh=True)

    def _picture(self, frame: Frame) -> RenderableType:
        """Return the words, then the drawing; in a terminal too narrow for it the words alone."""
        from rich.console import Group
        from rich.measure import Measurement
        from rich.text import Text

        structure = self._problem.structure
        givens = self._problem.masks
        drawing = self._family.rich(structure, frame.masks, frame.marked, givens)
        words = self._words(frame)
        wraps = isinstance(drawing, Text) and not drawing.no_wrap
        wide = self._console.options.update(max_width=WIDEST)
        needed = Measurement.get(self._console, wide, drawing).maximum
        room = self._console.width
        if needed > room and not wraps:
            return Group(words, Text(f"(the drawing takes {needed} columns, there are {room})"))
        return Group(words, drawing)

    def _words(self, frame: Frame) -> Text:
        """Return what happened in always as many lines, so that the drawing stays where it is."""
        from rich.text import Text

        guesses = "1 open guess" if frame.level == 1 else f"{frame.level} open guesses"
        told = Text(f"{frame.kind}, {guesses}\n{frame.text}")
        lines = list(told.wrap(self._console, self._console.width))[:WORD_LINES]
        return Text("\n").join([*lines, *[Text()] * (WORD_LINES - len(lines) + 1)])


@contextmanager
def watching(
    family: Family, problem: Problem, write: Callable[[str], object], *, plain: bool = False
) -> Iterator[Watcher]:
    """Show a search on stderr while the block runs, and take the drawing away however it ends.

    Args:
        family: draws.
        problem: what is searched.
        write: writes a line, where there is no terminal or plain lines are wanted.
        plain: lines in any case.
    """
    replay = Replay(family, problem)
    if plain or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield Watcher(replay, Lines(write))
        return
    from rich.console import Console

    screen = Terminal(family, problem, Console(stderr=True))
    with screen.live:
        yield Watcher(replay, screen)
