"""Events tell the tree as it was: well nested, true at every node, and enough to build it again."""

from __future__ import annotations

import pytest
from hypothesis import given

from domains.problem import Assignment, Masks, Problem
from search import solve
from search.answer import Answer, Goal
from search.budget import Budget
from search.events import (
    Conflict,
    Decided,
    Event,
    Finished,
    Restarted,
    Retracted,
    SolutionFound,
    Started,
    teller,
)
from search.kernel import engine as engine_module
from search.kernel import tree
from search.kernel.choice import CHOICES, EXTERNAL
from search.kernel.engine import Engine
from search.symbolic import search_tree
from tests.search.problems import problems
from tests.search.universes import (
    GRIDS,
    SUMS,
    TINY,
    formula,
    pigeons,
    puzzles,
    random_elements,
    reference_fixpoint,
)

PROBLEMS: dict[str, Problem] = {
    "4x4": GRIDS["4x4"].problem([(0, 1), (5, 2)]),
    "6x6": next(iter(puzzles(GRIDS["6x6"], 1, givens=8))),
    "mixed": SUMS["mixed"].problem(),
    "formula": formula(12, 40, seed=4),
    "pigeons": pigeons(4),
    "no variables": TINY["no variables"].problem(),
}


def watch(problem: Problem, **options: object) -> tuple[Answer, list[Event]]:
    told: list[Event] = []
    answer = search_tree(problem, Goal.count(500), Budget(nodes=300), [told.append], **options)  # type: ignore[arg-type]
    return answer, told


class Nesting:
    """An automaton that accepts the event sequences a tree can have."""

    def __init__(self) -> None:
        self.open: list[tuple[int, int]] = []
        self.last: Event | None = None

    def __call__(self, event: Event) -> None:
        last = self.last
        assert (last is None) == isinstance(event, Started)
        assert not isinstance(last, Finished)
        if isinstance(last, Conflict):
            assert isinstance(event, Retracted)
        if isinstance(last, SolutionFound):
            assert isinstance(event, Conflict | Finished)
        match event:
            case Decided():
                self.open.append((event.variable, event.mask))
                assert event.level == len(self.open)
                assert event.mask.bit_count() == 1
            case Conflict():
                assert event.level == len(self.open) > 0
            case Retracted():
                assert isinstance(last, Conflict)
                assert event.level == len(self.open)
                assert self.open.pop() == (event.variable, event.mask)
            case Restarted():
                self.open.clear()
            case Finished() if event.closed:
                assert not self.open
        self.last = event


@pytest.mark.parametrize("name", PROBLEMS)
@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("restart_after", [None, 2])
def test_events_are_nested(name: str, choice: str, restart_after: int | None) -> None:
    answer, told = watch(PROBLEMS[name], choice=choice, restart_after=restart_after)
    accept = Nesting()
    for event in told:
        accept(event)
    assert isinstance(told[-1], Finished)
    assert told[-1].closed == (answer.count is not None)
    assert sum(isinstance(event, Decided) for event in told) == answer.statistics.nodes
    found = [event.assignment for event in told if isinstance(event, SolutionFound)]
    assert tuple(found) == answer.solutions


@given(problem=problems())
def test_events_of_random_problems_are_nested(problem: Problem) -> None:
    _, told = watch(problem)
    accept = Nesting()
    for event in told:
        accept(event)
    assert told[0] == Started(problem, "symbolic")
    assert told[-1] == Finished(closed=True, reason="closed")


class Witness:
    """Checks each event against the Python techniques: what it says of a node is so."""

    def __init__(self, problem: Problem) -> None:
        self.structure = problem.structure
        self.element = self.fixpoint(problem.masks)
        self.stack: list[Masks] = []
        self.found: set[Assignment] = set()

    def fixpoint(self, masks: Masks) -> Masks:
        return reference_fixpoint(self.structure, masks)

    def __call__(self, event: Event) -> None:
        match event:
            case Decided():
                assert self.element[event.variable] & event.mask
                assert self.element[event.variable] != event.mask
                self.stack.append(self.element)
                self.element = self.with_mask(event.variable, event.mask)
            case Conflict():
                solved = all(mask.bit_count() == 1 for mask in self.element)
                done = solved and self.structure.decode(self.element) in self.found
                assert done or not any(self.element)
            case Retracted():
                self.element = self.stack.pop()
                rest = self.element[event.variable] & ~event.mask
                self.element = self.with_mask(event.variable, rest)
            case SolutionFound():
                assert self.structure.encode(event.assignment) == self.element
                self.found.add(event.assignment)
            case Finished() if event.closed:
                solved = all(mask.bit_count() == 1 for mask in self.element)
                assert solved or not any(self.element)

    def with_mask(self, variable: int, mask: int) -> Masks:
        element = list(self.element)
        element[variable] = mask
        return self.fixpoint(tuple(element))


