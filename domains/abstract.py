"""What an abstract domain is: a lattice whose elements stand for sets of assignments.

γ(a) is the set of assignments that an element a still allows; α of a set of assignments is the
least element that allows them all. They are adjoint, α(S) ⊑ a exactly when S ⊆ γ(a) (Cousot and
Cousot, POPL 1977), and a deduction is sound for a problem p when it only descends and keeps
γ(a) ∩ ‖p‖. A domain is created for one structure and serves all problems over it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar, final

from domains.errors import ModelError
from domains.problem import Assignment, Problem, Structure
from lattice.order import everywhere

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    from lattice.order import Lattice, Truth

Element = TypeVar("Element")


@dataclass(frozen=True, eq=False)
class AbstractDomain(ABC, Generic[Element]):
    """An abstract domain over the problems of one structure.

    Subclasses fill in the required methods; the public ones are templates that check their
    arguments and treat ⊤ and ⊥ once. Where the lattice's elements have batch axes, every operation
    works on whole batches. Assignments are integers, one value per variable on the last axis.

    Attributes:
        structure: the variables, values and rules of the problems this domain serves.
    """

    structure: Structure

    # REQUIRED: order

    @property
    @abstractmethod
    def lattice(self) -> Lattice[Element]:
        """The elements and their order."""

    # REQUIRED: meaning

    @abstractmethod
    def _alpha(self, assignments: NDArray[np.int64]) -> Element:
        """Return the least element that allows m >= 1 assignments, shape (..., m, variables)."""

    @abstractmethod
    def _contains(self, element: Element, assignments: NDArray[np.int64]) -> Truth:
        """Tell which assignments, shape (..., variables), are in γ."""

    @abstractmethod
    def sample(self, rng: np.random.Generator) -> tuple[Element, Assignment]:
        """Return a random element and a member of its γ; each such pair has a positive chance.

        An audit needs nothing else to look for a deduction that loses a solution.
        """

    @abstractmethod
    def _deduce(self, problem: Problem, element: Element) -> Element:
        """Return an element whose γ has all of γ(element) ∩ ‖problem‖; it need not descend."""

    # OPTIONAL

    @property
    def claims(self) -> frozenset[str]:
        """What `deduce` promises beyond soundness: ``monotone``, ``idempotent``; audited."""
        return frozenset()

    def split(self, element: Element, variable: int, mask: int) -> tuple[Element, ...]:
        """Return elements that cover γ(element) together, decided by whether a variable is in mask.

        Here: the element alone, for domains that cannot say it.
        """
        del variable, mask
        return (element,)

    def size(self, element: Element) -> int | None:
        """Return the number of assignments in γ of a single element; None when it is unknown."""
        return 0 if everywhere(self.lattice.is_bottom(element)) else None

    def explain_not_leq(self, left: Element, right: Element) -> str | None:
        """Say why ``left`` is not below ``right``; None when it is."""
        return self.lattice.explain_not_leq(left, right)

    def encode(self, element: Element) -> NDArray[np.bool_] | None:
        """Return what a network reads, one Boolean per candidate; None when there is no such form.

        Shape (..., variables, most values of a variable), false where a variable has fewer.
        """
        del element
        return None

    # TEMPLATES: order

    @final
    @property
    def top(self) -> Element:
        """⊤: every assignment."""
        return self.lattice.top

    @final
    @property
    def bottom(self) -> Element:
        """⊥: no assignment."""
        return self.lattice.bottom

    @final
    def leq(self, left: Element, right: Element) -> Truth:
        """Tell whether left ⊑ right."""
        return self.lattice.leq(left, right)

    @final
    def meet(self, left: Element, right: Element) -> Element:
        """Return the greatest element below both."""
        return self.lattice.meet(left, right)

    @final
    def join(self, left: Element, right: Element) -> Element:
        """Return the least element above both."""
        return self.lattice.join(left, right)

    # TEMPLATES: meaning

    @final
    def alpha(self, assignments: ArrayLike) -> Element:
        """Return the least element that allows all m assignments, shape (..., m, variables).

        α of no assignment is ⊥, here also written ``[]``.

        Raises:
            ModelError: a wrong number of values, or one that its variable does not have.
        """
        import numpy as np

        if np.shape(assignments) in ((0,), (0, len(self.structure.values))):
            return self.bottom
        return self._alpha(self._checked(assignments))

    @final
    def contains(self, element: Element, assignments: ArrayLike) -> Truth:
        """Tell which assignments, shape (..., variables), are in γ(element); ⊥ has none.

        Raises:
            ModelError: a wrong number of values. A value that no variable has is in no γ.
        """
        inside = self._contains(element, self._checked(assignments))
        return inside & ~self._is_bottom(element)

    @final
    def deduce(self, problem: Problem, element: Element) -> Element:
        """Return an element below ``element`` that keeps all of γ(element) ∩ ‖problem‖.

        Raises:
            ModelError: the problem is over another structure.
        """
        self._require_own(problem)
        if everywhere(self.lattice.is_bottom(element)):
            return element
        return self.lattice.meet(element, self._deduce(problem, element))

    def _is_bottom(self, element: Element) -> NDArray[np.bool_]:
        import numpy as np

        return np.asarray(self.lattice.is_bottom(element))

    def _require_own(self, problem: Problem) -> None:
        if problem.structure is not self.structure:
            found = f"a {problem.structure.family} of {len(problem.structure.names)} variables"
            message = f"a problem over another structure ({found}) than this domain was created for"
            raise ModelError(message)

    def _checked(self, assignments: ArrayLike) -> NDArray[np.int64]:
        """Return assignments as an array whose last axis has one value per variable."""
        import numpy as np

        values = np.asarray(assignments, dtype=np.int64)
        if values.shape[-1:] != (len(self.structure.values),):
            expected = f"{len(self.structure.values)} values on the last axis"
            message = f"assignments of shape {values.shape}; expected {expected}"
            raise ModelError(message)
        return values
