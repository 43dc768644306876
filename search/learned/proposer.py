"""Proposers: anything that says what to keep, what to try and what is lost. Never trusted.

A search asks through `Consultant`, which lets nothing through but finite arrays of the right shape.
A proposer that raises, or answers in another shape, is reported once and not asked again; the
search goes on with `neutral`. So the worst a proposer can do is waste time.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol, runtime_checkable

from domains.errors import InputError
from domains.problem import Problem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from search.learned.boards import Boards

    Numbers = NDArray[np.float32]

LARGEST_LOGIT = 1e4
"""Logits are clipped here: far beyond what a network says, far below `search.learned.step.FAR`."""


class Proposal(NamedTuple):
    """What a proposer says of a batch of elements.

    Attributes:
        keep: [batch, variables, values] probability that a candidate is part of a solution.
        value: logits of the same shape; within a variable, which value to try.
        conflict: [batch] probability that an element holds no solution.
    """

    keep: Numbers
    value: Numbers
    conflict: Numbers


@runtime_checkable
class Proposer(Protocol):
    """A learned, random or hostile source of proposals."""

    def propose(self, problems: Sequence[Problem], boards: Boards) -> Proposal:
        """Say what to do with a batch of elements.

        Args:
            problems: one per element, all of one structure.
            boards: [batch, variables, values] bool, see `search.learned.boards`. A copy.
        """


class UnfitError(InputError):
    """A proposer was asked about problems it was not made for. Not passed over: the caller errs."""


class ProposerWarning(UserWarning):
    """A proposer failed, or said something that cannot be read; the search went on without it."""


def neutral(boards: Boards) -> Proposal:
    """Return the proposal that says nothing: keep all, any value, no conflict."""
    import numpy as np

    shape = boards.shape
    return Proposal(
        np.ones(shape, np.float32), np.zeros(shape, np.float32), np.zeros(shape[0], np.float32)
    )


class Uniform:
    """The control: proposes nothing, so that a search with it shows what the search itself does."""

    def propose(self, problems: Sequence[Problem], boards: Boards) -> Proposal:
        """Return the neutral proposal."""
        return neutral(boards)


@dataclass(slots=True)
class Consultant:
    """Asks a proposer on behalf of a search, and counts.

    Attributes:
        proposer: who is asked.
        calls: forward passes.
        rows: elements asked about.
        faults: answers that held numbers that are none.
        failed: it raised, or answered in another shape; it is not asked again.
    """

    proposer: Proposer
    calls: int = 0
    rows: int = 0
    faults: int = 0
    failed: bool = False

    def propose(self, problems: Sequence[Problem], boards: Boards) -> Proposal:
        """Return a proposal in which every number is finite, whatever the proposer does.

        Raises:
            UnfitError: the proposer says that it was made for other problems.
        """
        import numpy as np

        if self.failed:
            return neutral(boards)
        self.calls += 1
        self.rows += len(boards)
        try:
            with np.errstate(over="ignore", invalid="ignore"):  # and what it sets ends with it
                said = _read(self.proposer.propose(problems, boards.copy()), boards)
        except UnfitError:
            raise
        except Exception as error:  # noqa: BLE001  (a proposer is anyone's code)
            self.failed = True
            self._report(f"failed ({_words(error)}) and is not asked again")
            return neutral(boards)
        finite = [np.isfinite(part).all() for part in said]
        if not all(finite):
            self.faults += 1
            if self.faults == 1:
                self._report("said numbers that are not finite; they count as nothing said")
        return _cleaned(said)

    def _report(self, what: str) -> None:
        message = f"proposer {type(self.proposer).__name__} {what}"
        warnings.warn(message, ProposerWarning, stacklevel=4)


def _words(error: Exception) -> str:
    """Return an exception in words, even one that cannot be printed."""
    name = type(error).__name__
    try:
        return f"{name}: {error}"
    except Exception:  # noqa: BLE001  (it is anyone's code, too)
        return name


def _read(said: object, boards: Boards) -> Proposal:
    """Return what was said as arrays of the expected shapes.

    Raises:
        ValueError, TypeError: it cannot be read so.
    """
    import numpy as np

    keep, value, conflict = (np.asarray(part, np.float32) for part in said)  # type: ignore[attr-defined]
    expected = (boards.shape, boards.shape, boards.shape[:1])
    found = (keep.shape, value.shape, conflict.shape)
    if found != expected:
        message = f"keep, value and conflict of shapes {found}, expected {expected}"
        raise ValueError(message)
    return Proposal(keep, value, conflict)


def _cleaned(said: Proposal) -> Proposal:
    """Replace what is not finite by what says nothing, and clip the logits."""
    import numpy as np

    keep, value, conflict = (
        np.where(np.isfinite(part), part, np.float32(nothing))
        for part, nothing in zip(said, (1, 0, 0), strict=True)
    )
    return Proposal(keep, value.clip(-LARGEST_LOGIT, LARGEST_LOGIT), conflict)
