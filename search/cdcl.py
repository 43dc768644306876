"""Clause learning by python-sat over the same ground form, with the same answers.

For what a tree without learning should not be asked to do. What the masks decide is left out
(`live_clauses`), and a time limit holds while the rest is written as clauses. The solver works in
slices of conflicts, between which limits and Ctrl-C are served; without a time limit their lengths,
and so what is found, do not depend on the clock. Solutions are checked like everyone's; "no more"
is the solver's word.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace
from time import perf_counter
from typing import Any

from domains.export.dimacs import live_clauses, read_model
from domains.problem import Assignment, Problem, bits
from search.answer import Abstained, Answer, Goal, Interrupted, conclude
from search.budget import Budget, Clock, Statistics
from search.events import Finished, Observer, SolutionFound, Started, teller

SOLVER = "cadical195"
SLICE = 2_000
"""Conflicts of a slice without a time limit: some tenths of a second."""

FIRST_SLICE = 200
LONGEST_SLICE = 20_000


def search_clauses(
    problem: Problem,
    goal: Goal,
    budget: Budget,
    observers: Sequence[Observer] = (),
    *,
    strategy: str = "cdcl",
    earlier: Abstained | None = None,
) -> Answer:
    """Answer by conflict-driven clause learning; `Budget.nodes` limits its conflicts.

    Args:
        problem: what to solve.
        goal: when to stop.
        budget: limits; nodes and seconds are read.
        observers: see the events.
        strategy: what the answer says who searched.
        earlier: what a search abstained with that this one goes on from: its solutions are not
            searched for again, and what it spent counts.

    Raises:
        Interrupted: on Ctrl-C, with what was known.
    """
    search = _ClauseSearch(problem, goal, budget, earlier)
    tell = teller(observers)
    tell(Started(problem, strategy))
    try:
        closed, reason = search.run(tell)
    except KeyboardInterrupt:
        tell(Finished(closed=False, reason="interrupted"))
        raise Interrupted.after(
            problem, search.found, strategy=strategy, statistics=search.statistics()
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


class _ClauseSearch:
    """One enumeration of models, in slices."""

    def __init__(
        self, problem: Problem, goal: Goal, budget: Budget, earlier: Abstained | None
    ) -> None:
        self.problem, self.goal, self.budget = problem, goal, budget
        self.before = earlier.statistics if earlier else Statistics()
        self.clock = Clock(budget.seconds, perf_counter() - self.before.seconds)
        self.found: list[Assignment] = list(earlier.known) if earlier else []
        self.conflicts = 0
        self.slice = SLICE if budget.seconds is None else FIRST_SLICE

    def statistics(self) -> Statistics:
        """Return what was spent so far, earlier work included."""
        nodes = self.before.nodes + self.conflicts
        return replace(self.before, nodes=nodes, seconds=self.clock.elapsed())

    def run(self, tell: Observer) -> tuple[bool, str]:
        """Find models until there are no more, the goal is met or a limit is reached."""
        from pysat.solvers import Solver

        if reason := self._limit_reached():
            return False, reason
        try:
            _, clauses = live_clauses(self.problem, self._require_time)
        except TimeoutError:
            return False, self._limit_reached()
        if [] in clauses[-1:]:
            return True, "closed"
        clauses += map(self._blocking_clause, self.found)
        with Solver(name=SOLVER, bootstrap_with=clauses) as solver, ThreadPoolExecutor(1) as worker:
            while True:
                outcome = self._next_model(solver, worker)
                if outcome is None:
                    return False, self._limit_reached()
                if not outcome:
                    return True, "closed"
                assignment = read_model(self.problem, solver.get_model())
                self.found.append(assignment)
                tell(SolutionFound(assignment))
                if len(self.found) >= self.goal.limit:
                    return False, "goal met"
                solver.add_clause(self._blocking_clause(assignment))

    def _next_model(self, solver: Any, worker: Executor) -> bool | None:  # noqa: ANN401  (untyped)
        """Return whether there is another model; None when a limit is reached first.

        The solver works in a thread. In the main one, python-sat answers Ctrl-C by jumping out of
        the solver's code, after which CaDiCaL aborts the process at the next question; from a
        thread it comes back at the end of the slice, and then Ctrl-C is served.
        """
        while not self._limit_reached():
            start = self.clock.elapsed()
            solver.conf_budget(self._allowed())
            try:
                outcome: bool | None = worker.submit(solver.solve_limited).result()
            finally:
                self.conflicts = int(solver.accum_stats()["conflicts"])
            if outcome is not None:
                return outcome
            self._adapt(self.clock.elapsed() - start)
        return None

    def _allowed(self) -> int:
        """Return how many conflicts the solver may have before it is asked again."""
        if self.budget.nodes is None:
            return self.slice
        return min(self.slice, self.budget.nodes - self.before.nodes - self.conflicts)

    def _adapt(self, seconds: float) -> None:
        """Under a time limit, make the next slice last a fiftieth of it, at most 0.2 s."""
        if self.clock.limit is None:
            return
        target = min(0.2, self.clock.limit / 50)
        wanted = int(self.slice * target / max(seconds, 1e-6))
        self.slice = max(1, min(wanted, 4 * self.slice, LONGEST_SLICE))

    def _require_time(self) -> None:
        """Raise TimeoutError where the time limit is reached."""
        if self.clock.expired():
            raise TimeoutError

    def _limit_reached(self) -> str:
        """Name the limit that is met, or return an empty string."""
        nodes = self.before.nodes + self.conflicts
        if self.budget.nodes is not None and nodes >= self.budget.nodes:
            return f"node limit {self.budget.nodes} reached"
        if self.clock.expired():
            return f"time limit {self.budget.seconds:g} s reached"
        return ""

    def _blocking_clause(self, assignment: Assignment) -> list[int]:
        """Return the clause that excludes a solution; empty, so false, when nothing was open.

        It names every variable that the masks leave open, also one that is in no other clause.
        """
        ground = self.problem.structure.ground
        taken = self.problem.structure.encode(assignment)
        pairs = enumerate(zip(self.problem.masks, taken, strict=True))
        return [
            -ground.literal(variable, next(bits(bit)))
            for variable, (mask, bit) in pairs
            if mask != bit
        ]
