"""One answer as a JSON record, as a drawing, and as a line of text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ldt.cli.drawing import drawing

if TYPE_CHECKING:
    from domains.families.base import Family, Puzzle
    from domains.problem import Assignment, Masks, Structure
    from search.answer import Answer, Goal
    from search.budget import Statistics


def answer_record(
    index: int, puzzle: Puzzle, answer: Answer, goal: Goal, family: Family
) -> dict[str, object]:
    """Return the JSON record of an answer; keys and order are part of the interface."""
    asked = goal.kind != "first"
    return {
        "type": "answer",
        "index": index,
        "family": puzzle.family,
        "puzzle": puzzle.text,
        "status": answer.status,
        "solution": solution_of(answer, family),
        "unique": answer.unique if asked else None,
        "count": answer.count if goal.kind == "count" else None,
        "reason": getattr(answer, "reason", None),
        "strategy": answer.strategy,
        "statistics": statistics_record(answer.statistics),
        "certificate": None,
    }


def statistics_record(spent: Statistics) -> dict[str, object]:
    """Return what a search cost, as JSON records have it."""
    return {
        "nodes": spent.nodes,
        "propagations": spent.propagations,
        "network_calls": spent.network_calls,
        "seconds": round(spent.seconds, 6),
    }


def solution_of(answer: Answer, family: Family) -> str | None:
    """Return the first known solution in the family's one-line form."""
    if not answer.solutions:
        return None
    return family.solution_text(answer.problem.structure, answer.solutions[0])


def answer_masks(answer: Answer) -> Masks:
    """Return what to draw: the first known solution, else the puzzle."""
    if not answer.solutions:
        return answer.problem.masks
    return answer.problem.structure.encode(answer.solutions[0])


def answer_line(answer: Answer, goal: Goal, family: Family) -> str:
    """Return an answer as one line of a batch: the solution, or the status in words."""
    words = verdict(answer, goal)
    solution = solution_of(answer, family)
    if solution is None or answer.status != "solved":
        return words
    return solution if goal.kind == "first" else f"{solution} {words}"


def answer_drawing(answer: Answer, family: Family) -> str:
    """Return an answer drawn; what the puzzle gave stands out."""
    problem = answer.problem
    return drawing(family, problem.structure, answer_masks(answer), problem.masks)


def answer_summary(answer: Answer, goal: Goal, family: Family) -> Iterable[str]:
    """Yield what is said below a drawing: the verdict, and how it was reached at what cost."""
    yield verdict(answer, goal)
    if answer.unique is False and len(answer.solutions) > 1:
        yield _difference(answer.problem.structure, answer.solutions, family)
    yield f"{answer.strategy}: {spent_words(answer.statistics)}"


def spent_words(spent: Statistics) -> str:
    """Return what a search cost, in words."""
    parts = [f"{spent.nodes:,} nodes", f"{spent.propagations:,} propagations"]
    if spent.network_calls:
        parts.append(f"{spent.network_calls:,} network calls")
    return ", ".join([*parts, f"{spent.seconds:.3f} s"])


def verdict(answer: Answer, goal: Goal) -> str:
    """Say what was found in answer to what was asked."""
    if answer.status == "infeasible":
        return "infeasible: no assignment satisfies every rule"
    if answer.status == "abstained":
        known = len(answer.solutions)
        so_far = f" ({known} found so far)" if known else ""
        return f"abstained: {getattr(answer, 'reason', '')}{so_far}"
    if goal.kind == "count":
        return _counted(answer)
    if goal.kind == "unique":
        return "unique" if answer.unique else "not unique"
    return "solved"


def _counted(answer: Answer) -> str:
    if answer.count is None:
        return f"at least {len(answer.solutions)} solutions"
    return "1 solution" if answer.count == 1 else f"{answer.count} solutions"


def _difference(structure: Structure, solutions: tuple[Assignment, ...], family: Family) -> str:
    """Name the first variable on which the first two solutions differ."""
    one, other = solutions[:2]
    variable = next(v for v, value in enumerate(one) if value != other[v])
    names = [
        family.value_name(structure, variable, structure.values[variable].index(solution[variable]))
        for solution in (one, other)
    ]
    cell = family.cell_name(structure, variable)
    return f"two solutions differ first at {cell}: {names[0]} or {names[1]}"
