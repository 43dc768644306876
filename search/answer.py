"""Answers: the closed set of what a search may say. Trust is a type.

`Solved`, `Unique` and `Enumerated` carry assignments that passed the rules: the check is in
`_Witnessed.__post_init__`, the one place where such a value can come into being. `Unique`,
`Enumerated(complete=True)` and `Infeasible` are closed by sound deductions alone. `Abstained` says
why, and what is known. Nothing is ever a bool or a grid nobody checked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, Literal, Self

from domains.problem import Assignment, Problem
from search.budget import Statistics

Status = Literal["solved", "infeasible", "abstained"]


class WrongSolutionError(AssertionError):
    """A search offered an assignment that breaks a rule. This is a bug; no answer is built."""


@dataclass(frozen=True, slots=True)
class Goal:
    """What is asked.

    Attributes:
        limit: stop after this many solutions.
        kind: whether one solution is enough, or how many there are matters.
    """

    limit: int = 1
    kind: Literal["first", "unique", "count"] = "first"

    def __post_init__(self) -> None:
        """Reject goals that ask for nothing."""
        if self.limit < 1:
            message = f"a goal of {self.limit} solutions, expected 1 or more"
            raise ValueError(message)

    @classmethod
    def first(cls) -> Goal:
        """One solution is enough."""
        return cls(1, "first")

    @classmethod
    def unique(cls) -> Goal:
        """One solution, and whether it is the only one."""
        return cls(2, "unique")

    @classmethod
    def count(cls, limit: int) -> Goal:
        """All solutions, up to a limit."""
        return cls(limit, "count")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What every answer has: the problem, who answered, what was spent."""

    problem: Problem
    strategy: str = "symbolic"
    statistics: Statistics = field(default_factory=Statistics)

    status: ClassVar[Status]

    def over(self, problem: Problem) -> Self:
        """Return this answer as one to an equivalent problem.

        The caller vouches that the problems have the same solutions (one is a sound deduction of
        the other); the solutions are checked again.
        """
        return replace(self, problem=problem)

    @property
    def solutions(self) -> tuple[Assignment, ...]:
        """The checked assignments this answer knows."""
        return ()

    @property
    def unique(self) -> bool | None:
        """Whether there is exactly one solution; None when that was not settled."""
        return None

    @property
    def count(self) -> int | None:
        """The exact number of solutions; None when it was not settled."""
        return None


def checked(problem: Problem, claimed: Sequence[Sequence[int]]) -> tuple[Assignment, ...]:
    """Return the assignments as values nobody can change; raise unless they are solutions."""
    assignments = tuple(map(tuple, claimed))
    for assignment in assignments:
        broken = problem.violation(assignment)
        if broken is not None:
            raise WrongSolutionError(broken)
    if len(set(assignments)) != len(assignments):
        message = f"{len(assignments)} solutions, of which {len(set(assignments))} are different"
        raise WrongSolutionError(message)
    return assignments


@dataclass(frozen=True, slots=True, kw_only=True)
class Solved(Answer):
    """One solution; nothing is said about others."""

    assignment: Assignment
    status = "solved"

    def __post_init__(self) -> None:
        """Check the assignment against the rules."""
        (assignment,) = checked(self.problem, (self.assignment,))
        object.__setattr__(self, "assignment", assignment)

    @property
    def solutions(self) -> tuple[Assignment, ...]:
        """The one solution."""
        return (self.assignment,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unique(Solved):
    """The only solution: every other assignment was excluded by sound deductions."""

    @property
    def unique(self) -> bool:
        """True."""
        return True

    @property
    def count(self) -> int:
        """One."""
        return 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Enumerated(Answer):
    """Two or more different solutions; all of them when ``complete``."""

    assignments: tuple[Assignment, ...]
    complete: bool
    status = "solved"

    def __post_init__(self) -> None:
        """Check every assignment against the rules, and that they differ."""
        object.__setattr__(self, "assignments", checked(self.problem, self.assignments))
        if len(self.assignments) < 2:
            message = f"{len(self.assignments)} solutions enumerated, expected at least 2"
            raise ValueError(message)

    @property
    def solutions(self) -> tuple[Assignment, ...]:
        """The solutions in the order they were found."""
        return self.assignments

    @property
    def unique(self) -> bool:
        """False: two different solutions are at hand."""
        return False

    @property
    def count(self) -> int | None:
        """The exact number when the search was completed."""
        return len(self.assignments) if self.complete else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Infeasible(Answer):
    """No solution: the search was closed by sound deductions."""

    status = "infeasible"

    @property
    def unique(self) -> bool:
        """False: there is none."""
        return False

    @property
    def count(self) -> int:
        """Zero."""
        return 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Abstained(Answer):
    """The question was not settled.

    Attributes:
        reason: which limit was met, or what else stood in the way.
        known: checked solutions found before that (a uniqueness question may stay open with one).
    """

    reason: str
    known: tuple[Assignment, ...] = ()
    status = "abstained"

    def __post_init__(self) -> None:
        """Check what is claimed to be known."""
        object.__setattr__(self, "known", checked(self.problem, self.known))

    @property
    def solutions(self) -> tuple[Assignment, ...]:
        """The solutions known so far."""
        return self.known

    @property
    def unique(self) -> bool | None:
        """False when two solutions are known, else None."""
        return False if len(self.known) > 1 else None


class Interrupted(KeyboardInterrupt):
    """Ctrl-C during a search; carries what was known."""

    def __init__(self, answer: Abstained) -> None:
        """Keep the answer for whoever prints it."""
        super().__init__("interrupted")
        self.answer = answer

    @classmethod
    def after(
        cls,
        problem: Problem,
        found: Sequence[Assignment],
        *,
        strategy: str,
        statistics: Statistics,
    ) -> Interrupted:
        """Say what a search had found when it was interrupted."""
        answer = Abstained(
            problem=problem,
            strategy=strategy,
            statistics=statistics,
            reason="interrupted",
            known=tuple(found),
        )
        return cls(answer)


def conclude(
    problem: Problem,
    goal: Goal,
    found: tuple[Assignment, ...],
    *,
    closed: bool,
    reason: str,
    strategy: str,
    statistics: Statistics,
) -> Answer:
    """Build the answer a finished search amounts to; every strategy ends here.

    Args:
        problem: what was searched.
        goal: what was asked.
        found: the solutions found, in order.
        closed: whether the search excluded all others.
        reason: why it ended otherwise (a limit), used when the goal was not met.
        strategy: who searched.
        statistics: what was spent.
    """
    common = {"problem": problem, "strategy": strategy, "statistics": statistics}
    if closed and not found:
        return Infeasible(**common)  # type: ignore[arg-type]
    if closed and len(found) == 1:
        return Unique(assignment=found[0], **common)  # type: ignore[arg-type]
    if goal.kind == "first" and found:
        return Solved(assignment=found[0], **common)  # type: ignore[arg-type]
    if closed or len(found) >= max(goal.limit, 2):
        return Enumerated(assignments=found, complete=closed, **common)  # type: ignore[arg-type]
    if len(found) >= goal.limit:
        return Solved(assignment=found[0], **common)  # type: ignore[arg-type]
    return Abstained(reason=reason, known=found, **common)  # type: ignore[arg-type]
