"""Lattices given by a relation: what is no lattice is refused and names the elements."""

from __future__ import annotations

import pytest

from lattice import FiniteLattice, LatticeError, NotALatticeError
from tests.lattice.coverage import covers


@covers("FiniteLattice.from_covers", "FiniteLattice.element")
def test_divisors_of_twelve() -> None:
    divisors = (1, 2, 3, 4, 6, 12)
    covering = {str(d): [str(e) for e in divisors if e in (2 * d, 3 * d)] for d in divisors}
    lattice = FiniteLattice.from_covers(covering)
    for left in divisors:
        for right in divisors:
            a, b = lattice.element(str(left)), lattice.element(str(right))
            assert bool(lattice.leq(a, b)) == (right % left == 0)
            common = [d for d in divisors if left % d == right % d == 0]
            assert lattice.label(lattice.meet(a, b)) == str(max(common))
            multiples = [d for d in divisors if d % left == d % right == 0]
            assert lattice.label(lattice.join(a, b)) == str(min(multiples))


@covers("FiniteLattice.chain")
def test_chain_is_total() -> None:
    chain = FiniteLattice.chain(5)
    elements = list(chain.elements())
    assert all(
        chain.leq(a, b) == (i <= j) for i, a in enumerate(elements) for j, b in enumerate(elements)
    )


def test_two_elements_without_a_join_are_named() -> None:
    crown = {"0": "ab", "a": "cd", "b": "cd", "c": "1", "d": "1"}
    with pytest.raises(NotALatticeError, match="c and d have no meet"):
        FiniteLattice.from_covers(crown)
    with pytest.raises(NotALatticeError, match="a and b have no join"):
        FiniteLattice.from_covers({"0": "ab"})
    with pytest.raises(NotALatticeError, match="a and b have no meet"):
        FiniteLattice.from_covers({"a": "1", "b": "1"})


def test_a_cycle_is_no_partial_order() -> None:
    with pytest.raises(NotALatticeError, match="a and b are below each other"):
        FiniteLattice.from_covers({"a": "b", "b": "c", "c": "a"})


def test_names_must_be_there_once() -> None:
    with pytest.raises(NotALatticeError, match="at least one name"):
        FiniteLattice((), frozenset())
    with pytest.raises(NotALatticeError, match="no name twice"):
        FiniteLattice(("a", "a"), frozenset())
    with pytest.raises(NotALatticeError, match=r"the edge \('a', 'z'\)"):
        FiniteLattice(("a",), frozenset({("a", "z")}))
    with pytest.raises(LatticeError, match="found 'z'"):
        FiniteLattice.chain(2).element("z")
