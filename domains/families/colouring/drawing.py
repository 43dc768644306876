"""A colouring in plain characters and for a terminal: a summary, then ``vertex:colour``."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from domains.families.colouring.graph import layout_of
from domains.families.view import ElementView
from domains.problem import Structure

if TYPE_CHECKING:
    from rich.text import Text

WIDTH = 78


def summary(structure: Structure, masks: Sequence[int]) -> str:
    """Return one line: the graph, the number of colours, and how many vertices have theirs."""
    layout = layout_of(structure)
    graph = layout.graph
    fixed = sum(mask.bit_count() == 1 for mask in masks)
    words = [f"{graph.size} vertices", f"{len(graph.edges)} edges", f"{layout.colours} colours"]
    words += [f"{graph.loops} loops left out"] if graph.loops else []
    words.append(f"{fixed} vertices coloured")
    empty = [str(vertex + 1) for vertex, mask in enumerate(masks) if not mask]
    words += [f"no colour left for {', '.join(empty[:5])}"] if empty else []
    return ", ".join(words)


def render(structure: Structure, masks: Sequence[int]) -> str:
    """Return the summary, and vertex:colour for each coloured vertex, both from 1."""
    words = [
        f"{vertex + 1}:{mask.bit_length()}"
        for vertex, mask in enumerate(masks)
        if mask.bit_count() == 1
    ]
    return "\n".join([summary(structure, masks), *textwrap.wrap(" ".join(words), WIDTH)])


def rich(structure: Structure, view: ElementView) -> Text:
    """Return the same: given vertices bold, those with marked colours with all of theirs."""
    from rich.text import Text  # only drawing in a terminal pays for it

    from domains.families.terminal import MARKED, STYLES

    text = Text(summary(structure, view.masks))
    for vertex, mask in enumerate(view.masks):
        if view.marked.get(vertex):
            colours = structure.values_in(vertex, mask | view.marked[vertex])
            text.append(" " if vertex else "\n")
            text.append(f"{vertex + 1}:{'|'.join(map(str, colours))}", MARKED)
        elif view.is_single(vertex):
            text.append(f" {vertex + 1}:{mask.bit_length()}", STYLES[view.kind(vertex)])
    return text
