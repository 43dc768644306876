"""A maze as SVG: walls filled, the path as a line, what is known to be off it shaded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from domains.families.maze.board import FREE, GOAL, START, WALL, Cell, layout_of, neighbours
from domains.families.maze.drawing import ON_PATH, describe
from domains.families.svg import page, text
from domains.families.view import ElementView
from domains.problem import Structure

SIDE = 480
"""Pixels of the longer side, where cells are not at their smallest or largest."""

SMALLEST_CELL, LARGEST_CELL = 4, 24
OFF_PATH = 0b01


def svg(structure: Structure, view: ElementView) -> str:
    """Draw a view: each kind of cell is one path of runs, so that large mazes stay small files."""
    layout = layout_of(structure)
    height, width = len(layout.rows), layout.width
    step = min(LARGEST_CELL, max(SMALLEST_CELL, SIDE // max(height, width)))
    cells = layout.find(FREE)
    known = dict(zip(cells, view.masks, strict=True))
    path = [cell for cell in cells if known[cell] == ON_PATH]
    marked = [cells[variable] for variable, mask in sorted(view.marked.items()) if mask]
    parts = [
        *_filled((c for c in cells if known[c] == OFF_PATH), "shade", step),
        *_filled(marked, "hue", step),
        *_filled(layout.find(WALL), "dot", step),
        *_route([*layout.find(START), *layout.find(GOAL), *path], step),
    ]
    for sign in (START, GOAL):
        parts += [part for cell in layout.find(sign) for part in _end(sign, cell, step)]
    parts += [_sign("!", "gone", cell, step) for cell in cells if not known[cell]]
    parts.append(f'<rect class="thin" width="{width * step}" height="{height * step}"/>')
    return page(width * step, height * step, describe(structure, view), parts)


def _end(sign: str, cell: Cell, step: int) -> Iterator[str]:
    """Yield the letter of the start or the goal, over the end of the path."""
    x, y = (cell[1] + 0.5) * step, (cell[0] + 0.5) * step
    yield f'<circle class="ground" cx="{x:g}" cy="{y:g}" r="{step * 0.45:g}"/>'
    yield _sign(sign, "given", cell, step)


def _sign(sign: str, kind: str, cell: Cell, step: int) -> str:
    return text(sign, kind, (cell[1] + 0.5) * step, (cell[0] + 0.5) * step, step * 0.8)


def _filled(cells: Iterable[Cell], kind: str, step: int) -> Iterator[str]:
    """Yield one path that fills cells, which come row by row: a rectangle per run of them."""
    runs = ""
    for _, group in groupby(enumerate(cells), key=lambda pair: (pair[1][0], pair[1][1] - pair[0])):
        run = [cell for _, cell in group]
        r, c = run[0]
        runs += f"M{c * step} {r * step}h{len(run) * step}v{step}h-{len(run) * step}z"
    if runs:
        yield f'<path class="{kind}" d="{runs}"/>'


def _route(cells: Iterable[Cell], step: int) -> Iterator[str]:
    """Yield a line through neighbouring cells of the path."""
    taken = set(cells)
    lines = "".join(
        f"M{_middle(cell, step)}L{_middle(near, step)}"
        for cell in sorted(taken)
        for near in neighbours(cell)
        if near in taken and near > cell
    )
    if lines:
        yield f'<path class="thick" style="stroke-width:{step / 4:g}" d="{lines}"/>'


def _middle(cell: Cell, step: int) -> str:
    return f"{(cell[1] + 0.5) * step:g} {(cell[0] + 0.5) * step:g}"
