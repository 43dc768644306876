"""A solver fuzzer: random small problems of mixed rules, every way of solving, against brute force.

A failing case ends with a line that tries the same problem again, shrunk by Hypothesis:

    python -c "from tests.search.test_fuzz import *; check(Problem(structure_of(...), ...))"

``HYPOTHESIS_PROFILE=explore python -m pytest tests/search/test_fuzz.py`` looks longer, and at fresh
problems each time.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domains.oracle import ExactOracle
from domains.problem import Assignment, Problem
from domains.rules import AllDifferent, Cardinality, Clause, LinearSum, Table
from search import solve, solve_many
from search.answer import Abstained, Answer, Enumerated, Goal, Infeasible, Solved, Unique
from search.budget import Budget
from search.kernel.choice import CHOICES
from search.learned.proposer import Proposer, Uniform
from search.symbolic import search_tree
from tests.domains.enumeration import structure_of
from tests.domains.small_problems import solutions_of
from tests.quality.sources import REPOSITORY
from tests.search.learned.proposers import Randomly
from tests.search.problems import problems, source

# `structure_of` and the rules are what the reproduction lines are written with.
__all__ = [
    "AllDifferent",
    "Cardinality",
    "Clause",
    "LinearSum",
    "Problem",
    "Table",
    "check",
    "structure_of",
]

Search = Callable[[Problem, Goal], Answer]

PROPOSERS = (Uniform(), Randomly())


def tree(choice: str, restart_after: int | None) -> Search:
    return lambda problem, goal: search_tree(
        problem, goal, Budget(), choice=choice, restart_after=restart_after
    )


def strategy(name: str) -> Search:
    return lambda problem, goal: solve(problem, goal=goal, strategy=name)


def streamed(problem: Problem, goal: Goal) -> Answer:
    (answer,) = solve_many([problem], goal=goal)
    return answer


def asking(name: str, proposer: Proposer) -> Search:
    return lambda problem, goal: solve(problem, goal=goal, strategy=name, proposer=proposer)


SEARCHES: dict[str, Search] = {
    **{f"hybrid, asking {p.__class__.__name__}": asking("hybrid", p) for p in PROPOSERS},
    **{name: strategy(name) for name in ("auto", "symbolic", "cdcl")},
    **{f"{choice}, restarts after {n}": tree(choice, n) for choice in CHOICES for n in (None, 1)},
    "streamed": streamed,
}


def complaint(answer: Answer, goal: Goal, expected: list[Assignment]) -> str:
    """Say what is wrong with an answer, given all solutions; an empty string when nothing is."""
    found = list(answer.solutions)
    if not set(found) <= set(expected):
        return f"{found} is not among the solutions"
    kind: type[Answer] = Enumerated
    if not expected:
        kind = Infeasible
    elif goal.kind == "first":
        kind = Solved
    elif len(expected) == 1:
        kind = Unique
    if type(answer) is not kind and not (kind is Solved and isinstance(answer, Unique)):
        return f"{type(answer).__name__} instead of {kind.__name__}"
    wanted = min(len(expected), goal.limit)
    if len(found) != wanted:
        return f"{len(found)} solutions instead of {wanted}"
    if answer.count not in {None, len(expected)}:
        return f"a count of {answer.count} instead of {len(expected)}"
    if goal.kind == "count" and len(expected) < goal.limit and answer.count is None:
        return "not counted"
    return ""


def check(problem: Problem) -> None:
    """Answer every question about a problem in every way, and compare with brute force."""
    expected = solutions_of(problem)
    for name, search in SEARCHES.items():
        for goal in (Goal.first(), Goal.unique(), Goal.count(3), Goal.count(5000)):
            wrong = complaint(search(problem, goal), goal, expected)
            assert not wrong, f"{name}, {goal}: {wrong}\n{reproduction(problem)}"


def reproduction(problem: Problem) -> str:
    """The line that tries a problem again."""
    return f'python -c "from tests.search.test_fuzz import *; check({source(problem)})"'


@given(problem=problems())
def test_every_way_of_solving_agrees_with_brute_force(problem: Problem) -> None:
    check(problem)


@given(problem=problems(), nodes=st.integers(0, 6), visits=st.integers(0, 40))
def test_no_limit_makes_an_answer_wrong(problem: Problem, nodes: int, visits: int) -> None:
    expected = solutions_of(problem)
    for name in ("auto", "symbolic", "cdcl"):
        for budget in (Budget(nodes=nodes), Budget(propagations=visits), Budget(seconds=0.0)):
            for goal in (Goal.first(), Goal.unique(), Goal.count(50)):
                answer = solve(problem, goal=goal, strategy=name, budget=budget)
                if isinstance(answer, Abstained):
                    assert set(answer.known) <= set(expected)
                    assert "limit" in answer.reason
                else:
                    wrong = complaint(answer, goal, expected)
                    assert not wrong, f"{name}, {budget}: {wrong}\n{reproduction(problem)}"


@given(problem=problems(), data=st.data())
def test_a_smaller_element_has_the_solutions_inside_it(
    problem: Problem, data: st.DataObject
) -> None:
    masks = [data.draw(st.integers(0, mask)) & mask for mask in problem.masks]
    smaller = problem.restrict(masks)
    inside = [a for a in solutions_of(problem) if smaller.violation(a) is None]
    for name in ("symbolic", "cdcl"):
        answer = solve(smaller, goal=Goal.count(5000), strategy=name)
        assert sorted(answer.solutions) == sorted(inside), reproduction(smaller)


@given(problem=problems())
def test_the_exact_oracle_agrees(problem: Problem) -> None:
    expected = solutions_of(problem)
    assert ExactOracle().count(problem, 5000) == len(expected), reproduction(problem)


EXAMPLE = Problem(
    structure_of(
        ((1, 2, 3),) * 3 + ((0, 1),) * 2,
        AllDifferent((0, 1, 2)),
        Clause(((0, 1), (3, 1))),
        Cardinality(((3, 1), (4, 0), (1, 2)), 1, 2),
        LinearSum((0, 3), (2, -1), None, 4),
        Table((2, 4), ((1, 0), (3, 1))),
    ),
    (7, 7, 6, 3, 3),
)


def run_line(line: str) -> subprocess.CompletedProcess[str]:
    code = line.removeprefix('python -c "').removesuffix('"')
    return subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )


def test_a_reproduction_line_tries_the_same_problem() -> None:
    line = reproduction(EXAMPLE)
    assert "\n" not in line
    assert run_line(line).returncode == 0
    count = f"print(len(solutions_of({source(EXAMPLE)})))"
    told = run_line(f'python -c "from tests.search.test_fuzz import *; {IMPORT}; {count}"')
    assert int(told.stdout) == len(solutions_of(EXAMPLE)) > 0


IMPORT = "from tests.domains.small_problems import solutions_of"


def test_a_wrong_answer_is_caught_and_comes_with_its_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def forgetful(problem: Problem, goal: Goal) -> Answer:
        answer = solve(problem, goal=goal)
        if isinstance(answer, Enumerated) and goal.kind == "count":
            kept = answer.assignments[1:]
            return Enumerated(problem=problem, assignments=kept, complete=answer.complete)
        return answer

    def hasty(problem: Problem, goal: Goal) -> Answer:
        del goal
        return Infeasible(problem=problem)

    for broken in (forgetful, hasty):
        monkeypatch.setitem(SEARCHES, "streamed", broken)
        with pytest.raises(AssertionError, match=r"streamed, .*\n.*python -c") as caught:
            check(EXAMPLE)
        assert reproduction(EXAMPLE) in str(caught.value)
