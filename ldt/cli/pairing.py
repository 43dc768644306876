"""Puts each answer back beside its puzzle, with the unreadable ones in their places."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from domains.errors import InputError
from domains.families.base import Puzzle
from domains.problem import Problem
from search.answer import Answer, Interrupted


@dataclass(frozen=True, slots=True)
class Answered:
    """A puzzle, its position in the input (unreadable puzzles count), and the answer."""

    index: int
    puzzle: Puzzle
    answer: Answer


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What stands at a position of the input in place of a puzzle."""

    index: int
    error: InputError


Result = Answered | Unreadable
Solver = Callable[[Iterator[Problem]], Iterator[Answer]]


def paired(items: Iterable[Puzzle | InputError], solver: Solver) -> Iterator[Result]:
    """Yield one result for each item, in input order, whenever its turn has come.

    Raises:
        Interrupted: Ctrl-C; the answer it carries was yielded before.
    """
    waiting: deque[tuple[int, Puzzle | InputError]] = deque()

    def problems() -> Iterator[Problem]:
        for index, item in enumerate(items):
            waiting.append((index, item))
            if not isinstance(item, InputError):
                yield item.problem

    try:
        for answer in solver(problems()):
            yield from _up_to(waiting, answer)
    except Interrupted as stop:
        if any(not isinstance(item, InputError) for _, item in waiting):
            yield from _up_to(waiting, stop.answer)
        raise
    for index, item in waiting:
        if isinstance(item, InputError):
            yield Unreadable(index, item)


def one_by_one(
    items: Iterable[Puzzle | InputError], solver: Callable[[int, Puzzle], Answer]
) -> Iterator[Result]:
    """Yield one result for each item, nothing read ahead: for who follows each search by itself.

    Raises:
        Interrupted: Ctrl-C; the answer it carries was yielded before.
    """
    for index, item in enumerate(items):
        if isinstance(item, InputError):
            yield Unreadable(index, item)
            continue
        try:
            yield Answered(index, item, solver(index, item))
        except Interrupted as stop:
            yield Answered(index, item, stop.answer)
            raise


def _up_to(waiting: deque[tuple[int, Puzzle | InputError]], answer: Answer) -> Iterator[Result]:
    """Take the unreadable items off the front, then the puzzle the answer belongs to."""
    while True:
        index, item = waiting.popleft()
        if not isinstance(item, InputError):
            yield Answered(index, item, answer)
            return
        yield Unreadable(index, item)
