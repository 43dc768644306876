"""Order theory: lattices, Galois connections, maps, fixpoints. Knows no puzzle and no network.

Names are loaded on first use (PEP 562), so that ``import lattice`` imports no numpy.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

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

_HOME = {
    "ArrayLattice": "arrays",
    "read_only": "arrays",
    "CandidateSets": "candidates",
    "BrokenOperatorError": "errors",
    "ImproperElementError": "errors",
    "LatticeError": "errors",
    "NoUniverseError": "errors",
    "NotALatticeError": "errors",
    "TooManyElementsError": "errors",
    "FiniteLattice": "finite",
    "Fixpoint": "fixpoint",
    "Operator": "fixpoint",
    "chaotic_iteration": "fixpoint",
    "first_in": "fixpoint",
    "greatest_fixpoint": "fixpoint",
    "last_in": "fixpoint",
    "least_fixpoint": "fixpoint",
    "refute_reads": "fixpoint",
    "GaloisConnection": "galois",
    "cartesian_connection": "galois",
    "direct_product": "galois",
    "interval_connection": "galois",
    "reduced_product": "galois",
    "hasse_diagram": "hasse",
    "hasse_svg": "hasse",
    "Interval": "interval",
    "Counterexample": "maps",
    "compose": "maps",
    "pointwise_meet": "maps",
    "refute_extensive": "maps",
    "refute_idempotent": "maps",
    "refute_monotone": "maps",
    "refute_reductive": "maps",
    "Lattice": "order",
    "Truth": "order",
    "everywhere": "order",
    "Powerset": "powerset",
    "Pointwise": "product",
    "Product": "product",
    "ReducedProduct": "reduced",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401  (PEP 562: whatever the module defines)
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
