"""How much does one call of a technique say? The same in more words, or in fewer, shows here.

Every element of a universe (or a fixed sample of them) is given to each technique once. Counted is
what its deductions remove, not each candidate once but as often as it is removed, and what their
reasons name. The table is kept in ``reasons.csv`` beside this file.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from domains.deduction import Deduction, Removal
from domains.problem import Structure
from domains.techniques import TECHNIQUES
from proofs.precision.table import tried, universes

GOLDEN = Path(__file__).with_name("reasons.csv")


@dataclass(frozen=True, slots=True)
class Said:
    """One line of the table.

    Attributes:
        technique: its name.
        universe: name of the structure.
        elements: how many elements were looked at.
        deductions: yielded in all of them together.
        removed: candidates that these remove.
        rules: that their reasons name.
        pattern: candidates that their reasons rest on.
        explained: deductions with words beside the pattern.
    """

    technique: str
    universe: str
    elements: int
    deductions: int
    removed: int
    rules: int
    pattern: int
    explained: int


def measure_universe(
    name: str, structure: Structure, only: Container[str] | None = None
) -> Iterator[Said]:
    """Yield a line for each technique, or for some."""
    asked = tried(structure)
    for technique in TECHNIQUES:
        if only is None or technique.name in only:
            found = [d for masks in asked for d in technique.find(structure, masks)]
            yield line_of(technique.name, name, len(asked), found)


def line_of(technique: str, universe: str, elements: int, found: Sequence[Deduction]) -> Said:
    """Return the line of a technique that found something."""
    reasons = [deduction.reason for deduction in found]
    return Said(
        technique,
        universe,
        elements,
        deductions=len(found),
        removed=sum(_size(deduction.removals) for deduction in found),
        rules=sum(len(reason.rules) for reason in reasons),
        pattern=sum(_size(reason.pattern) for reason in reasons),
        explained=sum(bool(reason.detail) for reason in reasons),
    )


def _size(candidates: Sequence[Removal]) -> int:
    return sum(mask.bit_count() for _, mask in candidates)


def measure(only: Container[str] | None = None) -> Iterator[Said]:
    """Yield the whole table, universe by universe."""
    return (line for pair in universes().items() for line in measure_universe(*pair, only))
