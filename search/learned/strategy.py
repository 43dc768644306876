"""Chains as a strategy: a problem in, an answer out."""

from __future__ import annotations

from collections.abc import Sequence

from domains.problem import Assignment, Masks, Problem
from search.answer import Answer, Goal, Interrupted, conclude
from search.budget import Budget, Clock, Statistics
from search.events import (
    Finished,
    Leapt,
    Observer,
    Restarted,
    SolutionFound,
    Started,
    teller,
)
from search.learned.boards import to_masks
from search.learned.chains import Chains
from search.learned.options import ChainOptions
from search.learned.proposer import Proposer
from search.learned.slots import Slot

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
        budget: limits, looked at between rounds; each row of a round counts as a node.
        observers: told of start, solution and end, and of the leaps and restarts of one chain.
        proposer: who is asked; never trusted.
        seed: of the chains.
        options: how they run; always checked here.

    Raises:
        ValueError: options that leave answers unchecked.
        Interrupted: on Ctrl-C.
    """
    options = _require_checked(options or ELASTIC)
    tell, clock = teller(observers), Clock(budget.seconds)
    tell(Started(problem, "chains"))
    chains = Chains([problem], proposer, options, seed)
    slot = chains.begin(0, problem)
    try:
        told = tell if observers else None
        reason = "closed" if slot.done else _run(chains, slot, budget, clock, told)
    except KeyboardInterrupt:
        tell(Finished(closed=False, reason="interrupted"))
        raise Interrupted.after(
            problem, (), strategy="chains", statistics=_statistics(chains, slot, clock)
        ) from None
    found = () if slot.offered is None else (slot.offered,)
    for solution in found:
        tell(SolutionFound(solution))
    tell(Finished(closed=reason == "closed", reason=reason))
    return _concluded(problem, goal, found, reason, _statistics(chains, slot, clock))


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


def _run(chains: Chains, slot: Slot, budget: Budget, clock: Clock, tell: Observer | None) -> str:
    """Take rounds until the puzzle is done or a limit is reached; say which, or why not begun."""
    root = to_masks(slot.root)[0]
    while not slot.done:
        if budget.nodes is not None and slot.rows >= budget.nodes:
            return f"node limit {budget.nodes} reached"
        spent = chains.propagation.propagations
        if budget.propagations is not None and spent >= budget.propagations:
            return f"propagation limit {budget.propagations} reached"
        if budget.network_calls is not None and chains.consultant.calls >= budget.network_calls:
            return f"limit of {budget.network_calls} network calls reached"
        if clock.expired():
            return f"time limit {budget.seconds:g} s reached"
        before = to_masks(slot.boards[:1])[0] if tell else ()
        chains.round([slot])
        if tell and not slot.done:
            _tell_first_chain(tell, root, before, slot)
    if slot.offered is not None:
        return "goal met"
    if slot.round < chains.options.rounds:
        return "chains refuted every guess, and do not prove that there is no solution"
    return f"no chain finished in {slot.round} rounds"


def _tell_first_chain(tell: Observer, root: Masks, before: Masks, slot: Slot) -> None:
    """Tell what a round made of the first chain; one that went back leaps from the root again."""
    after = to_masks(slot.boards[:1])[0]
    if any(new & ~old for old, new in zip(before, after, strict=True)):
        tell(Restarted(len(slot.memory.nogoods)))
        before = root
    pairs = enumerate(zip(before, after, strict=True))
    removals = tuple((variable, old & ~new) for variable, (old, new) in pairs if old & ~new)
    if removals:
        tell(Leapt(removals, slot.round))


def _statistics(chains: Chains, slot: Slot, clock: Clock) -> Statistics:
    deduced, calls = chains.propagation.propagations, chains.consultant.calls
    return Statistics(slot.rows, deduced, calls, clock.elapsed())
