"""Sorts that several worlds share: lattice elements, elements as masks, numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import TYPE_CHECKING, Any

import numpy as np

from domains.problem import Assignment, Masks, Structure, bits
from lattice import ArrayLattice, CandidateSets, Lattice, Powerset, Product, ReducedProduct
from lattice.order import ELEMENT_LIMIT
from proofs.laws.base import Sort
from proofs.laws.drawing import draw_assignment, draw_masks
from proofs.laws.enumeration import elements as all_masks

if TYPE_CHECKING:
    from random import Random


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


def smaller_elements(lattice: Lattice[Any], element: Any) -> Iterator[Any]:  # noqa: ANN401
    """Yield simpler elements; what is simple is known for sets and products of them."""
    if isinstance(lattice, CandidateSets):
        yield from map(lattice.from_ints, smaller_masks(lattice.to_ints(element)))
    elif isinstance(lattice, Powerset):
        members = tuple(lattice.members(element))
        yield from (lattice.from_members({*members} - {one}) for one in members)
    elif isinstance(lattice, Product):
        for at, (factor, part) in enumerate(zip(lattice.factors, element, strict=True)):
            for less in smaller_elements(factor, part):
                yield (*element[:at], less, *element[at + 1 :])
    elif isinstance(lattice, ReducedProduct):
        yield from map(lattice.reduce, smaller_elements(lattice.product, element))
    elif not lattice.is_bottom(element):
        yield lattice.bottom


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


@dataclass(frozen=True, eq=False)
class ElementSort(Sort[Any]):
    """The elements of a lattice. Of two random ones few are comparable, so some are related.

    Attributes:
        lattice: the lattice.
        fresh: returns a random element; the lattice's own sample by default.
        drawing: how to draw an element; the lattice's label by default.
        guides: of candidate sets: elements that smaller ones are to keep inside, if possible.
    """

    lattice: Lattice[Any]
    fresh: Callable[[np.random.Generator], Any] | None = None
    drawing: Callable[[Any], str] | None = None
    guides: tuple[Masks, ...] = ()

    @property
    def count(self) -> int | None:  # type: ignore[override]
        """The cardinality, where elements can be listed."""
        cardinality = self.lattice.cardinality
        return cardinality if cardinality <= ELEMENT_LIMIT else None

    def all(self) -> Iterator[Any]:
        """Yield the elements in the lattice's order; of a large one the bottom and the top."""
        if self.count is not None:
            return self.lattice.elements()
        return iter((self.lattice.bottom, self.lattice.top))

    def sample(self, rng: np.random.Generator, drawn: Sequence[Any] = ()) -> Any:  # noqa: ANN401
        """Return a fresh element, or the meet or join of one with an earlier one, or that one."""
        element = self.fresh(rng) if self.fresh else self.lattice.sample(rng)
        if not drawn:
            return element
        other, way = drawn[int(rng.integers(len(drawn)))], int(rng.integers(5))
        if way < 2:
            return self.lattice.meet(element, other)
        if way < 4:
            return self.lattice.join(element, other)
        return other if rng.random() < 0.2 else element

    def smaller(self, value: Any) -> Iterator[Any]:  # noqa: ANN401
        """Yield elements with fewer members."""
        if self.guides and isinstance(self.lattice, CandidateSets):
            masks = self.lattice.to_ints(value)
            return map(self.lattice.from_ints, smaller_masks(masks, self.guides))
        return smaller_elements(self.lattice, value)

    def draw(self, value: Any) -> str:  # noqa: ANN401
        """Return the label, or what the world draws."""
        return (self.drawing or self.lattice.label)(value)

    def dump(self, value: Any) -> object:  # noqa: ANN401
        """Return numbers."""
        return dump_element(self.lattice, value)

    def load(self, data: Any) -> Any:  # noqa: ANN401
        """Read numbers."""
        return load_element(self.lattice, data)


@dataclass(frozen=True, eq=False)
class ListedSort(Sort[Any]):
    """A finite list of values that JSON can hold, tuples and frozensets among them."""

    values: tuple[Any, ...]
    drawing: Callable[[Any], str] = str

    @property
    def count(self) -> int:  # type: ignore[override]
        """Their number."""
        return len(self.values)

    def all(self) -> Iterator[Any]:
        """Yield them in order."""
        return iter(self.values)

    def sample(self, rng: np.random.Generator, drawn: Sequence[Any] = ()) -> Any:  # noqa: ANN401
        """Return one of them."""
        return self.values[int(rng.integers(len(self.values)))]

    def draw(self, value: Any) -> str:  # noqa: ANN401
        """Draw it as the world says."""
        return self.drawing(value)

    def dump(self, value: Any) -> object:  # noqa: ANN401
        """Return its position."""
        return self.values.index(value)

    def load(self, data: Any) -> Any:  # noqa: ANN401
        """Return the value at a position."""
        return self.values[data]


