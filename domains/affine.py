"""The affine domain: linear equations modulo 2 between candidates.

Its unknowns are the atoms of the ground form: a two-valued variable is one unknown, which is 1 at
its second value; any other variable has one for each value, exactly one of which is 1. An element
is the reduced row echelon form of `lattice.affine`. A removed candidate is the equation x = 0, so
each candidate set is an element too; what is new are sums, such as x + y + z = 1, and they are what
chains of exclusive-ors need. Gaussian elimination beside a solver: Soos, Nohl and Castelluccia,
Extending SAT solvers to cryptographic problems, SAT 2009.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from domains.errors import ModelError
from domains.ground import BOOLEAN_SIZE
from domains.logic import deduce_to_fixpoint
from domains.masked import MaskedDomain
from domains.problem import Assignment, Masks, Problem
from domains.rules import Parity, Rule
from domains.techniques import Technique
from domains.techniques.matching import MATCHING
from domains.techniques.rule_deduction import RULE_DEDUCTION
from lattice import Truth
from lattice.affine import AffineSpaces, Equations, eliminate, lowest

MOST_LOCAL = 128
"""Rules over the same variables are looked at as a set of so many assignments, at most."""

MOST_LISTED = 1024
"""A space of so many points is listed, where every point is an assignment."""

BY_RULES: tuple[Technique, ...] = (RULE_DEDUCTION, MATCHING)


class Local(NamedTuple):
    """What the rules over one set of variables allow, other variables left out.

    Attributes:
        unknowns: the bits of these variables.
        points: the allowed assignments, as points.
    """

    unknowns: int
    points: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class AffineDomain(MaskedDomain[Equations]):
    """Linear equations modulo 2 between candidates.

    Elements are those of `lattice.affine`, single: there are no batches.
    """

    # Order

    @cached_property
    def lattice(self) -> AffineSpaces:
        """The affine subspaces of the space of all unknowns."""
        return AffineSpaces(sum(map(len, self.unknowns)))

    @cached_property
    def unknowns(self) -> tuple[tuple[int, ...], ...]:
        """Per variable the bits of its unknowns."""
        found, start = [], 0
        for values in self.structure.values:
            width = 1 if len(values) == BOOLEAN_SIZE else len(values)
            found.append(tuple(1 << k for k in range(start, start + width)))
            start += width
        return tuple(found)

    @cached_property
    def bits(self) -> tuple[dict[int, int], ...]:
        """Per variable a table from a value to the unknowns that are 1 when it is taken."""
        return tuple(
            dict(zip(values, (0, *bits) if len(values) == BOOLEAN_SIZE else bits, strict=True))
            for values, bits in zip(self.structure.values, self.unknowns, strict=True)
        )

    # Meaning

    def _alpha(self, assignments: NDArray[np.int64]) -> Equations:
        if assignments.ndim != 2:
            message = f"assignments of shape {assignments.shape}; equations have no batches"
            raise ModelError(message)
        return self.lattice.hull([self._point(row) for row in assignments.tolist()])

    def _point(self, assignment: Sequence[int]) -> int:
        """Return the bits of the unknowns that are 1.

        Raises:
            ModelError: a value that its variable does not have.
        """
        try:
            pairs = zip(self.bits, assignment, strict=True)
            return sum([bits[value] for bits, value in pairs])
        except KeyError:
            for variable, value in enumerate(assignment):
                self.structure.mask_of(variable, value)  # raises, naming both
            raise

    def _contains(self, element: Equations, assignments: NDArray[np.int64]) -> Truth:
        rows = assignments.reshape(-1, assignments.shape[-1]).tolist()
        inside = [self._allows(element, row) for row in rows]
        return np.array(inside, dtype=np.bool_).reshape(assignments.shape[:-1])

    def _allows(self, element: Equations, row: Sequence[int]) -> bool:
        known = all(value in bits for bits, value in zip(self.bits, row, strict=True))
        return known and self.lattice.contains(element, self._point(row))

    def sample(self, rng: np.random.Generator) -> tuple[Equations, Assignment]:
        """Return a random space joined with a random assignment, and that assignment."""
        member = tuple(int(rng.choice(values)) for values in self.structure.values)
        return self.join(self.lattice.sample(rng), self.alpha([member])), member

    def size(self, element: Equations) -> int | None:
        """Return 2^(n - rank), where all n variables have two values; else None, or 0 of ⊥."""
        if element == self.bottom:
            return 0
        if any(len(values) != BOOLEAN_SIZE for values in self.structure.values):
            return None
        return 1 << (self.lattice.dimension - len(element))

    # Deductions

    def _deduce(self, problem: Problem, element: Equations) -> Equations:
        """Return what rules show; of a small space, the hull of the solutions in it."""
        element = self._by_rules(problem, element)
        if (self.size(element) or MOST_LISTED + 1) > MOST_LISTED:
            return element
        values = self.structure.values
        points = self.lattice.points(element)
        rows = ([v[point >> k & 1] for k, v in enumerate(values)] for point in points)
        return self.alpha([row for row in rows if problem.holds(row)])

    def _by_rules(self, problem: Problem, element: Equations) -> Equations:
        """Go round until nothing new follows: candidates by rules, then equations by rules."""
        element = self.lattice.meet(element, self._parities)
        while element != self.bottom:
            masks = problem.restrict(self.to_masks(element)).masks
            masks = deduce_to_fixpoint(self.structure, masks, BY_RULES)
            known = self.lattice.meet(element, self.from_masks(masks))
            lower = self.lattice.from_rows((*known, *self._local_rows(known)))
            if lower == element:
                return element
            element = lower
        return element

    @property
    def claims(self) -> frozenset[str]:
        """Each step is monotone, and it goes on to a fixpoint."""
        return frozenset({"monotone", "idempotent"})

    @cached_property
    def _parities(self) -> Equations:
        """What parity rules state, however many variables they have."""
        rows = [self._sum(rule) for rule in self.structure.rules if isinstance(rule, Parity)]
        return self.lattice.from_rows(rows)

    def _sum(self, rule: Parity) -> int:
        """Return a parity as a row: per variable, what its values' parities are made of."""
        row = self.lattice.one if rule.remainder else 0
        for variable in rule.scope:
            values, bits = self.structure.values[variable], self.bits[variable]
            least = values[0] % 2 if len(values) == BOOLEAN_SIZE else 0
            odd = sum(bits[value] for value in values if value % 2 != least)
            row ^= odd ^ (self.lattice.one if least else 0)
        return row

    @cached_property
    def _locals(self) -> tuple[Local, ...]:
        """The rules by their variables, where few assignments of these have to be listed."""
        groups: dict[tuple[int, ...], list[Rule]] = {}
        for rule in self.structure.rules:
            widths = (len(self.structure.values[v]) for v in rule.scope)
            if rule.scope and math.prod(widths) <= MOST_LOCAL and not isinstance(rule, Parity):
                groups.setdefault(tuple(sorted(rule.scope)), []).append(rule)
        return tuple(self._local(scope, rules) for scope, rules in groups.items())

    def _local(self, scope: tuple[int, ...], rules: Sequence[Rule]) -> Local:
        points = []
        for row in product(*(self.structure.values[v] for v in scope)):
            taken = dict(zip(scope, row, strict=True))
            if all(rule.holds([taken[v] for v in rule.scope]) for rule in rules):
                points.append(sum(self.bits[v][value] for v, value in taken.items()))
        return Local(sum(sum(self.unknowns[v]) for v in scope), tuple(points))

    def _local_rows(self, element: Equations) -> Iterator[int]:
        """Yield the equations of what each set of rules leaves of an element's projection."""
        forms = {lowest(row): row for row in element}
        for unknowns, points in self._locals:
            seen = self._projection(forms, unknowns)
            left = [point for point in points if self.lattice.contains(seen, point)]
            yield from self.lattice.hull(left, unknowns)

    def _projection(self, forms: dict[int, int], unknowns: int) -> Equations:
        """Return the equations between some unknowns that an element entails.

        Each unknown is a sum of the element's free unknowns, written into the low bits; its own bit
        beside it, in the high ones, tells which sums were added where they cancel.
        """
        width = self.lattice.dimension + 1
        rows = []
        while unknowns:
            bit = lowest(unknowns)
            unknowns ^= bit
            rows.append(bit << width | (forms[bit] ^ bit if bit in forms else bit))
        _, cancelled = eliminate(rows, self.lattice.one - 1)
        return tuple(row >> width | row & self.lattice.one for row in cancelled)

    # Candidates

    def from_masks(self, masks: Sequence[int]) -> Equations:
        """Return the equations of candidate sets, with exactly one candidate a variable."""
        if not all(masks):
            return self.bottom
        one, rows = self.lattice.one, []
        for mask, values, unknowns in zip(masks, self.structure.values, self.unknowns, strict=True):
            if len(values) == BOOLEAN_SIZE:
                rows += [] if mask > BOOLEAN_SIZE else [unknowns[0] | (one if mask > 1 else 0)]
            else:
                rows += [bit for k, bit in enumerate(unknowns) if not mask >> k & 1]
                rows.append(sum(unknowns) | one)
        return self.lattice.from_rows(rows)

    def to_masks(self, element: Equations) -> Masks:
        """Return the candidates that an element leaves: α of it in the candidate domain, or above.

        An unknown that is fixed has a row of its own in the reduced echelon form.
        """
        if element == self.bottom:
            return (0,) * len(self.unknowns)
        fixed = {row & ~self.lattice.one: row > self.lattice.one for row in element}
        pairs = zip(self.structure.values, self.unknowns, strict=True)
        return tuple(_mask(len(values), [fixed.get(bit) for bit in row]) for values, row in pairs)


def _mask(width: int, fixed: Sequence[bool | None]) -> int:
    """Return the candidates of a variable whose unknowns are fixed to 0 or 1, or open (None)."""
    if len(fixed) < width:  # two values, one unknown
        return 0b11 if fixed[0] is None else 0b10 if fixed[0] else 0b01
    if True in fixed:
        return 1 << fixed.index(True) if fixed.count(True) == 1 else 0
    return sum(1 << k for k, value in enumerate(fixed) if value is None)
