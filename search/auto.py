"""`auto`: a tree for as long as clause learning would take to start, then clause learning.

Which of the two is cheaper cannot be known beforehand, but what clause learning costs to start can:
importing python-sat, compiling the rules to clauses, loading them. The tree gets as much work as
that ("ski rental": Karlin, Manasse, Rudolph & Sleator, 1988), so `auto` costs at most about twice
the better of the two, and mostly exactly the better: on 9 x 9 the tree ends long before. Work is
counted in propagations, so that the choice does not depend on the machine's load; the constants are
printed by ``python -m benchmarks.costs``.

Problems with rules other than all-different go to clause learning at once: there the tree has only
unit propagation, and learning wins.
"""

from __future__ import annotations

from collections.abc import Sequence

from domains.problem import Problem, Structure
from search.answer import Abstained, Answer, Goal
from search.budget import Budget, Clock, Statistics
from search.events import Observer
from search.kernel.engine import Engine
from search.symbolic import search_tree

START_VISITS = 2_000
"""Propagations of an uncompiled 9 x 9 tree that cost as much as starting clause learning."""

VISITS_OF_COMPILED = 200_000
"""The same for a compiled tree."""


def search_auto(
    problem: Problem,
    goal: Goal,
    budget: Budget,
    observers: Sequence[Observer] = (),
    *,
    engine: Engine | None = None,
) -> Answer:
    """Answer by tree or by clause learning; the answer's strategy says which.

    Raises:
        Interrupted: on Ctrl-C, with what was known.
    """
    clock = Clock(budget.seconds)
    spent = Statistics()
    if suits_tree(problem.structure):
        patience = VISITS_OF_COMPILED if engine and engine.compiled else START_VISITS
        limited = budget.propagations is not None and budget.propagations <= patience
        visits = budget.propagations if limited else patience
        first = Budget(budget.nodes, visits, budget.network_calls, budget.seconds)
        answer = search_tree(
            problem, goal, first, observers, engine=engine, strategy="auto/symbolic"
        )
        if not isinstance(answer, Abstained) or limited or clock.expired():
            return answer
        if budget.nodes is not None and answer.statistics.nodes >= budget.nodes:
            return answer
        spent = answer.statistics
    return _with_clauses(problem, goal, budget, observers, clock, spent)


def _with_clauses(
    problem: Problem,
    goal: Goal,
    budget: Budget,
    observers: Sequence[Observer],
    clock: Clock,
    spent: Statistics,
) -> Answer:
    """Go on with clause learning from the root's fixpoint; add up what was spent."""
    from search.cdcl import search_clauses

    engine = Engine(problem.structure)
    reduced = problem.restrict(engine.fixpoint(problem.masks))
    left = Budget(
        None if budget.nodes is None else budget.nodes - spent.nodes,
        budget.propagations,
        budget.network_calls,
        clock.remaining(),
    )
    answer = search_clauses(reduced, goal, left, observers, strategy="auto/cdcl")
    return answer.over(problem, spent)


def suits_tree(structure: Structure) -> bool:
    """Tell whether the tree has stronger deductions than clauses: all-different over shared values."""
    from search.kernel.layout import layout_of

    layout = layout_of(structure)
    return len(layout.groups) > 0 and not layout.sum_lower
