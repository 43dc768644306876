"""Answers with certificates: solves as asked, and writes down why it is so."""

from __future__ import annotations

from collections.abc import Sequence

from domains.problem import Problem
from proofs.certificates.certificate import (
    CLAUSAL_FORMATS,
    FORMATS,
    Certificate,
    certify,
    default_format,
    excluding_clauses,
    is_clausal,
)
from proofs.certificates.clause_learning import refute
from proofs.certificates.derivation import Derivation
from proofs.certificates.solutions import literals_of
from proofs.certificates.tree import TreeLogger
from search.answer import Answer, Goal
from search.budget import Budget, Clock
from search.events import Observer
from search.solving import solve


def solve_certified(
    problem: Problem,
    *,
    goal: Goal | None = None,
    strategy: str = "auto",
    budget: Budget | None = None,
    observers: Sequence[Observer] = (),
    proof_format: str | None = None,
) -> tuple[Answer, Certificate | None]:
    """Answer one problem, with a certificate.

    A tree search writes its proof while it searches. Clause learning is followed by a second run
    that logs a proof; both together keep to the time limit.

    Args:
        problem: what to solve.
        goal: one solution (the default), uniqueness, or a count.
        strategy: ``symbolic``, ``cdcl`` for clausal problems, or ``auto``, which takes ``cdcl`` for
            clausal problems and ``symbolic`` for all others.
        budget: limits; none by default.
        observers: called with each event of the search.
        proof_format: one of `FORMATS`; by default DRAT for clausal problems, else VeriPB 3.0.

    Returns:
        The answer, and its certificate; None when the answer abstains or time was up for the proof.

    Raises:
        ValueError: the strategy or the format does not go with the problem.
        Interrupted: on Ctrl-C, with what was known.
    """
    goal, budget = goal or Goal.first(), budget or Budget()
    strategy, proof_format = _choose(problem, strategy, proof_format)
    clock = Clock(budget.seconds)
    if strategy == "cdcl":
        answer = solve(problem, goal=goal, strategy=strategy, budget=budget, observers=observers)
        return answer, certify(answer, _learned(answer, clock), proof_format)
    logger = TreeLogger(problem)
    answer = solve(
        problem, goal=goal, strategy=strategy, budget=budget, observers=(*observers, logger)
    )
    return answer, certify(answer, logger.derivation, proof_format)


def _choose(problem: Problem, strategy: str, proof_format: str | None) -> tuple[str, str]:
    """Return strategy and format, defaults filled in."""
    clausal = is_clausal(problem.structure)
    if proof_format is None:
        proof_format = default_format(problem.structure)
    if proof_format not in FORMATS:
        message = f"unknown proof format {proof_format!r}, expected one of {', '.join(FORMATS)}"
        raise ValueError(message)
    if proof_format in CLAUSAL_FORMATS and not clausal:
        message = f"{proof_format} proves about clauses only; this problem has other rules"
        raise ValueError(message)
    if strategy == "auto":
        strategy = "cdcl" if clausal else "symbolic"
    if strategy == "cdcl" and not clausal:
        message = "cdcl has a certificate for clausal problems only; symbolic has one for all"
        raise ValueError(message)
    return strategy, proof_format


def _learned(answer: Answer, clock: Clock) -> Derivation | None:
    """Refute what an answer of clause learning excludes."""
    if answer.count is None:
        return None
    solutions = [literals_of(answer.problem, assignment) for assignment in answer.solutions]
    return refute(excluding_clauses(answer.problem, solutions), clock)
