"""Clause learning agrees with brute force and with the tree, and counts assignments, not models."""

from __future__ import annotations

from itertools import combinations
from math import comb

import pytest
from hypothesis import given

from domains.export.dimacs import live_clauses
from domains.families.cnf import cnf_problem
from domains.families.sudoku import sudoku_structure
from domains.problem import Problem, Structure
from domains.rules import AllDifferent, Cardinality, Clause, LinearSum
from search.answer import Abstained, Answer, Enumerated, Goal, Infeasible, Solved, Unique
from search.budget import Budget, Statistics
from search.cdcl import search_clauses
from search.events import Event, Finished, SolutionFound, Started
from search.symbolic import search_tree
from tests.domains.enumeration import structure_of
from tests.domains.small_problems import formulas, solutions_of, sudoku_solutions
from tests.search.problems import problems
from tests.search.universes import GRIDS, SUMS, TINY, puzzles, random_elements

EVERY = Goal.count(10_000)


def every(problem: Problem) -> Answer:
    return search_clauses(problem, EVERY, Budget())


def assert_counts(problem: Problem, count: int) -> None:
    answer = every(problem)
    assert answer.count == count
    assert len(set(answer.solutions)) == count


@pytest.mark.parametrize("name", TINY)
def test_tiny_problems_have_the_solutions_of_brute_force(name: str) -> None:
    problem = TINY[name].problem()
    assert sorted(every(problem).solutions) == sorted(solutions_of(problem))


@given(problem=problems() | formulas())
def test_random_problems_have_the_solutions_of_brute_force(problem: Problem) -> None:
    expected = solutions_of(problem)
    answer = every(problem)
    assert sorted(answer.solutions) == sorted(expected)
    assert answer.count == len(expected)
    unique = search_clauses(problem, Goal.unique(), Budget())
    kinds: list[type[Answer]] = [Infeasible, Unique, Enumerated]
    assert type(unique) is kinds[min(len(expected), 2)]
    first = search_clauses(problem, Goal.first(), Budget())
    assert type(first) is (Solved if expected else Infeasible)


@pytest.mark.parametrize("name", ["6x6", "Latin 5", "mixed", "killer cage", "loose formula"])
def test_the_tree_and_clause_learning_find_the_same(name: str) -> None:
    structure = (GRIDS | SUMS)[name]
    goal = Goal.count(60)
    for masks in random_elements(structure, 12, seed=5):
        problem = Problem(structure, masks)
        tree, clauses = (
            search_tree(problem, goal, Budget()),
            search_clauses(problem, goal, Budget()),
        )
        assert type(tree) is type(clauses)
        assert tree.count == clauses.count
        if tree.count is not None:
            assert sorted(tree.solutions) == sorted(clauses.solutions)


def test_all_grids_of_4x4_are_found_once() -> None:
    answer = every(sudoku_structure(2, 2).problem())
    assert sorted(answer.solutions) == sorted(sudoku_solutions())


@pytest.mark.parametrize("free", [0, 1, 4])
def test_a_variable_in_no_clause_has_two_values(free: int) -> None:
    assert_counts(cnf_problem(2 + free, [[1, 2]]), 3 * 2**free)
    assert_counts(cnf_problem(2 + free, []), 4 * 2**free)


def test_a_variable_in_no_rule_has_all_its_values() -> None:
    assert_counts(structure_of(((1, 2, 3), (0, 1), (7,), (4, 5))).problem(), 3 * 2 * 2)


def test_a_decided_variable_has_one_value() -> None:
    problem = cnf_problem(4, [[1, 2], [3]])
    assert_counts(problem, 3 * 2)
    assert_counts(problem.restrict((2, 3, 3, 3)), 2 * 2)
    assert_counts(problem.restrict((1, 1, 3, 3)), 0)
    structure = structure_of(((1, 2, 3),) * 3, AllDifferent((0, 1, 2)))
    assert_counts(Problem(structure, (0b011, 0b100, 0b111)), 2)


def test_nothing_open_is_one_solution() -> None:
    structure = structure_of(((1, 2), (0, 1)), Clause(((0, 1), (1, 1))))
    for masks, count in (((1, 1), 1), ((2, 1), 0), ((2, 2), 1)):
        assert_counts(Problem(structure, masks), count)
    assert_counts(structure_of(()).problem(), 1)
    assert_counts(structure_of((), Clause(())).problem(), 0)


def booleans(count: int) -> tuple[tuple[str, ...], tuple[tuple[int, ...], ...]]:
    return tuple(f"x{v}" for v in range(count)), ((0, 1),) * count


