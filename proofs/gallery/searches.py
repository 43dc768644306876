"""Broken searches and propagations: right answers, changed in one place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from domains.problem import Masks, Problem, Structure
from proofs.audit.kinds import Propagation, Searcher, Surveyor
from proofs.gallery.base import Specimen
from search import solve
from search.answer import Abstained, Answer, Enumerated, Goal, Infeasible, Solved, Unique
from search.solutions import Extent, Sample, extent, sample


def right(problem: Problem, goal: Goal) -> Answer:
    """Answer as the project does."""
    return solve(problem, goal=goal, strategy="symbolic")


def gives_up(problem: Problem, goal: Goal) -> Answer:
    """Take the first branch only: call it infeasible when that fails."""
    narrowed = Problem(problem.structure, tuple(mask & -mask for mask in problem.masks))
    answer = right(narrowed, goal)
    return replace(answer, problem=problem) if answer.solutions else Infeasible(problem=problem)


def overlooks_the_second(problem: Problem, goal: Goal) -> Answer:
    """Call the first solution the only one."""
    answer = right(problem, goal)
    if isinstance(answer, Enumerated):
        return Unique(problem=problem, assignment=answer.assignments[0])
    return answer


def loses_the_last(problem: Problem, goal: Goal) -> Answer:
    """Count all solutions but one, where there are three or more."""
    answer = right(problem, goal)
    if isinstance(answer, Enumerated) and len(answer.assignments) > 2:
        return replace(answer, assignments=answer.assignments[:-1])
    return answer


def answers_another_problem(problem: Problem, goal: Goal) -> Answer:
    """Solve the structure without the masks that were given."""
    return right(problem.structure.problem(), goal)


def abstains(problem: Problem, goal: Goal) -> Answer:
    """Give up on everything that is not solved by one solution."""
    answer = right(problem, goal)
    if isinstance(answer, Solved):
        return answer
    return Abstained(problem=problem, reason="nodes")


def without_one(structure: Structure) -> Callable[[Masks], Masks]:
    """Remove the highest candidate of the last variable, if two are left."""

    def shrink(masks: Masks) -> Masks:
        last = masks[-1]
        less = last & ~(1 << (last.bit_length() - 1)) if last & (last - 1) else last
        return (*masks[:-1], less)

    return shrink


def refilled(structure: Structure) -> Callable[[Masks], Masks]:
    """Put every candidate of the first variable back."""
    return lambda masks: (structure.top[0], *masks[1:])


def nothing_left(structure: Structure) -> Callable[[Masks], Masks]:
    """Call it a conflict when the first variable is fixed."""

    def shrink(masks: Masks) -> Masks:
        return (0,) * len(masks) if masks[0].bit_count() == 1 else masks

    return shrink


def one_fewer(problem: Problem) -> Answer:
    """Leave the lowest candidate of a variable with several out of the union."""
    answer = extent(problem)
    if isinstance(answer, Extent) and not answer.unique:
        wide = next(v for v, mask in enumerate(answer.union) if mask & (mask - 1))
        union = list(answer.union)
        union[wide] &= union[wide] - 1
        return replace(answer, union=tuple(union))
    return answer


def one_for_all(problem: Problem) -> Answer:
    """Take the first solution for what all solutions share."""
    answer = right(problem, Goal.first())
    if isinstance(answer, Solved):
        return Extent(problem=problem, union=problem.structure.encode(answer.assignment))
    return answer


def one_more(problem: Problem, count: int) -> Answer:
    """Say that there was one more solution to draw from."""
    answer = sample(problem, count)
    if isinstance(answer, Sample) and answer.population is not None:
        return replace(answer, population=answer.population + 1)
    return answer


BROKEN_SEARCHES: tuple[Specimen, ...] = (
    Specimen(
        "search: first branch only",
        "other branches are never taken, and infeasible is said instead",
        lambda: Searcher(gives_up),
        ("status is right",),
    ),
    Specimen(
        "search: overlooks the second",
        "of several solutions the first is called the only one",
        lambda: Searcher(overlooks_the_second),
        ("uniqueness is right",),
    ),
    Specimen(
        "search: loses the last",
        "of three solutions and more, one is not counted",
        lambda: Searcher(loses_the_last),
        ("branches lose no solution",),
    ),
    Specimen(
        "search: another problem",
        "the masks of the problem are ignored",
        lambda: Searcher(answers_another_problem),
        ("solutions are solutions", "status is right"),
    ),
    Specimen(
        "search: abstains",
        "it abstains without any limit",
        lambda: Searcher(abstains),
        ("status is right",),
    ),
    Specimen(
        "search: believes its guess",
        "it may abstain, and says infeasible where a guess failed instead",
        lambda: Searcher(gives_up, complete=False),
        ("nothing said is wrong",),
    ),
    Specimen(
        "all solutions: one candidate fewer",
        "the union lacks a candidate that some solution takes",
        lambda: Surveyor(one_fewer, sample),
        ("union is exact",),
    ),
    Specimen(
        "all solutions: one for all",
        "what one solution takes is said of all",
        lambda: Surveyor(one_for_all, sample),
        ("intersection is exact",),
    ),
    Specimen(
        "all solutions: one more",
        "a sample says that it was drawn out of one solution more",
        lambda: Surveyor(extent, one_more),
        ("samples are solutions",),
    ),
    Specimen(
        "propagation: one too many",
        "the highest candidate of the last variable always goes",
        lambda: Propagation(without_one),
        ("sound",),
    ),
    Specimen(
        "propagation: refilled",
        "candidates come back",
        lambda: Propagation(refilled),
        ("reductive",),
    ),
    Specimen(
        "propagation: wrong conflict",
        "a fixed variable is called a conflict",
        lambda: Propagation(nothing_left),
        ("conflict means no solution",),
    ),
)
"""Searches and propagations, each wrong in one way."""
