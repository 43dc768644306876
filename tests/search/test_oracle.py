"""The strategies behind the generators' interface: as many solutions as there are, or an error."""

from __future__ import annotations

import pytest

from domains.families.sudoku import sudoku_structure
from domains.oracle import ExactOracle
from domains.problem import Problem
from search import oracle, solving
from search.answer import Abstained, Answer
from search.oracle import SearchOracle, UnsettledError
from tests.domains.small_problems import sudoku_solutions
from tests.search.universes import GRIDS, SUMS, puzzles, random_elements

PROBLEM = sudoku_structure(2, 2).problem()

COMPLETE = [name for name in solving.STRATEGIES if name not in solving.LEARNED]


@pytest.mark.parametrize("strategy", COMPLETE)
@pytest.mark.parametrize("limit", [1, 2, 10, 288, 1000])
def test_as_many_solutions_as_asked_for_or_all(strategy: str, limit: int) -> None:
    found = SearchOracle(strategy).solutions(PROBLEM, limit)
    assert len(set(found)) == len(found) == min(limit, 288)
    assert set(found) <= set(sudoku_solutions())


@pytest.mark.parametrize("strategy", COMPLETE)
def test_it_agrees_with_the_exact_oracle(strategy: str) -> None:
    problems = [
        *puzzles(GRIDS["6x6"], 5, givens=12),
        *(Problem(SUMS["mixed"], masks) for masks in random_elements(SUMS["mixed"], 5)),
    ]
    for problem in problems:
        ours = SearchOracle(strategy).solutions(problem, 50)
        exact = ExactOracle().solutions(problem, 50)
        assert len(ours) == len(exact)
        if len(exact) < 50:
            assert set(ours) == set(exact)


def test_a_search_that_abstains_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def abstain(problem: Problem, **_: object) -> Answer:
        return Abstained(problem=problem, reason="out of luck")

    monkeypatch.setattr("search.solving.solve", abstain)
    with pytest.raises(UnsettledError, match="out of luck"):
        oracle.SearchOracle().solutions(PROBLEM, 2)