class SeedSort(Sort[int]):
    """Seeds of generators: 0, 1, 2 and so on."""

    count = None
    SOME = 4

    def all(self) -> Iterator[int]:
        """Yield the first few."""
        return iter(range(self.SOME))

    def sample(self, rng: np.random.Generator, drawn: Sequence[int] = ()) -> int:
        """Return any."""
        return int(rng.integers(1 << 31))


@dataclass(frozen=True, eq=False)
class AssignmentSort(Sort[Assignment]):
    """The assignments of a structure, solutions or not.

    Attributes:
        structure: what they belong to.
        likely: some that are drawn half of the time, such as solutions.
    """

    structure: Structure
    likely: tuple[Assignment, ...] = ()

    @property
    def count(self) -> int | None:  # type: ignore[override]
        """The product of the variables' numbers of values."""
        number = 1
        for values in self.structure.values:
            number *= len(values)
        return number if number <= ELEMENT_LIMIT else None

    def all(self) -> Iterator[Assignment]:
        """Yield them in lexicographic order; of many, the likely ones."""
        if self.count is None:
            return iter(self.likely)
        return product(*self.structure.values)

    def sample(self, rng: np.random.Generator, drawn: Sequence[Assignment] = ()) -> Assignment:
        """Return a likely one, perhaps with one value changed, or any."""
        values = self.structure.values
        if not self.likely or rng.random() < 0.25:
            return tuple(int(rng.choice(row)) for row in values)
        one = list(self.likely[int(rng.integers(len(self.likely)))])
        if rng.random() < 0.5:
            variable = int(rng.integers(len(values)))
            one[variable] = int(rng.choice(values[variable]))
        return tuple(one)

    def draw(self, value: Assignment) -> str:
        """Draw it as its family does."""
        return draw_assignment(self.structure, value)

    def dump(self, value: Assignment) -> object:
        """Return the values."""
        return list(value)

    def load(self, data: Any) -> Assignment:  # noqa: ANN401
        """Read the values."""
        return tuple(data)


def random_masks(
    structure: Structure, solutions: Sequence[Masks], rng: np.random.Generator | Random
) -> Masks:
    """Return an element from nearly empty to nearly full; most have a solution inside.

    Few random elements have one, so one is put in.
    """
    density = rng.random()
    masks = [
        sum((rng.random() < density) << k for k in range(len(values)))
        for values in structure.values
    ]
    if solutions and rng.random() < 0.7:
        kept = solutions[int(rng.random() * len(solutions))]
        masks = [mask | bit for mask, bit in zip(masks, kept, strict=True)]
    return tuple(int(mask) for mask in masks)


@dataclass(frozen=True, eq=False)
class MasksSort(Sort[Masks]):
    """The elements of a structure's candidate domain, one mask per variable.

    Attributes:
        structure: the structure.
        solutions: those that samples are built around, as masks of one bit.
    """

    structure: Structure
    solutions: tuple[Masks, ...] = ()

    @property
    def count(self) -> int | None:  # type: ignore[override]
        """Two to the number of candidates."""
        candidates = sum(map(len, self.structure.values))
        return 1 << candidates if candidates <= 16 else None

    def all(self) -> Iterator[Masks]:
        """Yield all, or of very many ⊤ and the solutions."""
        if self.count is None:
            return iter((self.structure.top, *self.solutions))
        return all_masks(self.structure.values)

    def sample(self, rng: np.random.Generator, drawn: Sequence[Masks] = ()) -> Masks:
        """Return a random element, usually with a solution inside."""
        return random_masks(self.structure, self.solutions, rng)

    def smaller(self, value: Masks) -> Iterator[Masks]:
        """Yield elements with fewer candidates."""
        return smaller_masks(value, self.solutions)

    def draw(self, value: Masks) -> str:
        """Draw it as its family does."""
        return draw_masks(self.structure, value)

    def dump(self, value: Masks) -> object:
        """Return the masks."""
        return list(value)

    def load(self, data: Iterable[int]) -> Masks:
        """Read the masks."""
        return tuple(data)
