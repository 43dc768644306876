"""Cardinality: at least, at most or exactly k of the named candidates are taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from domains.deduction import Deduction, Reason, Removal
from domains.errors import ModelError
from domains.rules.base import PseudoBoolean, Rule
from domains.rules.candidates import Candidate, masks_of, terms_of


@dataclass(frozen=True, slots=True)
class Cardinality(Rule):
    """The number of ``literals`` that are taken is from ``lower`` to ``upper``.

    Attributes:
        literals: different candidates, at least one, as (variable, value) pairs.
        lower: how many are taken at least.
        upper: how many are taken at most, or None when all may be.

    Raises:
        ModelError: no candidate, a candidate named twice, or bounds that no number satisfies.
    """

    literals: tuple[Candidate, ...]
    lower: int = 0
    upper: int | None = None
    label: str = "cardinality"
    scope: tuple[int, ...] = field(init=False, compare=False)

    @classmethod
    def exactly(cls, k: int, literals: Iterable[Candidate], label: str = "") -> Cardinality:
        """Return the rule that exactly k of the candidates are taken."""
        return cls(tuple(literals), k, k, label or f"exactly {k}")

    @classmethod
    def at_most(cls, k: int, literals: Iterable[Candidate], label: str = "") -> Cardinality:
        """Return the rule that at most k of the candidates are taken."""
        return cls(tuple(literals), 0, k, label or f"at most {k}")

    @classmethod
    def at_least(cls, k: int, literals: Iterable[Candidate], label: str = "") -> Cardinality:
        """Return the rule that at least k of the candidates are taken."""
        return cls(tuple(literals), k, None, label or f"at least {k}")

    def __post_init__(self) -> None:
        """Check the arguments; the scope is the variables in order of first mention."""
        if not self.literals:
            message = f"{self.label}: no candidate to count"
            raise ModelError(message)
        seen: set[Candidate] = set()
        for literal in self.literals:
            if literal in seen:
                message = f"{self.label}: candidate {literal} is named twice"
                raise ModelError(message)
            seen.add(literal)
        if self.lower < 0 or (self.upper is not None and self.upper < self.lower):
            message = (
                f"{self.label}: expected 0 <= lower <= upper, found {self.lower}, {self.upper}"
            )
            raise ModelError(message)
        object.__setattr__(self, "scope", tuple(dict.fromkeys([v for v, _ in self.literals])))

    def holds(self, values: Sequence[int]) -> bool:
        """Count the candidates that are taken."""
        taken = dict(zip(self.scope, values, strict=True))
        count = sum(taken[variable] == value for variable, value in self.literals)
        return self.lower <= count and (self.upper is None or count <= self.upper)

    def deduce(
        self, index: int, values: Sequence[tuple[int, ...]], masks: Sequence[int]
    ) -> Iterator[Deduction]:
        """Yield what *counting* shows, the strongest possible for one cardinality.

        Once ``upper`` variables must take a counted candidate, no other may; once only ``lower``
        variables can, each of them must.
        Source: Van Hentenryck and Deville, The cardinality operator, ICLP 1991.
        """
        if not all(masks[variable] for variable in self.scope):
            return
        counted = masks_of(self.literals, values)
        forced = [(v, masks[v]) for v, m in counted.items() if not masks[v] & ~m]
        free = [(v, masks[v] & m) for v, m in counted.items() if masks[v] & m and masks[v] & ~m]
        if self.upper is not None and len(forced) >= self.upper:
            conflict, removals, pattern = len(forced) > self.upper, free, forced
        elif len(forced) + len(free) <= self.lower:
            conflict = len(forced) + len(free) < self.lower
            removals, pattern = [(v, masks[v] & ~m) for v, m in free], forced + free
        else:
            return
        if conflict:
            removals = [(self.scope[0], masks[self.scope[0]])]
        if removals:
            yield self._deduction(index, removals, pattern)

    def _deduction(
        self, index: int, removals: Sequence[Removal], pattern: Sequence[Removal]
    ) -> Deduction:
        wanted = f"{self.lower} to {len(self.literals) if self.upper is None else self.upper}"
        detail = f"{len(pattern)} for {self.lower if self.lower == self.upper else wanted}"
        return Deduction(tuple(removals), Reason("counting", (index,), tuple(pattern), detail))

    def ground(self, values: Sequence[tuple[int, ...]]) -> Iterator[PseudoBoolean]:
        """Yield the count between its bounds; a bound that every assignment meets is left open."""
        upper = None if self.upper is None or self.upper >= len(self.literals) else self.upper
        if self.lower or upper is not None:
            yield PseudoBoolean(terms_of(self.literals, values), self.lower or None, upper)
