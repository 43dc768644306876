"""The one-line form of a snowflake: ``snowflake:LAYOUT:CELLS``, and the texts of its parts.

LAYOUT is the number of hexagons where they are those of the published spiral, else ``q,r;q,r;…``.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from domains.errors import InputError, Place
from domains.families.base import Puzzle
from domains.families.snowflake.cells import EXPECTED, CellError, read_cells, write_cells
from domains.families.snowflake.layout import (
    DIGITS,
    LayoutError,
    SnowflakeLayout,
    layout_of,
    snowflake_structure,
    spiral,
)
from domains.problem import Assignment, Masks, Problem

NAME = "snowflake"
HEXAGON = re.compile(r"(-?[0-9]{1,4}),(-?[0-9]{1,4})")
NUMBER = re.compile(r"[0-9]{1,4}")
DIGIT_TEXT = "".join(map(str, DIGITS))


def write_puzzle(problem: Problem) -> str:
    """Return ``snowflake:LAYOUT:CELLS``.

    >>> write_puzzle(snowflake_structure(spiral(1)).problem([(0, 3)]))
    'snowflake:1:3.....'
    """
    return f"{NAME}:{layout_of(problem.structure).text}:{write_cells(problem.masks)}"


def layout_from_text(text: str) -> SnowflakeLayout:
    """Return the layout of a number of hexagons (the spiral) or of ``q,r;q,r;…``.

    Raises:
        LayoutError: it is neither, or no snowflake.
    """
    if NUMBER.fullmatch(text):
        return spiral(int(text))
    hexagons = []
    for pair in text.split(";"):
        match = HEXAGON.fullmatch(pair)
        if match is None:
            raise LayoutError(repr(pair[:20]), "a number of hexagons, or pairs q,r;q,r;…")
        hexagons.append((int(match[1]), int(match[2])))
    return SnowflakeLayout(tuple(hexagons))


def read_masks(text: str, layout: SnowflakeLayout, place: Callable[[int], Place]) -> Masks:
    """Read the cells of a layout; ``place`` says where their k-th character stands.

    Raises:
        InputError: something that is no cell, or another number of them.
    """
    try:
        masks = read_cells(text)
    except CellError as error:
        raise InputError(place(error.index), repr(text[error.index]), EXPECTED) from None
    if len(masks) != layout.cell_count:
        expected = f"{layout.cell_count}, six for each of {len(layout.hexagons)} hexagons"
        raise InputError(place(0), f"{len(masks)} cells", expected)
    return masks


def read_solution(layout: SnowflakeLayout, text: str, place: Place) -> Assignment:
    """Read one digit per cell.

    Raises:
        InputError: another number of cells, or something that is no digit from 1 to 6.
    """
    if len(text) != layout.cell_count:
        raise InputError(place, f"{len(text)} cells in a solution", str(layout.cell_count))
    for index, digit in enumerate(text):
        if digit not in DIGIT_TEXT:
            where = Place(place.source, place.line, (place.column or 1) + index)
            raise InputError(where, repr(digit), "1-6 in a solution")
    return tuple(map(int, text))


def puzzle_of(
    layout: SnowflakeLayout,
    masks: Masks,
    place: Place,
    solution: str | None,
    source: str | None = None,
) -> Puzzle:
    """Return what a reader yields."""
    problem = Problem(snowflake_structure(layout), masks)
    return Puzzle(NAME, problem, write_puzzle(problem), place, solution, source)
