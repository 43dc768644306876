"""Streams of problems: chunks of one structure through the compiled kernel, the rest one by one.

A small job never waits for a compiler. The first problems are solved uncompiled; once they have
cost about what loading the compiled kernel costs, it is loaded if this installation has it in its
cache, and otherwise compiled by a process of its own while the stream goes on without it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from time import perf_counter
from typing import TYPE_CHECKING

from domains.problem import Problem
from search.answer import Answer, Goal
from search.auto import suits_tree
from search.budget import Budget
from search.kernel import warm
from search.kernel.layout import COMPILED_BITS, fits_compiled, word_count

if TYPE_CHECKING:
    from concurrent.futures import Future

    from search.kernel.batch import Batch

LOADING_SECONDS = 0.4
"""What loading numba and the cached kernel costs; measured by ``python -m benchmarks.costs``."""

CHUNK_SECONDS = 0.05
LARGEST_CHUNK = 1024


def stream(
    problems: Iterable[Problem], goal: Goal, strategy: str, budget: Budget, seed: int, jobs: int
) -> Iterator[Answer]:
    """Yield the answers of `search.solving.solve_many`."""
    from search.solving import solve

    rest = iter(problems)
    spent = 0.0
    for problem in rest:
        worth_it = spent > LOADING_SECONDS or warm.loaded()
        if worth_it and _kernel_ready(problem, strategy):
            warm.load()
            rest = chain([problem], rest)
            break
        start = perf_counter()
        yield solve(problem, goal=goal, strategy=strategy, budget=budget, seed=seed)
        spent += perf_counter() - start
    yield from _Compiled(goal, strategy, budget, seed, jobs).answers(rest)


class _Compiled:
    """The stream once the compiled kernel is there."""

    def __init__(self, goal: Goal, strategy: str, budget: Budget, seed: int, jobs: int) -> None:
        self.goal, self.strategy, self.budget = goal, strategy, budget
        self.seed, self.jobs = seed, jobs
        self.size = 16

    def answers(self, problems: Iterator[Problem]) -> Iterator[Answer]:
        """Keep ``jobs`` chunks under way; yield in order."""
        if self.jobs == 1:
            for chunk in self._chunks(problems):
                yield from self._finish(self._run(chunk, self._ready(chunk)))
            return
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(self.jobs) as pool:
            waiting: deque[Future[Batch]] = deque()
            for chunk in self._chunks(problems):
                waiting.append(pool.submit(self._run, chunk, self._ready(chunk)))
                if len(waiting) > self.jobs:
                    yield from self._finish(waiting.popleft().result())
            while waiting:
                yield from self._finish(waiting.popleft().result())

    def _chunks(self, problems: Iterator[Problem]) -> Iterator[list[Problem]]:
        """Yield runs of problems of one structure."""
        pending: list[Problem] = []
        while True:
            pending += islice(problems, max(0, self.size - len(pending)))
            if not pending:
                return
            same = [p for p in pending if p.structure is pending[0].structure]
            end = len(same) if len(same) == len(pending) else _first_run(pending)
            yield pending[:end]
            pending = pending[end:]

    def _ready(self, chunk: list[Problem]) -> bool:
        """Tell whether the kernel takes a chunk; asked in one thread, as it may start a process."""
        return _kernel_ready(chunk[0], self.strategy)

    def _run(self, chunk: list[Problem], ready: bool) -> Batch:
        """Search a chunk in the kernel, as far as its limits go."""
        from search.kernel.batch import Batch

        start = perf_counter()
        name = "symbolic" if self.strategy == "symbolic" else "auto/symbolic"
        batch = Batch(chunk, self.goal, self.budget, name)
        if ready:
            batch.search()
        seconds = perf_counter() - start
        wanted = int(len(chunk) * CHUNK_SECONDS / max(seconds, 1e-6))
        self.size = max(1, min(wanted, 2 * self.size, LARGEST_CHUNK))
        return batch

    def _finish(self, batch: Batch) -> Iterator[Answer]:
        """Yield a chunk's answers; what the kernel's limits left open is solved by itself."""
        from search.solving import solve

        for problem, answer in batch.answers():
            yield answer or solve(
                problem,
                goal=self.goal,
                strategy=self.strategy,
                budget=self.budget,
                seed=self.seed,
                engine=batch.engine,
            )


def _kernel_ready(problem: Problem, strategy: str) -> bool:
    """Tell whether the compiled kernel is what this problem wants, and is at hand."""
    structure = problem.structure
    if strategy == "cdcl" or not fits_compiled(structure):
        return False
    if strategy == "auto" and not suits_tree(structure):
        return False
    return warm.ready_or_started(word_count(structure, COMPILED_BITS))


def _first_run(problems: list[Problem]) -> int:
    """Return how many problems at the start have one structure."""
    first = problems[0].structure
    return next(i for i, p in enumerate(problems) if p.structure is not first)
