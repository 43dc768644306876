"""How much work does the search kernel take? Right answers may still be found the long way round.

Every element of a universe (or a fixed sample of them) is searched for its first few solutions, and
decisions, constraint visits and conflicts are counted. The table is kept in ``effort.csv`` beside
this file, so that any change of effort shows in a diff, also one that changes no answer.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from domains.problem import Structure
from proofs.audit.registry import engine_in_pieces
from proofs.precision.table import tried, universes
from search.kernel import tree
from search.kernel.engine import Engine

GOLDEN = Path(__file__).with_name("effort.csv")

SOLUTIONS = 3
"""Solutions of each element that are searched for."""

NODES = 50
"""Decisions after which the search of an element ends."""

ENGINES = {"search": Engine, "search in pieces": engine_in_pieces}


@dataclass(frozen=True, slots=True)
class Effort:
    """One line of the table.

    Attributes:
        search: which engine searched.
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
    for title, make in ENGINES.items():
        engine, spent = make(structure), [0, 0, 0, 0]
        for masks in asked:
            engine.start(masks)
            found = _solutions(engine)
            counted = found, engine.nodes, engine.propagations, engine.conflicts
            spent = [a + b for a, b in zip(spent, counted, strict=True)]
        yield Effort(title, name, len(asked), *spent)


def _solutions(engine: Engine) -> int:
    """Search an element; return how many solutions were found."""
    for found in range(SOLUTIONS):
        if engine.advance(nodes=NODES) != tree.SOLVED:
            return found
    return SOLUTIONS


def measure() -> tuple[Effort, ...]:
    """Return the whole table, universe by universe."""
    found = universes().items()
    return tuple(line for name, structure in found for line in measure_universe(name, structure))


def changed_lines() -> Iterator[Effort]:
    """Yield the lines that are not what the kept table says."""
    with GOLDEN.open(encoding="utf-8", newline="") as stream:
        kept = set(map(tuple, csv.reader(stream)))
    for name, structure in universes().items():
        for line in measure_universe(name, structure):
            if tuple(map(str, astuple(line))) not in kept:
                yield line


def to_csv(lines: tuple[Effort, ...]) -> str:
    """Return the table as CSV."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([field.name for field in fields(Effort)])
    writer.writerows(map(astuple, lines))
    return stream.getvalue()
