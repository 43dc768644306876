"""Answers cannot be wrong: whoever builds one, and however, its assignments pass the rules."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import search
from domains.problem import Assignment, Problem
from domains.rules import AllDifferent
from search.answer import (
    Abstained,
    Answer,
    Enumerated,
    Goal,
    Infeasible,
    Interrupted,
    Solved,
    Unique,
    WrongSolutionError,
    conclude,
)
from search.budget import Statistics
from tests.domains.enumeration import members, structure_of
from tests.domains.small_problems import solutions_of
from tests.search.problems import problems

STRUCTURE = structure_of(((1, 2, 3),) * 2, AllDifferent((0, 1)))
PROBLEM = STRUCTURE.problem()
RIGHT = ((1, 2), (2, 3), (3, 1))
WRONG = ((1, 1), (1, 4), (1,), (1, 2, 3), ())

Build = Callable[[Problem, Assignment], Answer]
BUILDERS: dict[str, Build] = {
    "Solved": lambda p, a: Solved(problem=p, assignment=a),
    "Unique": lambda p, a: Unique(problem=p, assignment=a),
    "Enumerated first": lambda p, a: Enumerated(problem=p, assignments=(a, (3, 2)), complete=False),
    "Enumerated last": lambda p, a: Enumerated(problem=p, assignments=((3, 2), a), complete=True),
    "Abstained": lambda p, a: Abstained(problem=p, reason="tired", known=(a,)),
}
RIGHT_ONES = {name: build(PROBLEM, RIGHT[0]) for name, build in BUILDERS.items()}


def fields_with(answer: Answer, assignment: Assignment) -> dict[str, object]:
    """The field of an answer that holds solutions, changed to hold another one."""
    match answer:
        case Solved():
            return {"assignment": assignment}
        case Enumerated():
            return {"assignments": (*answer.assignments, assignment)}
        case _:
            return {"known": (assignment,)}


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("name", BUILDERS)
def test_no_answer_is_built_from_a_wrong_assignment(name: str, wrong: Assignment) -> None:
    with pytest.raises(WrongSolutionError):
        BUILDERS[name](PROBLEM, wrong)


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("name", BUILDERS)
def test_no_answer_is_changed_to_a_wrong_one(name: str, wrong: Assignment) -> None:
    answer = RIGHT_ONES[name]
    with pytest.raises(WrongSolutionError):
        replace(answer, **fields_with(answer, wrong))


@pytest.mark.parametrize("name", BUILDERS)
def test_an_answer_is_not_carried_over_to_a_problem_it_does_not_solve(name: str) -> None:
    other = STRUCTURE.problem([(0, 2)])
    with pytest.raises(WrongSolutionError, match=r"a is [13], possible were \(2,\)"):
        RIGHT_ONES[name].over(other)
    with pytest.raises(WrongSolutionError, match=r"a is [13], possible were \(2,\)"):
        replace(RIGHT_ONES[name], problem=other)


@pytest.mark.parametrize("name", BUILDERS)
def test_an_answer_carried_over_says_the_same(name: str) -> None:
    answer = RIGHT_ONES[name]
    same = answer.over(PROBLEM)
    assert (type(same), same.solutions, same.statistics) == (
        type(answer),
        answer.solutions,
        answer.statistics,
    )
    assert Infeasible(problem=PROBLEM).over(STRUCTURE.problem([(0, 1)])).problem != PROBLEM


@given(problem=problems(most_variables=3), data=st.data())
def test_exactly_the_solutions_are_accepted(problem: Problem, data: st.DataObject) -> None:
    every = list(members(problem.structure.values, problem.structure.top))
    assignment = data.draw(st.sampled_from(every))
    if assignment in solutions_of(problem):
        assert Solved(problem=problem, assignment=assignment).solutions == (assignment,)
    else:
        with pytest.raises(WrongSolutionError):
            Solved(problem=problem, assignment=assignment)


def test_solutions_that_are_enumerated_differ() -> None:
    with pytest.raises(WrongSolutionError, match="2 solutions, of which 1 are different"):
        Enumerated(problem=PROBLEM, assignments=(RIGHT[0], RIGHT[0]), complete=False)
    with pytest.raises(WrongSolutionError, match="are different"):
        Abstained(problem=PROBLEM, reason="", known=(RIGHT[0], RIGHT[1], RIGHT[0]))
    with pytest.raises(ValueError, match="1 solutions enumerated, expected at least 2"):
        Enumerated(problem=PROBLEM, assignments=(RIGHT[0],), complete=True)


@pytest.mark.parametrize("answer", [*RIGHT_ONES.values(), Infeasible(problem=PROBLEM)])
def test_an_answer_does_not_change(answer: Answer) -> None:
    for field in ("problem", "strategy", "statistics", "assignment", "assignments", "known"):
        if hasattr(answer, field):
            with pytest.raises(FrozenInstanceError):
                setattr(answer, field, getattr(answer, field))
    with pytest.raises((FrozenInstanceError, AttributeError, TypeError)):
        answer.note = "more"  # type: ignore[attr-defined]
    assert copy.copy(answer) == answer


def test_an_answer_keeps_nothing_that_its_maker_can_still_change() -> None:
    row, rows = [1, 2], [(1, 2), (2, 1)]
    solved = Solved(problem=PROBLEM, assignment=row)  # type: ignore[arg-type]
    enumerated = Enumerated(problem=PROBLEM, assignments=rows, complete=False)  # type: ignore[arg-type]
    abstained = Abstained(problem=PROBLEM, reason="", known=rows)  # type: ignore[arg-type]
    row[1] = 1
    rows.append((3, 3))
    assert solved.solutions == ((1, 2),)
    assert enumerated.solutions == abstained.solutions == ((1, 2), (2, 1))


# goal, solutions found, closed -> the answer, whether unique, how many
F, U, C1, C2, C9 = Goal.first(), Goal.unique(), Goal.count(1), Goal.count(2), Goal.count(9)
OUTCOMES: list[tuple[Goal, int, bool, type[Answer], bool | None, int | None]] = [
    (F, 0, True, Infeasible, False, 0),
    (U, 0, True, Infeasible, False, 0),
    (C9, 0, True, Infeasible, False, 0),
    (F, 1, True, Unique, True, 1),
    (U, 1, True, Unique, True, 1),
    (C1, 1, True, Unique, True, 1),
    (C9, 1, True, Unique, True, 1),
    (F, 1, False, Solved, None, None),
    (C1, 1, False, Solved, None, None),
    (U, 1, False, Abstained, None, None),
    (C2, 1, False, Abstained, None, None),
    (C9, 1, False, Abstained, None, None),
    (U, 2, False, Enumerated, False, None),
    (C2, 2, False, Enumerated, False, None),
    (C2, 2, True, Enumerated, False, 2),
    (C9, 2, False, Abstained, False, None),
    (C9, 3, True, Enumerated, False, 3),
    (F, 0, False, Abstained, None, None),
    (U, 0, False, Abstained, None, None),
    (C9, 0, False, Abstained, None, None),
]


@pytest.mark.parametrize(("goal", "found", "closed", "kind", "unique", "count"), OUTCOMES)
def test_what_a_search_found_decides_its_answer(
    goal: Goal,
    found: int,
    closed: bool,
    kind: type[Answer],
    unique: bool | None,
    count: int | None,
) -> None:
    answer = conclude(
        PROBLEM,
        goal,
        RIGHT[:found],
        closed=closed,
        reason="a limit",
        strategy="test",
        statistics=Statistics(nodes=7),
    )
    assert type(answer) is kind
    assert (answer.unique, answer.count) == (unique, count)
    assert answer.solutions == RIGHT[:found]
    status = {Infeasible: "infeasible", Abstained: "abstained"}.get(kind, "solved")
    assert answer.status == status
    assert (answer.problem, answer.strategy, answer.statistics.nodes) == (PROBLEM, "test", 7)
    if isinstance(answer, Abstained):
        assert answer.reason == "a limit"


def test_conclude_does_not_believe_what_it_is_told() -> None:
    with pytest.raises(WrongSolutionError):
        conclude(
            PROBLEM,
            F,
            ((2, 2),),
            closed=False,
            reason="",
            strategy="hostile",
            statistics=Statistics(),
        )


@pytest.mark.parametrize("limit", [0, -1])
def test_a_goal_of_nothing_is_refused(limit: int) -> None:
    with pytest.raises(ValueError, match=f"a goal of {limit} solutions, expected 1 or more"):
        Goal.count(limit)


def test_an_interruption_is_one_and_says_what_was_known() -> None:
    stop = Interrupted.after(PROBLEM, [RIGHT[0]], strategy="test", statistics=Statistics(nodes=3))
    assert isinstance(stop, KeyboardInterrupt)
    assert isinstance(stop.answer, Abstained)
    assert (stop.answer.reason, stop.answer.known) == ("interrupted", (RIGHT[0],))
    with pytest.raises(WrongSolutionError):
        Interrupted.after(PROBLEM, [(1, 1)], strategy="test", statistics=Statistics())


def test_the_answers_are_the_ones_the_package_names() -> None:
    def below(kind: type) -> set[str]:
        return {kind.__name__}.union(*map(below, kind.__subclasses__()))

    kinds = {"Solved", "Unique", "Enumerated", "Infeasible", "Abstained"}
    kinds |= {"Extent", "Bounds", "Sample"}  # of many solutions at once
    assert all(issubclass(getattr(search, kind), Answer) for kind in kinds)
    assert below(Answer) - {"Answer"} == kinds
    assert kinds < set(search.__all__)
