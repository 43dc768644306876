"""A long search goes over to the compiled kernel in the middle, and loses and repeats nothing."""

from __future__ import annotations

import pytest

from domains.families.sudoku.structure import sudoku_structure
from domains.problem import Structure
from search import Budget, Enumerated, Goal, symbolic
from search.kernel.engine import Engine

SOLUTIONS_OF_4X4 = 288


@pytest.fixture
def handovers(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Make some slice boundaries handovers, to engines that are not really compiled."""
    asked: list[bool] = []
    ready = iter([False, True, False, False, True, True, False, True])

    def engine(structure: Structure, *, compiled: bool = False, log: bool = False) -> Engine:
        asked.append(compiled)
        return Engine(structure, log=log)

    monkeypatch.setattr(symbolic, "Engine", engine)
    monkeypatch.setattr(symbolic, "INTERPRETED_VISITS", 1)
    monkeypatch.setattr(symbolic, "FIRST_SLICE", 20)
    monkeypatch.setattr(symbolic, "SLICE_SECONDS", 0.0)
    monkeypatch.setattr(symbolic.warm, "ready_or_started", lambda words: next(ready, False))
    return asked


def test_all_solutions_are_found_once_across_handovers(handovers: list[bool]) -> None:
    problem = sudoku_structure(2, 2).problem()
    answer = symbolic.search_tree(problem, Goal.count(1000), Budget())
    assert isinstance(answer, Enumerated)
    assert answer.complete
    assert len(set(answer.solutions)) == len(answer.solutions) == SOLUTIONS_OF_4X4
    assert handovers.count(True) > 1


def test_an_engine_that_was_given_is_kept(handovers: list[bool]) -> None:
    structure = sudoku_structure(2, 2)
    answer = symbolic.search_tree(
        structure.problem(), Goal.count(1000), Budget(), engine=Engine(structure)
    )
    assert answer.count == SOLUTIONS_OF_4X4
    assert handovers == []
