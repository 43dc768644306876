"""The pair domain: for each two variables, which combinations of their values are still possible.

Strictly stronger than candidates: the diagonal of an element is a candidate set, and x != y is an
element without being one of candidate sets. Deductions assume each candidate in turn and propagate
(conservative dual consistency: Lecoutre, Cardon and Vion, AAAI 2007), look at each small rule with
the pairs it still allows, and compose pairs over third variables (path consistency: Montanari
1974). On binary rules over two values that decides everything, 2-SAT among it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, product
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from domains.candidates import CandidateDomain
from domains.masked import MaskedDomain
from domains.problem import Assignment, Masks, Problem
from domains.rules import Rule
from lattice import Truth, read_only
from lattice.pairs import PairSets

PairElement: TypeAlias = NDArray[np.bool_]

MOST_LOCAL = 128
"""A rule with so many assignments of its variables, at most, is looked at as a list of them."""


@dataclass(frozen=True, eq=False)
class PairDomain(MaskedDomain[PairElement]):
    """The combinations of values still possible, for each two variables.

    Elements are those of `lattice.pairs`, batched. Variables have 1 to 64 values.
    """

    # Order

    @cached_property
    def lattice(self) -> PairSets:
        """The sets of pairs of candidates."""
        return PairSets(tuple(map(len, self.structure.values)))

    @cached_property
    def cells(self) -> CandidateDomain:
        """The candidate domain of the same structure."""
        return CandidateDomain(self.structure)

    # Meaning

    def _alpha(self, assignments: NDArray[np.int64]) -> PairElement:
        return self.lattice.alpha(self._taken(assignments))

    def _contains(self, element: PairElement, assignments: NDArray[np.int64]) -> Truth:
        known = np.asarray(self.cells.contains(self.cells.top, assignments))
        some = np.array([values[0] for values in self.structure.values])
        taken = self._taken(np.where(known[..., np.newaxis], assignments, some))
        return np.asarray(self.lattice.contains(element, taken) & known)

    def _taken(self, assignments: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return assignments, shape (..., variables), as one Boolean a candidate."""
        return self._flat(self.cells.alpha(assignments[..., np.newaxis, :]))

    def _flat(self, element: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """Return candidate sets as one Boolean a candidate."""
        return self.cells.encode(element)[..., self.cells.encode(self.cells.top)]

    def sample(self, rng: np.random.Generator) -> tuple[PairElement, Assignment]:
        """Return random pairs joined with those of a random assignment, and that assignment."""
        member = tuple(int(rng.choice(values)) for values in self.structure.values)
        return self.join(self.lattice.sample(rng), self.alpha([member])), member

    # Deductions

    def _deduce(self, problem: Problem, element: PairElement) -> PairElement:
        result = np.empty_like(element)
        for where in np.ndindex(element.shape[:-2]):
            result[where] = self._fixpoint(problem.masks, element[where].copy())
        return read_only(result)

    @property
    def claims(self) -> frozenset[str]:
        """Each step is monotone, and it goes on to a fixpoint."""
        return frozenset({"monotone", "idempotent"})

    def _fixpoint(self, given: Masks, pairs: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Repeat the cheap steps while they find something, then assume candidates; ⊥ if none."""
        before = None
        while before is None or (before != pairs).any():
            before = pairs.copy()
            self._compose(pairs)
            for columns, rows in self._locals:
                _keep_supported(pairs, columns, rows)
            if (before == pairs).all():
                self._assume_each(given, pairs)
            if not all(pairs[k, k].any() for k in self._columns):
                return self.lattice.bottom
        return pairs

    @cached_property
    def _columns(self) -> tuple[NDArray[np.int64], ...]:
        """Per variable the positions of its candidates."""
        ends = np.cumsum([0, *self.lattice.widths])
        return tuple(np.arange(a, b) for a, b in pairwise(ends))

    def _compose(self, pairs: NDArray[np.bool_]) -> None:
        """Keep the pairs that go with some candidate of every third variable; in place."""
        for columns in self._columns:
            through = pairs[:, columns].astype(np.float32)
            pairs &= through @ through.T > 0

    def _assume_each(self, given: Masks, pairs: NDArray[np.bool_]) -> None:
        """Keep in each candidate's row what propagation leaves when it is taken; in place."""
        for candidate in np.flatnonzero(pairs.diagonal()):
            assumed = [m & g for m, g in zip(self._masks(pairs[candidate]), given, strict=True)]
            left = self._flat(self.cells.from_masks(self.cells.propagated(tuple(assumed))))
            pairs[candidate] &= left
            pairs[:, candidate] &= left

    @cached_property
    def _locals(self) -> tuple[tuple[NDArray[np.int64], NDArray[np.float32]], ...]:
        """Per small rule of three variables or more its candidates and what it allows of them."""
        widths = self.lattice.widths
        return tuple(
            self._local(rule)
            for rule in self.structure.rules
            if len(rule.scope) > 2 and math.prod(widths[v] for v in rule.scope) <= MOST_LOCAL
        )

    def _local(self, rule: Rule) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        columns = np.concatenate([self._columns[v] for v in rule.scope])
        values = [self.structure.values[v] for v in rule.scope]
        rows = [
            [one == taken for taken, own in zip(row, values, strict=True) for one in own]
            for row in product(*values)
            if rule.holds(row)
        ]
        return columns, np.array(rows, dtype=np.float32).reshape(len(rows), len(columns))

    # Candidates

    def _masks(self, row: NDArray[np.bool_]) -> Masks:
        """Return a row as one mask a variable."""
        bits = row.tolist()
        return tuple(
            sum(1 << k for k, at in enumerate(columns.tolist()) if bits[at])
            for columns in self._columns
        )

    def to_masks(self, element: PairElement) -> Masks:
        """Return the candidates on the diagonal of a single element."""
        return self._masks(element.diagonal())

    def from_masks(self, masks: Sequence[int]) -> PairElement:
        """Return all pairs of the candidates that one mask a variable leaves."""
        alive = self._flat(self.cells.from_masks(masks))
        return read_only(self.top & alive & alive[:, np.newaxis])


def _keep_supported(
    pairs: NDArray[np.bool_], columns: NDArray[np.int64], rows: NDArray[np.float32]
) -> None:
    """Keep the pairs that some allowed row uses, all of whose pairs are there; in place."""
    block = np.ix_(columns, columns)
    missing = (~pairs[block]).astype(np.float32)
    alive = rows[((rows @ missing) * rows).sum(axis=1) == 0]
    pairs[block] &= alive.T @ alive > 0
