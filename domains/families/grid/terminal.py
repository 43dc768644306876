"""A grid for a terminal of 80 columns: values, or candidates up to 9 x 9.

Givens are bold. Marked candidates are reversed as well as coloured, so that they stand out without
colour too.
"""

from __future__ import annotations

from rich.text import Text

from domains.families.grid.alphabet import EMPTY
from domains.families.grid.render import render_grid
from domains.families.grid.view import GridView
from domains.families.terminal import MARKED, STYLES

CANDIDATE = "dim"
LARGEST_WITH_CANDIDATES = 9

TOP, BLOCK, CELL, BOTTOM = map(tuple, ("┏┳┯┓━", "┣╋┿┫━", "┠╂┼┨─", "┗┻┷┛━"))
"""Of each rule: left end, crossing of a block line, crossing of a cell line, right end, line."""


def rich_grid(view: GridView) -> Text:
    """Draw a view; above 9 x 9 the marked candidates are listed below the grid."""
    if view.shows_candidates and view.layout.size <= LARGEST_WITH_CANDIDATES:
        return _candidate_grid(view)
    return _value_grid(view).append_text(_marked_list(view))


def _value_grid(view: GridView) -> Text:
    """Colour the plain drawing; its characters that are no lines are the cells in order."""
    text, cell = Text(no_wrap=True), 0
    for character in render_grid(view.layout, view.masks):
        if character in "|+- \n":
            text.append(character)
        else:
            text.append(character, _cell_style(view, cell))
            cell += 1
    return text


def _cell_style(view: GridView, cell: int) -> str:
    return STYLES[view.kind(cell)]


def _marked_list(view: GridView) -> Text:
    marked = sorted(view.marked.items())
    lines = [f"\n{view.layout.names[cell]}: {view.text_of(mask)}" for cell, mask in marked if mask]
    return Text("".join(lines), no_wrap=True)


def _candidate_grid(view: GridView) -> Text:
    """Draw each cell as a small table of its candidates."""
    size, step = view.layout.size, view.layout.box_rows
    text = Text(_rule(view, TOP), no_wrap=True)
    for r in range(size):
        if r:
            text.append(_rule(view, CELL if r % step else BLOCK))
        cells = [_cell(view, cell) for cell in view.layout.row(r)]
        for parts in zip(*cells, strict=True):
            text.append_text(_line(view, parts))
    return text.append(_rule(view, BOTTOM).rstrip("\n"))


def _rule(view: GridView, signs: tuple[str, ...]) -> str:
    left, block, cell, right, line = signs
    dashes = line * (view.candidate_columns + 2)
    step, size = view.layout.box_columns, view.layout.size
    inner = "".join(dashes + (cell if c % step else block) for c in range(1, size))
    return f"{left}{inner}{dashes}{right}\n"


def _line(view: GridView, parts: tuple[Text, ...]) -> Text:
    text = Text("┃")
    for c, part in enumerate(parts, 1):
        bar = "┃" if c % view.layout.box_columns == 0 else "│"
        text.append(" ").append_text(part).append(f" {bar}")
    return text.append("\n")


def _cell(view: GridView, cell: int) -> list[Text]:
    """Return the lines of a cell, all equally wide."""
    size, width = view.layout.size, view.candidate_columns
    height = -(-size // width)
    if view.is_single(cell) or not view.drawn(cell):
        return _large(view, cell, width, height)
    drawn = view.drawn(cell)
    lines = []
    for top in range(0, height * width, width):
        line = Text()
        for k in range(top, top + width):
            line.append(
                view.symbols[k] if k in drawn else " ",
                MARKED if view.is_marked(cell, k) else CANDIDATE,
            )
        lines.append(line)
    return lines


def _large(view: GridView, cell: int, width: int, height: int) -> list[Text]:
    """Return a cell with one symbol in its middle."""
    mask = view.masks[cell]
    symbol = view.symbols[mask.bit_length() - 1] if mask else EMPTY
    lines = [Text(" " * width) for _ in range(height)]
    middle, left = (height - 1) // 2, (width - 1) // 2
    lines[middle] = Text.assemble(
        " " * left, (symbol, _cell_style(view, cell)), " " * (width - 1 - left)
    )
    return lines
