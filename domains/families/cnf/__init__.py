"""Propositional formulas in conjunctive normal form, read and written as DIMACS."""

from __future__ import annotations

from domains.families.cnf.family import Cnf
from domains.families.cnf.formula import cnf_problem

__all__ = ["Cnf", "cnf_problem"]
