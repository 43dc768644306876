"""Fixpoints: chaotic iteration with a worklist, and plain Kleene iteration.

Reductive and monotone operators have a greatest common fixed point below a start, and every fair
order of applying them reaches it (Cousot and Cousot 1977, "Automatic synthesis of optimal
invariant assertions"; Apt 1999, "The essence of constraint propagation", whose generic iteration
algorithm with declared dependencies this is). The worklist holds the operators that may still
change the element.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic

from lattice.errors import BrokenOperatorError
from lattice.maps import CHECK_LIMIT, Counterexample, require_reductive
from lattice.order import Element, everywhere

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lattice.order import Lattice


@dataclass(frozen=True, slots=True)
class Operator(Generic[Element]):
    """A reductive operator and the components it depends on.

    Attributes:
        name: for messages.
        apply: the map, on whole batches where the iteration runs on a batch.
        reads: the components (as in ``Lattice.changed_components``) whose descent can make the
            operator deduce something new. A component that it only writes need not be among them.
            `refute_reads` finds what is missing.
        idempotent: whether applying it twice is the same as once, so that it need not run again for
            its own changes.
    """

    name: str
    apply: Callable[[Element], Element]
    reads: frozenset[int]
    idempotent: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Fixpoint(Generic[Element]):
    """Where an iteration ended.

    Attributes:
        element: the last element (a batch where the start was one).
        reached: whether it is a fixed point; false when the budget ran out first. Even then the
            element is sound to use: it lies between the start and the fixed point.
        applications: how many times an operator was applied.
    """

    element: Element
    reached: bool
    applications: int


def first_in(waiting: int) -> int:
    """Choose the operator that has waited longest, of ``waiting`` many."""
    return 0


def last_in(waiting: int) -> int:
    """Choose the operator that was added last, of ``waiting`` many."""
    return waiting - 1


def chaotic_iteration(
    lattice: Lattice[Element],
    operators: Sequence[Operator[Element]],
    start: Element,
    *,
    budget: int | None = None,
    choose: Callable[[int], int] = first_in,
) -> Fixpoint[Element]:
    """The greatest common fixed point of reductive operators below ``start``.

    ``budget`` bounds the applications. ``choose(n)`` picks which of n waiting operators runs
    next; for monotone operators the result does not depend on it. Raises `BrokenOperatorError`
    naming an operator that does not descend.
    """
    readers = _readers(operators)
    waiting = list(range(len(operators)))
    element, applications = start, 0
    while waiting and (budget is None or applications < budget):
        current = waiting.pop(choose(len(waiting)))
        operator = operators[current]
        before, element = element, operator.apply(element)
        require_reductive(lattice, operator.name, before, element)
        applications += 1
        changed = lattice.changed_components(before, element)
        woken = {index for component in changed for index in readers[component]}
        if operator.idempotent:
            woken.discard(current)
        waiting.extend(sorted(woken.difference(waiting)))
    return Fixpoint(element, not waiting, applications)


def greatest_fixpoint(
    lattice: Lattice[Element],
    function: Callable[[Element], Element],
    start: Element | None = None,
    budget: int | None = None,
) -> Fixpoint[Element]:
    """The greatest fixed point of a monotone map below ``start`` (the top), by Kleene iteration.

    Raises `BrokenOperatorError` where a step does not descend: the map is not monotone, or
    ``start`` is not above its image.
    """

    def descends(before: Element, after: Element) -> str | None:
        return lattice.explain_not_leq(after, before)

    begin = lattice.top if start is None else start
    return _kleene(lattice, function, begin, budget, descends)


def least_fixpoint(
    lattice: Lattice[Element],
    function: Callable[[Element], Element],
    start: Element | None = None,
    budget: int | None = None,
) -> Fixpoint[Element]:
    """The least fixed point of a monotone map above ``start`` (the bottom), by Kleene iteration.

    Raises `BrokenOperatorError` where a step does not ascend.
    """
    begin = lattice.bottom if start is None else start
    return _kleene(lattice, function, begin, budget, lattice.explain_not_leq)


def refute_reads(
    lattice: Lattice[Element], operator: Operator[Element], limit: int = CHECK_LIMIT
) -> Counterexample[Element] | None:
    """Two elements that show that ``operator`` depends on a component it does not declare.

    Looks for a fixed point x of the operator and an element y <= x that differs from x only in
    undeclared components and is no fixed point: the worklist would not run the operator again.
    """
    elements = list(lattice.elements(limit))
    moved = [lattice.changed_components(element, operator.apply(element)) for element in elements]
    for high, high_moved in zip(elements, moved, strict=True):
        for low, low_moved in zip(elements, moved, strict=True):
            if high_moved or not low_moved or not lattice.leq(low, high):
                continue
            if not lattice.changed_components(high, low) & operator.reads:
                claim = f"declared by the reads of {operator.name}"
                text = f"{lattice.label(high)} is a fixed point and {lattice.label(low)} is not"
                return Counterexample(claim, (high, low), text)
    return None


def _readers(operators: Sequence[Operator[Element]]) -> defaultdict[int, list[int]]:
    """For each component, the indexes of the operators that read it."""
    readers: defaultdict[int, list[int]] = defaultdict(list)
    for index, operator in enumerate(operators):
        for component in operator.reads:
            readers[component].append(index)
    return readers


def _kleene(
    lattice: Lattice[Element],
    function: Callable[[Element], Element],
    start: Element,
    budget: int | None,
    why_wrong_way: Callable[[Element, Element], str | None],
) -> Fixpoint[Element]:
    element, applications = start, 0
    while budget is None or applications < budget:
        before, element = element, function(element)
        applications += 1
        if reason := why_wrong_way(before, element):
            raise BrokenOperatorError(f"the iteration is no chain at step {applications}: {reason}")
        if everywhere(lattice.equal(before, element)):
            return Fixpoint(element, True, applications)
    return Fixpoint(element, False, applications)
