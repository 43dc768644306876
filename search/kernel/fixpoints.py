"""Many elements of one structure to their fixpoints at once: what learned searches deduce."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from domains.problem import Masks, Structure
from search.kernel.engine import zeros_array
from search.kernel.layout import layout_of
from search.kernel.state import new_state
from search.kernel.tree import fixpoint_batch


def fixpoints(
    structure: Structure, elements: Sequence[Masks], *, compiled: bool
) -> list[tuple[Masks, bool]]:
    """Propagate elements until nothing more follows.

    Args:
        structure: theirs.
        elements: masks per variable.
        compiled: run the compiled kernel; loading it takes a moment the first time.

    Returns:
        Per element what is left, and whether a contradiction was met (then nothing is left).
    """
    count = len(structure.values)
    if compiled:
        masks, broken = _run_compiled(structure, elements)
    else:
        layout, state = _interpreted(structure)
        masks, broken = [mask for element in elements for mask in element], [0] * len(elements)
        fixpoint_batch(layout, state, masks, broken)
    return [
        (tuple(masks[row * count : (row + 1) * count]), bool(lost))
        for row, lost in enumerate(broken)
    ]


def _run_compiled(structure: Structure, elements: Sequence[Masks]) -> tuple[list[int], list[int]]:
    import numpy as np

    from search.kernel.compiled import entry_points

    layout, state = _compiled(structure)
    masks = np.array(elements, np.int64).ravel()
    broken = zeros_array(len(elements))
    entry_points().fixpoint_batch(layout, state, masks, broken)
    return masks.tolist(), broken.tolist()


@lru_cache(maxsize=16)
def _interpreted(structure: Structure) -> tuple[Any, Any]:
    layout = layout_of(structure)
    return layout, new_state(layout, 0, 0, lambda size: [0] * size)


@lru_cache(maxsize=16)
def _compiled(structure: Structure) -> tuple[Any, Any]:
    from search.kernel.batch import shared_layout

    layout = shared_layout(structure)
    return layout, new_state(layout, 0, 0, zeros_array)
