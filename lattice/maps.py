"""Maps of a lattice to itself: exhaustive checks that give a counterexample, and combinations.

``refute_*`` looks at every element (or pair) of an enumerable lattice and returns the first
`Counterexample`, or None when the claim holds for the whole lattice.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Generic

from lattice.errors import BrokenOperatorError
from lattice.order import Element, everywhere

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lattice.order import Lattice

#: Checks look at pairs, so they refuse lattices above this many elements unless told otherwise.
CHECK_LIMIT = 4096


@dataclass(frozen=True, slots=True, eq=False)
class Counterexample(Generic[Element]):
    """Elements at which a claim fails.

    Attributes:
        claim: the claim that was refuted.
        elements: the elements at which it fails, in the order the claim speaks of them.
        explanation: these elements in words, and what goes wrong there.
    """

    claim: str
    elements: tuple[Element, ...]
    explanation: str

    def __str__(self) -> str:
        return f"not {self.claim}: {self.explanation}"


def refute_monotone(
    lattice: Lattice[Element], function: Callable[[Element], Element], limit: int = CHECK_LIMIT
) -> Counterexample[Element] | None:
    """Two elements x <= y with f(x) not <= f(y), if there are any.

    >>> from lattice import FiniteLattice
    >>> chain = FiniteLattice.chain(3)
    >>> swap = lambda element: chain.element("201"[int(element)])
    >>> print(refute_monotone(chain, swap))
    not monotone: 0 <= 1, but f(0) = 2 and f(1) = 0: 2 is not below 0: it is above
    """
    images = _images(lattice, function, limit)
    for (low, low_image), (high, high_image) in itertools.product(images, repeat=2):
        if not lattice.leq(low, high) or lattice.leq(low_image, high_image):
            continue
        low_text, high_text = lattice.label(low), lattice.label(high)
        found = f"f({low_text}) = {lattice.label(low_image)} and f({high_text})"
        reason = lattice.explain_not_leq(low_image, high_image)
        text = f"{low_text} <= {high_text}, but {found} = {lattice.label(high_image)}: {reason}"
        return Counterexample("monotone", (low, high), text)
    return None


def refute_reductive(
    lattice: Lattice[Element], function: Callable[[Element], Element], limit: int = CHECK_LIMIT
) -> Counterexample[Element] | None:
    """An element x with f(x) not <= x, if there is one."""
    for element, image in _images(lattice, function, limit):
        reason = lattice.explain_not_leq(image, element)
        if reason is not None:
            return _at(lattice, "reductive", element, image, reason)
    return None


def refute_extensive(
    lattice: Lattice[Element], function: Callable[[Element], Element], limit: int = CHECK_LIMIT
) -> Counterexample[Element] | None:
    """An element x with x not <= f(x), if there is one."""
    for element, image in _images(lattice, function, limit):
        reason = lattice.explain_not_leq(element, image)
        if reason is not None:
            return _at(lattice, "extensive", element, image, reason)
    return None


def refute_idempotent(
    lattice: Lattice[Element], function: Callable[[Element], Element], limit: int = CHECK_LIMIT
) -> Counterexample[Element] | None:
    """An element x with f(f(x)) different from f(x), if there is one."""
    for element, image in _images(lattice, function, limit):
        again = function(image)
        if not lattice.equal(again, image):
            reason = f"applied again it gives {lattice.label(again)}"
            return _at(lattice, "idempotent", element, image, reason)
    return None


def compose(*functions: Callable[[Element], Element]) -> Callable[[Element], Element]:
    """The composition, the last function applied first; of none, the identity."""

    def composed(element: Element) -> Element:
        return reduce(lambda value, function: function(value), reversed(functions), element)

    return composed


def pointwise_meet(
    lattice: Lattice[Element], functions: Sequence[Callable[[Element], Element]]
) -> Callable[[Element], Element]:
    """The map x to f1(x) meet f2(x) meet ...; of no functions, the constant top."""

    def met(element: Element) -> Element:
        return lattice.meet_all(function(element) for function in functions)

    return met


def require_reductive(
    lattice: Lattice[Element], name: str, before: Element, after: Element
) -> Element:
    """Return ``after``; `BrokenOperatorError` where operator ``name`` did not descend to it."""
    if not everywhere(lattice.leq(after, before)):
        reason = lattice.explain_not_leq(after, before)
        raise BrokenOperatorError(f"{name} is not reductive: {reason} (left: after, right: before)")
    return after


def _images(
    lattice: Lattice[Element], function: Callable[[Element], Element], limit: int
) -> list[tuple[Element, Element]]:
    return [
        (element, lattice.require_proper(function(element))) for element in lattice.elements(limit)
    ]


def _at(
    lattice: Lattice[Element], claim: str, element: Element, image: Element, reason: str
) -> Counterexample[Element]:
    text = f"f({lattice.label(element)}) = {lattice.label(image)}: {reason}"
    return Counterexample(claim, (element,), text)
