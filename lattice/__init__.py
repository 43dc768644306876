"""Order theory: lattices, Galois connections, maps, fixpoints. Knows no puzzle and no network.

Names are loaded on first use (PEP 562), so that ``import lattice`` imports no numpy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lattice.lazy import lazy_names

if TYPE_CHECKING:
    from lattice.arrays import ArrayLattice, read_only
    from lattice.candidates import CandidateSets
    from lattice.errors import (
        BrokenOperatorError,
        ImproperElementError,
        LatticeError,
        NotALatticeError,
        NoUniverseError,
        TooManyElementsError,
    )
    from lattice.finite import FiniteLattice
    from lattice.fixpoint import (
        Fixpoint,
        Operator,
        chaotic_iteration,
        first_in,
        greatest_fixpoint,
        last_in,
        least_fixpoint,
        refute_reads,
    )
    from lattice.galois import (
        GaloisConnection,
        cartesian_connection,
        direct_product,
        interval_connection,
        reduced_product,
    )
    from lattice.hasse import hasse_diagram, hasse_svg
    from lattice.interval import Interval
    from lattice.maps import (
        Counterexample,
        compose,
        pointwise_meet,
        refute_extensive,
        refute_idempotent,
        refute_monotone,
        refute_reductive,
    )
    from lattice.order import Lattice, Truth, everywhere
    from lattice.powerset import Powerset
    from lattice.product import Pointwise, Product
    from lattice.reduced import ReducedProduct

__all__ = [
    "ArrayLattice",
    "BrokenOperatorError",
    "CandidateSets",
    "Counterexample",
    "FiniteLattice",
    "Fixpoint",
    "GaloisConnection",
    "ImproperElementError",
    "Interval",
    "Lattice",
    "LatticeError",
    "NoUniverseError",
    "NotALatticeError",
    "Operator",
    "Pointwise",
    "Powerset",
    "Product",
    "ReducedProduct",
    "TooManyElementsError",
    "Truth",
    "cartesian_connection",
    "chaotic_iteration",
    "compose",
    "direct_product",
    "everywhere",
    "first_in",
    "greatest_fixpoint",
    "hasse_diagram",
    "hasse_svg",
    "interval_connection",
    "last_in",
    "least_fixpoint",
    "pointwise_meet",
    "read_only",
    "reduced_product",
    "refute_extensive",
    "refute_idempotent",
    "refute_monotone",
    "refute_reads",
    "refute_reductive",
]

__getattr__ = lazy_names(
    __name__,
    {
        "arrays": ["ArrayLattice", "read_only"],
        "candidates": ["CandidateSets"],
        "errors": [
            "BrokenOperatorError",
            "ImproperElementError",
            "LatticeError",
            "NoUniverseError",
            "NotALatticeError",
            "TooManyElementsError",
        ],
        "finite": ["FiniteLattice"],
        "fixpoint": [
            "Fixpoint",
            "Operator",
            "chaotic_iteration",
            "first_in",
            "greatest_fixpoint",
            "last_in",
            "least_fixpoint",
            "refute_reads",
        ],
        "galois": [
            "GaloisConnection",
            "cartesian_connection",
            "direct_product",
            "interval_connection",
            "reduced_product",
        ],
        "hasse": ["hasse_diagram", "hasse_svg"],
        "interval": ["Interval"],
        "maps": [
            "Counterexample",
            "compose",
            "pointwise_meet",
            "refute_extensive",
            "refute_idempotent",
            "refute_monotone",
            "refute_reductive",
        ],
        "order": ["Lattice", "Truth", "everywhere"],
        "powerset": ["Powerset"],
        "product": ["Pointwise", "Product"],
        "reduced": ["ReducedProduct"],
    },
)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
