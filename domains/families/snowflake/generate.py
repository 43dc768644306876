"""Generating snowflakes: a layout without loose hexagons, a random solution, then digging.

What the published generator gets wrong cannot happen here: no hexagon is without a rule that joins
it to the others, no puzzle comes with all its digits, and each puzzle has a solution of its own
(`solution_key` tells those that are the same up to symmetry).
"""

from __future__ import annotations

from random import Random

from domains.errors import InputError, Place
from domains.families.base import GenerateRequest, SolutionOracle
from domains.families.grid.fill import random_filling
from domains.families.grid.generate import dug_grid, options_in, size_in
from domains.families.snowflake.drawing import remarks
from domains.families.snowflake.family import Snowflake
from domains.families.snowflake.layout import (
    DIRECTIONS,
    Hexagon,
    LayoutError,
    SnowflakeLayout,
    snowflake_structure,
    spiral,
)
from domains.families.snowflake.text import layout_from_text
from domains.problem import Problem

USUAL_SIZE = 7
TRIANGLE = ((0, 0), (1, 0), (0, 1))


def generate(request: GenerateRequest, rng: Random, oracle: SolutionOracle) -> Problem:
    """Return a fresh snowflake with exactly one solution; see `Snowflake.generate`."""
    wanted = options_in(request, ("layout",)).get("layout", "random")
    layout = _layout(request, wanted, rng)
    if remark := remarks(layout):
        raise InputError(Place("layout"), remark[0], "hexagons that rules connect")
    structure, cells = snowflake_structure(layout), layout.cell_count
    if request.clues is not None and not 0 <= request.clues < cells:
        expected = f"0 to {cells - 1}, as a puzzle has a blank"
        raise InputError(Place("clues"), str(request.clues), expected)
    return dug_grid(structure, request.clues, random_filling, rng, oracle)


def _layout(request: GenerateRequest, wanted: str, rng: Random) -> SnowflakeLayout:
    """Return the layout that was asked for."""
    if wanted not in ("random", "spiral"):
        try:
            layout = layout_from_text(wanted)
        except LayoutError as error:
            raise InputError(Place("layout"), error.found, error.expected) from None
        if request.size not in (None, len(layout.hexagons)):
            found = f"{request.size} for a layout of {len(layout.hexagons)} hexagons"
            raise InputError(Place("size"), found, "the same number, or none")
        return layout
    reason = f"1, or 3 to {Snowflake.sizes[-1]} hexagons (two have no rule in common)"
    size = size_in(request, USUAL_SIZE, Snowflake.sizes, reason)
    return spiral(size) if wanted == "spiral" else random_layout(size, rng)


def random_layout(size: int, rng: Random) -> SnowflakeLayout:
    """Return connected hexagons: each new one closes a point of three, wherever there is room.

    Args:
        size: 1, or 3 and more.
        rng: draws where the next one goes.
    """
    hexagons = list(TRIANGLE[:size])
    while len(hexagons) < size:
        hexagons.append(rng.choice(_places(hexagons)))
    return SnowflakeLayout(tuple(sorted(hexagons)))


def _places(hexagons: list[Hexagon]) -> list[Hexagon]:
    """Return the free hexagons beside two that touch each other, in order."""
    present, found = set(hexagons), set[Hexagon]()
    for q, r in hexagons:
        for k, (dq, dr) in enumerate(DIRECTIONS):
            free = (q + dq, r + dr)
            aq, ar = DIRECTIONS[(k + 1) % len(DIRECTIONS)]
            if free not in present and (q + aq, r + ar) in present:
                found.add(free)
    return sorted(found)
