"""Many elements of one structure to their fixpoints at once: what learned searches deduce."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from domains.problem import Masks, Structure
from search.kernel.engine import zeros_array
from search.kernel.layout import layout_of
from search.kernel.state import new_state
from search.kernel.tree import FIXPOINT_REPORT_SIZE, fixpoint_batch


class Reached(NamedTuple):
    """What propagation left of some elements.

    Attributes:
        masks: per element; all zero after a contradiction.
        lost: per element, whether a contradiction was met: γ holds no solution.
        propagations: constraint visits that all of it took.
    """

    masks: list[Masks]
    lost: list[bool]
    propagations: int


def fixpoints(structure: Structure, elements: Sequence[Masks], *, compiled: bool) -> Reached:
    """Propagate elements until nothing more follows.

    Args:
        structure: theirs.
        elements: masks per variable.
        compiled: run the compiled kernel; loading it takes a moment the first time.
    """
    count = len(structure.values)
    run = _run_compiled if compiled else _run_interpreted
    masks, report = run(structure, elements)
    return Reached(
        [tuple(masks[row * count : (row + 1) * count]) for row in range(len(elements))],
        [bool(lost) for lost in report[::FIXPOINT_REPORT_SIZE]],
        sum(report[1::FIXPOINT_REPORT_SIZE]),
    )


def _run_interpreted(
    structure: Structure, elements: Sequence[Masks]
) -> tuple[list[int], list[int]]:
    layout, state = _interpreted(structure)
    masks = [mask for element in elements for mask in element]
    report = [0] * (FIXPOINT_REPORT_SIZE * len(elements))
    fixpoint_batch(layout, state, masks, report)
    return masks, report


def _run_compiled(structure: Structure, elements: Sequence[Masks]) -> tuple[list[int], list[int]]:
    import numpy as np

    from search.kernel.compiled import entry_points

    layout, state = _compiled(structure)
    masks = np.array(elements, np.int64).ravel()
    report = zeros_array(FIXPOINT_REPORT_SIZE * len(elements))
    entry_points().fixpoint_batch(layout, state, masks, report)
    return masks.tolist(), report.tolist()


@lru_cache(maxsize=16)
def _interpreted(structure: Structure) -> tuple[Any, Any]:
    layout = layout_of(structure)
    return layout, new_state(layout, 0, 0, lambda size: [0] * size)


@lru_cache(maxsize=16)
def _compiled(structure: Structure) -> tuple[Any, Any]:
    from search.kernel.batch import shared_layout

    layout = shared_layout(structure)
    return layout, new_state(layout, 0, 0, zeros_array)