@pytest.mark.parametrize("size", [24, 25, 26, 40])
def test_the_counter_of_an_at_most_one_does_not_multiply_solutions(size: int) -> None:
    rule = Cardinality.at_most(1, [(v, 1) for v in range(size)])
    problem = Structure(*booleans(size), (rule,)).problem()
    assert_counts(problem, size + 1)
    atoms, _ = live_clauses(problem)
    assert (atoms > size) == (size > 25)


@pytest.mark.parametrize(("size", "lower", "upper"), [(7, 3, 3), (8, 2, 5), (9, 4, None)])
def test_the_diagrams_of_a_count_do_not_multiply_solutions(
    size: int, lower: int, upper: int | None
) -> None:
    rule = Cardinality(tuple((v, 1) for v in range(size)), lower, upper)
    problem = Structure(*booleans(size), (rule,)).problem()
    counts = range(lower, (size if upper is None else upper) + 1)
    assert_counts(problem, sum(comb(size, taken) for taken in counts))
    assert live_clauses(problem)[0] > size


def test_the_diagrams_of_a_sum_do_not_multiply_solutions() -> None:
    sums = (
        LinearSum((0, 1, 2, 3), (3, -2, 5, 1), 2, 9),
        LinearSum((1, 2, 3), (1, 2, 4), None, 11),
    )
    structure = structure_of(((0, 1, 2, 3),) * 4, *sums)
    problem = structure.problem()
    assert live_clauses(problem)[0] > structure.ground.atom_count
    expected = solutions_of(problem)
    assert len(expected) > 20
    assert sorted(every(problem).solutions) == expected


def test_a_time_limit_holds_while_clauses_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_solver(**_: object) -> None:
        pytest.fail("the solver was begun although the time was over")

    monkeypatch.setattr("pysat.solvers.Solver", no_solver)
    values = tuple(range(1, 50))
    total = LinearSum(tuple(range(7)), (1,) * 7, 175, 175)  # a line of a magic square: a second
    problem = structure_of((values,) * 7, total).problem()
    answer = search_clauses(problem, Goal.first(), Budget(seconds=0.1))
    assert isinstance(answer, Abstained)
    assert answer.reason == "time limit 0.1 s reached"


def test_what_is_known_is_not_searched_for_again() -> None:
    problem = sudoku_structure(2, 2).problem()
    known = tuple(sudoku_solutions()[5:25])
    spent = Statistics(nodes=11, propagations=13, seconds=1.5)
    earlier = Abstained(problem=problem, reason="a limit", known=known, statistics=spent)
    told: list[Event] = []
    answer = search_clauses(problem, EVERY, Budget(), [told.append], earlier=earlier)
    assert answer.solutions[:20] == known
    assert answer.count == 288
    assert sum(isinstance(event, SolutionFound) for event in told) == 288 - 20
    assert answer.statistics.propagations == 13
    assert answer.statistics.nodes >= 11
    assert answer.statistics.seconds >= 1.5


def test_what_was_spent_counts() -> None:
    problem = sudoku_structure(2, 2).problem()
    spent = Statistics(nodes=40, seconds=2.0)
    earlier = Abstained(problem=problem, reason="a limit", statistics=spent)
    for budget, reason in (
        (Budget(nodes=40), "node limit 40 reached"),
        (Budget(seconds=2.0), "time limit 2 s reached"),
    ):
        answer = search_clauses(problem, EVERY, budget, earlier=earlier)
        assert isinstance(answer, Abstained)
        assert answer.reason == reason


def test_all_that_is_known_may_be_all_there_is() -> None:
    (problem,) = puzzles(GRIDS["6x6"], 1, givens=36)
    (solution,) = solutions_of(problem)
    earlier = Abstained(problem=problem, reason="a limit", known=(solution,))
    answer = search_clauses(problem, Goal.unique(), Budget(), earlier=earlier)
    assert isinstance(answer, Unique)
    assert answer.assignment == solution


def test_observers_are_told_the_solutions() -> None:
    problem = cnf_problem(3, [[1, 2], [-1, 3]])
    told: list[Event] = []
    answer = search_clauses(problem, EVERY, Budget(), [told.append])
    assert told[0] == Started(problem, "cdcl")
    assert told[1:-1] == [SolutionFound(assignment) for assignment in answer.solutions]
    assert told[-1] == Finished(closed=True, reason="closed")


def test_a_formula_without_a_solution_is_refuted() -> None:
    clauses = [[a, b, c] for a in (1, -1) for b in (2, -2) for c in (3, -3)]
    assert isinstance(every(cnf_problem(5, clauses)), Infeasible)
    for left_out in range(8):
        rest = clauses[:left_out] + clauses[left_out + 1 :]
        assert_counts(cnf_problem(5, rest), 4)


def test_pairs_that_exclude_each_other_leave_no_room() -> None:
    pairs = [[-a, -b] for a, b in combinations(range(1, 6), 2)]
    assert_counts(cnf_problem(5, pairs), 6)
