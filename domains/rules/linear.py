"""Linear sum: a weighted sum of the variables' values lies between two bounds.

The rule of Killer cages, Kakuro runs, magic squares and cryptarithms.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domains.deduction import Deduction, Reason
from domains.errors import ModelError
from domains.problem import bits
from domains.rules.base import PseudoBoolean, Rule, Term
from domains.rules.candidates import alive


@dataclass(frozen=True, slots=True)
class LinearSum(Rule):
    """``lower <= sum of coefficient times value <= upper``; a bound that is None is open.

    A variable named twice is kept once, with the sum of its coefficients, so that a cryptarithm can
    be written letter by letter.

    Raises:
        ModelError: no variable, not one coefficient a variable, or bounds that no number satisfies.
    """

    scope: tuple[int, ...]
    coefficients: tuple[int, ...]
    lower: int | None
    upper: int | None
    label: str = "sum"

    def __post_init__(self) -> None:
        """Check the arguments and merge repeated variables."""
        if not self.scope or len(self.scope) != len(self.coefficients):
            found = f"variables {self.scope} and coefficients {self.coefficients}"
            message = f"{self.label}: expected one coefficient a variable, found {found}"
            raise ModelError(message)
        if self.lower is not None and self.upper is not None and self.upper < self.lower:
            message = f"{self.label}: expected lower <= upper, found {self.lower}, {self.upper}"
            raise ModelError(message)
        merged: dict[int, int] = {}
        for variable, coefficient in zip(self.scope, self.coefficients, strict=True):
            merged[variable] = merged.get(variable, 0) + coefficient
        object.__setattr__(self, "scope", tuple(merged))
        object.__setattr__(self, "coefficients", tuple(merged.values()))

    @classmethod
    def exactly(cls, total: int, scope: tuple[int, ...], label: str = "sum") -> LinearSum:
        """Return the rule that the values of the scope add up to ``total``."""
        return cls(scope, (1,) * len(scope), total, total, label)

    def holds(self, values: Sequence[int]) -> bool:
        """Compare the sum with the bounds."""
        total = sum([c * value for c, value in zip(self.coefficients, values, strict=True)])
        above = self.lower is None or self.lower <= total
        return above and (self.upper is None or total <= self.upper)

    def deduce(
        self, index: int, values: Sequence[tuple[int, ...]], masks: Sequence[int]
    ) -> Iterator[Deduction]:
        """Yield per variable what the *bounds* of the others' sum exclude.

        A candidate goes when the others cannot be small enough for the upper bound, or large enough
        for the lower one. Each single candidate is judged, so holes inside a range are found too.
        Source: Harvey and Schimpf, Bounds consistency techniques for long linear constraints, 2002.
        """
        if not all(masks[variable] for variable in self.scope):
            return
        weights = [
            [(k, coefficient * values[variable][k]) for k in bits(masks[variable])]
            for variable, coefficient in zip(self.scope, self.coefficients, strict=True)
        ]
        ranges = [(min(w for _, w in row), max(w for _, w in row)) for row in weights]
        least, most = (sum(ends) for ends in zip(*ranges, strict=True))
        for variable, row, (low, high) in zip(self.scope, weights, ranges, strict=True):
            others = least - low, most - high
            removed = 0
            for k, weight in row:
                if not self._meets(weight + others[0], weight + others[1]):
                    removed |= 1 << k
            if removed:
                yield self._deduction(index, (variable, removed), masks, others)

    def _meets(self, least: int, most: int) -> bool:
        """Tell whether the range of a sum meets the range that is allowed."""
        if self.upper is not None and least > self.upper:
            return False
        return self.lower is None or most >= self.lower

    def _deduction(
        self, index: int, removal: tuple[int, int], masks: Sequence[int], others: tuple[int, int]
    ) -> Deduction:
        pattern = alive([v for v in self.scope if v != removal[0]], masks)
        detail = f"the other terms add up to {others[0]} to {others[1]}"
        return Deduction((removal,), Reason("bounds", (index,), pattern, detail))

    def ground(self, values: Sequence[tuple[int, ...]]) -> Iterator[PseudoBoolean]:
        """Yield one constraint a bound, each over nonnegative surpluses.

        A variable takes exactly one value, so its least weight is owed whatever it takes: the lower
        bound then speaks of what the candidates add to it, and the upper one of what they spare of
        the greatest weight. This leaves one candidate a variable out, and keeps the sum of the
        surpluses small, which is what counters propagate on.
        """
        weights = [
            [coefficient * value for value in values[variable]]
            for variable, coefficient in zip(self.scope, self.coefficients, strict=True)
        ]
        if self.lower is not None:
            yield from self._at_least(weights, self.lower)
        if self.upper is not None:
            yield from self._at_least([[-w for w in row] for row in weights], -self.upper)

    def _at_least(self, weights: Sequence[Sequence[int]], bound: int) -> Iterator[PseudoBoolean]:
        """Yield that the weights add up to ``bound``, with surpluses cut down to what is owed."""
        owed = bound - sum(min(row) for row in weights)
        if owed > 0:
            terms = tuple(
                Term(min(weight - min(row), owed), variable, k)
                for variable, row in zip(self.scope, weights, strict=True)
                for k, weight in enumerate(row)
                if weight > min(row)
            )
            yield PseudoBoolean(terms, owed, None)
