"""The symbolic strategy: sound deductions to a fixpoint, then a complete tree.

Proves infeasibility and uniqueness. The search runs in slices, so that wall-clock limits and Ctrl-C
are served every few milliseconds, and may restart with nogoods (`search.nogoods`).
"""

from __future__ import annotations

from collections.abc import Sequence

from domains.problem import Assignment, Problem
from search.answer import Answer, Goal, Interrupted, conclude
from search.budget import Budget, Clock, Statistics
from search.events import (
    Conflict,
    Decided,
    Finished,
    Observer,
    Restarted,
    Retracted,
    SolutionFound,
    Started,
    teller,
)
from search.kernel import tree, warm
from search.kernel.choice import CHOICES
from search.kernel.engine import NO_LIMIT, Engine
from search.kernel.layout import COMPILED_BITS, fits_compiled, word_count
from search.nogoods import Restarts

INTERPRETED_VISITS = 5_000
"""After so many propagations a single search goes over to the compiled kernel (some 0.5 s)."""

LOADING_SECONDS = 3.0
"""More than loading numba and the cached kernel takes on a busy machine."""

SLICE_SECONDS = 0.02
"""How long the kernel runs between two looks at the clock."""

FIRST_SLICE = 64
"""Propagations of the first slice, before its speed is known."""


def search_tree(
    problem: Problem,
    goal: Goal,
    budget: Budget,
    observers: Sequence[Observer] = (),
    *,
    engine: Engine | None = None,
    choice: str = "connected",
    restart_after: int | None = None,
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
        restart_after: conflicts after which to restart, keeping nogoods; later runs are longer.
            None: never.
        strategy: what the answer says who searched.

    Raises:
        ValueError: unknown choice, or an engine for another structure.
        Interrupted: on Ctrl-C, with what was known.
    """
    if choice not in CHOICES:
        message = f"unknown choice {choice!r}, expected one of {', '.join(CHOICES)}"
        raise ValueError(message)
    own = engine or Engine(problem.structure)
    if own.structure is not problem.structure:
        message = f"an engine for another structure than that of the {problem.structure.family}"
        raise ValueError(message)
    if observers:
        own.keep_log()
    restarts = Restarts(restart_after)
    run = TreeRun(problem, goal, budget, observers, own, CHOICES[choice], restarts, strategy)
    run.may_compile = engine is None
    return run.answer()


class TreeRun:
    """One search: drives the kernel slice by slice and collects what it finds."""

    def __init__(
        self,
        problem: Problem,
        goal: Goal,
        budget: Budget,
        observers: Sequence[Observer],
        engine: Engine,
        choice: int,
        restarts: Restarts,
        strategy: str,
    ) -> None:
        self.problem, self.goal, self.budget = problem, goal, budget
        self._tell = teller(observers)
        self.engine, self.choice, self.restarts, self.strategy = engine, choice, restarts, strategy
        self.clock = Clock(budget.seconds)
        self.found: list[Assignment] = []
        self.spent_before = Statistics()
        self.slice = FIRST_SLICE
        self.level = 0
        self.may_compile = False

    def answer(self) -> Answer:
        """Search and conclude."""
        self._tell(Started(self.problem, self.strategy))
        self.engine.start(self.problem.masks)
        try:
            closed, reason = self._search()
        except KeyboardInterrupt:
            self._tell(Finished(closed=False, reason="interrupted"))
            raise Interrupted.after(
                self.problem, self.found, strategy=self.strategy, statistics=self._statistics()
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
            reason = self._limit_reached(outcome)
            if reason:
                return False, reason
            # Only here: a solution, or a conflict, that is not yet retracted is in no nogood.
            if outcome != tree.STOPPED:
                continue
            if self.restarts.due(self.engine):
                self._restart()
            if self.may_compile and self._outgrew_interpretation():
                self.engine.go_compiled()

    def _slice(self) -> int:
        """Run the kernel for about `SLICE_SECONDS`, within the limits."""
        before, start = self.engine.propagations, self.clock.elapsed()
        total = self._left(self.budget.propagations, self.spent_before.propagations)
        nodes = self._left(self.budget.nodes, self.spent_before.nodes)
        outcome = self.engine.advance(nodes, min(total, before + self.slice), self.choice)
        self._replay()
        if self.restarts.patience is None:
            self._adapt(self.engine.propagations - before, self.clock.elapsed() - start)
        return outcome

    def _adapt(self, done: int, seconds: float) -> None:
        """Make the next slice last `SLICE_SECONDS`, or a fiftieth of the time limit.

        Not when the search restarts: it does so between slices, and the clock must not say where.
        """
        if done and seconds > 0:
            target = SLICE_SECONDS if self.clock.limit is None else self.clock.limit / 50
            wanted = int(done * min(target, SLICE_SECONDS) / seconds)
            self.slice = max(1, min(wanted, 4 * self.slice))

    @staticmethod
    def _left(limit: int | None, spent: int) -> int:
        return NO_LIMIT if limit is None else max(0, limit - spent)

    def _limit_reached(self, outcome: int) -> str:
        """Name the limit that is met, or return an empty string.

        Whether the deterministic ones are is the kernel's word: the length of slices, which
        depends on the clock, must not decide.
        """
        if outcome == tree.OUT_OF_NODES:
            return f"node limit {self.budget.nodes} reached"
        limit, spent = self.budget.propagations, self._statistics().propagations
        if outcome == tree.STOPPED and limit is not None and spent >= limit:
            return f"propagation limit {limit} reached"
        if self.clock.expired():
            return f"time limit {self.budget.seconds:g} s reached"
        return ""

    def _keep_solution(self) -> None:
        assignment = self.engine.solution()
        self.found.append(assignment)
        self._tell(SolutionFound(assignment))

    def _outgrew_interpretation(self) -> bool:
        """Tell whether the search is so long that the compiled kernel pays, and is at hand.

        Loading takes too long for the last second of a time limit; once a search of this process
        has done it, it is free.
        """
        structure, left = self.problem.structure, self.clock.remaining()
        return (
            not self.engine.compiled
            and (self._statistics().propagations >= INTERPRETED_VISITS or warm.loaded())
            and (left is None or left > LOADING_SECONDS)
            and fits_compiled(structure)
            and warm.ready_or_started(word_count(structure, COMPILED_BITS))
        )

    def _restart(self) -> None:
        """Go back to the root with what the refuted branches teach."""
        spent = self._statistics()
        learned = self.restarts.learn(self.engine)
        self.engine.restart(self.problem.masks, learned)
        self.spent_before = Statistics(spent.nodes, spent.propagations)
        self.level = 0
        self._tell(Restarted(len(learned)))

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
            else:
                self._tell(Conflict(self.level))
                self._tell(Retracted(variable, 1 << value, self.level))
                self.level -= 1
