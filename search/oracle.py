"""Solutions for generators: the strategies of this package behind the generators' interface."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.answer import Abstained, Goal

if TYPE_CHECKING:
    from domains.problem import Assignment, Problem


class UnsettledError(RuntimeError):
    """A search without limits abstained, so a generator cannot know what it asked."""


@dataclass(frozen=True, slots=True)
class SearchOracle:
    """A `domains.families.base.SolutionOracle` that asks `search.solving`.

    Attributes:
        strategy: who searches; one that asks no proposer.
        seed: seed of every search.
    """

    strategy: str = "auto"
    seed: int = 0

    def solutions(self, problem: Problem, limit: int) -> Sequence[Assignment]:
        """Return up to ``limit`` different solutions, all of them when there are fewer.

        Raises:
            UnsettledError: the strategy abstained.
        """
        from search import solve

        goal = Goal.first() if limit == 1 else Goal.count(limit)
        answer = solve(problem, goal=goal, strategy=self.strategy, seed=self.seed)
        if isinstance(answer, Abstained):
            raise UnsettledError(answer.reason)
        return answer.solutions
