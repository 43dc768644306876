"""Search events: what happened, in order, for whoever watches (traces, certificates, drawings)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from domains.deduction import Deduction, Removal
from domains.problem import Assignment, Problem


@dataclass(frozen=True, slots=True)
class Started:
    """A search begins on a problem with a strategy."""

    problem: Problem
    strategy: str


@dataclass(frozen=True, slots=True)
class Deduced:
    """A sound deduction was applied at a decision level."""

    deduction: Deduction
    level: int


@dataclass(frozen=True, slots=True)
class Decided:
    """A guess: a variable was assumed to take a value (mask of one bit), opening a level."""

    variable: int
    mask: int
    level: int


@dataclass(frozen=True, slots=True)
class Leapt:
    """A chain followed a proposal: it gave up candidates, and deduced what follows from that.

    None of it is a deduction; a conflict takes all leaps back at once (`Restarted`).
    """

    removals: tuple[Removal, ...]
    round: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """The element at a level has no solution but those found: its decisions form a nogood.

    A conflict at the root is not told by itself: it is what closes the search (`Finished`).
    """

    level: int


@dataclass(frozen=True, slots=True)
class Retracted:
    """The guess that opened ``level`` was taken back and, being refuted, is excluded below it."""

    variable: int
    mask: int
    level: int


@dataclass(frozen=True, slots=True)
class Restarted:
    """All guesses were taken back at once; what was refuted is kept as this many nogoods."""

    nogoods: int


@dataclass(frozen=True, slots=True)
class SolutionFound:
    """An assignment that passed the rules; a search for more excludes it and goes on."""

    assignment: Assignment


@dataclass(frozen=True, slots=True)
class Finished:
    """The search ended; ``closed`` says whether every assignment was dealt with."""

    closed: bool
    reason: str


Event = (
    Started
    | Deduced
    | Decided
    | Leapt
    | Conflict
    | Retracted
    | Restarted
    | SolutionFound
    | Finished
)


class Observer(Protocol):
    """Anything that wants to see the events of a search."""

    def __call__(self, event: Event) -> None:
        """Take one event. Must not change anything it is given."""


def teller(observers: Sequence[Observer]) -> Observer:
    """Return an observer that passes each event on to all of them, in order."""

    def tell(event: Event) -> None:
        for observer in observers:
            observer(event)

    return tell
