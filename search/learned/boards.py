"""Elements of the candidate domain as arrays: boards of shape [batch, variables, values].

``boards[i, v, k]`` says that variable v of element i may still take its k-th value. Places that no
value stands for are never live. This is the form in which proposers read elements.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from domains.problem import Masks, Structure

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Boards = NDArray[np.bool_]


def width_of(structure: Structure) -> int:
    """Return the most values a variable of a structure has."""
    return max((len(values) for values in structure.values), default=0)


def to_boards(structure: Structure, elements: Sequence[Sequence[int]]) -> Boards:
    """Return elements as boards.

    Args:
        structure: what the elements belong to.
        elements: masks, one per variable.
    """
    import numpy as np

    shape = (len(elements), len(structure.values), width_of(structure))
    if shape[2] < 63:
        table = np.array(elements, np.int64).reshape(shape[:2])
        live: Boards = (table[:, :, None] >> np.arange(shape[2])) & 1 == 1
        return live
    boards = np.zeros(shape, np.bool_)
    for row, masks in zip(boards, elements, strict=True):
        for places, mask in zip(row, masks, strict=True):
            places[:] = [mask >> k & 1 for k in range(shape[2])]
    return boards


def to_masks(boards: Boards) -> list[Masks]:
    """Return boards as masks; the inverse of `to_boards`."""
    import numpy as np

    if boards.shape[2] < 63:
        weights = np.left_shift(np.int64(1), np.arange(boards.shape[2], dtype=np.int64))
        return [tuple(row) for row in (boards * weights).sum(-1, dtype=np.int64).tolist()]
    return [tuple(_mask(places) for places in row) for row in boards.tolist()]


def _mask(places: Iterable[bool]) -> int:
    return sum(1 << k for k, live in enumerate(places) if live)
