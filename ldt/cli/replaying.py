"""What ``--watch`` and ``--html`` do around a search."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING

import click

from ldt.cli.answers import verdict
from ldt.cli.output import write_atomically
from search.answer import Answer, Interrupted

if TYPE_CHECKING:
    from domains.families.base import Family, Puzzle
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
