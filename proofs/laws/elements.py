"""Elements of lattices made smaller, written as JSON and read back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import singledispatch
from itertools import islice
from typing import Any

import numpy as np

from domains.problem import Masks, bits
from lattice import (
    ArrayLattice,
    CandidateSets,
    Interval,
    Lattice,
    Pointwise,
    Powerset,
    Product,
    ReducedProduct,
    read_only,
)


def without_a_bit(mask: int) -> Iterator[int]:
    """Yield the mask with only its lowest bit, then with one bit less, each in turn."""
    if mask & (mask - 1):
        yield mask & -mask
    for k in bits(mask):
        yield mask & ~(1 << k)


GUIDES = 3
"""So many solutions inside an element are tried as the one to narrow it to."""


def smaller_masks(masks: Masks, guides: Iterable[Masks] = ()) -> Iterator[Masks]:
    """Yield elements with fewer candidates: many variables at once, then one each.

    Args:
        masks: the element.
        guides: solutions; where one lies inside, whole stretches of variables are fixed as it has
            them, halves first (Zeller and Hildebrandt, delta debugging, 2002).
    """
    inside = (g for g in guides if all(b & m for b, m in zip(g, masks, strict=True)))
    for guide in islice(inside, GUIDES):
        size = len(masks)
        while size:
            for start in range(0, len(masks), size):
                end = start + size
                fixed = (*masks[:start], *guide[start:end], *masks[end:])
                if fixed != masks:
                    yield fixed
            size //= 2
    for variable, mask in enumerate(masks):
        for less in without_a_bit(mask):
            yield (*masks[:variable], less, *masks[variable + 1 :])


@singledispatch
def smaller_elements(lattice: Lattice[Any], element: Any) -> Iterator[Any]:  # noqa: ANN401
    """Yield simpler elements: what is simple is known for the lattices registered below."""
    if not lattice.is_bottom(element):
        yield lattice.bottom


@smaller_elements.register
def _(lattice: CandidateSets, element: Any) -> Iterator[Any]:  # noqa: ANN401
    return map(lattice.from_ints, smaller_masks(lattice.to_ints(element)))


@smaller_elements.register
def _(lattice: Powerset, element: Any) -> Iterator[Any]:  # type: ignore[type-arg]  # noqa: ANN401
    members = tuple(lattice.members(element))
    return (lattice.from_members({*members} - {one}) for one in members)


@smaller_elements.register
def _(lattice: Interval, element: Any) -> Iterator[Any]:  # noqa: ANN401
    least, greatest = map(int, element)
    ends = ((least, least), (greatest, greatest), (least, greatest - 1), (least + 1, greatest))
    return (lattice.between(*pair) for pair in ends if least < greatest)


@smaller_elements.register
def _(lattice: Pointwise, element: Any) -> Iterator[Any]:  # type: ignore[type-arg]  # noqa: ANN401
    for at, part in enumerate(element):
        for less in smaller_elements(lattice.base, part):
            changed = element.copy()
            changed[at] = less
            yield read_only(changed)


@smaller_elements.register
def _(lattice: Product, element: Any) -> Iterator[Any]:  # noqa: ANN401
    for at, (factor, part) in enumerate(zip(lattice.factors, element, strict=True)):
        for less in smaller_elements(factor, part):
            yield (*element[:at], less, *element[at + 1 :])


@smaller_elements.register
def _(lattice: ReducedProduct, element: Any) -> Iterator[Any]:  # noqa: ANN401
    return map(lattice.reduce, smaller_elements(lattice.product, element))


def dump_element(lattice: Lattice[Any], element: Any) -> object:  # noqa: ANN401
    """Return an element as JSON: numbers of an array, parts of a product, else its label."""
    if isinstance(lattice, ReducedProduct):
        return dump_element(lattice.product, element)
    if isinstance(lattice, Product):
        pairs = zip(lattice.factors, element, strict=True)
        return [dump_element(factor, part) for factor, part in pairs]
    if isinstance(lattice, ArrayLattice):
        return np.asarray(element).tolist()
    return lattice.label(element)


def load_element(lattice: Lattice[Any], data: Any) -> Any:  # noqa: ANN401
    """Return the element that `dump_element` wrote.

    Raises:
        ValueError: the data is no element of the lattice.
    """
    if isinstance(lattice, ReducedProduct):
        return load_element(lattice.product, data)
    if isinstance(lattice, Product):
        pairs = zip(lattice.factors, data, strict=True)
        return tuple(load_element(factor, part) for factor, part in pairs)
    if isinstance(lattice, ArrayLattice):
        array = np.array(data, dtype=lattice.dtype)
        array.flags.writeable = False
        return array
    for element in lattice.elements():
        if lattice.label(element) == data:
            return element
    message = f"{lattice} has no element with the label {data!r}"
    raise ValueError(message)
