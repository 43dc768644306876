"""Clause: at least one of the named candidates is taken. Kept light, a CNF has thousands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from domains.deduction import Deduction, Reason, Removal
from domains.rules.base import PseudoBoolean, Rule
from domains.rules.candidates import Candidate, masks_of, terms_of


@dataclass(frozen=True, slots=True)
class Clause(Rule):
    """At least one of ``literals`` is taken; a candidate named twice is kept once.

    The empty clause is allowed, since CNF files have it: no assignment satisfies it.

    Attributes:
        literals: candidates as (variable, value) pairs.
    """

    literals: tuple[Candidate, ...]
    label: str = "clause"
    scope: tuple[int, ...] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Merge repeated candidates; the scope is their variables in order of first mention."""
        literals = tuple(dict.fromkeys(self.literals))
        object.__setattr__(self, "literals", literals)
        object.__setattr__(self, "scope", tuple(dict.fromkeys([v for v, _ in literals])))

    def holds(self, values: Sequence[int]) -> bool:
        """Tell whether one of the candidates is taken."""
        taken = dict(zip(self.scope, values, strict=True))
        return any(taken[variable] == value for variable, value in self.literals)

    def deduce(
        self, index: int, values: Sequence[tuple[int, ...]], masks: Sequence[int]
    ) -> Iterator[Deduction]:
        """Yield the *unit clause*: when one variable alone can satisfy the clause, it must.

        Source: the one-literal rule of Davis and Putnam, JACM 1960. With candidates for literals
        it is the strongest possible for one clause.
        """
        support: Removal | None = None
        for variable, literals in masks_of(self.literals, values).items():
            if masks[variable] & literals:
                if support is not None or not masks[variable] & ~literals:
                    return
                support = variable, masks[variable] & literals
        if support is not None:
            removal = support[0], masks[support[0]] & ~support[1]
            yield Deduction((removal,), Reason("unit clause", (index,), (support,)))
        else:
            yield from self._conflict(index, masks)

    def _conflict(self, index: int, masks: Sequence[int]) -> Iterator[Deduction]:
        """Empty the first variable; the empty clause, which has none, takes variable 0."""
        variable = self.scope[0] if self.scope else 0
        if masks and all(masks[v] for v in self.scope or (variable,)):
            reason = Reason("unit clause", (index,), detail="no literal is left")
            yield Deduction(((variable, masks[variable]),), reason)

    def ground(self, values: Sequence[tuple[int, ...]]) -> Iterator[PseudoBoolean]:
        """Yield the clause itself: the sum of its candidates is at least 1."""
        yield PseudoBoolean(terms_of(self.literals, values), 1, None)
