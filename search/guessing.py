"""Guesses of a structure's own quick method, believed only where the rules agree.

A guess is a proposal: it cannot exclude anything. One that passes the rules is an answer to a
question for one solution; others are passed over, and the search goes on without a trace of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from domains.problem import Problem
from search.answer import Abstained, Interrupted, Solved
from search.budget import Budget, Clock, Statistics
from search.events import Finished, Observer, SolutionFound, Started, teller


def search_guesses(
    problem: Problem,
    budget: Budget,
    observers: Sequence[Observer] = (),
    *,
    seed: int = 0,
    strategy: str = "guess",
) -> Solved | Abstained:
    """Return the first guess that is a solution, or abstain.

    Args:
        problem: its structure has `guesses`.
        budget: limits; seconds are read.
        observers: see the events.
        seed: of the guesses.
        strategy: what the answer says who searched.

    Raises:
        Interrupted: on Ctrl-C, with nothing known.
    """
    clock, tell = Clock(budget.seconds), teller(observers)
    tell(Started(problem, strategy))
    try:
        answer = _first_right(problem, clock, seed, strategy)
    except KeyboardInterrupt:
        tell(Finished(closed=False, reason="interrupted"))
        spent = Statistics(seconds=clock.elapsed())
        raise Interrupted.after(problem, (), strategy=strategy, statistics=spent) from None
    if isinstance(answer, Solved):
        tell(SolutionFound(answer.assignment))
    reason = answer.reason if isinstance(answer, Abstained) else "goal met"
    tell(Finished(closed=False, reason=reason))
    return answer


def _first_right(problem: Problem, clock: Clock, seed: int, strategy: str) -> Solved | Abstained:
    guesses = problem.structure.guesses
    assert guesses is not None, f"{problem.structure.family} has no guesses"
    reason = "no guess was right"
    for guess in guesses(problem, Random(seed)):
        if guess is not None and problem.holds(guess):
            spent = Statistics(seconds=clock.elapsed())
            return Solved(problem=problem, assignment=guess, strategy=strategy, statistics=spent)
        if clock.expired():
            reason = f"time limit {clock.limit:g} s reached"
            break
    spent = Statistics(seconds=clock.elapsed())
    return Abstained(problem=problem, reason=reason, strategy=strategy, statistics=spent)
