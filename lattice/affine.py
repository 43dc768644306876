"""Linear equations modulo 2: the affine subspaces of GF(2)^n, with the empty set.

Affine relations as an abstract domain are Karr's (Affine relationships among variables of a
program, Acta Informatica 1976); over GF(2) meet is Gaussian elimination, and join the affine hull.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from lattice.errors import LatticeError
from lattice.order import Lattice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy as np

#: Rows of a reduced echelon form: bits 0 to n-1 are coefficients, bit n is the right-hand side.
Equations: TypeAlias = tuple[int, ...]


def lowest(bits: int) -> int:
    """The lowest set bit alone, the pivot of a row; 0 of 0."""
    return bits & -bits


def eliminate(rows: Iterable[int], columns: int) -> tuple[list[int], list[int]]:
    """Gauss-Jordan elimination over the bits of ``columns``, lowest first.

    Returns the rows with a pivot, in the order of the pivots, each pivot in one row alone; and the
    rows that came to have no bit in ``columns``, without those that came to be 0.
    """
    basis: dict[int, int] = {}
    rest = []
    for given in rows:
        row = given
        for pivot, other in basis.items():
            if row & pivot:
                row ^= other
        pivot = lowest(row & columns)
        if pivot:
            basis = {p: other ^ row if other & pivot else other for p, other in basis.items()}
            basis[pivot] = row
        elif row:
            rest.append(row)
    return [basis[pivot] for pivot in sorted(basis)], rest


@dataclass(frozen=True, slots=True)
class AffineSpaces(Lattice[Equations]):
    """The solution sets of linear equations modulo 2 in ``dimension`` unknowns, by inclusion.

    An element is its reduced row echelon form: a tuple of integers, one a row, ascending by pivot.
    ⊤ has no row, ⊥ the one row ``0 = 1``. A point is an integer whose bit k is unknown k. Elements
    are single: there are no batches.

    >>> plane = AffineSpaces(3)
    >>> plane.label(plane.join(plane.point(0b001), plane.point(0b010)))
    'x0+x1=1, x2=0'
    """

    dimension: int

    def __post_init__(self) -> None:
        if self.dimension < 0:
            raise LatticeError(f"expected a dimension of at least 0, found {self.dimension}")

    @property
    def one(self) -> int:
        """The bit of a row that is its right-hand side."""
        return 1 << self.dimension

    def from_rows(self, rows: Iterable[int]) -> Equations:
        """The solutions of equations in any form: Gaussian elimination."""
        basis, contradictions = eliminate(rows, self.one - 1)
        return self.bottom if contradictions else tuple(basis)

    # Order

    @property
    def top(self) -> Equations:
        """No equation."""
        return ()

    @property
    def bottom(self) -> Equations:
        """``0 = 1``."""
        return (self.one,)

    def leq(self, left: Equations, right: Equations) -> bool:
        """Whether every equation of ``right`` follows from those of ``left``."""
        return left == self.bottom or not any(self.reduce(left, row) for row in right)

    def meet(self, left: Equations, right: Equations) -> Equations:
        """The equations of both."""
        return self.from_rows((*left, *right))

    def join(self, left: Equations, right: Equations) -> Equations:
        """The affine hull of the union: what both entail (Zassenhaus's sum-intersection)."""
        if self.bottom in (left, right):
            return right if left == self.bottom else left
        width = self.dimension + 1
        high = (1 << width) - 1 << width
        rows = [*(row << width | row for row in left), *(row << width for row in right)]
        return self.from_rows(eliminate(rows, high)[1])

    # Meaning

    def point(self, point: int) -> Equations:
        """The space of one point."""
        bits = (1 << k for k in range(self.dimension))
        return tuple(bit | (self.one if point & bit else 0) for bit in bits)

    def hull(self, points: Sequence[int], among: int = -1) -> Equations:
        """The affine hull of points; of their projection, when told which unknowns count.

        From a reduced basis of the directions: a coordinate that is no pivot is the sum of those
        pivots whose direction moves it, up to a constant that the first point tells.
        """
        if not points:
            return self.bottom
        first, among = points[0], among & self.one - 1
        directions, _ = eliminate((first ^ point for point in points[1:]), among)
        pivots = sum(map(lowest, directions))
        rows = []
        for bit in (1 << k for k in range(self.dimension)):
            if bit & among & ~pivots:
                row = bit | sum(lowest(d) for d in directions if d & bit)
                rows.append(row | (self.one if (row & first).bit_count() % 2 else 0))
        return self.from_rows(rows)

    def contains(self, element: Equations, point: int) -> bool:
        """Whether a point solves every equation."""
        return not any((row & (point | self.one)).bit_count() % 2 for row in element)

    def points(self, element: Equations) -> Iterator[int]:
        """Every point of a space, 2^(dimension - rank) of them, by Gray's code: one step each."""
        if element == self.bottom:
            return
        pivots = sum(map(lowest, element))
        free = [1 << k for k in range(self.dimension) if not pivots >> k & 1]
        steps = [bit | sum(lowest(row) for row in element if row & bit) for bit in free]
        point = sum(lowest(row) for row in element if row & self.one)
        yield point
        for count in range(1, 1 << len(free)):
            point ^= steps[lowest(count).bit_length() - 1]
            yield point

    def reduce(self, element: Equations, row: int) -> int:
        """What is left of a row when its pivots are replaced; 0 where the element entails it."""
        for other in element:
            if row & lowest(other):
                row ^= other
        return row

    # Support

    @property
    def cardinality(self) -> int:
        """The empty set, and for each linear subspace its translates."""
        return 1 + sum(
            (1 << self.dimension - rank) * _subspaces(self.dimension, rank)
            for rank in range(self.dimension + 1)
        )

    def sample(self, rng: np.random.Generator, batch: tuple[int, ...] = ()) -> Equations:
        """The solutions of a random number of random equations, from sparse to dense; no batch."""
        if batch:
            raise LatticeError(f"affine spaces come one by one, found the batch shape {batch}")
        density = rng.choice((0.2, 0.5))
        drawn = rng.random((int(rng.integers(self.dimension + 2)), self.dimension + 1)) < density
        return self.from_rows(sum(1 << k for k, bit in enumerate(row) if bit) for row in drawn)

    def label(self, element: Equations) -> str:
        """The equations, as ``x0+x2=1, x1=0``."""
        return ", ".join(map(self._equation, element)) or "all"

    def _equation(self, row: int) -> str:
        names = [f"x{k}" for k in range(self.dimension) if row >> k & 1]
        return f"{'+'.join(names) or '0'}={row >> self.dimension}"

    def why_improper(self, element: object) -> str | None:
        """What is no tuple of rows, or not in reduced echelon form."""
        if not isinstance(element, tuple) or not all(type(row) is int for row in element):
            return f"expected a tuple of integers, found {element!r}"
        outside = [row for row in element if not 0 < row < 2 * self.one]
        if outside:
            return f"expected rows from 1 to {2 * self.one - 1:#x}, found {outside[0]:#x}"
        reduced = self.from_rows(element)
        return None if reduced == element else f"not reduced: expected {reduced}, found {element}"

    def _elements(self) -> Iterator[Equations]:
        """⊥, then every space by adding one direction after another to the points."""
        yield self.bottom
        found = dict.fromkeys(self.point(point) for point in range(self.one))
        while found:
            yield from found
            larger = (self.join(a, self.point(p)) for a in found for p in range(self.one))
            found = dict.fromkeys(a for a in larger if a not in found)

    def _why_not_leq(self, left: Equations, right: Equations) -> str:
        row = next(row for row in right if self.reduce(left, row))
        return f"{self._equation(row)} does not follow from {self.label(left)}"


def _subspaces(dimension: int, rank: int) -> int:
    """The number of linear subspaces of one dimension: the Gaussian binomial at 2."""
    above = below = 1
    for k in range(rank):
        above *= (1 << dimension - k) - 1
        below *= (2 << k) - 1
    return above // below
