"""All-different: no two variables of the scope take the same value.

Deductions by maximum matching and strongly connected components are in
``domains/techniques/matching.py`` (Régin, AAAI 1994), which this rule calls: they are the strongest
possible for one all-different.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domains.deduction import Deduction
from domains.rules.base import PseudoBoolean, Rule, Term


@dataclass(frozen=True, slots=True)
class AllDifferent(Rule):
    """The variables of ``scope`` take pairwise different values."""

    scope: tuple[int, ...]
    label: str = "all different"

    def holds(self, values: Sequence[int]) -> bool:
        """Tell whether no value occurs twice."""
        return len(set(values)) == len(values)

    def deduce(
        self, index: int, values: Sequence[tuple[int, ...]], masks: Sequence[int]
    ) -> Iterator[Deduction]:
        """Yield what a maximum matching shows: every candidate in no matching goes."""
        from domains.techniques.matching import deduce_all_different

        yield from deduce_all_different(self, index, values, masks)

    def ground(self, values: Sequence[tuple[int, ...]]) -> Iterator[PseudoBoolean]:
        """Yield per value that it is taken at most once; exactly once when all must be taken.

        With as many variables as values in all, no value can be left out (pigeonhole), and saying
        so lets unit propagation find hidden singles. With more variables nothing is possible, and
        that is said first: searches take exponentially long to find it out from the rest (Haken,
        "The intractability of resolution", 1985).
        """
        if self.is_overfull(values):
            yield PseudoBoolean((), 1, None)
        places: dict[int, list[Term]] = {}
        for variable in self.scope:
            for k, value in enumerate(values[variable]):
                places.setdefault(value, []).append(Term(1, variable, k))
        lower = 1 if self.is_permutation(values) else None
        for value in sorted(places):
            if len(places[value]) > 1 or lower:
                yield PseudoBoolean(tuple(places[value]), lower, 1)

    def is_overfull(self, values: Sequence[tuple[int, ...]]) -> bool:
        """Tell whether there are more variables than values, so that two have to be equal."""
        union = {value for variable in self.scope for value in values[variable]}
        return len(union) < len(self.scope)

    def is_permutation(self, values: Sequence[tuple[int, ...]]) -> bool:
        """Tell whether there are as many variables as values, so that each value is taken."""
        union = {value for variable in self.scope for value in values[variable]}
        return len(union) == len(self.scope)

    def describe_violation(self, assignment: Sequence[int], names: Sequence[str]) -> str:
        """Name the first value taken twice, and where."""
        first: dict[int, int] = {}
        for variable in self.scope:
            value = assignment[variable]
            if value in first:
                both = f"{names[first[value]]} and {names[variable]}"
                return f"{self.label}: {value} is at {both}"
            first[value] = variable
        return f"{self.label}: no violation"
