"""Exit statuses: what they mean, and which one a batch ends with."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from search.answer import Answer


class Exit(IntEnum):
    """What the process tells its caller."""

    DONE = 0
    CHECK_FAILED = 1
    USAGE = 2
    UNREADABLE = 3
    SATISFIABLE = 10  # only with --sat-exit-codes
    INFEASIBLE = 20
    ABSTAINED = 30
    INTERRUPTED = 130
    CLOSED_PIPE = 141  # 128 + SIGPIPE, what a shell reports for a tool that the signal ended


_OF_STATUS = {
    "solved": Exit.DONE,
    "infeasible": Exit.INFEASIBLE,
    "abstained": Exit.ABSTAINED,
}
_OF_STATUS_AS_SAT_SOLVERS_DO = {
    "solved": Exit.SATISFIABLE,
    "infeasible": Exit.INFEASIBLE,
    "abstained": Exit.DONE,
}


def exit_of(answer: Answer, *, as_sat_solvers_do: bool = False) -> Exit:
    """Return the exit status one answer alone would give."""
    table = _OF_STATUS_AS_SAT_SOLVERS_DO if as_sat_solvers_do else _OF_STATUS
    return table[answer.status]


def worst(statuses: Iterable[Exit]) -> Exit:
    """Return the status of a batch: the highest that occurred, 0 for an empty one.

    >>> worst([Exit.DONE, Exit.INFEASIBLE, Exit.UNREADABLE]).name
    'INFEASIBLE'
    """
    return max(statuses, default=Exit.DONE)
