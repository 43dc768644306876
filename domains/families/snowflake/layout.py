"""Where the hexagons of a snowflake lie, and which triangles have to differ.

A hexagon has axial coordinates (q, r); its centre is at x = 3/2 q, y = √3/2 q + √3 r, with y going
down and sides of length 1. Its six triangles are numbered clockwise from the one below and to the
right of the centre, so that triangle k of hexagon h is cell ``6 h + k`` (the numbering of the
published puzzles, lcrh/snowflakesudoku).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from domains.problem import Structure
from domains.rules.all_different import AllDifferent

Hexagon = tuple[int, int]
Group = tuple[int, ...]

TRIANGLES = 6
DIGITS = (1, 2, 3, 4, 5, 6)
DIRECTIONS: tuple[Hexagon, ...] = ((1, 0), (0, 1), (-1, 1), (-1, 0), (0, -1), (1, -1))
"""The k-th one leads across the outer side of triangle k."""

MOST_HEXAGONS = 400
FARTHEST = 99
"""Greatest coordinate, either sign: a drawing has to have an end."""


class LayoutError(ValueError):
    """Hexagons that make no snowflake, or a text or record that states none.

    Attributes:
        found: what is wrong.
        expected: what it should be.
    """

    def __init__(self, found: str, expected: str) -> None:
        """Keep both parts, so that a reader can add the place."""
        super().__init__(f"found {found}, expected {expected}")
        self.found = found
        self.expected = expected


@dataclass(frozen=True, slots=True)
class SnowflakeLayout:
    """The hexagons of a snowflake, in the order of their cells.

    Raises:
        LayoutError: no hexagon, too many, one twice, or one too far out.
    """

    hexagons: tuple[Hexagon, ...]

    def __post_init__(self) -> None:
        """Check the coordinates."""
        if not 1 <= len(self.hexagons) <= MOST_HEXAGONS:
            raise LayoutError(f"{len(self.hexagons)} hexagons", f"1 to {MOST_HEXAGONS}")
        seen: set[Hexagon] = set()
        for hexagon in self.hexagons:
            if max(map(abs, hexagon)) > FARTHEST:
                raise LayoutError(f"hexagon {hexagon}", f"coordinates up to ±{FARTHEST}")
            if hexagon in seen:
                raise LayoutError(f"hexagon {hexagon} twice", "each once")
            seen.add(hexagon)

    @property
    def cell_count(self) -> int:
        """The number of triangles."""
        return TRIANGLES * len(self.hexagons)

    @property
    def text(self) -> str:
        """The number of hexagons where they are those of `spiral`, else ``q,r;q,r;…``."""
        count = len(self.hexagons)
        if self.hexagons == spiral(count).hexagons:
            return str(count)
        return ";".join(f"{q},{r}" for q, r in self.hexagons)

    def points(self) -> Iterator[tuple[tuple[int, int, int], Group]]:
        """Yield each point where three hexagons meet: their numbers, and the cells around it.

        Point k of a hexagon lies between its triangles k - 1 and k; it is named by the first of
        its three hexagons.
        """
        index = {hexagon: number for number, hexagon in enumerate(self.hexagons)}
        for h in range(len(self.hexagons)):
            for k in range(TRIANGLES):
                before = index.get(self._beside(h, k - 1), -1)
                after = index.get(self._beside(h, k), -1)
                if h < min(before, after):
                    hexagons = (h, before, after)
                    yield hexagons, tuple(_cells_around(hexagons, k))

    def _beside(self, h: int, k: int) -> Hexagon:
        (q, r), (dq, dr) = self.hexagons[h], DIRECTIONS[k % TRIANGLES]
        return q + dq, r + dr

    def parts(self) -> tuple[tuple[int, ...], ...]:
        """Return the classes of hexagons (by number) that rules connect; one in a good puzzle.

        Without a common point of three, two hexagons have no rule in common, even side by side. A
        hexagon that is a part of its own can hold any order of its digits, so that a puzzle with
        one solution has to give five of them (the published layout of order 8 has one).
        """
        part = list(range(len(self.hexagons)))
        for hexagons, _ in self.points():
            joined = {part[h] for h in hexagons}
            part = [min(joined) if p in joined else p for p in part]
        return tuple(
            tuple(h for h, p in enumerate(part) if p == first) for first in sorted(set(part))
        )


def _cells_around(hexagons: tuple[int, int, int], k: int) -> Iterator[int]:
    """Yield the two triangles of each hexagon at point k of the first."""
    for hexagon, turn in zip(hexagons, (-1, 1, 3), strict=True):
        for triangle in (k + turn, k + turn + 1):
            yield TRIANGLES * hexagon + triangle % TRIANGLES


def spiral(count: int) -> SnowflakeLayout:
    """Return the layout of the published puzzles: the middle, then ring after ring.

    >>> spiral(4).hexagons
    ((0, 0), (1, -1), (0, -1), (-1, 0))

    Raises:
        LayoutError: none, or too many.
    """
    if not 1 <= count <= MOST_HEXAGONS:
        raise LayoutError(f"{count} hexagons", f"1 to {MOST_HEXAGONS}")
    return SnowflakeLayout(tuple(islice(_spiral(), count)))


def _spiral() -> Iterator[Hexagon]:
    yield 0, 0
    ring = 0
    while True:
        ring += 1
        q, r = ring, -ring
        for side in range(TRIANGLES):
            dq, dr = DIRECTIONS[3 - side]  # the first side of a ring goes left
            for _ in range(ring):
                yield q, r
                q, r = q + dq, r + dr


@lru_cache(maxsize=256)
def snowflake_structure(layout: SnowflakeLayout) -> Structure:
    """Return the structure of all puzzles on a layout: each hexagon and each point of three.

    Every rule has six cells and six digits, so each digit is placed.
    """
    numbers = range(len(layout.hexagons))
    rules = [
        AllDifferent(tuple(range(TRIANGLES * h, TRIANGLES * (h + 1))), f"hexagon {h + 1}")
        for h in numbers
    ]
    for hexagons, cells in layout.points():
        first, second, third = sorted(h + 1 for h in hexagons)
        rules.append(AllDifferent(cells, f"point of hexagons {first}, {second} and {third}"))
    names = tuple(f"h{h + 1}t{k + 1}" for h in numbers for k in range(TRIANGLES))
    return Structure(names, (DIGITS,) * layout.cell_count, tuple(rules), "snowflake", layout)


def layout_of(structure: Structure) -> SnowflakeLayout:
    """Return the layout of a snowflake's structure."""
    layout = structure.layout
    assert isinstance(layout, SnowflakeLayout), f"{structure.family} is no snowflake"
    return layout
