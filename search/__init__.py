"""How problems are solved: `solve`, `solve_many`, budgets, events and the closed type of answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lattice.lazy import lazy_names

if TYPE_CHECKING:
    from search.answer import Abstained
    from search.answer import Answer
    from search.answer import Enumerated
    from search.answer import Goal
    from search.answer import Infeasible
    from search.answer import Interrupted
    from search.answer import Solved
    from search.answer import Unique
    from search.budget import Budget
    from search.budget import Statistics
    from search.explaining import explain
    from search.solving import solve
    from search.solving import solve_many

__all__ = [
    "Abstained",
    "Answer",
    "Budget",
    "Enumerated",
    "Goal",
    "Infeasible",
    "Interrupted",
    "Solved",
    "Statistics",
    "Unique",
    "explain",
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
        "solving": ["solve", "solve_many"],
    },
)  # fmt: skip
