"""How problems are solved: `solve`, `solve_many`, budgets, events, the closed type of answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lattice.lazy import lazy_names

if TYPE_CHECKING:
    from search.answer import (
        Abstained,
        Answer,
        Enumerated,
        Goal,
        Infeasible,
        Interrupted,
        Solved,
        Unique,
    )
    from search.budget import Budget, Statistics
    from search.explaining import explain
    from search.solutions import Bounds, Extent, Sample, extent, sample
    from search.solving import solve, solve_many

__all__ = [
    "Abstained",
    "Answer",
    "Bounds",
    "Budget",
    "Enumerated",
    "Extent",
    "Goal",
    "Infeasible",
    "Interrupted",
    "Sample",
    "Solved",
    "Statistics",
    "Unique",
    "explain",
    "extent",
    "sample",
    "solve",
    "solve_many",
]

__getattr__ = lazy_names(
    __name__,
    {
        "answer": [
            "Abstained", "Answer", "Enumerated", "Goal", "Infeasible", "Interrupted", "Solved",
            "Unique",
        ],
        "budget": ["Budget", "Statistics"],
        "explaining": ["explain"],
        "solutions": ["Bounds", "Extent", "Sample", "extent", "sample"],
        "solving": ["solve", "solve_many"],
    },
)  # fmt: skip
