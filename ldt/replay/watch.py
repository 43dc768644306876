"""Frames live in a terminal, or as lines of text where there is none."""

from __future__ import annotations

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

    from domains.families.base import Family
    from domains.problem import Problem
    from search.events import Event

INTERVAL = 0.05
"""Seconds between two drawings: 20 a second are as many as anyone sees."""

HELD = 100
"""Frames that hold up the search, each until it was seen: so that a short search is no flash.

After these five seconds the search runs freely, and what is current is drawn.
"""

ALWAYS = frozenset({Kind.START, Kind.SOLUTION, Kind.END})


class Screen(Protocol):
    """Where frames go.

    Attributes:
        every: whether it takes each frame, or only what is current now and then.
    """

    every: bool

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
        self._next = clock()

    def __call__(self, event: Event) -> None:
        """Draw what an event leads to; where nobody would see it, not even deduce it."""
        latest = None
        for frame in self._replay.frames(event):
            latest = frame
            if self._screen.every or self._drawn < HELD or frame.kind in ALWAYS:
                self._draw(frame, hold=self._drawn < HELD)
                latest = None
            elif self._clock() < self._next:
                return
        if latest is not None:
            self._draw(latest, hold=False)

    def _draw(self, frame: Frame, *, hold: bool) -> None:
        if hold and not self._screen.every:
            self._sleep(max(0.0, self._next - self._clock()))
        self._screen.draw(frame)
        self._drawn += 1
        self._next = self._clock() + INTERVAL


class Lines:
    """A line for each frame, for logs; the first ones, then only solutions and the end."""

    every = True

    def __init__(self, write: Callable[[str], object], most: int = MOST_STEPS) -> None:
        """Write lines; at most so many of what is neither a solution nor the end."""
        self._write, self._most, self._count = write, most, 0

    def draw(self, frame: Frame) -> None:
        """Write a frame, indented by the number of open guesses."""
        self._count += 1
        if self._count <= self._most or frame.kind in ALWAYS:
            self._write(f"{'  ' * min(frame.level, 10)}{frame.kind}: {frame.text}")
        elif self._count == self._most + 1:
            self._write(f"(no more than {self._most:,} steps are told)")
            self.every = False


class Terminal:
    """The family's drawing, with the words above it, redrawn in place."""

    every = False

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
        words = Text(f"{frame.kind}, {frame.level} open guesses\n{frame.text}\n")
        words.truncate(4 * self._console.width, overflow="ellipsis")
        needed = Measurement.get(self._console, self._console.options, drawing).minimum
        room = self._console.width
        if needed > room:
            return Group(words, Text(f"(the drawing takes {needed} columns, there are {room})"))
        return Group(words, drawing)


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
