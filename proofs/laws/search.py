"""The laws of a search: what it answers is right, whatever element it starts from."""

from __future__ import annotations

from collections.abc import Callable
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
class SearchWorld:
    """Something that solves problems of one structure; the sort is ``masks``.

    Attributes:
        name: see `World`.
        structure: whose problems; all of its solutions are known.
        solver: answers a problem.
        weight: see `World`.
    """

    name: str
    structure: Structure
    solver: Solver
    weight: int = 2

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

    def ask(self, masks: Masks, goal: Goal) -> tuple[Answer, set[Assignment]]:
        """Return the answer of a search, and the true solutions of its problem."""
        problem = Problem(self.structure, masks)
        return self.solver(problem, goal), {s for s in self.known if problem.holds(s)}


@law("search", "solved ⇔ ‖p‖ ≠ ∅, infeasible ⇔ ‖p‖ = ∅", "masks", about="solve Answer.status")
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


@law("search", "count is |‖p‖|", "masks", about="solve Answer.count")
def branches_lose_no_solution(world: SearchWorld, a: Masks) -> str | None:
    """Step and split together: the branches cover, and overlap nowhere."""
    answer, solutions = world.ask(a, Goal.count(len(world.known) + 1))
    if isinstance(answer, Abstained):
        return f"it abstained: {answer.reason}"
    if answer.count != len(solutions):
        return f"it counts {answer.count}, there are {len(solutions)}"
    return None if set(answer.solutions) <= solutions else "it lists others"


@law("search", "unique ⇔ |‖p‖| = 1", "masks", about="solve Answer.unique")
def uniqueness_is_right(world: SearchWorld, a: Masks) -> str | None:
    """A second solution is never overlooked."""
    answer, solutions = world.ask(a, Goal.unique())
    if answer.unique is (len(solutions) == 1):
        return None
    return f"unique is {answer.unique}, there are {len(solutions)} solutions"


SEARCH_LAWS: tuple[Law, ...] = (
    status_is_right,
    solutions_are_solutions,
    branches_lose_no_solution,
    uniqueness_is_right,
)
"""Every law of a search."""
