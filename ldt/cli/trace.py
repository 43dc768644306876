"""Search events as JSON lines: what ``--trace FILE`` writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from ldt.cli.output import json_line
from search.events import (
    Conflict,
    Decided,
    Deduced,
    Event,
    Finished,
    Leapt,
    Observer,
    Restarted,
    Retracted,
    SolutionFound,
    Started,
)

if TYPE_CHECKING:
    from domains.families.base import Family, Puzzle
    from domains.problem import Problem


def candidates_record(
    family: Family, problem: Problem, pairs: Iterable[tuple[int, int]]
) -> list[dict[str, object]]:
    """Return (variable, mask) pairs as ``{"cell": …, "values": […]}``."""
    structure = problem.structure
    return [
        {
            "cell": family.cell_name(structure, variable),
            "values": value_names(family, problem, variable, mask),
        }
        for variable, mask in pairs
    ]


def value_names(family: Family, problem: Problem, variable: int, mask: int) -> list[str]:
    """Return what a person calls the values in a mask."""
    from domains.problem import bits

    return [family.value_name(problem.structure, variable, k) for k in bits(mask)]


def trace_observer(
    write: Callable[[str], object], index: int, puzzle: Puzzle, family: Family
) -> Observer:
    """Return an observer that writes each event of one puzzle's search as a line of JSON."""

    def observe(event: Event) -> None:
        name, fields = _described(event, puzzle, family)
        write(json_line({"type": name, "index": index, **fields}) + "\n")

    return observe


def _described(event: Event, puzzle: Puzzle, family: Family) -> tuple[str, dict[str, object]]:
    """Return the name of an event and its fields."""
    problem = puzzle.problem
    match event:
        case Started():
            return "started", {"puzzle": puzzle.text, "strategy": event.strategy}
        case Deduced():
            reason = event.deduction.reason
            removed = candidates_record(family, problem, event.deduction.removals)
            fields = {"level": event.level, "technique": reason.technique, "removed": removed}
            return "deduced", {**fields, "rules": list(reason.rules)}
        case Decided() | Retracted():
            name = "decided" if isinstance(event, Decided) else "retracted"
            (candidate,) = candidates_record(family, problem, [(event.variable, event.mask)])
            return name, {"level": event.level, **candidate}
        case Leapt():
            removed = candidates_record(family, problem, event.removals)
            return "leapt", {"round": event.round, "removed": removed}
        case Conflict():
            return "conflict", {"level": event.level}
        case Restarted():
            return "restarted", {"nogoods": event.nogoods}
        case SolutionFound():
            return "solution", {
                "solution": family.solution_text(problem.structure, event.assignment)
            }
        case Finished():
            return "finished", {"closed": event.closed, "reason": event.reason or None}
