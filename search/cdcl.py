"""Clause learning by python-sat over the same ground form, with the same answers.

For what a tree without learning should not be asked to do. The problem is first propagated, and
only what that leaves open is handed over (`live_clauses`). The solver works in slices of conflicts,
between which limits and Ctrl-C are served. Solutions are checked like everyone's; "no more" is the
solver's word, certified separately when a proof is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from domains.export.dimacs import live_clauses, read_model
from domains.problem import Assignment, Problem, bits
from search.answer import Abstained, Answer, Goal, Interrupted, conclude
from search.budget import Budget, Clock, Statistics
from search.events import Event, Finished, Observer, SolutionFound, Started

SOLVER = "cadical195"
FIRST_SLICE = 200
LONGEST_SLICE = 20_000


def search_clauses(
    problem: Problem,
    goal: Goal,
    budget: Budget,
    observers: Sequence[Observer] = (),
    *,
    strategy: str = "cdcl",
) -> Answer:
    """Answer by conflict-driven clause learning; `Budget.nodes` limits its conflicts.

    Raises:
        Interrupted: on Ctrl-C, with what was known.
    """
    clock = Clock(budget.seconds)
    search = _ClauseSearch(problem, goal, budget, clock)
    tell = _teller(observers)
    tell(Started(problem, strategy))
    try:
        closed, reason = search.run(tell)
    except KeyboardInterrupt:
        tell(Finished(closed=False, reason="interrupted"))
        raise Interrupted(
            Abstained(
                problem=problem,
                strategy=strategy,
                statistics=search.statistics(),
                reason="interrupted",
                known=tuple(search.found),
            )
        ) from None
    tell(Finished(closed=closed, reason=reason))
    return conclude(
        problem,
        goal,
        tuple(search.found),
        closed=closed,
        reason=reason,
        strategy=strategy,
        statistics=search.statistics(),
    )


def _teller(observers: Sequence[Observer]) -> Observer:
    def tell(event: Event) -> None:
        for observer in observers:
            observer(event)

    return tell


class _ClauseSearch:
    """One enumeration of models, in slices."""

    def __init__(self, problem: Problem, goal: Goal, budget: Budget, clock: Clock) -> None:
        self.problem, self.goal, self.budget, self.clock = problem, goal, budget, clock
        self.found: list[Assignment] = []
        self.conflicts = 0
        self.slice = FIRST_SLICE

    def statistics(self) -> Statistics:
        """Return what was spent so far."""
        return Statistics(nodes=self.conflicts, seconds=self.clock.elapsed())

    def run(self, tell: Observer) -> tuple[bool, str]:
        """Find models until there are no more, the goal is met or a limit is reached."""
        from pysat.solvers import Solver

        _, clauses = live_clauses(self.problem)
        if [] in clauses[-1:]:
            return True, "closed"
        with Solver(name=SOLVER, bootstrap_with=clauses) as solver:
            while True:
                outcome = self._next_model(solver)
                if outcome is None:
                    return False, self._limit_reached()
                if not outcome:
                    return True, "closed"
                assignment = read_model(self.problem, set(solver.get_model() or ()))
                self.found.append(assignment)
                tell(SolutionFound(assignment))
                if len(self.found) >= self.goal.limit:
                    return False, "goal met"
                blocking = self._blocking_clause(assignment)
                if not blocking:
                    return True, "closed"
                solver.add_clause(blocking)

    def _next_model(self, solver: Any) -> bool | None:  # noqa: ANN401  (python-sat has no types)
        """Return whether there is another model; None when a limit is reached first."""
        while not self._limit_reached():
            allowed = self.slice
            if self.budget.nodes is not None:
                allowed = min(allowed, self.budget.nodes - self.conflicts)
            start = self.clock.elapsed()
            solver.conf_budget(allowed)
            before = int(solver.accum_stats()["conflicts"])
            outcome: bool | None = solver.solve_limited()
            self.conflicts += int(solver.accum_stats()["conflicts"]) - before
            if outcome is not None:
                return outcome
            self._adapt(self.clock.elapsed() - start)
        return None

    def _adapt(self, seconds: float) -> None:
        """Make the next slice last about a fiftieth of the time limit, or 0.2 s."""
        target = 0.2 if self.clock.limit is None else min(0.2, self.clock.limit / 50)
        wanted = int(self.slice * target / max(seconds, 1e-6))
        self.slice = max(1, min(wanted, 4 * self.slice, LONGEST_SLICE))

    def _limit_reached(self) -> str:
        """Name the limit that is met, or return an empty string."""
        if self.budget.nodes is not None and self.conflicts >= self.budget.nodes:
            return f"node limit {self.budget.nodes} reached"
        if self.clock.expired():
            return f"time limit {self.budget.seconds:g} s reached"
        return ""

    def _blocking_clause(self, assignment: Assignment) -> list[int]:
        """Return the clause that excludes a solution; empty when nothing was open."""
        ground = self.problem.structure.ground
        taken = self.problem.structure.encode(assignment)
        pairs = enumerate(zip(self.problem.masks, taken, strict=True))
        return [
            -ground.literal(variable, next(bits(bit)))
            for variable, (mask, bit) in pairs
            if mask != bit
        ]
