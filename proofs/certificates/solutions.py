"""A solution as the literals of the formula: every atom, true or false."""

from __future__ import annotations

from domains.problem import Assignment, Problem


def literals_of(problem: Problem, assignment: Assignment) -> tuple[int, ...]:
    """Return what an assignment says of each atom, in their order."""
    ground = problem.structure.ground
    taken = problem.structure.encode(assignment)
    return tuple(
        atom if taken[variable] == 1 << k else -atom
        for atom, (variable, k) in enumerate(ground.candidates(), 1)
    )
