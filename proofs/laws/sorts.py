"""Sorts that several worlds share: lattice elements, elements as masks, numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np

from domains.problem import Assignment, Masks, Structure
from lattice import CandidateSets, Lattice
from lattice.order import ELEMENT_LIMIT
from proofs.laws.base import Sort
from proofs.laws.drawing import draw_assignment, draw_masks
from proofs.laws.elements import dump_element, load_element, smaller_elements, smaller_masks
from proofs.laws.enumeration import elements as all_masks

if TYPE_CHECKING:
    from random import Random


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
