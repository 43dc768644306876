"""Nonograms: a picture from the lengths of the black runs of each row and column.

Where a run begins is a variable: runs of a line begin in order, and a cell is white unless exactly
one run covers it. So lines of any length are short rules, and no list of fillings is needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from random import Random
from typing import ClassVar

from domains.errors import InputError
from domains.families.base import SolutionOracle
from domains.families.gallery.family import Drawn, SheetFamily
from domains.families.gallery.fields import LARGEST, number, pieces, wrong
from domains.families.gallery.sheet import (
    Sheet,
    Square,
    name_of,
    rectangle,
    sheet_of,
)
from domains.families.grid.found import Field
from domains.problem import Structure
from domains.rules.base import Rule
from domains.rules.cardinality import Cardinality
from domains.rules.linear import LinearSum

BLACK_SHARE = 0.55
Runs = tuple[int, ...]


class Nonogram(SheetFamily):
    """The black runs of each line have the given lengths, in order."""

    name: ClassVar[str] = "nonogram"
    summary: ClassVar[str] = "nonograms: pictures from the runs of their rows and columns"
    formats: ClassVar[tuple[str, ...]] = (
        "nonogram:ROWS:COLUMNS[:CELLS], such as nonogram:1,1/3/1:2/2/2 (an empty line is 0), "
        "cells # - .",
    )
    fields: ClassVar[tuple[str, ...]] = ("ROWS", "COLUMNS")
    sizes: ClassVar[tuple[int, ...]] = (3, 4, 5, 6, 8, 10, 15)
    usual: ClassVar[int] = 8

    def build(self, fields: Sequence[Field]) -> Structure:
        """Return a variable per cell and per run; see the module."""
        down, across = (pieces(field, "/") for field in fields)
        for field, found in zip(fields, (down, across), strict=True):
            if not 1 <= len(found) <= LARGEST:
                raise InputError(field.place(0), f"{len(found)} lines", f"1 to {LARGEST}")
        rows = [_runs(part, len(across)) for part in down]
        columns = [_runs(part, len(down)) for part in across]
        cells = rectangle(len(rows), len(columns))
        names, values = list(map(name_of, cells)), list[tuple[int, ...]]([(0, 1)] * len(cells))
        rules = list[Rule]()
        for name, runs, line in _lines(rows, columns):
            starts = range(len(names), len(names) + len(runs))
            values += _starts(runs, len(line))
            names += [f"{name}run{k + 1}" for k in range(len(runs))]
            rules += _line(name, runs, line, starts, values)
        sheet = _sheet(rows, columns)
        return Structure(tuple(names), tuple(values), tuple(rules), layout=sheet)

    def auxiliary(self, structure: Structure, cells: Sequence[int]) -> tuple[int, ...]:
        """Return where the runs begin; in lines with other runs than the clues, somewhere."""
        down, across = (text.split("/") for text in sheet_of(structure).fields)
        width, found = len(across), list[int]()
        lines = [cells[k * width : (k + 1) * width] for k in range(len(down))]
        for line, clue in zip(
            [*lines, *(cells[k::width] for k in range(width))], (*down, *across), strict=True
        ):
            begins = [k + 1 for k, one in enumerate(line) if one and not (k and line[k - 1])]
            count = clue.count(",") + 1 if clue.strip("0") else 0
            found += begins if len(begins) == count else [0] * count
        possible = structure.values[len(cells) :]
        return tuple(
            at if at in at_all else at_all[0] for at, at_all in zip(found, possible, strict=True)
        )

    def drawn(self, size: int, rng: Random, oracle: SolutionOracle) -> Drawn:
        """Return the clues of a random picture."""
        values = [int(rng.random() < BLACK_SHARE) for _ in range(size * size)]
        rows = [values[k * size : (k + 1) * size] for k in range(size)]
        columns = [values[k::size] for k in range(size)]
        return ("/".join(map(_clue, rows)), "/".join(map(_clue, columns))), values


def _runs(field: Field, length: int) -> Runs:
    """Return the lengths of a line's runs."""
    found = tuple(number(part, 0, LARGEST) for part in pieces(field, ","))
    runs = () if found == (0,) else found
    if not found or 0 in runs or sum(runs) + len(runs) - 1 > length:
        raise wrong(field, f"0, or runs that fit into {length} cells, such as 1,1")
    return runs


def _clue(line: Sequence[int]) -> str:
    """Return the clue of a finished line."""
    return ",".join(str(len(list(run))) for black, run in groupby(line) if black) or "0"


def _lines(
    rows: Sequence[Runs], columns: Sequence[Runs]
) -> Iterator[tuple[str, Runs, Sequence[int]]]:
    """Yield each line's name, its runs and its cells."""
    width, cells = len(columns), range(len(rows) * len(columns))
    for r, runs in enumerate(rows):
        yield f"row{r + 1}", runs, cells[r * width : (r + 1) * width]
    for c, runs in enumerate(columns):
        yield f"column{c + 1}", runs, cells[c::width]


def _starts(runs: Runs, length: int) -> Iterator[tuple[int, ...]]:
    """Yield where each run may begin: after those before it, and before those behind it."""
    spare = length - sum(runs) - len(runs) + 1
    for k in range(len(runs)):
        first = sum(runs[:k]) + k + 1
        yield tuple(range(first, first + spare + 1))


def _line(
    name: str,
    runs: Runs,
    line: Sequence[int],
    starts: Sequence[int],
    values: Sequence[tuple[int, ...]],
) -> Iterator[Rule]:
    """Yield the order of the runs, then for each cell that it is white or in one run."""
    for k, (first, second) in enumerate(pairwise(starts)):
        label = f"order of runs {k + 1} and {k + 2} of {name}"
        yield LinearSum((first, second), (1, -1), None, -runs[k] - 1, label)
    for at, cell in enumerate(line, 1):
        covering = [
            (start, begin)
            for start, run in zip(starts, runs, strict=True)
            for begin in values[start]
            if begin <= at < begin + run
        ]
        yield Cardinality.exactly(1, [(cell, 0), *covering], f"cell {at} of {name}")


def _sheet(rows: Sequence[Runs], columns: Sequence[Runs]) -> Sheet:
    """Return the picture, clues above and to the left, where runs begin below and to the right."""
    top, left = (max(map(len, lines)) for lines in (columns, rows))
    cells = [(top + r, left + c) for r, c in rectangle(len(rows), len(columns))]
    notes: dict[Square, str] = {}
    margin: list[Square] = []
    for r, runs in enumerate(rows, top):
        notes |= {(r, left - len(runs) + k): str(run) for k, run in enumerate(runs)}
        margin += [(r, left + len(columns) + k) for k in range(len(runs))]
    for c, runs in enumerate(columns, left):
        notes |= {(top - len(runs) + k, c): str(run) for k, run in enumerate(runs)}
        margin += [(top + len(rows) + k, c) for k in range(len(runs))]
    return Sheet(tuple(cells), margin=tuple(margin), notes=notes, characters="-#")
