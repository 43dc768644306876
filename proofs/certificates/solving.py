"""Answers with certificates: solves as asked, and writes down why it is so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from domains.problem import Problem
from proofs.certificates.certificate import (
    CLAUSAL_FORMATS,
    FORMATS,
    Certificate,
    certify,
    default_format,
    excluding_clauses,
    is_clausal,
    needs_no_auxiliary_atoms,
)
from proofs.certificates.clause_learning import refute
from proofs.certificates.derivation import Derivation
from proofs.certificates.solutions import literals_of
from proofs.certificates.tree import TreeLogger
from search.answer import Abstained, Answer, Goal
from search.budget import Budget, Clock, Statistics
from search.events import Observer
from search.solving import solve

if TYPE_CHECKING:
    from search.learned.proposer import Proposer

TREES = ("symbolic", "hybrid")
"""The strategies whose events are a proof."""

PATIENCE = 1_000
"""Nodes of a tree after which `auto` tries clause learning, whose proofs are then much shorter."""


def solve_certified(
    problem: Problem,
    *,
    goal: Goal | None = None,
    strategy: str = "auto",
    budget: Budget | None = None,
    observers: Sequence[Observer] = (),
    proof_format: str | None = None,
    seed: int = 0,
    proposer: Proposer | None = None,
) -> tuple[Answer, Certificate | None]:
    """Answer one problem, with a certificate.

    A tree search writes its proof while it searches. Clause learning is followed by a second run
    that logs a proof; both together keep to the time limit.

    Args:
        problem: what to solve.
        goal: one solution (the default), uniqueness, or a count.
        strategy: ``symbolic`` or ``hybrid``, whose tree needs no word of a proposer; ``chains``,
            which find a solution or nothing; ``cdcl``, for problems whose clauses need no auxiliary
            atoms; or ``auto``: ``cdcl`` for clausal problems, else ``symbolic``, and ``cdcl`` where
            it can be once the tree has had `PATIENCE` nodes.
        budget: limits; none by default.
        observers: called with each event of the search.
        proof_format: one of `FORMATS`; by default DRAT for clausal problems, else VeriPB 3.0.
        seed: of a proposer's search.
        proposer: who ``hybrid`` and ``chains`` ask.

    Returns:
        The answer, and its certificate; None when the answer abstains or time was up for the proof.

    Raises:
        ValueError: the strategy or the format does not go with the problem.
        Interrupted: on Ctrl-C, with what was known.
    """
    goal, budget = goal or Goal.first(), budget or Budget()
    proof_format = _format(problem, proof_format)
    clock = Clock(budget.seconds)
    strategies = _strategies(problem, strategy, budget)
    search = partial(solve, problem, goal=goal, seed=seed, proposer=proposer)
    answer, logger = _solve(problem, search, strategies, clock, observers)
    derivation = logger.derivation if logger else _learned(answer, clock)
    return answer, certify(answer, derivation, proof_format)


def _solve(
    problem: Problem,
    search: Callable[..., Answer],
    strategies: Sequence[tuple[str, Budget]],
    clock: Clock,
    observers: Sequence[Observer],
) -> tuple[Answer, TreeLogger | None]:
    """Try one strategy after the other; returns what the last wrote down, if it was a tree."""
    spent = Statistics()
    for name, limited in strategies:
        logger = TreeLogger(problem) if name in TREES else None
        watching = observers if logger is None else (*observers, logger)
        left = replace(limited, seconds=clock.remaining())
        found = search(strategy=name, budget=left, observers=watching)
        answer = replace(found, statistics=spent + found.statistics)
        spent = answer.statistics
        if not isinstance(answer, Abstained) or clock.expired():
            break
    return answer, logger


def _strategies(problem: Problem, strategy: str, budget: Budget) -> list[tuple[str, Budget]]:
    """Return what to try, one after the other, and within which limits."""
    learning = needs_no_auxiliary_atoms(problem.structure)
    if strategy == "cdcl" and not learning:
        message = "cdcl has a certificate only where clauses need no auxiliary atoms; symbolic has"
        raise ValueError(message)
    if strategy != "auto":
        return [(strategy, budget)]
    if is_clausal(problem.structure):
        return [("cdcl", budget)]
    if not learning or (budget.nodes is not None and budget.nodes <= PATIENCE):
        return [("symbolic", budget)]
    more = None if budget.nodes is None else budget.nodes - PATIENCE
    return [("symbolic", replace(budget, nodes=PATIENCE)), ("cdcl", replace(budget, nodes=more))]


def _format(problem: Problem, proof_format: str | None) -> str:
    """Return the format, the default filled in."""
    if proof_format is None:
        proof_format = default_format(problem.structure)
    if proof_format not in FORMATS:
        message = f"unknown proof format {proof_format!r}, expected one of {', '.join(FORMATS)}"
        raise ValueError(message)
    if proof_format in CLAUSAL_FORMATS and not is_clausal(problem.structure):
        message = f"{proof_format} proves about clauses only; this problem has other rules"
        raise ValueError(message)
    return proof_format


def _learned(answer: Answer, clock: Clock) -> Derivation | None:
    """Refute what an answer of clause learning excludes."""
    if answer.count is None:
        return None
    solutions = [literals_of(answer.problem, assignment) for assignment in answer.solutions]
    return refute(excluding_clauses(answer.problem, solutions), clock)