@pytest.mark.parametrize("name", PROBLEMS)
@pytest.mark.parametrize("choice", CHOICES)
def test_events_are_true_of_every_node(name: str, choice: str) -> None:
    problem = PROBLEMS[name]
    witness = Witness(problem)
    told: list[Event] = []
    budget, both = Budget(nodes=60), [witness, told.append]
    search_tree(problem, Goal.count(20), budget, both, choice=choice)
    assert len(told) > 1


@given(problem=problems(most_variables=5))
def test_events_of_random_problems_are_true_of_every_node(problem: Problem) -> None:
    witness = Witness(problem)
    told: list[Event] = []
    search_tree(problem, Goal.count(500), Budget(), [witness, told.append])
    assert isinstance(told[-1], Finished)


@pytest.mark.parametrize("name", ["4x4", "6x6", "mixed", "formula", "pigeons"])
@pytest.mark.parametrize("choice", CHOICES)
def test_the_decisions_alone_build_the_same_tree(name: str, choice: str) -> None:
    problem = PROBLEMS[name]
    _, told = watch(problem, choice=choice)
    decisions = [event for event in told if isinstance(event, Decided)]
    rebuilt: list[Event] = []
    engine = Engine(problem.structure, log=True)
    engine.start(problem.masks)
    for decision in [*decisions, None]:
        while (outcome := engine.advance(choice=EXTERNAL)) == tree.SOLVED:
            rebuilt.append(SolutionFound(engine.solution()))
        if decision is None:
            break
        assert outcome == tree.UNDECIDED
        value = decision.mask.bit_length() - 1
        tree.decide(engine.layout, engine.state, decision.variable, value)
    assert rebuilt == [event for event in told if isinstance(event, SolutionFound)]
    log = [
        (1 if isinstance(event, Decided) else -1, event.variable, event.mask.bit_length() - 1)
        for event in told
        if isinstance(event, Decided | Retracted)
    ]
    assert list(engine.events()) == log


@pytest.mark.parametrize("name", PROBLEMS)
@pytest.mark.parametrize("strategy", ["symbolic", "cdcl", "auto"])
def test_being_watched_changes_nothing(name: str, strategy: str) -> None:
    problem, goal = PROBLEMS[name], Goal.count(50)
    told: list[Event] = []
    watched = solve(problem, goal=goal, strategy=strategy, observers=[told.append])
    alone = solve(problem, goal=goal, strategy=strategy)
    assert type(watched) is type(alone)
    assert watched.solutions == alone.solutions
    assert watched.statistics.nodes == alone.statistics.nodes
    assert watched.statistics.propagations == alone.statistics.propagations
    assert told


def test_a_log_that_overflows_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = PROBLEMS["formula"]
    whole = watch(problem, choice="min-remaining")
    monkeypatch.setattr(engine_module, "LOG_ENTRIES", 4)
    pieces = watch(problem, choice="min-remaining")
    assert whole[1] == pieces[1]
    assert whole[0].statistics.propagations == pieces[0].statistics.propagations
    limited = [
        search_tree(problem, Goal.count(500), Budget(propagations=visits), observers)
        for visits in range(0, 400, 13)
        for observers in ([], [Nesting()])
    ]
    for alone, watched in zip(limited[::2], limited[1::2], strict=True):
        assert alone.statistics.propagations == watched.statistics.propagations
        assert alone.solutions == watched.solutions


def test_an_engine_without_a_log_is_given_one() -> None:
    problem = PROBLEMS["6x6"]
    _, expected = watch(problem)
    _, told = watch(problem, engine=Engine(problem.structure))
    assert told == expected


def test_events_of_elements_that_are_conflicts() -> None:
    structure = GRIDS["4x4"]
    for masks in random_elements(structure, 30, seed=11):
        _, told = watch(Problem(structure, masks))
        accept = Nesting()
        for event in told:
            accept(event)
        assert isinstance(told[-1], Finished)


def test_a_restart_is_told_between_two_searches_of_the_same_root() -> None:
    _, told = watch(PROBLEMS["formula"], choice="min-remaining", restart_after=1)
    restarts = [at for at, event in enumerate(told) if isinstance(event, Restarted)]
    assert restarts
    for at in restarts:
        following = told[at + 1]
        assert isinstance(following, Decided | SolutionFound | Finished | Restarted)
        assert not isinstance(following, Decided) or following.level == 1


def test_observers_are_told_in_their_order() -> None:
    heard: list[str] = []
    tell = teller([lambda _: heard.append("first"), lambda _: heard.append("second")])
    tell(Conflict(1))
    tell(Conflict(2))
    assert heard == ["first", "second"] * 2
