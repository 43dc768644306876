"""Parity: the sum of the values is even, or odd; an exclusive-or where the values are 0 and 1."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from domains.deduction import Deduction, Reason
from domains.errors import ModelError
from domains.problem import bits
from domains.rules.base import PseudoBoolean, Rule, Term
from domains.rules.candidates import alive

MOST_GROUNDED = 12
"""A parity of more variables is not grounded: each variable more doubles the clauses."""


@dataclass(frozen=True, slots=True)
class Parity(Rule):
    """The values of ``scope`` add up to ``remainder`` modulo 2.

    A variable named twice adds nothing, so that equations can be added up term by term. No variable
    is allowed: the empty sum is 0.

    Raises:
        ModelError: the remainder is neither 0 nor 1.
    """

    scope: tuple[int, ...]
    remainder: int = 1
    label: str = "parity"

    def __post_init__(self) -> None:
        """Check the remainder; cancel what is named an even number of times."""
        if self.remainder not in (0, 1):
            message = f"{self.label}: expected the remainder 0 or 1, found {self.remainder}"
            raise ModelError(message)
        odd = [v for v in dict.fromkeys(self.scope) if self.scope.count(v) % 2]
        object.__setattr__(self, "scope", tuple(odd))

    def holds(self, values: Sequence[int]) -> bool:
        """Add the values up."""
        return sum(values) % 2 == self.remainder

    def deduce(
        self, index: int, values: Sequence[tuple[int, ...]], masks: Sequence[int]
    ) -> Iterator[Deduction]:
        """Yield what goes once at most one variable's parity is open: nothing goes before.

        It is the strongest possible for one parity: with two open, each value of either has a
        partner in the other. Source: Gaussian elimination of one row; Warners and van Maaren, A
        two-phase algorithm for solving a class of hard satisfiability problems, 1998.
        """
        if not all(masks[variable] for variable in self.scope):
            return
        kinds = {v: {values[v][k] % 2 for k in bits(masks[v])} for v in self.scope}
        open_ones = [v for v, kind in kinds.items() if len(kind) > 1]
        known = sum(min(kind) for kind in kinds.values() if len(kind) == 1) + self.remainder
        if len(open_ones) == 1:
            yield self._deduction(index, open_ones[0], 1 - known % 2, values, masks)
        elif not open_ones and known % 2:
            yield from self._conflict(index, masks)

    def _deduction(
        self,
        index: int,
        variable: int,
        parity: int,
        values: Sequence[tuple[int, ...]],
        masks: Sequence[int],
    ) -> Deduction:
        """Remove the candidates of one parity from the one variable that is open."""
        gone = sum(1 << k for k in bits(masks[variable]) if values[variable][k] % 2 == parity)
        pattern = alive([v for v in self.scope if v != variable], masks)
        return Deduction(((variable, gone),), Reason("parity", (index,), pattern))

    def _conflict(self, index: int, masks: Sequence[int]) -> Iterator[Deduction]:
        """Empty the first variable; the empty sum, which has none, takes variable 0."""
        variable = self.scope[0] if self.scope else 0
        if masks and masks[variable]:
            pattern = alive([v for v in self.scope if v != variable], masks)
            reason = Reason("parity", (index,), pattern, "the sum has the other parity")
            yield Deduction(((variable, masks[variable]),), reason)

    def ground(self, values: Sequence[tuple[int, ...]]) -> Iterator[PseudoBoolean]:
        """Yield a clause for each choice of parities that adds up wrongly: some value differs.

        Without auxiliary atoms no fewer clauses will do, as each forbids one choice only.

        Raises:
            ModelError: more variables than `MOST_GROUNDED`; cut the sum with new variables.
        """
        if len(self.scope) > MOST_GROUNDED:
            message = (
                f"{self.label}: {len(self.scope)} variables, at most {MOST_GROUNDED} can be "
                "grounded; cut the sum in two that share a new variable"
            )
            raise ModelError(message)
        kinds = [sorted({value % 2 for value in values[v]}) for v in self.scope]
        for parities in product(*kinds):
            if sum(parities) % 2 != self.remainder:
                others = zip(self.scope, parities, strict=True)
                terms = [_of_parity(v, 1 - parity, values[v]) for v, parity in others]
                yield PseudoBoolean(tuple(t for row in terms for t in row), 1, None)


def _of_parity(variable: int, parity: int, values: Sequence[int]) -> Iterator[Term]:
    """Yield the candidates of a variable whose values have a parity."""
    return (Term(1, variable, k) for k, value in enumerate(values) if value % 2 == parity)
