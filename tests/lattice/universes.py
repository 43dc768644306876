"""The lattices under law: small ones for exhaustive checks, large ones for random checks.

A lattice added here is put under every law.
"""

from __future__ import annotations

from typing import Any

from lattice import (
    CandidateSets,
    FiniteLattice,
    Interval,
    Lattice,
    Pointwise,
    Powerset,
    Product,
)
from lattice.affine import AffineSpaces
from lattice.pairs import PairSets
from proofs.audit.registry import LATTICES

M3 = FiniteLattice.from_covers({"0": "abc", "a": "1", "b": "1", "c": "1"})
N5 = FiniteLattice.from_covers({"0": "ac", "a": "b", "b": "1", "c": "1"})

PARITY_AND_DIGITS = LATTICES["reduced product"]

SMALL: dict[str, Lattice[Any]] = {
    "chain": FiniteLattice.chain(4),
    "single": FiniteLattice.chain(1),
    "m3": M3,
    "n5": N5,
    "powerset": Powerset(("a", "b", "c")),
    "empty universe": Powerset(()),
    "candidates": CandidateSets((1, 3)),
    "no variables": CandidateSets(()),
    "interval": Interval(-1, 2),
    "interval of one": Interval(5, 5),
    "pointwise": Pointwise(Interval(0, 1), 2),
    "product": Product((FiniteLattice.chain(2), Powerset(("a", "b")))),
    "empty product": Product(()),
    "reduced": PARITY_AND_DIGITS,
    "affine": AffineSpaces(2),
    "pairs": PairSets((2, 1)),
}

LARGE: dict[str, Lattice[Any]] = {
    "sudoku": CandidateSets.uniform(81, 9),
    "full words": CandidateSets((64, 1, 63, 17)),
    "wide powerset": Powerset(tuple(range(64))),
    "wide interval": Interval(-(2**61), 2**61),
    "boxes": Pointwise(Interval(-5, 1000), 7),
    "nested": Pointwise(Pointwise(Powerset(tuple("abcde")), 3), 2),
    "mixed": Product((CandidateSets((2, 5)), Interval(0, 99), N5)),
}
