"""Proposers that keep the form and mislead: at random, always the same, or knowing the answer.

Those that know an answer ask the exact oracle for one solution of the problem, and use it against
the search.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from domains.oracle import ExactOracle
from domains.problem import Masks, Problem
from search.learned.boards import to_boards
from search.learned.proposer import Proposal

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from search.learned.boards import Boards

SURE = 10.0
"""A logit that leaves no doubt."""


def proposal(keep: ArrayLike, value: ArrayLike, conflict: ArrayLike) -> Proposal:
    """Return a proposal of single precision; the conflict of all elements may be one number."""
    kept = np.asarray(keep, np.float32)
    given_up = np.broadcast_to(np.asarray(conflict, np.float32), kept.shape[:1])
    return Proposal(kept, np.asarray(value, np.float32), given_up)


@dataclass(slots=True)
class Random:
    """Says anything at all, and each time something else."""

    seed: int = 0
    rng: np.random.Generator = field(init=False)

    def __post_init__(self) -> None:
        """Begin its own sequence of random numbers."""
        self.rng = np.random.default_rng(self.seed)

    def propose(self, problems: Sequence[Problem], boards: Boards) -> Proposal:
        """Draw every number."""
        del problems
        draw, shape = self.rng.random, boards.shape
        return proposal(draw(shape), self.rng.normal(0, SURE, shape), draw(shape[0]))


@dataclass(frozen=True, slots=True)
class Constant:
    """Says the same of every candidate and every element.

    Attributes:
        keep: of every candidate.
        conflict: of every element.
    """

    keep: float
    conflict: float

    def propose(self, problems: Sequence[Problem], boards: Boards) -> Proposal:
        """Repeat it."""
        del problems
        return proposal(np.full(boards.shape, self.keep), np.zeros(boards.shape), self.conflict)


@dataclass(slots=True)
class Fickle:
    """Says the opposite at each call: keep all, kill all and give up, keep all again."""

    calls: int = 0

    def propose(self, problems: Sequence[Problem], boards: Boards) -> Proposal:
        """Change its mind."""
        self.calls += 1
        kills = self.calls % 2 == 0
        said = Constant(float(not kills), float(kills and self.calls % 4 == 0))
        return said.propose(problems, boards)


@lru_cache(maxsize=64)
def one_solution(problem: Problem) -> Masks | None:
    """Return a solution of a problem as masks of one bit, or None when there is none."""
    found = ExactOracle().solutions(problem, 1)
    return problem.structure.encode(found[0]) if found else None


def solution_boards(problems: Sequence[Problem], boards: Boards) -> Boards:
    """Return a solution of each problem as a board; all dead where there is none."""
    nothing = (0,) * boards.shape[1]
    found = [one_solution(problem) or nothing for problem in problems]
    return to_boards(problems[0].structure, found)


class Inverted:
    """Knows a solution and says the opposite: kill it, try the rest, give up what holds it."""

    def propose(self, problems: Sequence[Problem], boards: Boards) -> Proposal:
        """Lie about everything."""
        solution = solution_boards(problems, boards)
        holds = (boards | ~solution).all((1, 2)) & solution.any((1, 2))
        return proposal(~solution, -SURE * solution, holds)


@dataclass(frozen=True, slots=True)
class AlmostRight:
    """Knows a solution and says it, but for one variable, where it kills just the right value."""

    seed: int = 0

    def propose(self, problems: Sequence[Problem], boards: Boards) -> Proposal:
        """Tell the truth of all variables but one."""
        solution = solution_boards(problems, boards)
        if boards.shape[1]:
            variable = self.seed % boards.shape[1]
            solution[:, variable] = ~solution[:, variable]
        return proposal(solution, SURE * solution, 0.0)


@dataclass(frozen=True, slots=True)
class LateKiller:
    """Harmless at first; where few candidates are open, it kills a solution's, one at a time.

    Attributes:
        seed: which of the solution's candidates go first.
        late: it begins when so few variables are open.
    """

    seed: int = 0
    late: int = 6

    def propose(self, problems: Sequence[Problem], boards: Boards) -> Proposal:
        """Keep all but one candidate, the one that is needed."""
        keep = np.ones(boards.shape, np.bool_)
        needed = solution_boards(problems, boards) & boards & (boards.sum(-1) > 1)[..., None]
        for row, places in enumerate(needed):
            at = np.argwhere(places)
            if 0 < len(at) <= self.late:
                variable, value = at[self.seed % len(at)]
                keep[row, variable, value] = False
        return proposal(keep, SURE * keep, 0.0)


class NeverConflict:
    """Knows the conflicts and hides them; where there is a solution, it gives up."""

    def propose(self, problems: Sequence[Problem], boards: Boards) -> Proposal:
        """Say conflict just where there is none."""
        solution = solution_boards(problems, boards)
        return proposal(boards, np.zeros(boards.shape), solution.any((1, 2)))
