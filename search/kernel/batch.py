"""A chunk of problems of one structure through the compiled kernel at once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, lru_cache
from time import perf_counter
from typing import Any

from domains.problem import Assignment, Problem, Structure
from search.answer import Answer, Goal, conclude
from search.budget import Budget, Statistics
from search.kernel.choice import CONNECTED
from search.kernel.engine import NO_LIMIT, Engine, array_layout, zeros_array
from search.kernel.state import new_state
from search.kernel.tree import REPORT_SIZE

PROPAGATIONS_EACH = 10_000
"""A search that takes longer is left to the caller, who can look at the clock (some 20 ms)."""

SOLUTIONS_EACH = 16
"""A search for more solutions is left to the caller: a batch makes room for all it might find."""


@lru_cache(maxsize=16)
def shared_layout(structure: Structure) -> Any:  # noqa: ANN401
    """Return the layout for compiled code, built once."""
    return array_layout(structure)


CAUTIOUS_RATE = 200_000
"""Propagations a second, a twentieth of what is usual: a batch never eats a wall-clock limit."""


class Batch:
    """A chunk: searched by `search` (callable from a thread, it releases the GIL), then read."""

    def __init__(self, problems: list[Problem], goal: Goal, budget: Budget, strategy: str) -> None:
        self.problems, self.goal, self.budget, self.strategy = problems, goal, budget, strategy
        self._limit = min(goal.limit, SOLUTIONS_EACH)
        self._report: Any = None
        self._solutions: Any = None
        self._seconds = 0.0

    @cached_property
    def engine(self) -> Engine | None:
        """A compiled engine for what the kernel left open, or None when it was not used."""
        if self._report is None:
            return None
        return Engine(self.problems[0].structure, compiled=True)

    def search(self) -> None:
        """Run the kernel over all problems of the chunk."""
        import numpy as np

        from search.kernel.compiled import entry_points

        start = perf_counter()
        layout = shared_layout(self.problems[0].structure)
        masks = np.array([problem.masks for problem in self.problems], np.int64).ravel()
        count, limit = len(self.problems), self._limit
        state = new_state(layout, layout.variables + 1, 0, zeros_array)
        self._solutions = zeros_array(count * limit * layout.variables)
        self._report = zeros_array(count * REPORT_SIZE)
        nodes = NO_LIMIT if self.budget.nodes is None else self.budget.nodes
        entry_points().search_batch(
            layout, state, masks, limit, nodes, self._propagations_each(), CONNECTED,
            self._solutions, self._report,
        )  # fmt: skip
        self._seconds = perf_counter() - start

    def _propagations_each(self) -> int:
        """Return the limit of one search, a small part of its wall-clock limit too."""
        limits = [PROPAGATIONS_EACH]
        if self.budget.propagations is not None:
            limits.append(self.budget.propagations)
        if self.budget.seconds is not None:
            limits.append(int(self.budget.seconds * CAUTIOUS_RATE))
        return min(limits)

    def answers(self) -> Iterator[tuple[Problem, Answer | None]]:
        """Yield each problem with its answer, None where the kernel did not settle it."""
        if self._report is None:
            for problem in self.problems:
                yield problem, None
            return
        rows = self._report.reshape(-1, REPORT_SIZE).tolist()
        each = self._seconds / max(sum(row[3] for row in rows), 1)
        values = self._assignments()
        for index, (problem, row) in enumerate(zip(self.problems, rows, strict=True)):
            found, closed, nodes, propagations = row
            if not closed and found < self.goal.limit:
                yield problem, None
                continue
            start = index * self._limit
            yield (
                problem,
                conclude(
                    problem,
                    self.goal,
                    tuple(values[start : start + found]),
                    closed=bool(closed),
                    reason="goal met",
                    strategy=self.strategy,
                    statistics=Statistics(nodes, propagations, seconds=each * propagations),
                ),
            )

    def _assignments(self) -> list[Assignment]:
        """Return the solutions' values; rows that hold none are never read."""
        import numpy as np

        structure = self.problems[0].structure
        rows = self._solutions.reshape(-1, len(structure.values))
        if len(set(structure.values)) == 1:
            return list(map(tuple, np.array(structure.values[0])[rows].tolist()))
        return [
            tuple([v[k] for v, k in zip(structure.values, row, strict=True)])
            for row in rows.tolist()
        ]
