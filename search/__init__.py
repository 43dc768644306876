"""How problems are solved: `solve`, `solve_many`, budgets, events and the closed type of answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from search.answer import Abstained as Abstained
    from search.answer import Answer as Answer
    from search.answer import Enumerated as Enumerated
    from search.answer import Goal as Goal
    from search.answer import Infeasible as Infeasible
    from search.answer import Interrupted as Interrupted
    from search.answer import Solved as Solved
    from search.answer import Unique as Unique
    from search.budget import Budget as Budget
    from search.budget import Statistics as Statistics
    from search.explaining import explain as explain
    from search.solving import solve as solve
    from search.solving import solve_many as solve_many

_HOME = {
    "search.answer": (
        "Abstained Answer Enumerated Goal Infeasible Interrupted Solved Unique".split()
    ),
    "search.budget": ["Budget", "Statistics"],
    "search.explaining": ["explain"],
    "search.solving": ["solve", "solve_many"],
}
_MODULE_OF = {name: module for module, names in _HOME.items() for name in names}

__all__ = sorted(_MODULE_OF)


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for; importing `search` costs nothing."""
    from importlib import import_module

    if name not in _MODULE_OF:
        message = f"module 'search' has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(_MODULE_OF[name]), name)
