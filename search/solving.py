"""`solve`: one problem, one answer; and `solve_many`: a stream of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from search.answer import Answer, Goal
from search.auto import search_auto
from search.budget import Budget
from search.symbolic import search_tree

if TYPE_CHECKING:
    from domains.problem import Problem
    from search.events import Observer
    from search.kernel.engine import Engine
    from search.learned.proposer import Proposer

STRATEGIES = ("auto", "symbolic", "cdcl", "chains", "hybrid")

LEARNED = ("chains", "hybrid")
"""The strategies that ask a proposer."""


def solve(
    problem: Problem,
    *,
    goal: Goal | None = None,
    strategy: str = "auto",
    budget: Budget | None = None,
    seed: int = 0,
    observers: Sequence[Observer] = (),
    engine: Engine | None = None,
    proposer: Proposer | None = None,
) -> Answer:
    """Answer one problem.

    Args:
        problem: what to solve.
        goal: one solution (the default), uniqueness, or a count.
        strategy: one of `STRATEGIES`.
        budget: limits; none by default.
        seed: of every random choice a strategy makes. `symbolic` and `cdcl` make none.
        observers: called with each event of the search.
        engine: a tree over the problem's structure to use again; for trees only.
        proposer: who `chains` and `hybrid` ask. It can make them slow, never wrong.

    Returns:
        A checked answer; see `search.answer`.

    Raises:
        ValueError: unknown strategy, or one that needs a proposer without one.
        Interrupted: on Ctrl-C, with what was known.
    """
    require_strategy(strategy)
    goal, budget = goal or Goal.first(), budget or Budget()
    if strategy in LEARNED:
        return _solve_learned(problem, goal, strategy, budget, seed, observers, proposer)
    if strategy == "symbolic":
        return search_tree(problem, goal, budget, observers, engine=engine)
    if strategy == "cdcl":
        from search.cdcl import search_clauses

        return search_clauses(problem, goal, budget, observers)
    return search_auto(problem, goal, budget, observers, seed=seed, engine=engine)


def _solve_learned(
    problem: Problem,
    goal: Goal,
    strategy: str,
    budget: Budget,
    seed: int,
    observers: Sequence[Observer],
    proposer: Proposer | None,
) -> Answer:
    """Answer with a proposer's help."""
    from search.learned.hybrid import search_hybrid
    from search.learned.strategy import search_chains

    if proposer is None:
        message = f"strategy {strategy!r} asks a proposer, and none was given"
        raise ValueError(message)
    search = search_chains if strategy == "chains" else search_hybrid
    return search(problem, goal, budget, observers, proposer, seed=seed)


def require_strategy(name: str) -> None:
    """Raise ValueError, with the nearest name, unless there is such a strategy."""
    if name not in STRATEGIES:
        near = get_close_matches(name, STRATEGIES, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        message = f"unknown strategy {name!r}, expected one of {', '.join(STRATEGIES)}{hint}"
        raise ValueError(message)


def solve_many(
    problems: Iterable[Problem],
    *,
    goal: Goal | None = None,
    strategy: str = "auto",
    budget: Budget | None = None,
    seed: int = 0,
    jobs: int = 1,
    proposer: Proposer | None = None,
) -> Iterator[Answer]:
    """Answer a stream of problems, in order, reading ahead no more than a chunk.

    Args:
        problems: may be endless; problems of one structure should stand together.
        goal: what is asked of each.
        strategy: one of `STRATEGIES`.
        budget: limits of each.
        seed: of every random choice.
        jobs: how many cores to use.
        proposer: who `chains` and `hybrid` ask.

    Raises:
        ValueError: unknown strategy, or fewer than one job.
        KeyboardInterrupt: on Ctrl-C; earlier answers were yielded before. An `Interrupted`, with
            what was known, while one problem is searched by itself.
    """
    require_strategy(strategy)
    if jobs < 1:
        message = f"{jobs} jobs, expected 1 or more"
        raise ValueError(message)
    if strategy in LEARNED:
        return (
            solve(p, goal=goal, strategy=strategy, budget=budget, seed=seed, proposer=proposer)
            for p in problems
        )
    from search.many import stream

    return stream(problems, goal or Goal.first(), strategy, budget or Budget(), seed, jobs)
