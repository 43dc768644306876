"""Sheets as lines: ``NAME:FIELD:…``, then ``:CELLS`` and ``:MARKS`` where something is known.

CELLS is a character per cell, rows parted by ``/``: a value, ``.`` for an open cell, ``!`` for one
without a value. MARKS says of single variables which values are left: ``r1c1=1+3,r1c2=2+3``. A
stored solution may follow behind a blank.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from domains.errors import InputError, Place
from domains.families.base import Puzzle
from domains.families.gallery.fields import halves, pieces, wrong
from domains.families.gallery.sheet import sheet_of
from domains.families.grid.alphabet import BLANK, EMPTY
from domains.families.grid.found import Field
from domains.problem import Assignment, Problem, Structure
from domains.reading import Line, Source

if TYPE_CHECKING:
    from domains.families.gallery.family import SheetFamily


def read_sheets(family: SheetFamily, source: Source) -> Iterator[Puzzle | InputError]:
    """Yield each puzzle of a source, or the error that stands in its place."""
    for line in source.lines:
        if isinstance(line, InputError):
            yield line
        elif line.text.strip() and not line.text.lstrip().startswith("#"):
            try:
                yield _read_line(family, line, source.name)
            except InputError as error:
                yield error


def _read_line(family: SheetFamily, line: Line, name: str) -> Puzzle:
    place, start = Place(name, line.number), len(line.text) - len(line.text.lstrip())
    text, _, solution = line.text.strip().partition(" ")
    prefix, count = f"{family.name}:", len(family.fields)
    if not text.startswith(prefix):
        raise wrong(Field(text, place, start + 1), family.formats[0])
    body = Field(text.removeprefix(prefix), place, start + len(prefix) + 1)
    found = pieces(body, ":")
    if not count <= len(found) <= count + 2:
        raise InputError(body.place(0), f"{len(found)} fields", family.formats[0])
    structure = family.structure(found[:count])
    problem = _with_cells(structure, found[count:])
    if solution.strip():
        at = Place(name, line.number, line.text.rindex(solution.strip()) + 1)
        stored = family.read_solution(structure, solution, at)
        solution = family.solution_text(structure, stored)
    return Puzzle(family.name, problem, write_sheet(problem), place, solution or None)


def _with_cells(structure: Structure, fields: Sequence[Field]) -> Problem:
    """Return the problem whose cells and marks are those of the last two fields."""
    masks = list(structure.top)
    if fields and fields[0].text:
        masks[: len(sheet_of(structure).cells)] = _cells(structure, fields[0])
    for part in pieces(fields[1], ",") if len(fields) > 1 else ():
        name, left = halves(part, "=", "a cell and its values, such as r1c1=1+3")
        if name.text not in structure.names:
            raise wrong(name, f"a name such as {structure.names[0]}")
        variable = structure.names.index(name.text)
        masks[variable] = sum({_bit(structure, variable, one) for one in pieces(left, "+")})
    return Problem(structure, tuple(masks))


def _bit(structure: Structure, variable: int, field: Field) -> int:
    """Return the bit of a value that is written as a number."""
    texts = list(map(str, structure.values[variable]))
    if field.text not in texts:
        raise wrong(field, f"one of {', '.join(texts[:20])}")
    return 1 << texts.index(field.text)


def _cells(structure: Structure, field: Field) -> list[int]:
    """Return a mask for each cell."""
    wanted, masks = len(sheet_of(structure).cells), list[int]()
    found = [(at, sign) for at, sign in enumerate(field.text) if sign != "/"]
    if len(found) != wanted:
        raise InputError(field.place(0), f"{len(found)} cells", f"{wanted}")
    for variable, (at, sign) in enumerate(found):
        signs = cell_signs(structure, variable)
        known = {BLANK: structure.top[variable], EMPTY: 0}
        if sign not in signs and sign not in known:
            raise field.error(at, f"one of {signs} or {BLANK}")
        masks.append(known[sign] if sign in known else 1 << signs.index(sign))
    return masks


def cell_signs(structure: Structure, variable: int) -> str:
    """Return the character of each value of a cell."""
    return "".join(map(sheet_of(structure).sign, structure.values[variable]))


def write_sheet(problem: Problem) -> str:
    """Return a puzzle in one line; cells and marks only where something is known."""
    structure, masks, top = problem.structure, problem.masks, problem.structure.top
    sheet = sheet_of(structure)
    parts = [structure.family, *sheet.fields]
    is_cell = range(len(sheet.cells))
    marked = [
        v
        for v, mask in enumerate(masks)
        if mask != top[v] and not (v in is_cell and mask.bit_count() < 2)
    ]
    if masks != top:
        parts.append(write_cells(structure, masks))
    if marked:
        left = ["+".join(map(str, structure.values_in(v, masks[v]))) for v in marked]
        names = [structure.names[v] for v in marked]
        parts.append(",".join(map("=".join, zip(names, left, strict=True))))
    return ":".join(parts)


def write_cells(structure: Structure, masks: Sequence[int]) -> str:
    """Return a character per cell; rows are parted by ``/``."""
    sheet = sheet_of(structure)

    def sign(variable: int) -> str:
        mask = masks[variable]
        if mask.bit_count() == 1:
            return sheet.sign(structure.value_at(variable, mask))
        return BLANK if mask else EMPTY

    rows = groupby(range(len(sheet.cells)), key=lambda variable: sheet.cells[variable][0])
    return "/".join("".join(map(sign, row)) for _, row in rows)


def read_solution(family: SheetFamily, structure: Structure, text: str, place: Place) -> Assignment:
    """Read a character per cell; what follows from the cells is added.

    Raises:
        InputError: another number of cells, or a character that is no value.
    """
    field = Field(text.strip(), place, place.column or 1)
    masks = _cells(structure, field)
    if any(mask.bit_count() != 1 for mask in masks):
        raise wrong(field, "a value in each cell of a solution")
    cells = tuple(map(structure.value_at, range(len(masks)), masks))
    return (*cells, *family.auxiliary(structure, cells))
