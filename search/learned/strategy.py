"""Chains as a strategy: one problem, or a stream of them, in; answers out."""

from __future__ import annotations

from collections.abc import Sequence

from domains.problem import Assignment, Problem
from search.answer import Answer, Goal, Interrupted, conclude
from search.budget import Budget, Clock, Statistics
from search.events import Finished, Observer, SolutionFound, Started, teller
from search.learned.chains import ChainOptions, Chains, Slot
from search.learned.proposer import Consultant, Proposer

ELASTIC = ChainOptions(chains=16, doubling=50, rounds=400)
"""One chain first, then twice as many every 50 rounds."""


def search_chains(
    problem: Problem,
    goal: Goal,
    budget: Budget,
    observers: Sequence[Observer],
    proposer: Proposer,
    *,
    seed: int = 0,
    options: ChainOptions | None = None,
) -> Answer:
    """Let chains look for one solution; they find or abstain.

    What sound deductions alone settle at the root is settled: no solution, or the only one.

    Args:
        problem: what to solve.
        goal: more than one solution is not for chains: they abstain, with one known.
        budget: limits; each row of each round counts as a node.
        observers: told of start, solution and end.
        proposer: who is asked; never trusted.
        seed: of the chains.
        options: how they run; always checked here.

    Raises:
        ValueError: options that leave answers unchecked.
        Interrupted: on Ctrl-C.
    """
    options = _require_checked(options or ELASTIC)
    tell, clock, consultant = teller(observers), Clock(budget.seconds), Consultant(proposer)
    tell(Started(problem, "chains"))
    chains = Chains([problem], consultant, options, seed)
    slot = chains.begin(0, problem)
    try:
        reason = _run(chains, slot, budget, clock, consultant)
    except KeyboardInterrupt:
        tell(Finished(closed=False, reason="interrupted"))
        raise Interrupted.after(
            problem, (), strategy="chains", statistics=_statistics(slot, consultant, clock)
        ) from None
    found = () if slot.offered is None else (slot.offered,)
    for solution in found:
        tell(SolutionFound(solution))
    tell(Finished(closed=reason == "closed", reason=reason))
    return _concluded(problem, goal, found, reason, _statistics(slot, consultant, clock))


def _require_checked(options: ChainOptions) -> ChainOptions:
    """Raise ValueError for options whose offers nobody checks; else return them."""
    if not options.checked:
        message = "unchecked chains make offers, not answers; see search.learned.chains.Chains"
        raise ValueError(message)
    return options


def _concluded(
    problem: Problem,
    goal: Goal,
    found: tuple[Assignment, ...],
    reason: str,
    statistics: Statistics,
) -> Answer:
    """Build the answer; only what sound deductions settled at the root is closed."""
    return conclude(
        problem,
        goal,
        found,
        closed=reason == "closed",
        reason="chains look for one solution only" if found else reason,
        strategy="chains",
        statistics=statistics,
    )


def _run(chains: Chains, slot: Slot, budget: Budget, clock: Clock, consultant: Consultant) -> str:
    """Take rounds until the puzzle is done or a limit is reached; say which, or why not begun."""
    if slot.done:
        return "closed"
    while slot.offered is None and slot.round < chains.options.rounds:
        if budget.nodes is not None and slot.rows >= budget.nodes:
            return f"node limit {budget.nodes} reached"
        if budget.network_calls is not None and consultant.calls >= budget.network_calls:
            return f"limit of {budget.network_calls} network calls reached"
        if clock.expired():
            return f"time limit {budget.seconds:g} s reached"
        chains.round([slot])
    return "goal met" if slot.offered else f"no chain finished in {slot.round} rounds"


def _statistics(slot: Slot, consultant: Consultant, clock: Clock) -> Statistics:
    return Statistics(slot.rows, 0, consultant.calls, clock.elapsed())
