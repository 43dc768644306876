"""The symbolic strategy: sound deductions to a fixpoint, then a complete tree.

Proves infeasibility and uniqueness. The search runs in slices, so that wall-clock limits and Ctrl-C
are served every few milliseconds, and may restart with nogoods (`search.nogoods`).
"""

from __future__ import annotations

from collections.abc import Sequence

from domains.problem import Assignment, Problem
from search.answer import Abstained, Answer, Goal, Interrupted, conclude
from search.budget import Budget, Clock, Statistics
from search.events import (
    Conflict,
    Decided,
    Event,
    Finished,
    Observer,
    Retracted,
    SolutionFound,
    Started,
)
from search.kernel import tree
from search.kernel.choice import CHOICES
from search.kernel.engine import NO_LIMIT, Engine
from search.nogoods import Restarts

SLICE_SECONDS = 0.02
"""How long the kernel runs between two looks at the clock."""


def search_tree(
    problem: Problem,
    goal: Goal,
    budget: Budget,
    observers: Sequence[Observer] = (),
    *,
    engine: Engine | None = None,
    choice: str = "connected",
    restarts: Restarts | None = None,
    strategy: str = "symbolic",
) -> Answer:
    """Search a problem completely, or until a limit.

    Args:
        problem: what to solve.
        goal: when to stop.
        budget: limits; nodes, propagations and seconds are read.
        observers: see the events.
        engine: a tree over the problem's structure to use; a new uncompiled one by default.
        choice: variable choice, a key of `search.kernel.choice.CHOICES`.
        restarts: restart after growing numbers of conflicts, keeping nogoods; None: never.
        strategy: what the answer says who searched.

    Raises:
        Interrupted: on Ctrl-C, with what was known.
    """
    if engine is None:
        engine = Engine(problem.structure, log=bool(observers))
    run = _Run(problem, goal, budget, observers, engine, CHOICES[choice], restarts, strategy)
    return run.answer()


class _Run:
    """One search: drives the kernel slice by slice and collects what it finds."""

    def __init__(
        self,
        problem: Problem,
        goal: Goal,
        budget: Budget,
        observers: Sequence[Observer],
        engine: Engine,
        choice: int,
        restarts: Restarts | None,
        strategy: str,
    ) -> None:
        self.problem, self.goal, self.budget, self.observers = problem, goal, budget, observers
        self.engine, self.choice, self.restarts, self.strategy = engine, choice, restarts, strategy
        self.clock = Clock(budget.seconds)
        self.found: list[Assignment] = []
        self.spent_before = Statistics()
        self.slice = 64
        self.level = 0

    def answer(self) -> Answer:
        """Search and conclude."""
        self._tell(Started(self.problem, self.strategy))
        self.engine.start(self.problem.masks)
        try:
            closed, reason = self._search()
        except KeyboardInterrupt:
            known = tuple(self.found)
            self._tell(Finished(closed=False, reason="interrupted"))
            raise Interrupted(
                Abstained(
                    problem=self.problem,
                    strategy=self.strategy,
                    statistics=self._statistics(),
                    reason="interrupted",
                    known=known,
                )
            ) from None
        self._tell(Finished(closed=closed, reason=reason))
        return conclude(
            self.problem,
            self.goal,
            tuple(self.found),
            closed=closed,
            reason=reason,
            strategy=self.strategy,
            statistics=self._statistics(),
        )

    def _search(self) -> tuple[bool, str]:
        """Run slices until the tree is closed, the goal is met or a limit is reached."""
        while True:
            outcome = self._slice()
            if outcome == tree.CLOSED:
                return True, "closed"
            if outcome == tree.SOLVED:
                self._keep_solution()
                if len(self.found) >= self.goal.limit:
                    return False, "goal met"
            reason = self._limit_reached()
            if outcome == tree.STOPPED and reason:
                return False, reason
            if self.restarts and self.restarts.due(self.engine.conflicts):
                self._restart(self.restarts)

    def _slice(self) -> int:
        """Run the kernel for about `SLICE_SECONDS`, within the limits."""
        before, start = self.engine.propagations, self.clock.elapsed()
        total = self._left(self.budget.propagations, self.spent_before.propagations)
        nodes = self._left(self.budget.nodes, self.spent_before.nodes)
        outcome = self.engine.advance(nodes, min(total, before + self.slice), self.choice)
        self._replay()
        done, seconds = self.engine.propagations - before, self.clock.elapsed() - start
        if done and seconds > 0:
            target = SLICE_SECONDS if self.clock.limit is None else self.clock.limit / 50
            wanted = int(done * min(target, SLICE_SECONDS) / seconds)
            self.slice = max(1, min(wanted, 4 * self.slice))
        return outcome

    @staticmethod
    def _left(limit: int | None, spent: int) -> int:
        return NO_LIMIT if limit is None else max(0, limit - spent)

    def _limit_reached(self) -> str:
        """Name the limit that is met, or return an empty string."""
        spent = self._statistics()
        if self.budget.nodes is not None and spent.nodes >= self.budget.nodes:
            return f"node limit {self.budget.nodes} reached"
        if self.budget.propagations is not None and spent.propagations >= self.budget.propagations:
            return f"propagation limit {self.budget.propagations} reached"
        if self.clock.expired():
            return f"time limit {self.budget.seconds:g} s reached"
        return ""

    def _keep_solution(self) -> None:
        assignment = self.engine.solution()
        if assignment not in self.found[-1:]:
            self.found.append(assignment)
            self._tell(SolutionFound(assignment))

    def _restart(self, restarts: Restarts) -> None:
        """Go back to the root with what the refuted branches teach."""
        spent = self._statistics()
        layout = restarts.learn(self.engine, self.problem.structure)
        self.engine.replace_layout(layout)
        self.engine.start(self.problem.masks)
        self.spent_before = Statistics(spent.nodes, spent.propagations)
        self.level = 0

    def _statistics(self) -> Statistics:
        return Statistics(
            self.spent_before.nodes + self.engine.nodes,
            self.spent_before.propagations + self.engine.propagations,
            seconds=self.clock.elapsed(),
        )

    def _replay(self) -> None:
        """Tell the observers what the kernel logged."""
        for sign, variable, value in self.engine.events():
            if sign > 0:
                self.level += 1
                self._tell(Decided(variable, 1 << value, self.level))
            elif sign < 0:
                self._tell(Conflict(self.level))
                self._tell(Retracted(variable, 1 << value, self.level))
                self.level -= 1

    def _tell(self, event: Event) -> None:
        for observer in self.observers:
            observer(event)
