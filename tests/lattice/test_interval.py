"""Intervals: agreement with sets of integers, the empty interval, extreme bounds."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lattice import Interval, LatticeError
from tests.lattice.coverage import covers

SMALL = Interval(-2, 2)


@covers("Interval.members", "Interval.contains", "Interval.size", "Interval.is_empty")
def test_meaning_agrees_with_sets_of_integers() -> None:
    for element in SMALL.elements():
        members = set(SMALL.members(element))
        assert SMALL.size(element) == len(members)
        assert bool(SMALL.is_empty(element)) == (not members)
        values = np.arange(-4, 5)
        assert SMALL.contains(element, values).tolist() == [v in members for v in values.tolist()]


def test_order_and_meet_agree_with_sets_of_integers() -> None:
    for left, right in itertools.product(SMALL.elements(), repeat=2):
        first, second = set(SMALL.members(left)), set(SMALL.members(right))
        assert bool(SMALL.leq(left, right)) == (first <= second)
        assert set(SMALL.members(SMALL.meet(left, right))) == first & second


@covers("Interval.alpha")
def test_alpha_is_the_least_interval_around_the_values() -> None:
    for values in itertools.product(range(-2, 3), repeat=2):
        hull = SMALL.alpha(np.array(values))
        assert set(SMALL.members(hull)) == set(range(min(values), max(values) + 1))
    assert SMALL.equal(SMALL.alpha(np.array([], dtype=np.int64)), SMALL.bottom)
    batch = SMALL.alpha(np.array([(0, 1, -1), (2, 2, 2)]))
    assert batch.tolist() == [[-1, 1], [2, 2]]


@covers("Interval.between")
@given(st.integers(-9, 9), st.integers(-9, 9))
def test_between_clips_to_the_bounds(least: int, greatest: int) -> None:
    element = SMALL.between(least, greatest)
    assert SMALL.proper(element)
    assert list(SMALL.members(element)) == [v for v in range(-2, 3) if least <= v <= greatest]


def test_the_widest_bounds_do_not_overflow() -> None:
    widest = Interval(-(2**61), 2**61)
    upper = widest.between(2**61, 2**61)
    assert widest.size(widest.top) == 2**62 + 1
    assert widest.size(upper) == 1
    assert widest.is_bottom(widest.meet(upper, widest.between(-(2**61), 0)))


def test_bad_bounds_and_values_are_refused() -> None:
    with pytest.raises(LatticeError, match="found low 3 and high 2"):
        Interval(3, 2)
    with pytest.raises(LatticeError, match="found low 0 and high"):
        Interval(0, 2**61 + 1)
    with pytest.raises(LatticeError, match=r"expected values within \[-2, 2\], found 3"):
        SMALL.alpha(np.array([0, 3]))
