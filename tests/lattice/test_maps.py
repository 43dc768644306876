"""Maps: the exhaustive checks find what is wrong and only that; combinations mean what they say."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from lattice import (
    FiniteLattice,
    ImproperElementError,
    Lattice,
    Powerset,
    TooManyElementsError,
    compose,
    pointwise_meet,
    refute_extensive,
    refute_idempotent,
    refute_monotone,
    refute_reductive,
)
from tests.lattice.coverage import covers

CHAIN = FiniteLattice.chain(3)
SQUARE = Powerset(("a", "b"))


def all_maps(lattice: Lattice[Any]) -> list[Callable[[Any], Any]]:
    """Every map of a small lattice to itself."""
    elements = list(lattice.elements())
    names = [lattice.label(element) for element in elements]
    tables = [
        dict(zip(names, images, strict=True))
        for images in itertools.product(elements, repeat=len(elements))
    ]
    return [lambda element, table=table: table[lattice.label(element)] for table in tables]


@covers("refute_monotone", "refute_reductive", "refute_extensive", "refute_idempotent")
@pytest.mark.parametrize("lattice", [CHAIN, SQUARE], ids=["chain", "square"])
def test_checks_agree_with_the_definitions_for_every_map(lattice: Lattice[Any]) -> None:
    elements = list(lattice.elements())
    for f in all_maps(lattice):
        pairs = [(x, y) for x, y in itertools.product(elements, repeat=2) if lattice.leq(x, y)]
        monotone = all(lattice.leq(f(x), f(y)) for x, y in pairs)
        assert (refute_monotone(lattice, f) is None) == monotone
        reductive = all(lattice.leq(f(x), x) for x in elements)
        assert (refute_reductive(lattice, f) is None) == reductive
        extensive = all(lattice.leq(x, f(x)) for x in elements)
        assert (refute_extensive(lattice, f) is None) == extensive
        idempotent = all(lattice.equal(f(f(x)), f(x)) for x in elements)
        assert (refute_idempotent(lattice, f) is None) == idempotent


@covers("Counterexample")
def test_counterexamples_name_the_elements() -> None:
    def rotate(element: NDArray[np.int64]) -> NDArray[np.int64]:
        return CHAIN.element("120"[int(element)])

    monotone = refute_monotone(CHAIN, rotate)
    assert monotone is not None
    assert [CHAIN.label(element) for element in monotone.elements] == ["0", "2"]
    assert str(monotone).startswith("not monotone: 0 <= 2, but f(0) = 1 and f(2) = 0")
    assert str(refute_reductive(CHAIN, rotate)).startswith("not reductive: f(0) = 1")
    assert str(refute_extensive(CHAIN, rotate)).startswith("not extensive: f(2) = 0")
    assert str(refute_idempotent(CHAIN, rotate)) == (
        "not idempotent: f(0) = 1: applied again it gives 2"
    )


@covers("compose")
def test_composition_applies_the_last_function_first() -> None:
    for f, g in itertools.product(all_maps(CHAIN)[:9], all_maps(CHAIN)[-9:]):
        for element in CHAIN.elements():
            assert CHAIN.equal(compose(f, g)(element), f(g(element)))
            assert compose()(element) is element


@covers("pointwise_meet")
def test_pointwise_meet_is_the_greatest_map_below_all() -> None:
    for f, g in itertools.product(all_maps(CHAIN)[::3], repeat=2):
        met = pointwise_meet(CHAIN, [f, g])
        assert all(CHAIN.equal(met(e), CHAIN.meet(f(e), g(e))) for e in CHAIN.elements())
    assert all(CHAIN.is_top(pointwise_meet(CHAIN, [])(e)) for e in CHAIN.elements())


def test_a_map_out_of_the_lattice_is_refused() -> None:
    with pytest.raises(ImproperElementError, match="numpy array"):
        refute_monotone(CHAIN, lambda _: 7)  # type: ignore[arg-type, return-value]


def test_checks_on_large_lattices_are_refused() -> None:
    with pytest.raises(TooManyElementsError):
        refute_reductive(Powerset(tuple(range(20))), lambda element: element)
