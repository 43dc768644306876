"""Proposers that break the form: no numbers, other shapes, exceptions, borrowed memory, delays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count
from time import sleep
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np

from domains.problem import Problem
from proofs.proposers.misleading import Random, proposal
from search.answer import Goal
from search.budget import Budget
from search.learned.proposer import Proposal, neutral

if TYPE_CHECKING:
    from search.learned.boards import Boards


@dataclass(frozen=True, slots=True)
class NoNumbers:
    """Says numbers that are none, or beyond any range.

    Attributes:
        numbers: what is put in every second place of a random proposal, in turn.
        seed: of the proposal.
    """

    numbers: tuple[float, ...]
    seed: int = 0

    def propose(self, problems: Sequence[Problem], boards: Boards) -> Proposal:
        """Spoil a random proposal."""
        said = [part.astype(np.float64) for part in Random(self.seed).propose(problems, boards)]
        for part in said:
            part.flat[::2] = np.resize(self.numbers, part.flat[::2].shape)
        return Proposal(*said)  # type: ignore[arg-type]  # double precision is part of the test


Form = Callable[..., Any]
"""From keep, value and conflict to what is said instead."""

SHAPES: tuple[Form, ...] = (
    lambda keep, value, conflict: (keep[:, :-1], value, conflict),
    lambda keep, value, conflict: (keep, value[..., :-1], conflict),
    lambda keep, value, conflict: (keep, value, conflict[None]),
    lambda keep, value, conflict: (np.concatenate([keep, keep]), value, conflict),
    lambda keep, value, _: (keep, value),
    lambda keep, value, conflict: (keep, value, conflict, conflict),
    lambda keep, value, _: (keep, value, 0.0),
    lambda keep, value, conflict: (keep.T, value, conflict),
)
"""Ways to get a shape wrong."""

TYPES: tuple[Form, ...] = (
    lambda *_: None,
    lambda *_: "keep everything",
    lambda *_: 7,
    lambda keep, value, conflict: {"keep": keep, "value": value, "conflict": conflict},
    lambda _, value, conflict: ("all", value, conflict),
    lambda keep, value, conflict: (keep, value.astype(object) + 1j, conflict),
    lambda *said: [[part.tolist(), 1] for part in said],
    lambda *_: count(),
    lambda keep, value, conflict: (keep, value, [{}] * len(conflict)),
    lambda *_: Proposal,
)
"""Ways to get a type wrong."""


@dataclass(frozen=True, slots=True)
class Deformed:
    """Says the neutral proposal in a wrong form."""

    form: Form

    def propose(self, problems: Sequence[Problem], boards: Boards) -> Any:  # noqa: ANN401
        """Break the form."""
        del problems
        return self.form(*neutral(boards))


class UnspeakableError(Exception):
    """An exception that cannot be printed."""

    def __str__(self) -> NoReturn:
        message = "no words for it"
        raise RuntimeError(message)


EXCEPTIONS: tuple[type[BaseException], ...] = (
    ValueError,
    StopIteration,
    RecursionError,
    MemoryError,
    AssertionError,
    UnspeakableError,
    OSError,
)
"""What a proposer may raise and a search has to survive."""


@dataclass(slots=True)
class Raising:
    """Raises, at its first call or at a later one; before that it is random.

    Attributes:
        error: what it raises.
        after: calls that go well.
        seed: of what it says in these.
    """

    error: type[BaseException]
    after: int = 0
    seed: int = 0
    calls: int = 0

    def propose(self, problems: Sequence[Problem], boards: Boards) -> Proposal:
        """Say something, or raise."""
        self.calls += 1
        if self.calls > self.after:
            raise self.error
        return Random(self.seed + self.calls).propose(problems, boards)


@dataclass(frozen=True, slots=True)
class Slow:
    """Says nothing, slowly.

    Attributes:
        seconds: each call takes this long.
    """

    seconds: float = 0.001

    def propose(self, problems: Sequence[Problem], boards: Boards) -> Proposal:
        """Sleep."""
        del problems
        sleep(self.seconds)
        return neutral(boards)


class Mutating:
    """Empties the boards and the list of problems that it is given."""

    def propose(self, problems: Sequence[Problem], boards: Boards) -> Proposal:
        """Leave nothing as it was."""
        boards[:] = False
        if isinstance(problems, list):
            problems.clear()
        return neutral(boards)


@dataclass(slots=True)
class Borrowing:
    """Returns views into what it was given, and writes to what it has returned before."""

    returned: list[Boards] = field(default_factory=list)

    def propose(self, problems: Sequence[Problem], boards: Boards) -> Any:  # noqa: ANN401
        """Return one array twice, and keep it."""
        del problems
        for earlier in self.returned:
            np.logical_not(earlier, out=earlier)
        self.returned = [boards]
        first = boards[:, 0, 0] if boards[0].size else np.zeros(len(boards), np.bool_)
        return boards, boards[:, :, :], first


@dataclass(slots=True)
class Recursive:
    """Solves the problem itself, with itself as the proposer, and says what came of it."""

    depth: int = 0
    deepest: int = 2

    def propose(self, problems: Sequence[Problem], boards: Boards) -> Proposal:
        """Ask the search that asks."""
        if self.depth >= self.deepest:
            return Random(self.depth).propose(problems, boards)
        inner = Recursive(self.depth + 1, self.deepest)
        found = [_solved_with(inner, problem) for problem in problems]
        return proposal(boards, np.zeros(boards.shape), float(not any(found)))


def _solved_with(proposer: Recursive, problem: Problem) -> bool:
    from search.solving import solve

    budget = Budget(nodes=2, network_calls=1)
    answer = solve(problem, goal=Goal.first(), strategy="hybrid", budget=budget, proposer=proposer)
    return bool(answer.solutions)


@dataclass(frozen=True, slots=True)
class Meddling:
    """Leaves numpy in a state where every rounding to zero raises, and says huge logits."""

    seed: int = 0

    def propose(self, problems: Sequence[Problem], boards: Boards) -> Proposal:
        """Set numpy's errors to raise."""
        np.seterr(all="raise")
        said = Random(self.seed).propose(problems, boards)
        return said._replace(value=said.value * np.float32(100))
