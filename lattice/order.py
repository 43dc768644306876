"""The abstract lattice: what every element type must give, and what follows from it.

A lattice here is finite and bounded, so every descending iteration ends. A lattice is a value
that describes its elements; an element is a plain immutable value (a read-only array, a tuple of
elements). Where elements are arrays, leading axes are batch axes: every operation works on whole
batches, with numpy broadcasting between operands, and a single element is the batch of shape
``()``.

A class is either abstract or final. Concrete lattices fill in the required methods; the templates
below are written once (the group OPTIONAL is the one exception; order theory: Davey and Priestley
2002, "Introduction to Lattices and Order").
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import reduce
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar, final

from lattice.errors import ImproperElementError, TooManyElementsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import numpy as np
    from numpy.typing import NDArray

Element = TypeVar("Element")

#: The answer to a question about elements: one Boolean for each batch entry.
Truth: TypeAlias = "bool | np.bool_ | NDArray[np.bool_]"

#: Above this many elements, ``elements()`` refuses unless told otherwise.
ELEMENT_LIMIT = 100_000


def everywhere(truth: Truth) -> bool:
    """Whether ``truth`` holds at every batch entry (an empty batch: yes)."""
    return truth if isinstance(truth, bool) else bool(truth.all())


class Lattice(ABC, Generic[Element]):
    """A finite bounded lattice over elements of type ``Element``."""

    __slots__ = ()

    # REQUIRED: order

    @property
    @abstractmethod
    def top(self) -> Element:
        """The greatest element (single, batch shape ``()``): no knowledge."""

    @property
    @abstractmethod
    def bottom(self) -> Element:
        """The least element (single, batch shape ``()``): contradiction."""

    @abstractmethod
    def leq(self, left: Element, right: Element) -> Truth:
        """Whether ``left`` is below or equal to ``right``, for each batch entry."""

    @abstractmethod
    def meet(self, left: Element, right: Element) -> Element:
        """The greatest lower bound, for each batch entry."""

    @abstractmethod
    def join(self, left: Element, right: Element) -> Element:
        """The least upper bound, for each batch entry."""

    # REQUIRED: support for checks, drawings and messages

    @property
    @abstractmethod
    def cardinality(self) -> int:
        """Number of elements; an upper bound of it where only enumeration can tell."""

    @abstractmethod
    def sample(self, rng: np.random.Generator, batch: tuple[int, ...] = ()) -> Element:
        """A random batch of elements; every element has a positive chance."""

    @abstractmethod
    def label(self, element: Element) -> str:
        """Short text of one single element; different elements have different labels."""

    @abstractmethod
    def why_improper(self, element: object) -> str | None:
        """What is wrong with the representation of ``element`` (a whole batch), None if proper."""

    @abstractmethod
    def _elements(self) -> Iterator[Element]:
        """Every element once, single."""

    @abstractmethod
    def _why_not_leq(self, left: Element, right: Element) -> str:
        """Where and why ``leq`` fails; called only where it fails somewhere."""

    # OPTIONAL: composite lattices override

    def changed_components(self, before: Element, after: Element) -> frozenset[int]:
        """Indexes of the components in which two elements differ, in any batch entry.

        A lattice without components counts as the one component 0.
        """
        return frozenset() if everywhere(self.equal(before, after)) else frozenset({0})

    # TEMPLATES: written once

    @final
    def equal(self, left: Element, right: Element) -> Truth:
        """Whether both elements are the same, by antisymmetry of the order."""
        return self.leq(left, right) & self.leq(right, left)

    @final
    def is_top(self, element: Element) -> Truth:
        """Whether the element is the top, for each batch entry."""
        return self.leq(self.top, element)

    @final
    def is_bottom(self, element: Element) -> Truth:
        """Whether the element is the bottom, for each batch entry."""
        return self.leq(element, self.bottom)

    @final
    def meet_all(self, elements: Iterable[Element]) -> Element:
        """The meet of finitely many elements; of none, the top."""
        return reduce(self.meet, elements, self.top)

    @final
    def join_all(self, elements: Iterable[Element]) -> Element:
        """The join of finitely many elements; of none, the bottom."""
        return reduce(self.join, elements, self.bottom)

    @final
    def proper(self, element: object) -> bool:
        """Whether ``element`` (a whole batch) satisfies the representation invariant."""
        return self.why_improper(element) is None

    @final
    def require_proper(self, element: Element) -> Element:
        """Return ``element``, or raise `ImproperElementError` that says what is wrong with it."""
        problem = self.why_improper(element)
        if problem is not None:
            raise ImproperElementError(f"not an element of {self}: {problem}")
        return element

    @final
    def explain_not_leq(self, left: Element, right: Element) -> str | None:
        """Where and why ``left`` is not below ``right``; None where it is below everywhere."""
        return None if everywhere(self.leq(left, right)) else self._why_not_leq(left, right)

    @final
    def elements(self, limit: int = ELEMENT_LIMIT) -> Iterator[Element]:
        """Every element once, single; raises `TooManyElementsError` above ``limit`` elements."""
        if self.cardinality > limit:
            raise TooManyElementsError(
                f"{self} has up to {self.cardinality} elements, more than the limit of {limit}"
            )
        return self._elements()
