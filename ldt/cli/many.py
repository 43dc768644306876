"""What ``--union``, ``--intersection`` and ``--sample`` ask, draw and print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from ldt.cli.answers import spent_words, statistics_record
from ldt.cli.drawing import drawing
from ldt.cli.steps import wrapped
from ldt.cli.trace import candidates_record, value_names
from search.answer import Abstained, Answer, Infeasible
from search.solutions import ENUMERATED, Bounds, Extent, Sample, backbone, extent, sample

if TYPE_CHECKING:
    from domains.families.base import Family, Puzzle
    from domains.problem import Masks, Problem
    from ldt.cli.solving import Request

Question = Literal["union", "intersection", "sample"]
Found = Extent | Bounds | Sample | Infeasible | Abstained
UNBROKEN = "\N{NO-BREAK SPACE}"


def ask_many(request: Request, problem: Problem) -> Found:
    """Answer what was asked of all solutions of a problem."""
    if request.sample:
        return sample(problem, request.sample, most=request.count or ENUMERATED, **request.search)
    return extent(problem, **request.search)


def many_masks(answer: Answer, question: Question) -> Masks:
    """Return what to draw: the union, what all solutions share, the first draw, or the puzzle."""
    start = answer.problem.masks
    match answer:
        case Extent():
            found = answer.union
        case Bounds():
            found = answer.upper
        case Sample():
            return answer.problem.structure.encode(answer.draws[0])
        case _:
            return start
    if question == "union":
        return found
    pairs = zip(backbone(found), start, strict=True)
    return tuple(value or mask for value, mask in pairs)


def many_drawing(answer: Answer, question: Question, family: Family) -> Iterator[str]:
    """Yield the drawings: of each draw, or of what was found of all solutions."""
    problem, structure = answer.problem, answer.problem.structure
    if isinstance(answer, Sample):
        for solution in answer.draws:
            yield drawing(family, structure, structure.encode(solution), problem.masks)
    else:
        yield drawing(family, structure, many_masks(answer, question), problem.masks)


def many_summary(answer: Answer, question: Question, family: Family) -> Iterator[str]:
    """Yield what is said below a drawing: the open cells, the verdict, the cost."""
    if question == "union" and isinstance(answer, Extent | Bounds):
        masks = many_masks(answer, question)
        open_ = [(v, mask) for v, mask in enumerate(masks) if mask & (mask - 1)]
        if open_:
            cells = "; ".join(_cell(family, answer.problem, *pair) for pair in open_)
            yield wrapped(cells, "").replace(UNBROKEN, " ")
    yield wrapped(verdict(answer, question), "  ")
    yield f"{answer.strategy}: {spent_words(answer.statistics)}"


def _cell(family: Family, problem: Problem, variable: int, mask: int) -> str:
    """Return a cell with its values, which no line break separates."""
    values = value_names(family, problem, variable, mask)
    return UNBROKEN.join([f"{family.cell_name(problem.structure, variable)}:", *values])


def many_lines(answer: Answer, question: Question, family: Family) -> Iterator[str]:
    """Yield the lines of a batch: each draw, or what was found as a puzzle in one line."""
    structure = answer.problem.structure
    if isinstance(answer, Sample):
        yield from (family.solution_text(structure, draw) for draw in answer.draws)
    elif isinstance(answer, Extent):
        found = answer.problem.restrict(many_masks(answer, question))
        yield f"{family.puzzle_text(found)} {verdict(answer, question)}"
    else:
        yield verdict(answer, question)


def verdict(answer: Answer, question: Question) -> str:
    """Say in a line what was found."""
    match answer:
        case Extent():
            return _extent_words(answer, question)
        case Bounds():
            return f"abstained: {answer.reason}; {_bounds_words(answer, question)}"
        case Sample():
            return _sample_words(answer)
        case Infeasible():
            return "infeasible: no assignment satisfies every rule"
        case Abstained():
            known = len(answer.solutions)
            return f"abstained: {answer.reason} ({known} different solutions found so far)"
    message = f"{type(answer).__name__} answers another question"
    raise TypeError(message)


def _extent_words(answer: Extent, question: Question) -> str:
    cells = len(answer.union)
    if question == "intersection":
        shared = sum(map(bool, answer.intersection))
        return f"intersection: {shared} of {cells} cells have one value in every solution"
    taken, all_ = _candidates(answer.union), _candidates(answer.problem.masks)
    return f"union: {taken} of {all_} candidates are in some solution"


def _bounds_words(answer: Bounds, question: Question) -> str:
    if question == "union":
        least, most = _candidates(answer.lower), _candidates(answer.upper)
        return f"the union has {least} to {most} candidates"
    certain, possible = (sum(map(bool, masks)) for masks in _shared_bounds(answer))
    return f"{certain} to {possible} cells have one value in every solution"


def _candidates(masks: Sequence[int]) -> int:
    return sum(mask.bit_count() for mask in masks)


def _sample_words(answer: Sample) -> str:
    draws = "1 draw" if len(answer.draws) == 1 else f"{len(answer.draws)} draws"
    if answer.uniform:
        return f"{draws}, uniform over {answer.population:,} solutions"
    return f"{draws}, not uniform: there are more solutions than were counted (see --count)"


def many_record(
    index: int, puzzle: Puzzle, answer: Answer, question: Question, family: Family
) -> dict[str, object]:
    """Return the JSON record; keys and order are part of the interface."""
    fields = _sample_fields if question == "sample" else _extent_fields
    return {
        "type": question,
        "index": index,
        "family": puzzle.family,
        "puzzle": puzzle.text,
        "status": answer.status,
        **fields(answer, question, family),
        "reason": getattr(answer, "reason", None),
        "strategy": answer.strategy,
        "statistics": statistics_record(answer.statistics),
    }


def _extent_fields(answer: Answer, question: Question, family: Family) -> dict[str, object]:
    """Return what is certainly so, and for a limit that was reached what may be so."""
    possible: Masks | None = None
    match answer:
        case Extent():
            certain = answer.union if question == "union" else answer.intersection
        case Bounds():
            both = answer.lower, answer.upper
            certain, possible = both if question == "union" else _shared_bounds(answer)
        case _:
            return {"cells": None, "possible": None}

    def listed(masks: Masks) -> list[dict[str, object]]:
        pairs = [(variable, mask) for variable, mask in enumerate(masks) if mask]
        return candidates_record(family, answer.problem, pairs)

    return {"cells": listed(certain), "possible": None if possible is None else listed(possible)}


def _shared_bounds(answer: Bounds) -> tuple[Masks, Masks]:
    """Return bounds of the intersection: what is certainly in it, and what may be."""
    if not any(answer.lower):
        return answer.lower, answer.upper  # no solution is known: nothing is certain
    pairs = zip(answer.lower, answer.upper, strict=True)
    return backbone([low if low == high else 0 for low, high in pairs]), backbone(answer.lower)


def _sample_fields(answer: Answer, question: Question, family: Family) -> dict[str, object]:
    structure = answer.problem.structure
    draws = answer.draws if isinstance(answer, Sample) else answer.solutions
    return {
        "solutions": [family.solution_text(structure, draw) for draw in draws],
        "uniform": answer.uniform if isinstance(answer, Sample) else None,
        "population": answer.population if isinstance(answer, Sample) else None,
    }
