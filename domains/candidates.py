"""The candidate domain: for each variable the set of values still possible.

Its elements are those of `lattice.CandidateSets`: read-only uint64 arrays of shape (..., variables)
whose bit k stands for a variable's k-th value. The same element as a tuple of integers is what
`domains.problem` calls masks; `from_masks` and `to_masks` convert. Not on the path of solving one
puzzle, so numpy is imported freely.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from domains.abstract import AbstractDomain
from domains.errors import ModelError
from domains.logic import deduce_to_fixpoint
from domains.oracle import ExactOracle
from domains.problem import Assignment, Masks, Problem
from domains.techniques import Technique
from domains.techniques.matching import MATCHING
from domains.techniques.rule_deduction import RULE_DEDUCTION
from domains.techniques.unit_propagation import UNIT_PROPAGATION
from lattice import CandidateSets, TooManyElementsError, Truth, read_only
from lattice.order import ELEMENT_LIMIT

CandidateElement: TypeAlias = NDArray[np.uint64]

PROPAGATION: tuple[Technique, ...] = (UNIT_PROPAGATION, RULE_DEDUCTION, MATCHING)
"""What one rule at a time shows: the ground form's bounds, and each rule's own argument."""

REMEMBERED = 20_000
"""Propagations from candidate sets that are kept where cases are tried, as many come up again."""


@dataclass(frozen=True, eq=False)
class CandidateDomain(AbstractDomain[CandidateElement]):
    """Candidate sets for the problems of one structure. Variables have 1 to 64 values.

    Attributes:
        structure: variables, values and rules.
        techniques: what `deduce` uses.
        oracle: what `best` asks.
    """

    techniques: tuple[Technique, ...] = PROPAGATION
    oracle: ExactOracle = field(default_factory=ExactOracle)

    # Order

    @cached_property
    def lattice(self) -> CandidateSets:
        """The pointwise powersets of the variables' values."""
        return CandidateSets(tuple(map(len, self.structure.values)))

    # Meaning

    def _alpha(self, assignments: NDArray[np.int64]) -> CandidateElement:
        indices = self._indices(assignments)
        unknown = np.argwhere(indices < 0)
        if len(unknown):
            where = tuple(unknown[0].tolist())
            self.structure.mask_of(where[-1], int(assignments[where]))  # raises, naming both
        return self.lattice.alpha(indices)

    def _contains(self, element: CandidateElement, assignments: NDArray[np.int64]) -> Truth:
        return self.lattice.contains(element, self._indices(assignments))

    def _indices(self, assignments: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return per value its position among its variable's values, -1 where it has no such."""
        values, exists = self._values
        equal = (assignments[..., np.newaxis] == values) & exists
        return np.where(equal.any(axis=-1), equal.argmax(axis=-1), -1)

    @cached_property
    def _values(self) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Every variable's values in a table, and which entries of it exist."""
        exists = self.lattice.to_booleans(self.lattice.top)
        table = np.zeros(exists.shape, dtype=np.int64)
        table[exists] = [value for values in self.structure.values for value in values]
        return table, exists

    def sample(self, rng: np.random.Generator) -> tuple[CandidateElement, Assignment]:
        """Return a random element joined with a random assignment, and that assignment."""
        member = tuple(int(rng.choice(values)) for values in self.structure.values)
        element = self.lattice.sample(rng)
        return self.join(element, self.alpha([member])), member

    def gamma(self, element: CandidateElement, limit: int = ELEMENT_LIMIT) -> Iterator[Assignment]:
        """Return the assignments that a single element allows, in lexicographic order.

        Raises:
            TooManyElementsError: there are more than ``limit``.
        """
        if self.size(element) > limit:
            message = f"γ has {self.size(element)} assignments, more than the limit of {limit}"
            raise TooManyElementsError(message)
        values = self.structure.values
        for member in self.lattice.members(element):
            yield tuple([values[v][k] for v, k in enumerate(member)])

    # Deductions

    def _deduce(self, problem: Problem, element: CandidateElement) -> CandidateElement:
        def fixpoint(masks: Masks) -> Masks:
            start = problem.restrict(masks).masks
            return deduce_to_fixpoint(self.structure, start, self.techniques)

        return self._map(fixpoint, element)

    @cached_property
    def propagated(self) -> Callable[[Masks], Masks]:
        """What the techniques leave of masks, for those who try case after case; remembered."""
        fixpoint = partial(deduce_to_fixpoint, self.structure, techniques=self.techniques)
        return lru_cache(REMEMBERED)(fixpoint)

    def best(self, problem: Problem, element: CandidateElement) -> CandidateElement:
        """Return ded_p(a) = α(γ(a) ∩ ‖p‖), the most precise sound deduction, for each element.

        Raises:
            ModelError: the problem is over another structure.
        """
        self._require_own(problem)
        return self._map(lambda masks: self.oracle.best_deduction(problem, masks), element)

    def _map(
        self, deduction: Callable[[Masks], Masks], element: CandidateElement
    ) -> CandidateElement:
        """Apply a deduction of masks to each element of a batch."""
        result = np.empty_like(element)
        for where in np.ndindex(element.shape[:-1]):
            result[where] = deduction(tuple(element[where].tolist()))
        return read_only(result)

    @property
    def claims(self) -> frozenset[str]:
        """Fixpoints of monotone techniques are monotone; those with a limit on effort are not."""
        own = set(self.techniques) <= set(PROPAGATION)
        return frozenset({"monotone", "idempotent"} if own else {"idempotent"})

    # Splitting and reading

    def split(
        self, element: CandidateElement, variable: int, mask: int
    ) -> tuple[CandidateElement, CandidateElement]:
        """Return the element with a variable inside the mask, and outside it.

        Raises:
            ModelError: the mask names values that the variable does not have.
        """
        top = self.structure.top[variable]
        if not 0 <= mask <= top:
            message = (
                f"the mask {mask:#x} of {self.structure.names[variable]}; the most is {top:#x}"
            )
            raise ModelError(message)
        return self._within(element, variable, mask), self._within(element, variable, top & ~mask)

    def _within(self, element: CandidateElement, variable: int, mask: int) -> CandidateElement:
        bound = self.top.copy()
        bound[variable] = mask
        return self.meet(element, bound)

    def size(self, element: CandidateElement) -> int:
        """Return the number of assignments in γ of a single element."""
        return self.lattice.member_count(element)

    def explain_not_leq(self, left: CandidateElement, right: CandidateElement) -> str | None:
        """Name the first variable, and the values of it, that only ``left`` allows."""
        extra = left & ~right
        if not extra.any():
            return None
        *batch, variable = np.argwhere(extra)[0].tolist()
        values = self.structure.values_in(variable, int(extra[*batch, variable]))
        name = self.structure.names[variable]
        text = f"{name} can be {', '.join(map(str, values))} on the left, not on the right"
        return f"at batch index {tuple(batch)}: {text}" if batch else text

    def encode(self, element: CandidateElement) -> NDArray[np.bool_]:
        """Return one Boolean per candidate, shape (..., variables, most values of a variable)."""
        return self.lattice.to_booleans(element)

    # Conversions

    def from_masks(self, masks: Iterable[int]) -> CandidateElement:
        """Return the element of one mask per variable.

        Raises:
            ImproperElementError: a mask does not fit its variable.
        """
        return self.lattice.from_ints(masks)

    def to_masks(self, element: CandidateElement) -> Masks:
        """Return a single element as one mask per variable."""
        return self.lattice.to_ints(element)
