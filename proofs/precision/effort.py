"""How much work does the search kernel take? Right answers may still be found the long way round.

Every element of a universe (or a fixed sample of them) is searched for its first few solutions, and
decisions, constraint visits and conflicts are counted. The table is kept in ``effort.csv`` beside
this file, so that any change of effort shows in a diff, also one that changes no answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from domains.problem import Structure
from proofs.audit.registry import engine_in_pieces
from proofs.precision.table import tried, universes
from search.kernel import tree
from search.kernel.choice import CONNECTED, WEIGHTED
from search.kernel.engine import Engine

GOLDEN = Path(__file__).with_name("effort.csv")

SOLUTIONS = 3
"""Solutions of each element that are searched for."""

NODES = 50
"""Decisions after which the search of an element ends."""

SEARCHES: dict[str, tuple[Callable[[Structure], Engine], int]] = {
    "search": (Engine, CONNECTED),
    "search in pieces": (engine_in_pieces, CONNECTED),
    "search by weights": (Engine, WEIGHTED),
}
"""What searches, and how it chooses what to decide."""


@dataclass(frozen=True, slots=True)
class Effort:
    """One line of the table.

    Attributes:
        search: which of `SEARCHES`.
        universe: name of the structure.
        elements: how many elements were searched.
        solutions: found in all of them together.
        nodes: decisions.
        propagations: constraint visits.
        conflicts: conflicts met.
    """

    search: str
    universe: str
    elements: int
    solutions: int
    nodes: int
    propagations: int
    conflicts: int


def measure_universe(name: str, structure: Structure) -> Iterator[Effort]:
    """Yield a line for each engine."""
    asked = tried(structure)
    for title, (make, choice) in SEARCHES.items():
        engine, spent = make(structure), [0, 0, 0, 0]
        for masks in asked:
            engine.start(masks)
            found = _solutions(engine, choice)
            counted = found, engine.nodes, engine.propagations, engine.conflicts
            spent = [a + b for a, b in zip(spent, counted, strict=True)]
        yield Effort(title, name, len(asked), *spent)


def _solutions(engine: Engine, choice: int) -> int:
    """Search an element; return how many solutions were found."""
    for found in range(SOLUTIONS):
        if engine.advance(nodes=NODES, choice=choice) != tree.SOLVED:
            return found
    return SOLUTIONS


def measure() -> Iterator[Effort]:
    """Yield the whole table, universe by universe."""
    return (line for pair in universes().items() for line in measure_universe(*pair))
