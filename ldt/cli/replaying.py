"""What ``--watch`` and ``--html`` do around a search, and ``--html`` around an explanation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING

import click

from ldt.cli.answers import verdict
from ldt.cli.output import write_atomically
from search.answer import Answer, Interrupted

if TYPE_CHECKING:
    from domains.families.base import Family, Puzzle
    from domains.logic import LogicStep
    from ldt.cli.outcome import Outcome
    from ldt.cli.solving import Request
    from ldt.replay.film import Recorder
    from search.events import Observer


def replayed(
    request: Request,
    puzzle: Puzzle,
    family: Family,
    search: Callable[[Sequence[Observer]], Answer],
) -> Answer:
    """Run a search, shown live or kept as a page; after Ctrl-C the page ends there.

    Raises:
        Interrupted: as the search does.
    """
    from ldt.replay.film import Recorder
    from ldt.replay.watch import watching

    recorder = Recorder()
    try:
        with ExitStack() as stack:
            observers: list[Observer] = [recorder] if request.html else []
            if request.watch:
                write = partial(click.echo, err=True)
                plain = request.progress_mode == "plain"
                shown = watching(family, puzzle.problem, write, plain=plain)
                observers.append(stack.enter_context(shown))
            answer = search(observers)
    except Interrupted as stop:
        _write_page(request, puzzle, family, recorder, stop.answer)
        raise
    _write_page(request, puzzle, family, recorder, answer)
    return answer


def _write_page(
    request: Request, puzzle: Puzzle, family: Family, recorder: Recorder, answer: Answer
) -> None:
    """Write the page, if one was asked for."""
    if request.html:
        from ldt.replay.film import film
        from ldt.replay.page import page

        words = f"{verdict(answer, request.goal)} ({answer.strategy})"
        write_atomically(request.html, page(film(family, puzzle.problem, recorder), puzzle, words))


class Explanation:
    """Steps of logic, filmed while they are told."""

    def __init__(self, puzzle: Puzzle, family: Family) -> None:
        """Begin with the puzzle."""
        from ldt.replay.film import Film
        from ldt.replay.frames import Frame, Kind, Replay

        self._puzzle = puzzle
        self._film = Film(family, puzzle.problem)
        self._replay = Replay(family, puzzle.problem)
        self._film.add(Frame(Kind.START, 0, puzzle.problem.masks, (), "the puzzle"))

    def filmed(self, steps: Iterable[LogicStep]) -> Iterator[LogicStep]:
        """Pass steps on, each a frame as long as there is room."""
        for step in steps:
            frame = self._replay.step(step)
            if self._film.full:
                self._film.left_out += 1
            else:
                self._film.add(frame)
            yield step

    def write(self, path: str, outcome: Outcome) -> None:
        """Write the page, with how it ended as its last step."""
        from ldt.replay.frames import Frame, Kind
        from ldt.replay.page import page

        if self._film.left_out:
            self._film.add(self._replay.gap(self._film.left_out))
        self._film.add(Frame(Kind.END, 0, outcome.masks, (), outcome.text()))
        write_atomically(path, page(self._film, self._puzzle, outcome.text()))
