"""Frames as data for a page: drawings share their lines, and each says only what it changes.

The drawings of a 9 x 9 Sudoku of 1,600 steps take 20 MB; as changes of lines they take 0.5 MB.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ldt.replay.frames import Frame, Kind, Replay
from search.events import Event, Finished, Observer, SolutionFound, Started

if TYPE_CHECKING:
    from domains.families.base import Family
    from domains.problem import Problem

MOST_STEPS = 3_000
"""Steps of a film, at most; nobody steps through more."""

MOST_CHARACTERS = 1_500_000
"""Characters of drawings and words after which steps are left out, all but the last."""

Splice = list[int]
"""Where a drawing changes: the first line, how many go, and the numbers of those that come."""


@dataclass(slots=True)
class Recorder:
    """An observer that keeps the events a film can show, however many there are.

    Attributes:
        events: the first ones, the first solution, and whenever a search starts or ends.
        dropped: how many others there were.
        most: how many to keep.
    """

    events: list[Event] = field(default_factory=list)
    dropped: int = 0
    most: int = MOST_STEPS
    _solved: bool = False

    def __call__(self, event: Event) -> None:
        """Keep an event or count it."""
        first = isinstance(event, SolutionFound) and not self._solved
        self._solved |= first
        if first or len(self.events) < self.most or isinstance(event, Started | Finished):
            self.events.append(event)
        else:
            self.dropped += 1


_: type[Observer] = Recorder


@dataclass(slots=True)
class Film:
    """Frames and their drawings, one after the other.

    Attributes:
        family: draws.
        problem: what the frames are elements of.
        lines: every line of any drawing, once.
        frames: per frame its kind, its level, its words and the splices of its drawing.
        size: characters taken by now.
        left_out: events that are not shown.
    """

    family: Family
    problem: Problem
    lines: dict[str, int] = field(default_factory=dict)
    frames: list[dict[str, object]] = field(default_factory=list)
    size: int = 0
    left_out: int = 0
    _drawn: list[int] = field(default_factory=list)

    def add(self, frame: Frame) -> None:
        """Draw one more frame."""
        problem = self.problem
        svg = self.family.svg(problem.structure, frame.masks, frame.marked, problem.masks)
        drawn = [self._number(line) for line in svg.split("\n")]
        entry: dict[str, object] = {
            "kind": frame.kind.value,
            "level": frame.level,
            "text": frame.text,
            "draw": splices(self._drawn, drawn),
        }
        self.size += len(json.dumps(entry, separators=(",", ":")))
        self.frames.append(entry)
        self._drawn = drawn

    def _number(self, line: str) -> int:
        if line not in self.lines:
            self.lines[line] = len(self.lines)
            self.size += len(line) + 3
        return self.lines[line]

    @property
    def full(self) -> bool:
        """Whether no more than the end fits."""
        return len(self.frames) >= MOST_STEPS or self.size >= MOST_CHARACTERS

    def data(self) -> dict[str, object]:
        """Return what the page is given."""
        return {"lines": list(self.lines), "frames": self.frames, "left_out": self.left_out}


def film(family: Family, problem: Problem, recorder: Recorder) -> Film:
    """Return the film of recorded events; where it gets too long, its middle is left out."""
    made, replay = Film(family, problem), Replay(family, problem)
    for event in recorder.events:
        replay.deduces = replay.deduces and not made.full
        for frame in replay.frames(event):
            if frame.kind is Kind.END and isinstance(event, Finished):
                _close(made, replay, frame, recorder.dropped)
            elif made.full:
                made.left_out += frame.kind is not Kind.DEDUCTION
            else:
                made.add(frame)
    return made


def _close(made: Film, replay: Replay, end: Frame, dropped: int) -> None:
    """Add the end of a search, and before it the gap, if there is one."""
    missing = made.left_out + dropped
    if made.full or missing:
        made.left_out = missing
        made.add(replay.gap(missing))
    made.add(end)


def splices(before: Sequence[int], after: Sequence[int]) -> list[Splice]:
    """Return what turns one list of lines into another, from the first change to the last.

    Lines that stay are found in one pass, since a drawing names each place once and in one order;
    where it does not, all between the first and the last change is replaced.

    >>> splices([1, 2, 3, 4], [1, 5, 3, 4, 6])
    [[1, 1, 5], [4, 0, 6]]
    """
    head = _common(before, after)
    room = min(len(before), len(after)) - head
    tail = min(room, _common(before[::-1], after[::-1]))
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    stays = set(old) & set(new)
    kept_old, kept_new = ([line for line in side if line in stays] for side in (old, new))
    if kept_old != kept_new or len(kept_old) != len(stays):
        stays = set()
    return list(_changes(old, new, stays, head))


def _common(one: Sequence[int], other: Sequence[int]) -> int:
    """Return how many lines two lists begin with in common."""
    for index, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return index
    return min(len(one), len(other))


def _changes(old: Sequence[int], new: Sequence[int], stays: set[int], at: int) -> Iterator[Splice]:
    """Yield the splices between lines that stay; places count in what earlier splices made."""
    i = j = 0
    while i < len(old) or j < len(new):
        gone = _run(old, i, stays)
        come = new[j : j + _run(new, j, stays)]
        if gone or come:
            yield [at, gone, *come]
        at += len(come) + 1
        i, j = i + gone + 1, j + len(come) + 1


def _run(lines: Sequence[int], start: int, stays: set[int]) -> int:
    """Return how many lines from a place on do not stay."""
    end = start
    while end < len(lines) and lines[end] not in stays:
        end += 1
    return end - start
