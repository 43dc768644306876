"""What leaves a snowflake as it is: turning, mirroring, and exchanging digits.

A layout can have up to twelve movements. A digit can take any other's place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from random import Random

from domains.families.base import Symmetry
from domains.families.snowflake.layout import (
    DIGITS,
    TRIANGLES,
    Hexagon,
    SnowflakeLayout,
    layout_of,
)
from domains.problem import Structure


@dataclass(frozen=True, slots=True)
class Movement:
    """Mirroring in the line between triangles 1 and 2, or not, and then turning clockwise.

    Attributes:
        turns: sixths of a turn.
        mirrored: whether to mirror first.
    """

    turns: int
    mirrored: bool

    def __str__(self) -> str:
        words = ["mirror"] if self.mirrored else []
        words += [f"turn by {60 * self.turns}°"] if self.turns else []
        return " and ".join(words) or "leave"

    def hexagon(self, hexagon: Hexagon) -> Hexagon:
        """Return where a hexagon goes when the middle stays at (0, 0)."""
        q, r = hexagon
        if self.mirrored:
            q, r = r, q
        for _ in range(self.turns):
            q, r = -r, q + r
        return q, r

    def triangle(self, k: int) -> int:
        """Return where triangle k goes in its hexagon."""
        return ((1 - k if self.mirrored else k) + self.turns) % TRIANGLES

    def cells(self, layout: SnowflakeLayout) -> tuple[tuple[Hexagon, int], ...]:
        """Return per cell the hexagon and the triangle it goes to, the least hexagon at (0, 0)."""
        images = list(map(self.hexagon, layout.hexagons))
        dq, dr = min(images)
        return tuple(
            ((q - dq, r - dr), self.triangle(k)) for q, r in images for k in range(TRIANGLES)
        )


MOVEMENTS = tuple(Movement(turns, mirrored) for mirrored in (False, True) for turns in range(6))


@lru_cache(maxsize=64)
def movements(layout: SnowflakeLayout) -> tuple[tuple[Movement, tuple[int, ...]], ...]:
    """Return the movements that put a layout upon itself, each with where every cell goes."""
    places = {place: cell for cell, place in enumerate(MOVEMENTS[0].cells(layout))}
    found = []
    for movement in MOVEMENTS:
        images = [places.get(place, -1) for place in movement.cells(layout)]
        if min(images) >= 0:
            found.append((movement, tuple(images)))
    return tuple(found)


def generators(structure: Structure) -> Iterator[tuple[str, Symmetry]]:
    """Yield every movement of the layout, and exchanges of neighbouring digits."""
    layout, same = layout_of(structure), tuple(range(len(DIGITS)))
    for movement, cells in movements(layout)[1:]:  # the first one moves nothing
        yield str(movement), Symmetry(cells, (same,) * layout.cell_count)
    for a, b in pairwise(same):
        digits = tuple({a: b, b: a}.get(k, k) for k in same)
        name = f"exchange digits {DIGITS[a]} and {DIGITS[b]}"
        cells = tuple(range(layout.cell_count))
        yield name, Symmetry(cells, (digits,) * layout.cell_count)


def random_symmetry(structure: Structure, rng: Random) -> Symmetry:
    """Return a uniformly random element of the group."""
    layout = layout_of(structure)
    _, cells = rng.choice(movements(layout))
    digits = tuple(rng.sample(range(len(DIGITS)), len(DIGITS)))
    return Symmetry(cells, (digits,) * layout.cell_count)
