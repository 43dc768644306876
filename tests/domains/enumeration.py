"""Exact answers by enumeration; the audit and the tests share one definition."""

from __future__ import annotations

from proofs.laws.enumeration import (
    Values,
    accepts,
    alpha,
    elements,
    literals_of,
    members,
    satisfies,
    structure_of,
)

__all__ = [
    "Values",
    "accepts",
    "alpha",
    "elements",
    "literals_of",
    "members",
    "satisfies",
    "structure_of",
]
