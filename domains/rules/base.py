"""What a rule is: an exact meaning, sound deductions with reasons, and a pseudo-Boolean form."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domains.deduction import Deduction


@dataclass(frozen=True, slots=True)
class Term:
    """A coefficient times the candidate (variable, k-th value), which is 1 when taken, else 0."""

    coefficient: int
    variable: int
    index: int


@dataclass(frozen=True, slots=True)
class PseudoBoolean:
    """A linear constraint over candidates: ``lower <= sum of terms <= upper``.

    An open end is None. A clause is ``terms, lower=1``; exactly one is ``lower=1, upper=1``.
    Each candidate occurs at most once.
    """

    terms: tuple[Term, ...]
    lower: int | None
    upper: int | None


class Rule(ABC):
    """A constraint over the variables in ``scope``.

    REQUIRED: `holds`, `deduce`, `ground`. `structure_values` and `masks` arguments are those of the
    whole structure; a rule picks what its scope names.
    """

    __slots__ = ()  # so that the slots of the rules are all they have

    scope: tuple[int, ...]
    label: str

    @abstractmethod
    def holds(self, values: Sequence[int]) -> bool:
        """Tell exactly whether the values of the scope's variables (in scope order) are allowed."""

    @abstractmethod
    def deduce(
        self, index: int, values: Sequence[tuple[int, ...]], masks: Sequence[int]
    ) -> Iterator[Deduction]:
        """Yield sound deductions from the element ``masks``; nothing when there are none.

        Args:
            index: position of this rule in ``structure.rules``, for the reason.
            values: the structure's values per variable.
            masks: the element, one mask per variable of the structure.
        """

    @abstractmethod
    def ground(self, values: Sequence[tuple[int, ...]]) -> Iterator[PseudoBoolean]:
        """Yield constraints over candidates whose conjunction means the same as the rule.

        Each variable of the scope is understood to take exactly one of its values.
        """

    def describe_violation(self, assignment: Sequence[int], names: Sequence[str]) -> str:
        """Say in words how an assignment of the whole structure breaks this rule."""
        found = ", ".join(f"{names[v]}={assignment[v]}" for v in self.scope)
        return f"{self} is broken by {found}"

    def __str__(self) -> str:
        return self.label
