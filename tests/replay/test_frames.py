"""Frames: each is the element that the events lead to, and nothing vanishes without a reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings

from domains.deduction import Deduction, Reason
from domains.families.base import Family, GenerateRequest
from domains.families.cnf import cnf_problem
from domains.families.cnf.family import Cnf
from domains.families.queens.board import queens_problem
from domains.families.queens.family import Queens
from domains.families.sudoku import sudoku_structure
from domains.families.sudoku.family import Sudoku
from domains.oracle import ExactOracle
from domains.problem import Assignment, Masks, Problem
from domains.registry import FAMILIES
from ldt.replay.frames import Frame, Kind, Replay, lost
from search import Budget, Goal, solve
from search.events import (
    Conflict,
    Decided,
    Deduced,
    Event,
    Finished,
    Leapt,
    Restarted,
    Retracted,
    SolutionFound,
    Started,
)
from search.symbolic import search_tree
from tests.domains.enumeration import members
from tests.search.problems import problems
from tests.search.universes import formula, pigeons

SHIDOKU = sudoku_structure(2, 2).problem([(0, 1), (5, 2)])
SEARCHES: dict[str, tuple[Family, Problem]] = {
    "4x4": (Sudoku(), SHIDOKU),
    "queens": (Queens(), queens_problem(6, [])),
    "formula": (Cnf(), formula(12, 40, seed=4)),
    "pigeons": (Cnf(), pigeons(3)),
}


def watched(problem: Problem, **options: object) -> list[Event]:
    told: list[Event] = []
    solve(problem, goal=Goal.count(500), observers=[told.append], **options)  # type: ignore[arg-type]
    return told


def played(family: Family, problem: Problem, events: Sequence[Event]) -> list[Frame]:
    replay = Replay(family, problem)
    return [frame for event in events for frame in replay.frames(event)]


def grouped(family: Family, problem: Problem) -> Iterator[tuple[Event, list[Frame]]]:
    """Each event of a complete search with its frames."""
    replay = Replay(family, problem)
    for event in watched(problem, strategy="symbolic"):
        yield event, list(replay.frames(event))


def solutions_within(problem: Problem, masks: Masks) -> list[Assignment]:
    """All solutions inside an element of a small problem, by walking through assignments."""
    return [a for a in members(problem.structure.values, masks) if problem.holds(a)]


@pytest.mark.parametrize("name", SEARCHES)
def test_each_event_has_its_frame_first(name: str) -> None:
    kinds = {
        Started: Kind.START,
        Decided: Kind.DECISION,
        Conflict: Kind.CONFLICT,
        Retracted: Kind.RETRACTION,
        SolutionFound: Kind.SOLUTION,
        Finished: Kind.END,
    }
    for event, frames in grouped(*SEARCHES[name]):
        assert frames[0].kind is kinds[type(event)]  # type: ignore[index]
        assert {frame.kind for frame in frames[1:]} <= {Kind.DEDUCTION}
        if isinstance(event, Decided | Conflict):
            assert frames[0].level == event.level


@pytest.mark.parametrize("name", SEARCHES)
def test_whatever_vanishes_is_marked_and_has_a_reason(name: str) -> None:
    family, problem = SEARCHES[name]
    frames = played(family, problem, watched(problem, strategy="symbolic"))
    for before, after in pairwise(frames):
        gone = lost(before.masks, after.masks)
        if after.kind is Kind.DEDUCTION:
            assert set(gone) == set(after.marked)
        if after.kind is Kind.DECISION:
            ((variable, mask),) = after.marked
            assert after.masks[variable] & ~mask == 0
            assert all(changed == variable for changed, _ in gone)
        if gone:
            assert len(after.text) > 5


@pytest.mark.parametrize("name", SEARCHES)
def test_the_frames_are_the_elements_of_the_tree(name: str) -> None:
    """An element made again from the decisions alone, by the oracle: no frame loses a solution."""
    family, problem = SEARCHES[name]
    every = ExactOracle().solutions(problem, 500)
    open_: list[Masks] = []
    part, found = problem.masks, set[Assignment]()
    for event, frames in grouped(family, problem):
        if isinstance(event, Decided):
            open_.append(part)
            part = met(part, event.variable, event.mask)
        if isinstance(event, Retracted):
            part = met(open_.pop(), event.variable, ~event.mask)
        if isinstance(event, SolutionFound):
            found.add(event.assignment)
            assert frames[0].masks == problem.structure.encode(event.assignment)
        elif not isinstance(event, Finished):
            for frame in frames:
                assert not lost(frame.masks, part)
                kept = set(within(problem, every, frame.masks))
                assert kept >= set(within(problem, every, part)) - found


def within(problem: Problem, solutions: Sequence[Assignment], masks: Masks) -> list[Assignment]:
    """The solutions inside an element."""
    encode = problem.structure.encode
    return [solution for solution in solutions if not lost(encode(solution), masks)]


def met(masks: Masks, variable: int, mask: int) -> Masks:
    return (*masks[:variable], masks[variable] & mask, *masks[variable + 1 :])


@pytest.mark.parametrize("strategy", ["auto", "symbolic", "cdcl"])
@pytest.mark.parametrize("name", SEARCHES)
def test_the_last_frame_of_a_solved_run_is_the_solution(name: str, strategy: str) -> None:
    family, problem = SEARCHES[name]
    told: list[Event] = []
    answer = solve(problem, strategy=strategy, observers=[told.append])
    last = played(family, problem, told)[-1]
    assert last.kind is Kind.END
    if answer.status == "solved":
        assert last.masks == problem.structure.encode(answer.solutions[0])
    else:
        assert "no assignment satisfies every rule" in last.text


@given(problem=problems(most_variables=4))
@settings(max_examples=60)
def test_frames_of_random_problems_keep_every_solution(problem: Problem) -> None:
    told: list[Event] = []
    search_tree(problem, Goal.count(500), Budget(), [told.append])
    solutions = set(solutions_within(problem, problem.masks))
    frames = played(Cnf(), problem, told)
    assert frames[-1].kind is Kind.END
    guessed = False
    for frame in frames:
        guessed |= frame.kind is Kind.DECISION
        if not guessed and frame.kind in (Kind.START, Kind.DEDUCTION):
            assert set(solutions_within(problem, frame.masks)) == solutions
    if solutions:
        assert problem.structure.decode(frames[-1].masks) in solutions


SIZES = {"snowflake": 1, "minesweeper": 5, "maze": 6, "queens": 6, "magic": 3, "golfers": 3}
"""Small ones; all others at size 4."""


@pytest.mark.parametrize("name", FAMILIES.built_in)
def test_every_built_in_family_is_replayed(name: str) -> None:
    family = FAMILIES.get(name)
    request = GenerateRequest(size=SIZES.get(name, 4))
    problem = family.generate(request, Random(1), ExactOracle())
    told: list[Event] = []
    answer = solve(problem, observers=[told.append])
    frames = played(family, problem, told)
    assert frames[-1].masks == problem.structure.encode(answer.solutions[0])
    assert all(frame.text for frame in frames)


def test_a_second_search_goes_on_from_what_the_first_knew() -> None:
    reduced = SHIDOKU.restrict([mask & 0b1110 or mask for mask in SHIDOKU.masks])
    events = [Started(SHIDOKU, "auto/symbolic"), Decided(1, 2, 1), Started(reduced, "auto/cdcl")]
    frame = [f for f in played(Sudoku(), SHIDOKU, events) if f.kind is Kind.START][-1]
    assert (frame.masks, frame.level) == (reduced.masks, 0)
    assert frame.marked
    assert "excluded without a guess" in frame.text


def test_a_restart_goes_back_to_the_root() -> None:
    root = played(Sudoku(), SHIDOKU, [Started(SHIDOKU, "symbolic")])[-1].masks
    events = [Started(SHIDOKU, "symbolic"), Decided(1, 2, 1), Decided(2, 4, 2), Restarted(1)]
    frame = played(Sudoku(), SHIDOKU, events)[-1]
    assert (frame.kind, frame.level, frame.masks) == (Kind.RESET, 0, root)
    assert frame.text == "all guesses are taken back; 1 nogood is kept of what they taught"


def test_a_leap_is_a_guess_that_a_reset_takes_back() -> None:
    events = [Started(SHIDOKU, "chains"), Leapt(((1, 4), (2, 4)), 1), Restarted(0)]
    start, *_, leap, reset = played(Sudoku(), SHIDOKU, events)
    assert (leap.kind, leap.level) == (Kind.LEAP, 1)
    assert not leap.masks[1] & 4
    assert "2 candidates given up on a proposal" in leap.text
    assert reset.masks[1] & 4
    assert not lost(start.masks, tuple(a | b for a, b in zip(start.masks, reset.masks)))  # noqa: B905


def test_a_deduction_that_is_told_is_shown_with_its_reason() -> None:
    deduction = Deduction(((1, 2),), Reason("naked single", (), ((0, 1),)))
    frame = played(Sudoku(), SHIDOKU, [Deduced(deduction, 0)])[0]
    assert frame.masks[1] == SHIDOKU.masks[1] & ~2
    assert frame.text.startswith("naked single")


def test_after_a_solution_a_conflict_says_so() -> None:
    told = watched(SHIDOKU, strategy="symbolic")
    frames = played(Sudoku(), SHIDOKU, told)
    after = [b.text for a, b in pairwise(frames) if a.kind is Kind.SOLUTION and b.level]
    assert set(after) == {"nothing else is possible below this guess"}
    assert any(frame.text.startswith("conflict: ") for frame in played(*SEARCHES["pigeons"],
               watched(pigeons(3), strategy="symbolic")))  # fmt: skip


def test_large_problems_are_shown_without_deductions() -> None:
    problem = cnf_problem(5001, [[1, 2], [-1]])
    assert not Replay(Cnf(), problem).deduces
    assert Replay(Cnf(), cnf_problem(5000, [])).deduces
    frames = played(Cnf(), problem, [Started(problem, "cdcl"), Finished(closed=False, reason="x")])
    assert [frame.kind for frame in frames] == [Kind.START, Kind.END]


def test_a_long_reason_is_cut() -> None:
    problem = cnf_problem(120, [[-1, *range(2, 121)], *([-k] for k in range(2, 121))])
    frames = played(Cnf(), problem, watched(problem, strategy="cdcl"))
    assert max(len(frame.text) for frame in frames) < 260


def test_leaving_deductions_out_keeps_frames_sound() -> None:
    replay = Replay(Sudoku(), SHIDOKU)
    bare = [next(replay.frames(event)) for event in watched(SHIDOKU, strategy="symbolic")]
    whole = [frames[0] for _, frames in grouped(Sudoku(), SHIDOKU)]
    for short, full in zip(bare, whole, strict=True):
        assert (short.kind, short.level) == (full.kind, full.level)
        assert not lost(full.masks, short.masks)
