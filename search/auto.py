"""`auto`: a tree for as long as clause learning would take to start, then clause learning.

Which of the two is cheaper cannot be known beforehand, but what clause learning costs to start can:
importing python-sat, compiling the rules to clauses, loading them. The tree gets as much work as
that, or twice as much ("ski rental": Karlin, Manasse, Rudolph & Sleator, 1988), so `auto` costs at
most about three times the better of the two, and mostly exactly the better: on 9 x 9 the tree ends
before that. Work is counted in propagations, so that the choice does not depend on the machine's
load; the constants are printed by ``python -m benchmarks.costs``.

Problems with rules other than all-different go to clause learning at once, but for small ones with
at-most-one rules: there the tree has only unit propagation, and learning wins. Where one solution
is wanted and the structure has a quick method of its own, that is asked before
(`search.guessing`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from domains.problem import Problem, Structure
from domains.rules.cardinality import Cardinality
from search.answer import Abstained, Answer, Goal, Interrupted
from search.budget import Budget
from search.events import Observer
from search.kernel.engine import Engine
from search.kernel.layout import split_rules
from search.symbolic import search_tree

if TYPE_CHECKING:
    from domains.rules.base import Rule

START_VISITS = 1_000
"""Propagations of an uncompiled 9 x 9 tree that cost twice what starting clause learning does.

Twice, since most of the hardest 9 x 9 are done by then, uniqueness proven (on average 630).
"""

VISITS_OF_COMPILED = 35_000
"""The same for a compiled tree."""

MOST_WITH_SUMS = 9
"""Variables of a problem with at-most-one rules that a tree may begin.

On published boards of queens the uncompiled tree costs what clauses cost up to nine rows, and six
times as much and more from ten rows on. Compiled it is ten times as fast as clauses at eight.
"""


def search_auto(
    problem: Problem,
    goal: Goal,
    budget: Budget,
    observers: Sequence[Observer] = (),
    *,
    seed: int = 0,
    engine: Engine | None = None,
) -> Answer:
    """Answer by tree or by clause learning; the answer's strategy says which came to it.

    Its statistics are those of both. Observers see one search after the other, each with a start
    and a finish; a solution is found in one of them.

    Raises:
        Interrupted: on Ctrl-C, with what was known.
    """
    if not suits_tree(problem.structure):
        guessed = _guessed(problem, goal, budget, observers, seed)
        if guessed is None or isinstance(guessed, Abstained):
            return _with_clauses(problem, goal, budget, observers, guessed)
        return guessed
    engine = engine or Engine(problem.structure)
    share = VISITS_OF_COMPILED if engine.compiled else START_VISITS
    limited = budget.propagations is not None and budget.propagations <= share
    first = budget if limited else replace(budget, propagations=share)
    answer = search_tree(problem, goal, first, observers, engine=engine, strategy="auto/symbolic")
    if not isinstance(answer, Abstained) or limited or answer.statistics.propagations < share:
        return answer
    reduced = problem.restrict(engine.fixpoint(problem.masks))
    try:
        return _with_clauses(reduced, goal, budget, observers, answer).over(problem)
    except Interrupted as stop:
        raise Interrupted(stop.answer.over(problem)) from None


def _with_clauses(
    problem: Problem,
    goal: Goal,
    budget: Budget,
    observers: Sequence[Observer],
    earlier: Abstained | None,
) -> Answer:
    """Use clause learning, going on from what the tree found; loaded only when it comes to it."""
    from search.cdcl import search_clauses

    return search_clauses(problem, goal, budget, observers, strategy="auto/cdcl", earlier=earlier)


def _guessed(
    problem: Problem, goal: Goal, budget: Budget, observers: Sequence[Observer], seed: int
) -> Answer | None:
    """Ask for guesses where one solution is enough; None where there is nobody to ask."""
    if goal.kind != "first" or problem.structure.guesses is None:
        return None
    from search.guessing import search_guesses

    return search_guesses(problem, budget, observers, seed=seed, strategy="auto/guess")


def suits_tree(structure: Structure) -> bool:
    """Tell whether the tree deduces at least what clauses do, and cheaply.

    All-different rules become bit sets, of which the tree makes more. For an at-most-one it makes
    the same of it, at a price per visit that grows with rows of coefficients as long as there are
    values, so that only small problems may have them.
    """
    groups, sums = split_rules(structure)
    small = len(structure.values) <= MOST_WITH_SUMS
    return bool(groups) and (not sums or (small and all(map(_is_choice, _picked(structure, sums)))))


def _picked(structure: Structure, indices: Iterable[int]) -> Iterator[Rule]:
    return (structure.rules[index] for index in indices)


def _is_choice(rule: Rule) -> bool:
    """Tell whether a rule says that at most one of some candidates is taken."""
    return isinstance(rule, Cardinality) and rule.lower == 0 and rule.upper == 1
