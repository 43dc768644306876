"""What a deduction technique is: a named, sourced, sound way to remove candidates."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import ClassVar

from domains.deduction import Deduction
from domains.problem import Structure


class Technique(ABC):
    """One way to deduce. One file each; `domains.techniques.TECHNIQUES` lists them, easiest first.

    Attributes:
        name: as people say it (``hidden single``); unique.
        summary: one line for ``ldt domains`` and the docs.
        source: where the argument was published.
        difficulty: what a person finds it to cost, 0 (trivial) to 10; orders the techniques and
            rates puzzles.
    """

    name: ClassVar[str]
    summary: ClassVar[str]
    source: ClassVar[str]
    difficulty: ClassVar[float]

    @abstractmethod
    def find(self, structure: Structure, masks: Sequence[int]) -> Iterator[Deduction]:
        """Yield the sound deductions this technique sees in the element ``masks``.

        Lazily, so that a caller who wants one pays for one. All of them speak of the element as it
        was given: a later one may overlap an earlier one. None is empty.
        """
