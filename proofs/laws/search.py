"""The laws of a search: what it answers is right, whatever element it starts from.

A search that may abstain is under fewer laws: what it says has to be so, and it may say nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from domains.problem import Assignment, Masks, Problem, Structure
from proofs.laws.base import Law, Sort, law
from proofs.laws.sorts import MasksSort
from proofs.laws.universes import known_solutions
from search.answer import Abstained, Answer, Goal

Solver = Callable[[Problem, Goal], Answer]


@dataclass(frozen=True, eq=False)
class AnsweredWorld:
    """Problems of one structure of which the right answers are known; the sort is ``masks``.

    Attributes:
        name: see `World`.
        structure: whose problems; all of its solutions are known.
    """

    name: str
    structure: Structure

    @cached_property
    def known(self) -> tuple[Assignment, ...]:
        """All solutions."""
        found, complete = known_solutions(self.structure)
        assert complete, f"the solutions of {self.name} can be listed"
        return found

    def sort(self, name: str) -> Sort[Any]:
        """Return the elements to start from."""
        assert name == "masks", name
        return MasksSort(self.structure, tuple(map(self.structure.encode, self.known)))


@dataclass(frozen=True, eq=False)
class SearchWorld(AnsweredWorld):
    """Something that solves problems of one structure.

    Attributes:
        solver: answers a problem.
        weight: see `World`.
        complete: whether it has to settle every question that is asked without limits.
    """

    solver: Solver
    weight: int = 2
    complete: bool = True

    def ask(self, masks: Masks, goal: Goal) -> tuple[Answer, set[Assignment]]:
        """Return the answer of a search, and the true solutions of its problem."""
        problem = Problem(self.structure, masks)
        return self.solver(problem, goal), {s for s in self.known if problem.holds(s)}


def wrong_in(
    answer: Answer, goal: Goal, solutions: Collection[Assignment], *, all_known: bool = True
) -> str | None:
    """Say what is wrong in an answer, or None. To abstain is not wrong.

    Args:
        answer: of a problem with these solutions.
        goal: what was asked.
        solutions: of the problem.
        all_known: whether they are all; if not, there are more of them than the goal's limit.
    """
    said = len(answer.solutions)
    for one in answer.solutions:
        if one not in solutions if all_known else not answer.problem.holds(one):
            return f"{one} is no solution"
    if answer.status == "infeasible" and solutions:
        return f"infeasible, and {next(iter(solutions))} is a solution"
    if answer.unique is not None and answer.unique is not (len(solutions) == 1 and all_known):
        return f"unique is {answer.unique}, there are {len(solutions)} solutions or more"
    if answer.count is not None and answer.count != (len(solutions) if all_known else None):
        return f"it counts {answer.count}, there are {len(solutions)} solutions or more"
    wanted = min(goal.limit, len(solutions))
    if answer.status != "abstained" and said < wanted:
        return f"it found {said} solutions, {wanted} were asked for and are there"
    return f"{said} solutions are said, some twice" if len(set(answer.solutions)) < said else None


def is_complete(world: SearchWorld) -> str | None:
    """Apply to searches that settle every question."""
    return None if world.complete else "it may abstain"


@law("search", "whatever is said is so", "masks", about="solve Answer.status Answer.count")
def nothing_said_is_wrong(world: SearchWorld, a: Masks) -> str | None:
    """Status, solutions, uniqueness and count, for each goal; a search may always abstain."""
    for goal in (Goal.first(), Goal.unique(), Goal.count(len(world.known) + 1)):
        wrong = wrong_in(*_asked(world, a, goal))
        if wrong is not None:
            return f"asked for {goal.kind}: {wrong}"
    return None


def _asked(world: SearchWorld, a: Masks, goal: Goal) -> tuple[Answer, Goal, set[Assignment]]:
    answer, solutions = world.ask(a, goal)
    return answer, goal, solutions


@law(
    "search",
    "solved ⇔ ‖p‖ ≠ ∅, infeasible ⇔ ‖p‖ = ∅",
    "masks",
    about="solve Answer.status",
    applies=is_complete,
)
def status_is_right(world: SearchWorld, a: Masks) -> str | None:
    """Without limits a complete search settles the question."""
    answer, solutions = world.ask(a, Goal.first())
    expected = "solved" if solutions else "infeasible"
    if answer.status == expected:
        return None
    return f"the status is {answer.status}, the problem has {len(solutions)} solutions"


@law("search", "every solution of an answer is in ‖p‖", "masks", about="solve Answer.solutions")
def solutions_are_solutions(world: SearchWorld, a: Masks) -> str | None:
    """Whatever else an answer says."""
    answer, solutions = world.ask(a, Goal.first())
    wrong = [one for one in answer.solutions if one not in solutions]
    return f"{wrong[0]} is no solution" if wrong else None


@law("search", "count is |‖p‖|", "masks", about="solve Answer.count", applies=is_complete)
def branches_lose_no_solution(world: SearchWorld, a: Masks) -> str | None:
    """Step and split together: the branches cover, and overlap nowhere."""
    answer, solutions = world.ask(a, Goal.count(len(world.known) + 1))
    if isinstance(answer, Abstained):
        return f"it abstained: {answer.reason}"
    if answer.count != len(solutions):
        return f"it counts {answer.count}, there are {len(solutions)}"
    return None if set(answer.solutions) <= solutions else "it lists others"


@law("search", "unique ⇔ |‖p‖| = 1", "masks", about="solve Answer.unique", applies=is_complete)
def uniqueness_is_right(world: SearchWorld, a: Masks) -> str | None:
    """A second solution is never overlooked."""
    answer, solutions = world.ask(a, Goal.unique())
    if answer.unique is (len(solutions) == 1):
        return None
    return f"unique is {answer.unique}, there are {len(solutions)} solutions"


SEARCH_LAWS: tuple[Law, ...] = (
    nothing_said_is_wrong,
    status_is_right,
    solutions_are_solutions,
    branches_lose_no_solution,
    uniqueness_is_right,
)
"""Every law of a search."""
