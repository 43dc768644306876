"""Broken richer domains: splits, pairs, equations and a product, changed in one place."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domains.affine import AffineDomain
from domains.pairs import PairDomain, PairElement
from domains.problem import Masks, Structure
from domains.reduced import ReducedDomain
from domains.splits import SplitDomain
from lattice import Truth
from lattice.affine import Equations
from proofs.gallery.base import Specimen


class ForgottenBranch(SplitDomain):
    """The join is that of the first two branches."""

    def _branches(self, masks: Masks, variable: int) -> Iterator[Masks]:
        return islice(SplitDomain._branches(self, masks, variable), 2)


class LinearHull(AffineDomain):
    """α takes sums of assignments for assignments: right-hand sides are lost."""

    def _alpha(self, assignments: NDArray[np.int64]) -> Equations:
        hull = AffineDomain._alpha(self, assignments)
        return self.lattice.from_rows(row & ~self.lattice.one for row in hull)


class RowsAlone(AffineDomain):
    """A rule sees the equations of an element one by one, and takes 1 for what is not fixed."""

    def _projection(self, forms: dict[int, int], unknowns: int) -> Equations:
        seen = AffineDomain._projection(self, forms, unknowns)
        return seen or (unknowns & -unknowns | self.lattice.one,)


class DiagonalAlone(PairDomain):
    """γ looks at single candidates only."""

    def _contains(self, element: PairElement, assignments: NDArray[np.int64]) -> Truth:
        return PairDomain._contains(self, self.from_masks(self.to_masks(element)), assignments)


class PathsThroughOne(PairDomain):
    """A pair has to go with all candidates of every third variable, not with one of them."""

    def _compose(self, pairs: NDArray[np.bool_]) -> None:
        for columns in self._columns:
            through = pairs[:, columns].astype(np.float32)
            alive = pairs[columns, columns].sum()
            pairs &= (through @ through.T >= alive) | ~self.top | np.eye(len(pairs), dtype=bool)


class GreedyExchange(ReducedDomain):
    """In the exchange the least candidate of the first open variable is dropped."""

    def to_masks(self, element: Any) -> Masks:  # noqa: ANN401
        """Tell one candidate too few."""
        masks = ReducedDomain.to_masks(self, element)
        opened = [v for v, mask in enumerate(masks) if mask & (mask - 1)][:1]
        return tuple(mask & (mask - 1) if v in opened else mask for v, mask in enumerate(masks))


def greedy(structure: Structure) -> ReducedDomain:
    """Return the greedy product of pairs and equations."""
    return GreedyExchange(structure, (PairDomain, AffineDomain))


SOUNDNESS = ("sound", "never below the best")

BROKEN_RICHER_DOMAINS: tuple[Specimen, ...] = (
    Specimen(
        "domain: forgotten branch",
        "the join of the branches leaves out the third and later ones",
        lambda: ForgottenBranch,
        SOUNDNESS,
    ),
    Specimen(
        "domain: linear hull",
        "α of equations forgets their right-hand sides",
        lambda: LinearHull,
        ("gamma after alpha is extensive",),
    ),
    Specimen(
        "domain: rows alone",
        "a rule takes an open unknown for 1",
        lambda: RowsAlone,
        SOUNDNESS,
    ),
    Specimen(
        "domain: diagonal alone",
        "γ of pairs looks at single candidates",
        lambda: DiagonalAlone,
        ("adjoint",),
    ),
    Specimen(
        "domain: paths through one",
        "a pair has to go with all values of a third variable",
        lambda: PathsThroughOne,
        SOUNDNESS,
    ),
    Specimen(
        "domain: greedy exchange",
        "the reduction of a product drops a candidate",
        lambda: greedy,
        ("reduction of a product keeps gamma",),
    ),
)
"""Richer domains, each wrong in one way."""
