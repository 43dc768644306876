"""The laws of a proposer's form. What it says may be wrong; how it says it must not be.

A search survives a proposer that breaks these (`proofs.proposers`), but it gets no help from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from domains.problem import Masks, Problem, Structure
from proofs.laws.base import Law, Sort, law
from proofs.laws.sorts import MasksSort
from search.learned.boards import to_boards
from search.learned.proposer import Proposal, Proposer

if TYPE_CHECKING:
    from search.learned.boards import Boards

CLOSE = 1e-3
"""Sums of single precision differ by the order of addition, and that by the size of a batch."""


@dataclass(frozen=True, eq=False)
class ProposerWorld:
    """A proposer asked about elements of one structure; the sort is ``masks``.

    Attributes:
        name: see `World`.
        structure: whose elements.
        proposer: who is asked.
        repeats: whether it says the same when it is asked the same again.
    """

    name: str
    structure: Structure
    proposer: Proposer
    repeats: bool = True
    weight: ClassVar[int] = 10

    def sort(self, name: str) -> Sort[Any]:
        """Return the elements it is asked about."""
        assert name == "masks", name
        return MasksSort(self.structure)

    def question(self, *elements: Masks) -> tuple[list[Problem], Boards]:
        """Return what a proposer is asked about elements of the problem without givens."""
        return [self.structure.problem()] * len(elements), to_boards(self.structure, elements)

    def said(self, *elements: Masks) -> Proposal:
        """Return what it says of elements."""
        return Proposal(*self.proposer.propose(*self.question(*elements)))


def says_it_repeats(world: ProposerWorld) -> str | None:
    """Apply to proposers without randomness."""
    return None if world.repeats else "it is random"


def _difference(one: Proposal, other: Proposal) -> str | None:
    for name, first, second in zip(Proposal._fields, one, other, strict=True):
        if not np.allclose(first, second, rtol=CLOSE, atol=CLOSE):
            return f"{name} differs by {np.abs(np.subtract(first, second)).max():g}"
    return None


def _row(said: Proposal, row: int) -> Proposal:
    return Proposal(*(part[row : row + 1] for part in said))


@law(
    "proposer",
    "keep and value are [batch, variables, values], conflict is [batch]",
    *["masks"] * 2,
    about="Proposer.propose",
)
def shapes_are_those_of_the_boards(world: ProposerWorld, a: Masks, b: Masks) -> str | None:
    """A search reads it without looking."""
    for elements in ((a,), (a, b)):
        boards = world.question(*elements)[1]
        found = [np.shape(part) for part in world.said(*elements)]
        expected = [boards.shape, boards.shape, boards.shape[:1]]
        if found != expected:
            return f"shapes {found}, expected {expected}"
    return None


@law(
    "proposer",
    "0 ≤ keep ≤ 1, 0 ≤ conflict ≤ 1, value is finite",
    "masks",
    about="Proposer.propose",
)
def numbers_are_numbers(world: ProposerWorld, a: Masks) -> str | None:
    """Probabilities are probabilities, and logits can be compared."""
    said = world.said(a)
    for name, part in (("keep", said.keep), ("conflict", said.conflict)):
        outside = ~((np.asarray(part) >= 0) & (np.asarray(part) <= 1))
        if outside.any():
            return f"{name} has {np.asarray(part)[outside][0]}, which is no probability"
    odd = np.asarray(said.value)[~np.isfinite(said.value)]
    return f"value has {odd[0]}" if odd.size else None


@law("proposer", "propose changes no argument, and keeps none", "masks", about="Proposer.propose")
def arguments_are_left_alone(world: ProposerWorld, a: Masks) -> str | None:
    """What it was given is as before, and what it returns is its own."""
    problems, boards = world.question(a)
    before: tuple[Sequence[Problem], Boards] = (list(problems), boards.copy())
    said = Proposal(*world.proposer.propose(problems, boards))
    if problems != before[0]:
        return "the list of problems was changed"
    if not (boards == before[1]).all():
        return "the boards were changed"
    shared = [name for name, part in said._asdict().items() if np.shares_memory(part, boards)]
    return f"{shared[0]} is a view of the boards" if shared else None


@law(
    "proposer",
    "propose(a) = propose(a)",
    "masks",
    about="Proposer.propose",
    applies=says_it_repeats,
)
def the_same_again(world: ProposerWorld, a: Masks) -> str | None:
    """It does not change its mind."""
    return _difference(world.said(a), world.said(a))


@law(
    "proposer",
    "propose(a, b) = (propose(a), propose(b))",
    *["masks"] * 2,
    about="Proposer.propose",
    applies=says_it_repeats,
)
def rows_are_independent(world: ProposerWorld, a: Masks, b: Masks) -> str | None:
    """What it says of an element does not depend on what else is in the batch."""
    both = world.said(a, b)
    first, second = (_difference(_row(both, row), world.said(one)) for row, one in ((0, a), (1, b)))
    return first or second


PROPOSER_LAWS: tuple[Law, ...] = (
    shapes_are_those_of_the_boards,
    numbers_are_numbers,
    arguments_are_left_alone,
    the_same_again,
    rows_are_independent,
)
"""Every law of a proposer."""
