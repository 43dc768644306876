"""Classes of rules, each wrong in one way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from domains.deduction import Deduction, Reason
from domains.errors import ModelError
from domains.rules import (
    AllDifferent,
    Cardinality,
    Clause,
    LinearSum,
    PseudoBoolean,
    Rule,
    Table,
    Term,
)

Values = Sequence[tuple[int, ...]]
Found = Iterator[Deduction]


class StrictSum(LinearSum):
    """The bounds are taken as strict when deducing."""

    def _meets(self, least: int, most: int) -> bool:
        if self.upper is not None and least >= self.upper:
            return False
        return self.lower is None or most > self.lower


class ForgetfulSum(LinearSum):
    """The upper bound is missing from the pseudo-Boolean form."""

    def ground(self, values: Values) -> Iterator[PseudoBoolean]:
        """Yield the lower bound."""
        return LinearSum.ground(replace(self, upper=None), values)


class PositiveSum(LinearSum):
    """Negative coefficients are overlooked in the pseudo-Boolean form."""

    def ground(self, values: Values) -> Iterator[PseudoBoolean]:
        """Yield the form of the absolute coefficients."""
        positive = tuple(abs(c) for c in self.coefficients)
        return LinearSum.ground(LinearSum(self.scope, positive, self.lower, self.upper), values)


class GenerousCardinality(Cardinality):
    """The pseudo-Boolean form allows one more than the rule."""

    def ground(self, values: Values) -> Iterator[PseudoBoolean]:
        """Yield the count, off by one."""
        for constraint in Cardinality.ground(self, values):
            upper = None if constraint.upper is None else constraint.upper + 1
            yield replace(constraint, upper=upper)


class ImpatientCardinality(Cardinality):
    """Takes the limit for reached when one short of it."""

    def deduce(self, index: int, values: Values, masks: Sequence[int]) -> Found:
        """Deduce from a limit that is too low."""
        upper = self.upper
        if upper is None or upper <= self.lower:
            return iter(())
        return Cardinality(self.literals, self.lower, upper - 1).deduce(index, values, masks)


class LenientCardinality(Cardinality):
    """Accepts bounds that no number satisfies."""

    def __post_init__(self) -> None:
        """Set the scope, and check nothing."""
        object.__setattr__(self, "scope", tuple(dict.fromkeys(v for v, _ in self.literals)))


class NarrowCardinality(Cardinality):
    """Refuses that the bounds are equal."""

    def __post_init__(self) -> None:
        """Check too much."""
        if self.lower == self.upper:
            message = f"expected lower < upper, found {self.lower}"
            raise ModelError(message)
        super().__post_init__()


class ShortClause(Clause):
    """The last literal is missing from the pseudo-Boolean form."""

    def ground(self, values: Values) -> Iterator[PseudoBoolean]:
        """Yield the others."""
        for constraint in Clause.ground(self, values):
            yield replace(constraint, terms=constraint.terms[:-1])


class ForgetfulClause(Clause):
    """The form is right where every candidate exists, and empty when there is but one literal."""

    def ground(self, values: Values) -> Iterator[PseudoBoolean]:
        """Yield nothing for a unit clause."""
        return iter(()) if len(self.literals) == 1 else Clause.ground(self, values)


class DoubledClause(Clause):
    """Each literal is named twice in the pseudo-Boolean form."""

    def ground(self, values: Values) -> Iterator[PseudoBoolean]:
        """Yield terms and terms."""
        for constraint in Clause.ground(self, values):
            yield replace(constraint, terms=constraint.terms * 2)


class HastyClause(Clause):
    """A conflict is stated when one literal is left, not none."""

    def deduce(self, index: int, values: Values, masks: Sequence[int]) -> Found:
        """Empty the variable of the last literal."""
        for deduction in Clause.deduce(self, index, values, masks):
            variable = deduction.removals[0][0]
            yield replace(deduction, removals=((variable, masks[variable]),))


class SpeechlessClause(Clause):
    """Removes without a reason."""

    def deduce(self, index: int, values: Values, masks: Sequence[int]) -> Found:
        """Leave everything out of the reason."""
        for deduction in Clause.deduce(self, index, values, masks):
            yield replace(deduction, reason=Reason("unit clause"))


class MisquotedClause(Clause):
    """The reason names the rule after it."""

    def deduce(self, index: int, values: Values, masks: Sequence[int]) -> Found:
        """Be off by one."""
        return Clause.deduce(self, index + 1, values, masks)


class GraveDigger(Table):
    """Removes values that are gone already."""

    def deduce(self, index: int, values: Values, masks: Sequence[int]) -> Found:
        """Remove everything that the table does not name."""
        for deduction in Table.deduce(self, index, values, masks):
            wide = tuple(
                (v, (1 << len(values[v])) - 1 & ~masks[v] | m) for v, m in deduction.removals
            )
            yield replace(deduction, removals=wide)


class ShortTable(Table):
    """The last row is ignored when support is looked for."""

    def deduce(self, index: int, values: Values, masks: Sequence[int]) -> Found:
        """Use all rows but one."""
        return replace(self, allowed=self.allowed[:-1]).deduce(index, values, masks)


class ScribblingTable(Table):
    """Writes into the element while looking for support."""

    def deduce(self, index: int, values: Values, masks: Sequence[int]) -> Found:
        """Narrow the argument itself, where it can be written to."""
        for deduction in Table.deduce(self, index, values, masks):
            if isinstance(masks, list):
                masks[:] = deduction.apply(masks)
            yield deduction


class BlindAllDifferent(AllDifferent):
    """The last variable may take any value."""

    def holds(self, values: Sequence[int]) -> bool:
        """Look at all but the last."""
        return AllDifferent.holds(self, values[:-1])


class NeighboursDiffer(AllDifferent):
    """Only neighbours in the scope are compared."""

    def holds(self, values: Sequence[int]) -> bool:
        """Compare each with the next."""
        return all(a != b for a, b in pairwise(values))


class SortingAllDifferent(AllDifferent):
    """Sorts its argument in place to find equal neighbours."""

    def holds(self, values: Sequence[int]) -> bool:
        """Sort, then compare."""
        if isinstance(values, list):
            values.sort()
        return AllDifferent.holds(self, values)


class AlwaysPermutation(AllDifferent):
    """Every value is taken to be needed, also where there are values to spare."""

    def is_permutation(self, values: Values) -> bool:
        """Say yes."""
        return True


class SilentAllDifferent(AllDifferent):
    """A violation is described by nothing."""

    def describe_violation(self, assignment: Sequence[int], names: Sequence[str]) -> str:
        """Say nothing."""
        return ""


@dataclass(frozen=True, slots=True)
class SymmetricOrder(Rule):
    """Smaller than, deduced as if it were symmetric: values go that have a partner one way only."""

    scope: tuple[int, ...] = (0, 1)
    label: str = "smaller"

    def holds(self, values: Sequence[int]) -> bool:
        """Compare."""
        return values[0] < values[1]

    def deduce(self, index: int, values: Values, masks: Sequence[int]) -> Found:
        """Look for a smaller partner of both, which is right for the second only."""
        for here, there in (self.scope, self.scope[::-1]):
            least = [x for k, x in enumerate(values[there]) if masks[there] >> k & 1][:1]
            dead = sum(
                1 << k
                for k, x in enumerate(values[here])
                if masks[here] >> k & 1 and least and x <= least[0]
            )
            if dead:
                yield Deduction(((here, dead),), Reason("smaller", (index,)))

    def ground(self, values: Values) -> Iterator[PseudoBoolean]:
        """Yield a clause for each forbidden pair."""
        for j, x in enumerate(values[0]):
            for k, y in enumerate(values[1]):
                if x >= y:
                    yield PseudoBoolean((Term(1, 0, j), Term(1, 1, k)), None, 1)


class TooWideScope(SymmetricOrder):
    """The scope names a variable twice."""

    __slots__ = ()
