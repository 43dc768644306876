"""Propositional formulas in conjunctive normal form, read and written as DIMACS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lattice.lazy import lazy_names

if TYPE_CHECKING:
    from domains.families.cnf.family import Cnf
    from domains.families.cnf.formula import cnf_problem

__all__ = ["Cnf", "cnf_problem"]

__getattr__ = lazy_names(__name__, {"family": ["Cnf"], "formula": ["cnf_problem"]})
