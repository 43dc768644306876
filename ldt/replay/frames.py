"""From the events of a search to frames: what is still possible, what just vanished, and why.

A tree tells its decisions and what became of them; what it deduced in between is deduced again
here, by the techniques that its propagation stands for, one step and one reason a frame. Whatever
shows a search (the page, the terminal) shows these frames.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from domains.deduction import Deduction, Removal
from domains.logic import LogicStep, deduction_steps
from domains.problem import Masks, Problem, bits
from domains.techniques import technique
from domains.techniques.hidden_single import HIDDEN_SINGLE
from domains.techniques.intersections import CLAIMING, POINTING
from domains.techniques.naked_single import NAKED_SINGLE
from domains.techniques.rule_deduction import RULE_DEDUCTION
from domains.techniques.unit_propagation import UNIT_PROPAGATION
from ldt.cli.steps import Telling
from search.events import (
    Conflict,
    Decided,
    Deduced,
    Event,
    Finished,
    Leapt,
    Restarted,
    Retracted,
    SolutionFound,
    Started,
)

if TYPE_CHECKING:
    from domains.families.base import Family
    from domains.techniques.base import Technique

PROPAGATION: tuple[Technique, ...] = (
    HIDDEN_SINGLE,
    NAKED_SINGLE,
    UNIT_PROPAGATION,
    POINTING,
    CLAIMING,
)
"""What the propagation of the search kernel amounts to, under the names that people use."""

WITHOUT_TREE: tuple[Technique, ...] = (
    HIDDEN_SINGLE,
    NAKED_SINGLE,
    RULE_DEDUCTION,
    UNIT_PROPAGATION,
    POINTING,
    CLAIMING,
)
"""What is deduced where the search tells no decisions: more, for there is nothing else to show."""

LONGEST = 240
"""Characters of a reason; what is left out is marked in the drawing."""

LARGEST_DEDUCED = 10_000
"""Most candidates of a problem whose deductions are found again; beyond, a step takes seconds."""


class Kind(StrEnum):
    """What happened in a frame."""

    START = "start"
    DEDUCTION = "deduction"
    DECISION = "decision"
    LEAP = "leap"
    CONFLICT = "conflict"
    RETRACTION = "retraction"
    RESET = "reset"
    SOLUTION = "solution"
    GAP = "gap"
    END = "end"


@dataclass(frozen=True, slots=True)
class Frame:
    """One step of a replay.

    Attributes:
        kind: what happened.
        level: how many guesses are open.
        masks: the element after it, as it is drawn.
        marked: the candidates it is about, as (variable, mask): those that vanish; of a decision
            the one that is assumed.
        text: what happened and why, in words.
    """

    kind: Kind
    level: int
    masks: Masks
    marked: tuple[Removal, ...]
    text: str


class Replay:
    """Follows the events of one or several searches on a problem, and yields their frames.

    Attributes:
        deduces: whether deductions are found again. Without them a frame is still sound, since a
            tree only removes more; but candidates vanish late.
    """

    def __init__(self, family: Family, problem: Problem) -> None:
        """Begin at a problem, before any event."""
        structure = problem.structure
        self.deduces = sum(map(int.bit_count, structure.top)) <= LARGEST_DEDUCED
        self._problem, self._family = problem, family
        self._telling = Telling(family, structure)
        self._techniques = WITHOUT_TREE
        self._element = problem.masks
        self._path: list[Masks] = []
        self._found: list[Masks] = []
        self._last: Event | None = None

    @property
    def level(self) -> int:
        """How many guesses are open."""
        return len(self._path)

    def frames(self, event: Event) -> Iterator[Frame]:
        """Yield the frame of an event, then one for each deduction that follows from it.

        The deductions are made while they are asked for: whoever stops early leaves them out.
        """
        yield self._frame_of(event)
        if self.deduces and isinstance(event, Started | Decided | Retracted):
            yield from self._deductions()

    def _frame_of(self, event: Event) -> Frame:
        """Follow an event."""
        match event:
            case Started():
                frame = self._started(event)
            case Deduced():
                frame = self._deduced(event.deduction)
            case Decided():
                frame = self._decided(event)
            case Leapt():
                frame = self._leapt(event)
            case Conflict():
                frame = self._conflict()
            case Retracted():
                frame = self._retracted(event)
            case Restarted():
                frame = self._restarted(event)
            case SolutionFound():
                frame = self._solution(event)
            case Finished():
                frame = self._finished(event)
        self._last = event
        return frame

    def gap(self, count: int) -> Frame:
        """Return the frame that stands for so many events that are not shown."""
        events = "1 event" if count == 1 else f"{count:,} events"
        text = f"{events} of the search, with the deductions between them, are left out here"
        return self._frame(Kind.GAP, text)

    def _frame(self, kind: Kind, text: str, marked: Iterable[Removal] = ()) -> Frame:
        return Frame(kind, self.level, self._element, tuple(marked), text)

    def _started(self, event: Started) -> Frame:
        vanished = lost(self._element, event.problem.masks)
        self._element, self._path = event.problem.masks, []
        is_tree = event.strategy.endswith(("symbolic", "hybrid"))
        self._techniques = PROPAGATION if is_tree else WITHOUT_TREE
        text = f"{event.strategy} begins"
        if vanished:
            text += " with what is known by now: these candidates were excluded without a guess"
        return self._frame(Kind.START, text, vanished)

    def _deductions(self) -> Iterator[Frame]:
        part = Problem(self._problem.structure, self._element)
        for step in deduction_steps(part, self._techniques):
            yield self.step(step)

    def _deduced(self, deduction: Deduction) -> Frame:
        """Apply a deduction that an event tells."""
        before = self._element
        named = technique(deduction.reason.technique)
        return self.step(LogicStep(named, deduction, before, deduction.apply(before)))

    def step(self, step: LogicStep) -> Frame:
        """Return the frame of a step of logic, and go on after it."""
        self._element = step.after
        text = self._telling.text(step)
        if len(text) > LONGEST:
            text = f"{text[:LONGEST].rpartition(' ')[0]} … (marked)"
        return self._frame(Kind.DEDUCTION, text, step.deduction.removals)

    def _decided(self, event: Decided) -> Frame:
        self._path.append(self._element)
        self._set(event.variable, self._element[event.variable] & event.mask)
        text = f"assume {self._words(event)}; all that follows rests on this guess"
        return self._frame(Kind.DECISION, text, [(event.variable, event.mask)])

    def _leapt(self, event: Leapt) -> Frame:
        """Remove what a proposal gives up; it is no deduction, and was deduced from already."""
        before = self._element
        self._path.append(before)
        gone = dict(event.removals)
        self._element = tuple(mask & ~gone.get(v, 0) for v, mask in enumerate(before))
        count = sum(mask.bit_count() for _, mask in event.removals)
        given_up = "1 candidate" if count == 1 else f"{count} candidates"
        text = f"round {event.round}: {given_up} given up on a proposal, with what follows; a guess"
        return self._frame(Kind.LEAP, text, event.removals)

    def _conflict(self) -> Frame:
        if isinstance(self._last, SolutionFound):
            return self._frame(Kind.CONFLICT, "nothing else is possible below this guess")
        empty = [v for v, mask in enumerate(self._element) if not mask]
        name = self._family.cell_name
        cells = ", ".join(name(self._problem.structure, variable) for variable in empty)
        why = f"no value is left for {cells}" if cells else "propagation finds no solution below"
        return self._frame(Kind.CONFLICT, f"conflict: {why}")

    def _retracted(self, event: Retracted) -> Frame:
        if self._path:
            self._element = self._path.pop()
        self._set(event.variable, self._element[event.variable] & ~event.mask)
        text = f"{self._words(event)} is taken back; it led to nothing else, so it is excluded"
        return self._frame(Kind.RETRACTION, text, [(event.variable, event.mask)])

    def _restarted(self, event: Restarted) -> Frame:
        if self._path:
            self._element = self._path[0]
        self._path = []
        text = "all guesses are taken back"
        if event.nogoods:
            kept = "1 nogood is" if event.nogoods == 1 else f"{event.nogoods} nogoods are"
            text += f"; {kept} kept of what they taught"
        return self._frame(Kind.RESET, text)

    def _solution(self, event: SolutionFound) -> Frame:
        """Show a solution; the search goes on from where it was."""
        solution = self._problem.structure.encode(event.assignment)
        self._found.append(solution)
        count = len(self._found)
        text = "a solution: every rule was checked" if count == 1 else f"solution {count}, checked"
        return Frame(Kind.SOLUTION, self.level, solution, lost(self._element, solution), text)

    def _finished(self, event: Finished) -> Frame:
        count, masks = len(self._found), self._element
        if self._found:
            masks = self._found[0]
        if not event.closed:
            met = event.reason == "goal met"
            text = f"the search ends: {'what was asked for is found' if met else event.reason}"
        elif count == 1:
            text = "the search is closed: this is the only solution"
        elif count:
            text = f"the search is closed: there are {count} solutions; the first is shown"
        else:
            text = "the search is closed: no assignment satisfies every rule"
        return Frame(Kind.END, self.level, masks, (), text)

    def _set(self, variable: int, mask: int) -> None:
        element = self._element
        self._element = (*element[:variable], mask, *element[variable + 1 :])

    def _words(self, event: Decided | Retracted) -> str:
        structure = self._problem.structure
        values = (self._family.value_name(structure, event.variable, k) for k in bits(event.mask))
        return f"{self._family.cell_name(structure, event.variable)} = {', '.join(values)}"


def lost(before: Sequence[int], after: Sequence[int]) -> tuple[Removal, ...]:
    """Return the candidates of one element that are not in another."""
    pairs = enumerate(zip(before, after, strict=True))
    return tuple((v, old & ~new) for v, (old, new) in pairs if old & ~new)
