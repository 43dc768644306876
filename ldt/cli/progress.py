"""Progress on stderr: a live line on a terminal, now and then a plain line elsewhere."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from time import perf_counter
from typing import TYPE_CHECKING, Protocol, TypeVar

import click

from ldt.cli.options import Decorated

if TYPE_CHECKING:
    from rich.live import Live


def progress_option(command: Decorated) -> Decorated:
    """``--progress auto|plain|none``."""
    option = click.option(
        "--progress",
        "progress_mode",
        type=click.Choice(["auto", "plain", "none"]),
        default="auto",
        show_default=True,
        help="On stderr: a live line on a terminal, plain lines elsewhere, or nothing.",
    )
    return option(command)


class Display(Protocol):
    """Where progress is shown: first after ``first`` seconds, then every ``interval`` seconds."""

    first: float
    interval: float

    def show(self, words: str) -> None:
        """Show the present state."""

    def hide(self) -> None:
        """Take it away."""


class PlainDisplay:
    """Lines that stay: for logs."""

    first = interval = 10.0

    def show(self, words: str) -> None:
        """Write a line."""
        click.echo(f"ldt: {words}", err=True)

    def hide(self) -> None:
        """Do nothing: what is written stays."""


class LiveDisplay:
    """One line with a spinner. What ends within a second never shows it, nor imports rich."""

    first, interval = 1.0, 0.25

    def __init__(self) -> None:
        self._live: Live | None = None

    def show(self, words: str) -> None:
        """Replace the line."""
        from rich.console import Console
        from rich.live import Live
        from rich.spinner import Spinner

        if self._live is None:
            # rich would send all of stdout to its own console, stderr; results must not go there.
            self._live = Live(
                console=Console(stderr=True),
                transient=True,
                redirect_stdout=False,
                redirect_stderr=False,
            )
            self._live.start()
        self._live.update(Spinner("dots", words))

    def hide(self) -> None:
        """Erase the line."""
        if self._live is not None:
            self._live.stop()
            self._live = None


class Progress:
    """Counts what is done. A thread shows it, for a single puzzle may take minutes."""

    def __init__(self, noun: str, display: Display | None) -> None:
        """Count ``noun``; show nothing without a display."""
        self._noun = noun
        self._display = display
        self._done = 0
        self._start = perf_counter()
        self._stopped = threading.Event()
        self._drawing = threading.Lock()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        """Begin to show, if there is anything to show it on."""
        if self._display is not None:
            self._thread.start()

    def stop(self) -> None:
        """Take everything away."""
        self._stopped.set()
        if self._display is not None:
            self._thread.join()
            self._display.hide()

    def advance(self) -> None:
        """Count one more."""
        self._done += 1

    @contextmanager
    def printing(self) -> Iterator[None]:
        """Keep the line out of the way while a result is printed on the same terminal."""
        if self._display is None or not sys.stdout.isatty():
            yield
            return
        with self._drawing:
            self._display.hide()
            yield

    def _run(self) -> None:
        assert self._display is not None
        wait = self._display.first
        while not self._stopped.wait(wait):
            with self._drawing:
                self._display.show(self.words())
            wait = self._display.interval

    def words(self) -> str:
        """Return the present state in words."""
        seconds = perf_counter() - self._start
        return f"{self._done:,} {self._noun} in {seconds:.0f} s, {self._done / seconds:,.0f}/s"


def display_of(mode: str) -> Display | None:
    """Return where progress goes in a mode of ``--progress``."""
    if mode == "none":
        return None
    return LiveDisplay() if mode == "auto" and sys.stderr.isatty() else PlainDisplay()


Shown = TypeVar("Shown", bound=Progress)


@contextmanager
def showing(progress: Shown) -> Iterator[Shown]:
    """Show progress while the block runs."""
    progress.start()
    try:
        yield progress
    finally:
        progress.stop()


def progress(mode: str, noun: str) -> AbstractContextManager[Progress]:
    """Show how many of something are done while the block runs."""
    return showing(Progress(noun, display_of(mode)))
