"""`auto` gives the tree its share, then clause learning goes on; it says who came to the answer."""

from __future__ import annotations

import pytest
from hypothesis import given

from domains.families.queens.board import queens_structure
from domains.families.sudoku import sudoku_structure
from domains.problem import Problem, Structure
from domains.rules import AllDifferent, Cardinality, Clause
from search import auto
from search.answer import Abstained, Goal, Infeasible, Unique
from search.auto import search_auto, suits_tree
from search.budget import Budget
from search.events import Event, Finished, SolutionFound, Started
from search.kernel.engine import Engine
from search.symbolic import search_tree
from tests.domains.enumeration import structure_of
from tests.domains.small_problems import solutions_of, sudoku_solutions
from tests.search.problems import problems
from tests.search.universes import BIT_SETS, GRIDS, SUMS, pigeons, puzzles

(HARD,) = puzzles(GRIDS["9x9"], 1, givens=23)
EVERY = Goal.count(1000)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> int:
    """A tree that gets 60 propagations."""
    monkeypatch.setattr(auto, "START_VISITS", 60)
    return 60


@pytest.mark.parametrize("name", BIT_SETS)
def test_all_different_rules_over_common_values_suit_the_tree(name: str) -> None:
    assert suits_tree(BIT_SETS[name])


@pytest.mark.parametrize(
    "structure",
    [
        *SUMS.values(),
        structure_of(((1, 2),) * 2),
        structure_of(((1, 2), (2, 3)), AllDifferent((0, 1))),
        structure_of(((1, 2), (1, 2), (1, 2, 3)), AllDifferent((0, 1))),
        structure_of(((1, 2),) * 2, AllDifferent((0, 1)), Clause(((0, 1), (1, 1)))),
    ],
)
def test_other_rules_suit_clauses(structure: Structure) -> None:
    assert not suits_tree(structure)
    assert search_auto(structure.problem(), Goal.first(), Budget()).strategy == "auto/cdcl"


def test_at_most_one_suits_the_tree_where_it_is_small() -> None:
    assert suits_tree(queens_structure(8))
    assert suits_tree(queens_structure(auto.MOST_WITH_SUMS))
    assert not suits_tree(queens_structure(auto.MOST_WITH_SUMS + 1))
    exactly = Cardinality.exactly(1, [(0, 1), (1, 2)])
    assert not suits_tree(structure_of(((1, 2),) * 2, AllDifferent((0, 1)), exactly))


def test_an_easy_puzzle_is_the_trees() -> None:
    (easy,) = puzzles(GRIDS["9x9"], 1, givens=40)
    answer = search_auto(easy, Goal.unique(), Budget())
    assert isinstance(answer, Unique)
    assert answer.strategy == "auto/symbolic"
    tree = search_tree(easy, Goal.unique(), Budget())
    assert answer.solutions == tree.solutions
    assert answer.statistics.propagations == tree.statistics.propagations


def test_a_long_search_goes_over_to_clauses(impatient: int) -> None:
    whole = search_tree(HARD, Goal.count(30), Budget())
    assert whole.statistics.propagations > 2 * impatient
    answer = search_auto(HARD, Goal.count(30), Budget())
    assert answer.strategy == "auto/cdcl"
    assert answer.problem is HARD
    assert type(answer) is type(whole)
    share = search_tree(HARD, Goal.count(30), Budget(propagations=impatient))
    assert isinstance(share, Abstained)
    assert answer.solutions[: len(share.known)] == share.known
    assert answer.statistics.propagations == share.statistics.propagations >= impatient
    assert answer.statistics.nodes >= share.statistics.nodes > 0


@pytest.mark.usefixtures("impatient")
def test_going_over_loses_and_repeats_nothing() -> None:
    problem = sudoku_structure(2, 2).problem()
    told: list[Event] = []
    answer = search_auto(problem, EVERY, Budget(), [told.append])
    assert answer.strategy == "auto/cdcl"
    assert sorted(answer.solutions) == sorted(sudoku_solutions())
    found = [event.assignment for event in told if isinstance(event, SolutionFound)]
    assert tuple(found) == answer.solutions
    frame = [event for event in told if isinstance(event, Started | Finished)]
    assert [type(event) for event in frame] == [Started, Finished, Started, Finished]
    strategies = [event.strategy for event in frame if isinstance(event, Started)]
    assert strategies == ["auto/symbolic", "auto/cdcl"]
    assert [event.closed for event in frame if isinstance(event, Finished)] == [False, True]


@given(problem=problems())
def test_random_problems_have_the_solutions_of_brute_force(problem: Problem) -> None:
    answer = search_auto(problem, EVERY, Budget())
    assert sorted(answer.solutions) == sorted(solutions_of(problem))
    assert answer.count == len(answer.solutions)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("givens", [22, 25, 30])
def test_both_ways_agree_on_puzzles(givens: int) -> None:
    for problem in puzzles(GRIDS["9x9"], 5, givens, seed=givens):
        one, other = (
            search(problem, Goal.unique(), Budget()) for search in (search_auto, search_tree)
        )
        assert type(one) is type(other)
        if one.unique:
            assert one.solutions == other.solutions


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("nodes", [0, 1, 3, 5])
def test_the_node_limit_is_that_of_both(nodes: int) -> None:
    answer = search_auto(HARD, Goal.count(10**6), Budget(nodes=nodes))
    assert isinstance(answer, Abstained)
    assert answer.reason == f"node limit {nodes} reached"
    assert answer.statistics.nodes == nodes


@pytest.mark.parametrize("propagations", [0, 1, 30, 59])
def test_a_propagation_limit_below_the_share_ends_the_search(
    propagations: int, impatient: int
) -> None:
    assert propagations < impatient
    answer = search_auto(HARD, Goal.count(10**6), Budget(propagations=propagations))
    assert isinstance(answer, Abstained)
    assert answer.strategy == "auto/symbolic"
    assert answer.reason == f"propagation limit {propagations} reached"


def test_the_time_limit_is_that_of_both() -> None:
    answer = search_auto(HARD, Goal.count(10**6), Budget(seconds=0.0))
    assert isinstance(answer, Abstained)
    assert answer.reason == "time limit 0 s reached"
    assert search_auto(pigeons(9), Goal.first(), Budget(seconds=0.0)).statistics.nodes == 0


def test_an_engine_that_is_handed_in_is_used() -> None:
    engine = Engine(GRIDS["9x9"])
    answer = search_auto(HARD, Goal.first(), Budget(), engine=engine)
    assert engine.nodes == answer.statistics.nodes > 0


def test_a_contradiction_of_the_givens_is_infeasible(impatient: int) -> None:
    del impatient
    problem = GRIDS["9x9"].problem([(0, 5), (1, 5)])
    answer = search_auto(problem, Goal.first(), Budget())
    assert isinstance(answer, Infeasible)
    assert answer.statistics.nodes == 0
