"""A sheet as SVG: cells between thin lines, cages outlined, clues where people write them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from domains.families.gallery.drawing import SIGN_BETWEEN_ROWS
from domains.families.gallery.sheet import Sheet, Square, around, sheet_of
from domains.families.grid.alphabet import EMPTY
from domains.families.svg import page, text
from domains.families.view import ElementView
from domains.problem import Structure

STEP = 36
"""Pixels of a square."""

INSET = 3
"""Pixels between a dashed outline and the lines of its cells."""

MOST_CANDIDATES = 25
"""Cells of more values are not drawn with candidates."""

LONG_LABEL = 7
"""Characters of a label; with longer ones all is drawn larger, so that they can be read."""

BLACK = "#"
GLYPHS = {"*": "★", "-": "·", "^": "∧", "v": "∨"}
"""What is drawn otherwise than it is written."""


def svg(structure: Structure, view: ElementView) -> str:
    """Draw a view."""
    sheet = sheet_of(structure)
    rows, columns = sheet.extent
    parts = [*_grounds(sheet, view)]
    for variable in range(len(sheet.squares)):
        parts += _variable(structure, sheet, view, variable)
    parts += [*_clues(sheet), *_lines(sheet), *_signs(sheet)]
    scale = max([1, *(len(label) / LONG_LABEL for label in sheet.labels.values())])
    parts = [f'<g transform="scale({scale:g})">', *parts, "</g>"]
    return page(columns * STEP * scale, rows * STEP * scale, describe(sheet, view), parts)


def describe(sheet: Sheet, view: ElementView) -> str:
    """Say in words what a drawing shows."""
    fixed = sum(mask.bit_count() == 1 for mask in view.masks[: len(sheet.cells)])
    words = f"{view.family}, {fixed} of {len(sheet.cells)} cells fixed"
    return words + (f", {view.marked_count} candidates marked" if view.marked_count else "")


def _grounds(sheet: Sheet, view: ElementView) -> Iterator[str]:
    """Yield the shaded squares."""
    kinds = dict.fromkeys(sheet.filled, "shade")
    kinds |= {sheet.squares[variable]: "hue" for variable, mask in view.marked.items() if mask}
    for square, kind in kinds.items():
        yield _square(kind, square)


def _square(kind: str, square: Square, inset: int = 0) -> str:
    """Return a square, drawn somewhat smaller than it is."""
    at = f'x="{square[1] * STEP + inset}" y="{square[0] * STEP + inset}"'
    size = STEP - 2 * inset
    return f'<rect class="{kind}" {at} width="{size}" height="{size}"/>'


def _variable(
    structure: Structure, sheet: Sheet, view: ElementView, variable: int
) -> Iterator[str]:
    """Yield the texts of one variable."""
    r, c = sheet.squares[variable]
    x, y, is_cell = (c + 0.5) * STEP, (r + 0.5) * STEP, variable < len(sheet.cells)
    lowered = y + STEP * 0.08 if sheet.labels else y
    if view.is_single(variable):
        value = structure.value_at(variable, view.masks[variable])
        drawn = sheet.drawn(variable, value)
        if drawn == BLACK:
            yield _square("dot", (r, c), INSET)
            return
        kind = view.kind(variable) if is_cell else "candidate"
        size = STEP * (0.55 if is_cell else 0.36) / max(1, len(drawn) / 2)
        yield text(GLYPHS.get(drawn, drawn), kind, x, lowered, size)
    elif not view.drawn(variable):
        yield text(EMPTY, "gone", x, y, STEP * 0.55)
    elif is_cell and _shows_candidates(structure, view, variable):
        yield from _candidates(structure, sheet, view, variable)


def _shows_candidates(structure: Structure, view: ElementView, variable: int) -> bool:
    """Tell whether an open cell is drawn with its candidates: one of two only if one is marked."""
    count = len(structure.values[variable])
    few = view.shows_candidates and 2 < count <= MOST_CANDIDATES
    return few or bool(view.marked.get(variable))


def _candidates(
    structure: Structure, sheet: Sheet, view: ElementView, variable: int
) -> Iterator[str]:
    """Yield the candidates of an open cell, each in its own place, below a label."""
    (r, c), values = sheet.squares[variable], structure.values[variable]
    top = STEP * (0.28 if sheet.labels else 0.06)
    across = math.isqrt(len(values) - 1) + 1
    down = -(-len(values) // across)
    wide, high = STEP * 0.84 / across, (STEP * 0.94 - top) / down
    for k in view.drawn(variable):
        kind = "marked" if view.is_marked(variable, k) else "candidate"
        x = c * STEP + STEP * 0.08 + (k % across + 0.5) * wide
        y = r * STEP + top + (k // across + 0.5) * high
        size = min(wide, high) * 0.9
        yield text(sheet.drawn(variable, values[k]), kind, round(x, 2), round(y, 2), size)


def _clues(sheet: Sheet) -> Iterator[str]:
    """Yield the labels, notes and the texts of filled squares."""
    for (r, c), label in sheet.labels.items():
        size = min(0.25 * STEP, 1.7 * (STEP - 2 * INSET) / len(label))
        x = c * STEP + INSET + 2 + len(label) * size * 0.28
        yield text(label, "value", x, r * STEP + INSET + size * 0.55, size)
    for (r, c), note in sheet.notes.items():
        yield text(note, "value", (c + 0.5) * STEP, (r + 0.5) * STEP, STEP * 0.4)
    for (r, c), found in sheet.filled.items():
        down, _, across = found.partition("\\")
        if found.strip():
            yield f'<path class="thin" d="M{c * STEP} {r * STEP}l{STEP} {STEP}"/>'
            yield text(down, "value", (c + 0.3) * STEP, (r + 0.7) * STEP, STEP * 0.32)
            yield text(across, "value", (c + 0.7) * STEP, (r + 0.3) * STEP, STEP * 0.32)


def _lines(sheet: Sheet) -> Iterator[str]:
    """Yield the lines between cells, then the outlines: of cages dashed where there are blocks."""
    cells = (*sheet.cells, *sheet.filled)
    thin = "".join(f"M{c * STEP} {r * STEP}h{STEP}v{STEP}h-{STEP}z" for r, c in cells)
    yield f'<path class="thin" d="{thin}"/>'
    if sheet.blocks:
        path = "".join(_inner_outline(sheet.cages))
        yield f'<path class="thin" stroke-dasharray="2 2.5" d="{path}"/>'
    path = "".join(_outline(sheet.blocks or sheet.cages))
    yield f'<path class="thick" d="{path}"/>'


def _outline(names: Mapping[Square, str]) -> Iterator[str]:
    """Yield the walls between squares of different names."""
    for square, name in names.items():
        for side, near in enumerate(around(square)):
            if names.get(near) != name and (side < 2 or near not in names):
                yield _wall(square, side)


def _inner_outline(names: Mapping[Square, str]) -> Iterator[str]:
    """Yield the walls of each square towards other names, drawn a little inside."""
    for square, name in names.items():
        near = around(square)
        for side, other in enumerate(near):
            if names.get(other) != name:
                ends = (near[(side - 1) % 4], near[(side + 1) % 4])
                turns = [_turn(names, square, other, end) for end in ends]
                yield _wall(square, side, INSET, turns)


def _turn(names: Mapping[Square, str], square: Square, other: Square, end: Square) -> int:
    """Return how an outline goes on at the end of a wall: 1 turns in, 0 goes on, -1 turns out."""
    if names.get(end) != names[square]:
        return 1
    across = (end[0] + other[0] - square[0], end[1] + other[1] - square[1])
    return -1 if names.get(across) == names[square] else 0


def _wall(square: Square, side: int, inset: int = 0, turns: Sequence[int] = (1, 1)) -> str:
    """Return one side of a square: right, below, left or above, clockwise.

    Args:
        square: the square.
        side: 0 to 3, as `around` lists them.
        inset: how far inside it is drawn.
        turns: what `_turn` says of its two ends, clockwise.
    """
    r, c = square
    corners = ((c + 1, r, -1, 1), (c + 1, r + 1, -1, -1), (c, r + 1, 1, -1), (c, r, 1, 1))
    ends = []
    for corner, turn in zip((side, (side + 1) % 4), turns, strict=True):
        x, y, inward_x, inward_y = corners[corner]
        dx = inward_x * inset * (turn if side % 2 else 1)
        dy = inward_y * inset * (1 if side % 2 else turn)
        ends.append(f"{x * STEP + dx} {y * STEP + dy}")
    return f"M{ends[0]}L{ends[1]}"


def _signs(sheet: Sheet) -> Iterator[str]:
    """Yield the signs between squares."""
    for first, second, sign in sheet.signs:
        (r, c), (q, d) = first, second
        shown = sign if r == q else SIGN_BETWEEN_ROWS[sign]
        yield text(
            GLYPHS.get(shown, shown),
            "value",
            (c + d + 1) / 2 * STEP,
            (r + q + 1) / 2 * STEP,
            STEP * 0.4,
        )
