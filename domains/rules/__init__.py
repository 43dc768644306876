"""Rules: constraints with an exact meaning, sound deductions and a pseudo-Boolean form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lattice.lazy import lazy_names

if TYPE_CHECKING:
    from domains.rules.all_different import AllDifferent
    from domains.rules.base import PseudoBoolean, Rule, Term
    from domains.rules.cardinality import Cardinality
    from domains.rules.clause import Clause
    from domains.rules.linear import LinearSum
    from domains.rules.parity import Parity
    from domains.rules.shortest_path import ShortestPath
    from domains.rules.table import Table

__all__ = [
    "AllDifferent",
    "Cardinality",
    "Clause",
    "LinearSum",
    "Parity",
    "PseudoBoolean",
    "Rule",
    "ShortestPath",
    "Table",
    "Term",
]

__getattr__ = lazy_names(
    __name__,
    {
        "all_different": ["AllDifferent"],
        "base": ["PseudoBoolean", "Rule", "Term"],
        "cardinality": ["Cardinality"],
        "clause": ["Clause"],
        "linear": ["LinearSum"],
        "shortest_path": ["ShortestPath"],
        "parity": ["Parity"],
        "table": ["Table"],
    },
)
