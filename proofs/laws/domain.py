"""The laws of an abstract domain beyond lattice, connection and deduction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from typing import Any, ClassVar

import numpy as np

from domains.abstract import AbstractDomain
from domains.problem import Assignment
from lattice import everywhere
from proofs.laws.base import Law, Sort, law
from proofs.laws.sorts import AssignmentSort, ElementSort, ListedSort, SeedSort

Element = Any


@dataclass(frozen=True, eq=False)
class DomainWorld:
    """An abstract domain; sorts are ``element``, ``assignment``, ``branching`` and ``seed``."""

    name: str
    domain: AbstractDomain[Any]
    drawing: Callable[[Element], str] | None = None
    weight: ClassVar[int] = 1

    def sort(self, name: str) -> Sort[Any]:
        """Return elements, assignments, (variable, mask) pairs, or seeds."""
        structure = self.domain.structure
        if name == "assignment":
            return AssignmentSort(structure)
        if name == "branching":
            pairs = [(v, 1 << k) for v, row in enumerate(structure.values) for k in range(len(row))]
            halves = [(v, top & 0x5555555555555555) for v, top in enumerate(structure.top)]
            return ListedSort((*pairs, *halves))
        if name == "seed":
            return SeedSort()
        assert name == "element", name
        return ElementSort(self.domain.lattice, self._fresh, self.drawing)

    def _fresh(self, rng: np.random.Generator) -> Element:
        return self.domain.sample(rng)[0]

    def allows(self, element: Element, assignment: Assignment) -> bool:
        """Whether an assignment is in γ(element)."""
        return everywhere(self.domain.contains(element, assignment))

    def all_assignments(self) -> list[Assignment] | None:
        """Every assignment of a small structure."""
        if (AssignmentSort(self.domain.structure).count or 5000) > 4096:
            return None
        return list(product(*self.domain.structure.values))


def enumerable(world: DomainWorld) -> str | None:
    """Apply to domains whose assignments can be listed."""
    return None if world.all_assignments() is not None else "too many assignments to list"


@law(
    "domain",
    "sample gives a proper element and a member of its γ",
    "seed",
    about="AbstractDomain.sample",
)
def sample_gives_a_member(world: DomainWorld, seed: int) -> str | None:
    """Otherwise audits look in the wrong places."""
    element, member = world.domain.sample(np.random.default_rng(seed))
    why = world.domain.lattice.why_improper(element)
    if why is not None:
        return why
    if world.allows(element, member):
        return None
    return f"{member} is not in γ({world.domain.lattice.label(element)})"


@law(
    "domain",
    "contains of a batch is contains of each",
    "element",
    *["assignment"] * 2,
    about="AbstractDomain.contains",
)
def membership_works_on_batches(
    world: DomainWorld, a: Element, s: Assignment, t: Assignment
) -> str | None:
    """Many assignments are asked about at once."""
    together = np.asarray(world.domain.contains(a, [s, t])).tolist()
    alone = [world.allows(a, s), world.allows(a, t)]
    return None if together == alone else f"together {together}, one by one {alone}"


@law(
    "domain",
    "γ(a) is covered by the branches of split(a, b), each below a",
    "element",
    "branching",
    "assignment",
    about="AbstractDomain.split",
)
def branches_cover(world: DomainWorld, a: Element, b: tuple[int, int], s: Assignment) -> str | None:
    """Case distinction forgets no case."""
    branches = world.domain.split(a, *b)
    for branch in branches:
        if not everywhere(world.domain.leq(branch, a)):
            return f"the branch {world.domain.lattice.label(branch)} is not below a"
    if world.allows(a, s) and not any(world.allows(branch, s) for branch in branches):
        labels = ", ".join(map(world.domain.lattice.label, branches))
        return f"s is in γ(a) and in no branch; they are {labels}"
    return None


@law(
    "domain",
    "size(a) = |γ(a)|, where it is known",
    "element",
    about="AbstractDomain.size",
    applies=enumerable,
)
def size_counts_gamma(world: DomainWorld, a: Element) -> str | None:
    """The number is exact or None."""
    size, everything = world.domain.size(a), world.all_assignments()
    assert everything is not None
    count = int(np.asarray(world.domain.contains(a, everything)).sum())
    return None if size in (None, count) else f"size says {size}, γ has {count}"


@law(
    "domain",
    "explain_not_leq(a, b) says something ⇔ not a ⊑ b",
    *["element"] * 2,
    about="AbstractDomain.explain_not_leq AbstractDomain.leq",
)
def explanation_fits_the_order(world: DomainWorld, a: Element, b: Element) -> str | None:
    """Whoever is not below is told why."""
    reason = world.domain.explain_not_leq(a, b)
    if (reason is None) == everywhere(world.domain.leq(a, b)) and reason != "":
        return None
    return f"the explanation is {reason!r}"


@law(
    "domain",
    "encode(a) = encode(b) ⇒ a = b, where there is a code",
    *["element"] * 2,
    about="AbstractDomain.encode",
)
def codes_are_faithful(world: DomainWorld, a: Element, b: Element) -> str | None:
    """A network sees every difference; the shape is the same for all elements."""
    first, second = world.domain.encode(a), world.domain.encode(b)
    if first is None or second is None:
        return None if first is second else "one of a and b has no code"
    if first.shape != second.shape or first.dtype != np.bool_:
        return f"codes of {first.dtype} with shapes {first.shape} and {second.shape}"
    same = everywhere(world.domain.lattice.equal(a, b))
    return "a and b differ, their codes do not" if not same and (first == second).all() else None


@law(
    "domain",
    "top, bottom, meet and join are those of the lattice",
    *["element"] * 2,
    about="AbstractDomain.top AbstractDomain.bottom AbstractDomain.meet AbstractDomain.join "
    "AbstractDomain.lattice",
)
def order_is_that_of_the_lattice(world: DomainWorld, a: Element, b: Element) -> str | None:
    """One order, not two."""
    domain, lattice = world.domain, world.domain.lattice
    pairs = {
        "top": (domain.top, lattice.top),
        "bottom": (domain.bottom, lattice.bottom),
        "meet": (domain.meet(a, b), lattice.meet(a, b)),
        "join": (domain.join(a, b), lattice.join(a, b)),
    }
    wrong = [name for name, (x, y) in pairs.items() if not everywhere(lattice.equal(x, y))]
    return f"{wrong[0]} differs" if wrong else None


DOMAIN_LAWS: tuple[Law, ...] = (
    sample_gives_a_member,
    membership_works_on_batches,
    branches_cover,
    size_counts_gamma,
    explanation_fits_the_order,
    codes_are_faithful,
    order_is_that_of_the_lattice,
)
"""The laws of what an abstract domain adds."""
