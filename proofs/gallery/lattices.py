"""Broken lattices. What is wrong with each is its docstring."""

from __future__ import annotations

from typing import Any

import numpy as np

from lattice import FiniteLattice, Powerset
from proofs.gallery.base import Specimen
from proofs.gallery.lattice_classes import (
    BlindDifference,
    BlindOrder,
    CountingMeet,
    FearOfTheTop,
    HastyJoin,
    HastyMeet,
    HighJoin,
    JoinIsMeet,
    LeftEnd,
    LeftMeet,
    NearlyEmpty,
    RockPaperScissors,
    ShortJoin,
    ShortLabel,
    ShortList,
    SilentExplanation,
    StrictOrder,
    UncheckedMeet,
    UpsideDown,
    WritableMeet,
)


def _with(lattice: Any, field: str, value: object) -> Any:  # noqa: ANN401
    """Return a frozen lattice with a field overwritten."""
    object.__setattr__(lattice, field, value)
    return lattice


def low_top() -> Powerset[str]:
    """Return a powerset whose top lacks a member."""
    letters = Powerset(("a", "b", "c"))
    return _with(letters, "top", letters.from_members("ab"))  # type: ignore[no-any-return]


def high_bottom() -> Powerset[str]:
    """Return a powerset whose bottom has a member."""
    letters = Powerset(("a", "b", "c"))
    return _with(letters, "bottom", letters.from_members("c"))  # type: ignore[no-any-return]


def left_meets() -> FiniteLattice:
    """Return a chain whose table of meets has rows for columns."""
    chain = FiniteLattice.chain(3)
    return _with(chain, "_meets", np.indices((3, 3))[0])  # type: ignore[no-any-return]


def _specimen(name: str, fault: str, make: Any, *laws: str) -> Specimen:  # noqa: ANN401
    return Specimen(name, fault, make, laws)


WIDTHS = (2, 2)
LETTERS = ("a", "b", "c")

BROKEN_LATTICES: tuple[Specimen, ...] = (
    _specimen("strict order", "a ⊑ a does not hold", lambda: StrictOrder(WIDTHS), "reflexive"),
    _specimen(
        "blind order",
        "⊑ ignores the last variable",
        lambda: BlindOrder(WIDTHS),
        "antisymmetric",
    ),
    _specimen(
        "rock, paper, scissors",
        "⊑ is no order: it goes round in a circle",
        lambda: RockPaperScissors.chain(4),
        "transitive",
    ),
    _specimen(
        "left meet",
        "⊓ returns its left operand",
        lambda: LeftMeet(LETTERS),
        "meet is greatest lower bound",
    ),
    _specimen(
        "left meets in a table",
        "the table of ⊓ has rows where columns should be",
        left_meets,
        "meet is greatest lower bound",
    ),
    _specimen(
        "short join",
        "⊔ of intervals is one too short",
        lambda: ShortJoin(0, 3),
        "join is least upper bound",
    ),
    _specimen(
        "high join",
        "⊔ is an upper bound and not the least",
        lambda: HighJoin(WIDTHS),
        "join is least upper bound",
    ),
    _specimen(
        "left end",
        "⊔ takes the last variable from its left operand",
        lambda: LeftEnd(WIDTHS),
        "commutative",
    ),
    _specimen(
        "hasty meet",
        "⊓ of what is not comparable is ⊥",
        lambda: HastyMeet(WIDTHS),
        "meet associative",
    ),
    _specimen(
        "hasty join",
        "⊔ of what is not comparable is ⊤",
        lambda: HastyJoin(WIDTHS),
        "join associative",
    ),
    _specimen("join is meet", "⊔ is ⊓", lambda: JoinIsMeet(WIDTHS), "absorption"),
    _specimen(
        "upside down",
        "⊑ is turned round",
        lambda: UpsideDown(WIDTHS),
        "order agrees with meet and join",
    ),
    _specimen("fear of the top", "a ⊓ ⊤ is ⊥", lambda: FearOfTheTop(WIDTHS), "bounds are neutral"),
    _specimen(
        "nearly empty",
        "one candidate left counts as none",
        lambda: NearlyEmpty(WIDTHS),
        "extremes are recognised",
    ),
    _specimen(
        "counting meet",
        "⊓ of three depends on how they are grouped",
        lambda: CountingMeet(WIDTHS),
        "folds",
    ),
    _specimen(
        "short list",
        "an element is not listed",
        lambda: ShortList(WIDTHS),
        "elements are listed once",
    ),
    _specimen(
        "writable meet",
        "⊓ gives an array that can be written to",
        lambda: WritableMeet(WIDTHS),
        "results are proper",
    ),
    _specimen(
        "crossed meet",
        "⊓ of disjoint intervals has its ends crossed",
        lambda: UncheckedMeet(0, 2),
        "results are proper",
    ),
    _specimen("low top", "⊤ lacks a member of the universe", low_top, "bounded"),
    _specimen("high bottom", "⊥ has a member", high_bottom, "bounded"),
    _specimen(
        "short label",
        "the label leaves the last variable out",
        lambda: ShortLabel(WIDTHS),
        "equal agrees with label",
    ),
    _specimen(
        "silent explanation",
        "why an element is not below another is an empty text",
        lambda: SilentExplanation(WIDTHS),
        "explained exactly where it fails",
    ),
    _specimen(
        "blind difference",
        "a change of the last variable is not noticed",
        lambda: BlindDifference(WIDTHS),
        "changed exactly where different",
    ),
)
"""Lattices, each wrong in one way."""
