"""The laws of questions about all solutions: their union, their intersection, and samples."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from domains.problem import Assignment, Masks, Problem
from proofs.laws.base import Law, law
from proofs.laws.drawing import draw_masks
from proofs.laws.search import AnsweredWorld
from search.answer import Answer
from search.solutions import Extent, Sample

Survey = Callable[[Problem], Answer]
Draw = Callable[[Problem, int], Answer]

DRAWS = 5
"""Solutions asked for in a sample."""


@dataclass(frozen=True, eq=False)
class SolutionsWorld(AnsweredWorld):
    """What answers questions about all solutions of one structure's problems.

    Attributes:
        survey: finds the union and the intersection.
        draw: draws so many solutions.
        weight: see `World`.
    """

    survey: Survey
    draw: Draw
    weight: int = 2

    def solutions(self, problem: Problem) -> set[Assignment]:
        """Return the true solutions of a problem."""
        return {solution for solution in self.known if problem.holds(solution)}


@law("solutions", "the union is α(γ(a) ∩ ‖p‖)", "masks", about="extent Extent.union")
def union_is_exact(world: SolutionsWorld, a: Masks) -> str | None:
    """Every candidate that some solution takes, and no other; infeasible where there is none."""
    problem = Problem(world.structure, a)
    answer, expected = world.survey(problem), [0] * len(a)
    for solution in world.solutions(problem):
        masks = world.structure.encode(solution)
        expected = [u | bit for u, bit in zip(expected, masks, strict=True)]
    if not all(expected):
        return None if answer.status == "infeasible" else f"{answer.status}, expected infeasible"
    if not isinstance(answer, Extent) or answer.union != tuple(expected):
        wanted = draw_masks(world.structure, tuple(expected))
        return f"it answers {answer}, the union is\n{wanted}"
    return None


@law(
    "solutions",
    "the intersection is what all solutions share, and unique means one",
    "masks",
    about="extent Extent.intersection Extent.unique backbone",
)
def intersection_is_exact(world: SolutionsWorld, a: Masks) -> str | None:
    """The backbone: the value of a variable in every solution, or no value."""
    problem = Problem(world.structure, a)
    answer, solutions = world.survey(problem), world.solutions(problem)
    if not solutions or not isinstance(answer, Extent):
        return None
    rows = zip(*map(world.structure.encode, solutions), strict=True)
    expected = tuple(row[0] if len(set(row)) == 1 else 0 for row in rows)
    if answer.intersection != expected:
        return f"the intersection is {answer.intersection}, expected {expected}"
    found, unique = len(solutions), answer.unique
    return None if unique is (found == 1) else f"unique is {unique}, there are {found} solutions"


@law(
    "solutions",
    "a sample draws solutions, as many as asked for, and counts them where it says it is uniform",
    "masks",
    about="sample Sample.draws Sample.population",
)
def samples_are_solutions(world: SolutionsWorld, a: Masks) -> str | None:
    """The distribution is not tried here: what is drawn, and out of how many."""
    problem = Problem(world.structure, a)
    answer, solutions = world.draw(problem, DRAWS), world.solutions(problem)
    if not solutions:
        return None if answer.status == "infeasible" else f"{answer.status}, expected infeasible"
    if not isinstance(answer, Sample) or len(answer.draws) != DRAWS:
        return f"it answers {answer}, expected {DRAWS} solutions"
    wrong = [one for one in answer.draws if one not in solutions]
    if wrong:
        return f"{wrong[0]} was drawn and is no solution"
    if answer.population not in (None, len(solutions)):
        return f"drawn out of {answer.population}, there are {len(solutions)}"
    return None


SOLUTION_LAWS: tuple[Law, ...] = (union_is_exact, intersection_is_exact, samples_are_solutions)
"""Every law of questions about all solutions."""
