"""Bounds reasoning on one pseudo-Boolean constraint, with the exactly-one of each variable in it.

A variable contributes to a sum the coefficient of the value it takes, so between the least and the
greatest coefficient of its live values (0 for a value the constraint does not name). What a value
would push beyond ``lower`` or ``upper`` even with all others at their best cannot be taken.

That is unit propagation for clauses and cardinalities, and bounds consistency for weighted sums
(W. Harvey and J. Schimpf, "Bounds Consistency Techniques for Long Linear Constraints", 2002).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domains.deduction import Removal
from domains.problem import Masks, bits
from domains.rules.base import PseudoBoolean
from domains.techniques.tables import kept

Group = tuple[int, int]
"""A coefficient and the mask of the values that have it."""

_ROOMY = float("inf")
"""The room that an open bound leaves."""


@dataclass(frozen=True, slots=True, eq=False)
class Linear:
    """A constraint, compiled per variable.

    Attributes:
        variables: the variables it names.
        groups: per variable its values by coefficient, ascending.
        lower: the least sum, or None.
        upper: the greatest sum, or None.
        counted: where every coefficient is 0 or 1, per variable (variable, mask of the values that
            count 0, mask of those that count 1); else empty.
        origin: index of the rule it came from.
    """

    variables: tuple[int, ...]
    groups: tuple[tuple[Group, ...], ...]
    lower: int | None
    upper: int | None
    origin: int
    counted: tuple[tuple[int, int, int], ...]

    @classmethod
    def of(cls, constraint: PseudoBoolean, origin: int, top: Masks) -> Linear:
        """Compile a constraint over variables whose full masks are ``top``.

        One without a term (an empty clause) gets the first variable, to have one to empty.
        """
        named: dict[int, dict[int, int]] = {}
        for term in constraint.terms:
            by_coefficient = named.setdefault(term.variable, {})
            bit = 1 << term.index
            by_coefficient[term.coefficient] = by_coefficient.get(term.coefficient, 0) | bit
        if not named and top:
            named[0] = {}
        for variable, by_coefficient in named.items():
            rest = top[variable] & ~sum(by_coefficient.values())
            if rest:
                by_coefficient[0] = by_coefficient.get(0, 0) | rest
        groups = tuple(tuple(sorted(by.items())) for by in named.values())
        counted: tuple[tuple[int, int, int], ...] = ()
        if all(coefficient in {0, 1} for by in named.values() for coefficient in by):
            counted = tuple((v, by.get(0, 0), by.get(1, 0)) for v, by in named.items())
        bounds = constraint.lower, constraint.upper
        return cls(tuple(named), groups, *bounds, origin, counted)

    def quiet(self, masks: Sequence[int]) -> bool:
        """Tell cheaply, where the constraint only counts, that it rules nothing out.

        False means that `removals` has to look.
        """
        if not self.counted:
            return False
        sure = possible = 0
        for variable, zero, one in self.counted:
            live = masks[variable]
            if live & one:
                possible += 1
                if not live & zero:
                    sure += 1
        slack = 1 if possible > sure else 0
        above = self.lower is None or possible - slack >= self.lower
        return above and (self.upper is None or sure + slack <= self.upper)

    def bounds(self, masks: Sequence[int]) -> tuple[list[int], list[int]]:
        """Return per variable the least and the greatest contribution of its live values."""
        least, greatest = [], []
        for variable, groups in zip(self.variables, self.groups, strict=True):
            live = masks[variable]
            found = [coefficient for coefficient, mask in groups if mask & live]
            least.append(found[0])
            greatest.append(found[-1])
        return least, greatest

    def removals(self, masks: Sequence[int]) -> list[Removal]:
        """Return the live candidates the constraint rules out; all of them in a conflict.

        Every variable has a live value: an element without one is a conflict already.
        """
        if self.quiet(masks):
            return []
        least, greatest = self.bounds(masks)
        room_up = _ROOMY if self.upper is None else self.upper - sum(least)
        room_down = _ROOMY if self.lower is None else sum(greatest) - self.lower
        room, found = min(room_up, room_down), []
        for position, (low, high) in enumerate(zip(least, greatest, strict=True)):
            if high - low > room:
                bad = 0
                for coefficient, mask in self.groups[position]:
                    if coefficient - low > room_up or high - coefficient > room_down:
                        bad |= mask
                # The least or the greatest is too far from the other, and both are live.
                variable = self.variables[position]
                found.append((variable, bad & masks[variable]))
        return found

    def argument(self, masks: Sequence[int]) -> tuple[tuple[Removal, ...], str]:
        """Return the live candidates that the removals rest on, and the bound in words.

        Where the sum threatens to be too great: the variables that can no longer contribute their
        least. Where it threatens to be too small: the candidates that can still contribute.
        """
        least, greatest = self.bounds(masks)
        parts = list(zip(self.variables, self.groups, least, greatest, strict=True))
        spread = max((high - low for *_, low, high in parts), default=0)
        if self.upper is not None and spread > self.upper - sum(least):
            pattern = [(v, masks[v]) for v, groups, low, _ in parts if low > groups[0][0]]
            words = f"the sum is at least {sum(least)} already and at most {self.upper}"
        else:
            pattern = [(v, masks[v] & ~groups[0][1]) for v, groups, *_ in parts]
            words = f"the sum can reach {sum(greatest)} and is at least {self.lower}"
        return kept(pattern), words

    def touched_by(self) -> list[tuple[int, int]]:
        """Return the (variable, index) candidates whose removal can tighten a bound."""
        found = []
        for variable, groups in zip(self.variables, self.groups, strict=True):
            constant = len(groups) == 1
            for coefficient, mask in groups:
                raises = self.upper is not None and coefficient < groups[-1][0]
                lowers = self.lower is not None and coefficient > groups[0][0]
                if raises or lowers or constant:
                    found += [(variable, k) for k in bits(mask)]
        return found
