"""The compiled kernel does what the same source does uncompiled, to the last counter.

Compiling takes half a minute for each number of words, so the quick tests use what this
installation has in its cache, and the others are slow.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest

from domains.families.sudoku import sudoku_structure
from domains.problem import Masks, Structure
from domains.rules import AllDifferent, Cardinality, LinearSum, Table
from search import symbolic
from search.answer import Answer, Goal
from search.budget import Budget
from search.events import Event
from search.kernel import warm
from search.kernel.batch import Batch
from search.kernel.choice import CHOICES
from search.kernel.engine import Engine
from search.kernel.layout import COMPILED_BITS, word_count
from search.symbolic import search_tree
from tests.search.kernel.runs import Kernel
from tests.search.universes import (
    GRIDS,
    SUMS,
    TINY,
    colouring,
    formula,
    puzzles,
    random_elements,
    some_solution,
)

SIXTEEN = sudoku_structure(4, 4)


def needs(words: int) -> None:
    if not warm.marker(words).exists():
        pytest.skip(f"no compiled kernel for {words} words; python -m search.kernel.warm {words}")


def long_mixed(variables: int) -> Structure:
    """All-different rules, some over part of the values, and sums, over many variables."""
    rules = [AllDifferent((v, v + 1, v + 2)) for v in range(0, variables - 2, 3)]
    rules += [AllDifferent((v, v + 7, v + 13, v + 20)) for v in range(0, variables - 20, 5)]
    sums = [LinearSum((v, v + 4, v + 9), (1, -2, 1), -2, 4) for v in range(0, variables - 9, 4)]
    counts = [
        Cardinality(((v, 1), (v + 5, 2), (v + 6, 3)), 1, 2) for v in range(0, variables - 6, 7)
    ]
    tables = [
        Table((v, v + 11), tuple((a, b) for a in range(1, 5) for b in range(1, 5) if a != 5 - b))
        for v in range(0, variables - 11, 6)
    ]
    names = tuple(f"x{v}" for v in range(variables))
    values = ((1, 2, 3, 4),) * variables
    return Structure(names, values, (*rules, *sums, *counts, *tables))


def cases(structure: Structure, count: int) -> Iterator[Masks]:
    """Elements that take some search: puzzles of grids, thinned elements of others."""
    if structure.family == "sudoku":
        share = 0.28 if len(structure.values) < 100 else 0.42
        givens = int(share * len(structure.values))
        yield from (problem.masks for problem in puzzles(structure, count, givens))
        return
    rng = Random(8)
    for _ in range(count):
        yield tuple(top if rng.random() < 0.985 else top & -top for top in structure.top)


def assert_same(structure: Structure, count: int = 6) -> None:
    """Compare all that the two ways do: fixpoints, and searches by every choice, in slices too."""
    plain = Kernel(structure, COMPILED_BITS)
    fast = Kernel(structure, COMPILED_BITS, compiled=True)
    for masks in random_elements(structure, 5 * count):
        assert fast.fixpoint(masks) == plain.fixpoint(masks)
    decided = 0
    for choice in CHOICES.values():
        for masks in cases(structure, count):
            trace = plain.run(masks, choice, nodes=120)
            assert fast.run(masks, choice, nodes=120) == trace
            assert fast.run(masks, choice, nodes=120, slice_size=1) == trace
            decided += trace.nodes
    assert decided > 0


@pytest.mark.parametrize(
    "structure",
    [GRIDS["9x9"], colouring(70, 160, 4, seed=9), formula(80, 330, seed=10).structure],
    ids=["9x9", "4 colours", "formula"],
)
def test_two_words_compiled_are_two_words_uncompiled(structure: Structure) -> None:
    needs(2)
    assert_same(structure, count=3)


def test_two_words_of_mixed_rules_compiled_are_two_words_uncompiled() -> None:
    needs(2)
    assert_same(long_mixed(100))


def same_answer(one: Answer, other: Answer) -> bool:
    """Whether two answers say the same and took the same decisions."""
    return (type(one), one.solutions, one.count, one.statistics.nodes) == (
        type(other),
        other.solutions,
        other.count,
        other.statistics.nodes,
    )


@pytest.mark.parametrize("goal", [Goal.first(), Goal.unique(), Goal.count(5)])
def test_a_batch_answers_as_single_searches_do(goal: Goal) -> None:
    needs(2)
    problems = list(puzzles(GRIDS["9x9"], 12, givens=26))
    batch = Batch(problems, goal, Budget(), "symbolic")
    batch.search()
    answers = list(batch.answers())
    assert [problem for problem, _ in answers] == problems
    for problem, answer in answers:
        assert answer is not None
        assert same_answer(answer, search_tree(problem, goal, Budget()))


def test_what_a_batch_may_not_settle_it_leaves_open() -> None:
    needs(2)
    problems = list(puzzles(GRIDS["9x9"], 6, givens=24))
    whole = [search_tree(problem, Goal.unique(), Budget()) for problem in problems]
    budget = Budget(nodes=max(answer.statistics.nodes for answer in whole) // 2)
    batch = Batch(problems, Goal.unique(), budget, "symbolic")
    batch.search()
    for (_, answer), full in zip(batch.answers(), whole, strict=True):
        within = full.statistics.nodes <= (budget.nodes or 0)
        assert (answer is not None) == within
        assert answer is None or same_answer(answer, full)


def test_more_solutions_than_a_batch_has_room_for_are_left_to_the_caller() -> None:
    needs(2)
    (problem,) = puzzles(GRIDS["9x9"], 1, givens=22)
    batch = Batch([problem], Goal.count(10**9), Budget(), "symbolic")
    batch.search()
    assert [answer for _, answer in batch.answers()] == [None]
    assert batch.engine is not None
    answer = search_tree(problem, Goal.count(40), Budget(), engine=batch.engine)
    assert same_answer(answer, search_tree(problem, Goal.count(40), Budget()))


def test_a_compiled_engine_answers_as_an_uncompiled_one_does() -> None:
    needs(2)
    structure = GRIDS["9x9"]
    fast, plain = Engine(structure, compiled=True), Engine(structure)
    for masks in random_elements(structure, 30):
        assert fast.fixpoint(masks) == plain.fixpoint(masks)
    solution = structure.decode(some_solution(structure))
    for problem in puzzles(structure, 5, givens=24):
        for restart_after in (None, 5):
            one = search_tree(
                problem, Goal.count(50), Budget(), engine=fast, restart_after=restart_after
            )
            assert solution in one.solutions or len(one.solutions) == 50
            other = search_tree(problem, Goal.count(50), Budget(), restart_after=restart_after)
            assert same_answer(one, other)


@pytest.mark.slow
@pytest.mark.parametrize("structure", [*TINY.values(), *SUMS.values(), GRIDS["6x6"]])
def test_one_word_compiled_is_one_word_uncompiled(structure: Structure) -> None:
    if structure.values:
        plain = Kernel(structure, COMPILED_BITS)
        fast = Kernel(structure, COMPILED_BITS, compiled=True)
        for masks in random_elements(structure, 30):
            assert fast.fixpoint(masks) == plain.fixpoint(masks)
            assert fast.run(masks) == plain.run(masks)


@pytest.mark.slow
@pytest.mark.parametrize(
    "structure",
    [colouring(130, 300, 4, seed=11), long_mixed(190), SIXTEEN],
    ids=["3 words", "4 words", "5 words"],
)
def test_more_words_compiled_are_as_many_uncompiled(structure: Structure) -> None:
    assert word_count(structure, COMPILED_BITS) > 2
    assert_same(structure, count=3)


@pytest.mark.parametrize("restart_after", [None, 30])
def test_a_search_moves_into_machine_code_and_nothing_else_changes(
    restart_after: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs(2)
    structure = formula(80, 330, seed=10).structure
    problems = [*puzzles(GRIDS["9x9"], 3, givens=22), structure.problem()]
    for problem in problems:
        runs = []
        for visits in (10**9, 50, 150):
            told: list[Event] = []
            monkeypatch.setattr(symbolic, "INTERPRETED_VISITS", visits)
            monkeypatch.setattr(warm, "loaded", lambda: False)  # a loaded kernel is used at once
            answer = search_tree(
                problem,
                Goal.count(30),
                Budget(nodes=250),
                [told.append],
                restart_after=restart_after,
            )
            runs.append((told, answer.solutions, replace(answer.statistics, seconds=0.0)))
        assert runs[0][2].propagations > 200
        assert runs[0] == runs[1] == runs[2]
