"""The interval domain: for each variable the least and the greatest value still possible.

Weaker than candidates, as it has no holes, and as small as two numbers a variable, whatever the
variable's values: what bounds propagation works on (Cousot and Cousot 1977; Harvey and Schimpf,
Bounds consistency techniques for long linear constraints, 2002).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from domains.candidates import PROPAGATION
from domains.logic import deduce_to_fixpoint
from domains.masked import MaskedDomain
from domains.problem import Assignment, Masks, Problem
from lattice import Interval, Pointwise, Truth, read_only

IntervalElement: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class IntervalDomain(MaskedDomain[IntervalElement]):
    """The least and the greatest value still possible, for each variable.

    Elements have the shape (..., variables, 2).
    """

    @cached_property
    def lattice(self) -> Pointwise[np.int64]:
        """One interval a variable, within the least and the greatest value of all variables."""
        values = [value for row in self.structure.values for value in row]
        return Pointwise(Interval(min(values, default=0), max(values, default=0)), self._count)

    @property
    def _count(self) -> int:
        return len(self.structure.values)

    # Meaning

    def _alpha(self, assignments: NDArray[np.int64]) -> IntervalElement:
        ends = assignments.min(axis=-2), assignments.max(axis=-2)
        return read_only(np.stack(ends, axis=-1))

    def _contains(self, element: IntervalElement, assignments: NDArray[np.int64]) -> Truth:
        above, below = element[..., 0] <= assignments, assignments <= element[..., 1]
        return np.asarray((above & below).all(axis=-1))

    def sample(self, rng: np.random.Generator) -> tuple[IntervalElement, Assignment]:
        """Return random intervals joined with a random assignment, and that assignment."""
        member = tuple(int(rng.choice(values)) for values in self.structure.values)
        return self.join(self.lattice.sample(rng), self.alpha([member])), member

    # Deductions

    def _deduce(self, problem: Problem, element: IntervalElement) -> IntervalElement:
        result = np.empty_like(element)
        for where in np.ndindex(element.shape[:-2]):
            result[where] = self._fixpoint(problem, element[where])
        return read_only(result)

    @property
    def claims(self) -> frozenset[str]:
        """Propagation is monotone, and it goes on to a fixpoint."""
        return frozenset({"monotone", "idempotent"})

    def _fixpoint(self, problem: Problem, element: IntervalElement) -> IntervalElement:
        """Propagate and keep the ends of what is left, until the ends stay."""
        before, masks = None, self.to_masks(element)
        while masks != before:
            before = masks
            left = deduce_to_fixpoint(self.structure, problem.restrict(masks).masks, PROPAGATION)
            element = self.from_masks(left)
            masks = self.to_masks(element)
        return element

    # Candidates

    def to_masks(self, element: IntervalElement) -> Masks:
        """Return the values between the ends of a single element."""
        return tuple(
            sum(1 << k for k, value in enumerate(values) if least <= value <= greatest)
            for values, (least, greatest) in zip(
                self.structure.values, element.tolist(), strict=True
            )
        )

    def from_masks(self, masks: Sequence[int]) -> IntervalElement:
        """Return the ends of candidate sets; ⊥ where a variable has no candidate."""
        if not all(masks):
            return self.bottom
        values = [self.structure.values_in(v, mask) for v, mask in enumerate(masks)]
        ends = np.array([(row[0], row[-1]) for row in values], dtype=np.int64)
        return read_only(ends.reshape(self._count, 2))
