"""Laws: statements of mathematics that every lattice, rule, technique, family … is held to.

Plain functions, without a test framework: `Law.check` takes a case and gives a counterexample or
None.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lattice.lazy import lazy_names

if TYPE_CHECKING:
    from proofs.laws.base import Case, Counterexample, Law, Sort, World, law
    from proofs.laws.catalogue import ALL_LAWS

__all__ = ["ALL_LAWS", "Case", "Counterexample", "Law", "Sort", "World", "law"]

__getattr__ = lazy_names(
    __name__,
    {
        "base": ["Case", "Counterexample", "Law", "Sort", "World", "law"],
        "catalogue": ["ALL_LAWS"],
    },
)
