"""ded_p as a service: the exact best deduction for many elements, each asked only once.

What an audit, a precision table and a training target have in common is that they ask for the best
deduction of many elements of few structures, often the same again. So answers are kept.
"""

from __future__ import annotations

import weakref
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from domains.oracle import ExactOracle
from domains.problem import Masks, Problem, Structure

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DEFAULT_ROOM = 100_000
"""Answers kept for each structure; an answer of 9x9 Sudoku takes about 3 kB."""


_Answers = OrderedDict[Masks, Masks]
"""Per element its best deduction, the least recently used first."""


class BestDeductions:
    """ded_p(a) = α(γ(a) ∩ ‖p‖), batched and cached. Not for several threads.

    Args:
        oracle: what answers a question that was not asked before.
        room: how many answers to keep for each structure.

    Attributes:
        asked: questions put to the oracle.
        known: questions that were answered without it.
    """

    def __init__(self, oracle: ExactOracle | None = None, room: int = DEFAULT_ROOM) -> None:
        self._oracle = oracle or ExactOracle()
        self._room = room
        self._kept: weakref.WeakKeyDictionary[Structure, _Answers] = weakref.WeakKeyDictionary()
        self.asked = 0
        self.known = 0

    def one(self, problem: Problem, masks: Sequence[int]) -> Masks:
        """Return ded_p of an element; all zero when no solution lies in γ(masks)."""
        live = problem.restrict(masks).masks
        if not all(live):
            self.known += 1
            return (0,) * len(live)
        kept = self._kept.setdefault(problem.structure, OrderedDict())
        if live in kept:
            self.known += 1
            kept.move_to_end(live)
            return kept[live]
        self.asked += 1
        # What is kept is a fact of the structure: the problem only restricts where to look.
        best = self._oracle.best_deduction(problem.structure.problem(), live)
        self._keep(kept, live, best)
        if any(best):
            self._keep(kept, best, best)  # ded_p is idempotent
        return best

    def many(self, problem: Problem, elements: Iterable[Sequence[int]]) -> tuple[Masks, ...]:
        """Return ded_p of each element, in order."""
        return tuple(self.one(problem, masks) for masks in elements)

    def batch(self, problem: Problem, elements: NDArray[np.uint64]) -> NDArray[np.uint64]:
        """Return ded_p of a batch of candidate sets, shape (..., variables), in one array."""
        import numpy as np

        flat = elements.reshape(-1, elements.shape[-1])
        best = np.array(self.many(problem, map(tuple, flat.tolist())), dtype=np.uint64)
        return best.reshape(elements.shape)

    def _keep(self, kept: _Answers, masks: Masks, best: Masks) -> None:
        kept[masks] = best
        kept.move_to_end(masks)
        if len(kept) > self._room:
            kept.popitem(last=False)
