"""How much of what ded_p removes does each deduction remove? Sound is not yet useful.

Every element of a universe (or a fixed sample of them) is given to each deduction and to ded_p. An
element without a solution inside counts as a conflict, found or not; in the others the removed
candidates are counted. The table is kept in ``techniques.csv`` beside this file, so that any change
of precision shows in a diff (as the precision regression tests of what4 do).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import astuple, dataclass, fields
from functools import partial
from pathlib import Path

from domains.best import BestDeductions
from domains.candidates import PROPAGATION
from domains.logic import deduce_to_fixpoint
from domains.problem import Masks, Structure
from domains.techniques import TECHNIQUES, Technique
from domains.techniques.failed_literal import FailedLiteral
from domains.techniques.singleton_consistency import SingletonConsistency
from proofs.audit.registry import engine_fixpoint, fixpoint_in_pieces
from proofs.laws.enumeration import elements
from proofs.laws.universes import LARGER, MINIATURES, TINY, samples

GOLDEN = Path(__file__).with_name("techniques.csv")
SAMPLE = 150
"""Elements of a universe that is too large to try all."""

MOST_TRIED = 1024
"""A universe with more elements than these is too large."""

EFFORTS = (3, 8, 20, 50, 200)
"""Looks at rules and constraints, after which techniques that refute are made to give up."""

MOST_LIMITED = 5
"""Variables of a universe where they are: in larger ones they give up before they find anything."""

Shrink = Callable[[Masks], Masks]


@dataclass(frozen=True, slots=True)
class Precision:
    """One line of the table.

    Attributes:
        deduction: name of the deduction.
        universe: name of the structure.
        elements: how many elements were tried.
        removable: candidates that ded_p removes, over the elements with a solution inside.
        removed: those of them that the deduction removes, applied until nothing changes.
        conflicts: elements without a solution inside, and without an empty mask.
        found: those of them that the deduction shows to be so.
    """

    deduction: str
    universe: str
    elements: int
    removable: int
    removed: int
    conflicts: int
    found: int

    @property
    def share(self) -> float:
        """Percent of the removable candidates that are removed; 100 where there is none."""
        return 100 * self.removed / self.removable if self.removable else 100.0


def deductions(structure: Structure) -> Iterator[tuple[str, Shrink]]:
    """Yield each technique alone, what the candidate domain uses, all, and the search's own."""
    for technique in TECHNIQUES:
        yield technique.name, partial(deduce_to_fixpoint, structure, techniques=(technique,))
    yield "candidate domain", partial(deduce_to_fixpoint, structure, techniques=PROPAGATION)
    yield "all techniques", partial(deduce_to_fixpoint, structure)
    for effort in EFFORTS if len(structure.values) <= MOST_LIMITED else ():
        for kind in (FailedLiteral, SingletonConsistency):
            yield f"{kind.name}, {effort} looks", _within(structure, kind, effort)
    yield "search propagation", engine_fixpoint(structure)
    yield "search propagation in pieces", fixpoint_in_pieces(structure)


def _within(structure: Structure, technique: type[Technique], effort: int) -> Shrink:
    """Return what one call of a technique removes before it gives up: what each look is worth."""
    limited: Technique = type(technique.__name__, (technique,), {"effort": effort})()

    def shrink(masks: Masks) -> Masks:
        for deduction in limited.find(structure, masks):
            masks = deduction.apply(masks)
        return masks if all(masks) else (0,) * len(masks)

    return shrink


def universes() -> Mapping[str, Structure]:
    """Return the structures of the table."""
    return MINIATURES | TINY | LARGER


def tried(structure: Structure) -> list[Masks]:
    """Return the elements to try: those without an empty mask, all or a sample."""
    small = sum(map(len, structure.values)) <= MOST_TRIED.bit_length() - 1
    every = elements(structure.values) if small else samples(structure, SAMPLE)
    return [masks for masks in every if all(masks)]


def measure_universe(
    name: str, structure: Structure, only: Container[str] | None = None
) -> Iterator[Precision]:
    """Yield a line for each deduction, or for some."""
    asked = tried(structure)
    best = BestDeductions().many(structure.problem(), asked)
    for title, shrink in deductions(structure):
        if only is None or title in only:
            yield line_of(title, name, asked, best, list(map(shrink, asked)))


def line_of(
    title: str, name: str, asked: list[Masks], best: tuple[Masks, ...], reached: list[Masks]
) -> Precision:
    """Return the line of a deduction that left ``reached`` where ``best`` was possible."""
    removable = removed = conflicts = found = 0
    for masks, exact, masks_left in zip(asked, best, reached, strict=True):
        if any(exact):
            removable += _size(masks) - _size(exact)
            removed += _size(masks) - _size(masks_left)
        else:
            conflicts += 1
            found += not any(masks_left)
    return Precision(title, name, len(asked), removable, removed, conflicts, found)


def _size(masks: Masks) -> int:
    return sum(mask.bit_count() for mask in masks)


def measure() -> tuple[Precision, ...]:
    """Return the whole table, universe by universe."""
    found = universes().items()
    return tuple(line for name, structure in found for line in measure_universe(name, structure))


def golden() -> dict[tuple[str, str], Precision]:
    """Return the table that is kept, by deduction and universe."""
    with GOLDEN.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))[1:]
    lines = (Precision(row[0], row[1], *map(int, row[2:-1])) for row in rows)
    return {(line.deduction, line.universe): line for line in lines}


def changed_lines(only: Container[str]) -> Iterator[Precision]:
    """Yield the lines of some deductions that are not what the kept table says."""
    kept = golden()
    for name, structure in universes().items():
        for line in measure_universe(name, structure, only):
            if kept.get((line.deduction, line.universe)) != line:
                yield line


def to_csv(lines: tuple[Precision, ...]) -> str:
    """Return the table as CSV."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([*(field.name for field in fields(Precision)), "percent"])
    writer.writerows([*astuple(line), f"{line.share:.1f}"] for line in lines)
    return stream.getvalue()
