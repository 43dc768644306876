"""Broken codecs: masks as boards, wrong in one place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from domains.problem import Masks, Structure
from proofs.audit.learned import BoardCodec
from proofs.gallery.base import Specimen
from search.learned.boards import to_boards, to_masks

if TYPE_CHECKING:
    from search.learned.boards import Boards


def forgets_the_last(boards: Boards) -> list[Masks]:
    """Decode without the last value of each variable."""
    return to_masks(boards[..., :-1])


def dead_rows(structure: Structure, elements: Sequence[Masks]) -> Boards:
    """Encode as dead what comes after an empty variable in an earlier element of the batch."""
    boards = to_boards(structure, elements)
    lost = (~boards.any(-1)).any(-1)
    boards[np.cumsum(lost) > lost] = False
    return boards


def live_padding(structure: Structure, elements: Sequence[Masks]) -> Boards:
    """Encode places without a value as live."""
    exists = to_boards(structure, [structure.top])
    return to_boards(structure, elements) | ~exists


def upside_down(structure: Structure, elements: Sequence[Masks]) -> Boards:
    """Encode what is excluded instead of what is possible."""
    return to_boards(structure, [structure.top]) & ~to_boards(structure, elements)


def empty_is_anything(structure: Structure, elements: Sequence[Masks]) -> Boards:
    """Encode a variable without values as one of which nothing is known."""
    boards = to_boards(structure, elements)
    return boards | (~boards.any(-1, keepdims=True) & to_boards(structure, [structure.top]))


BROKEN_CODECS: tuple[Specimen, ...] = (
    Specimen(
        "codec: forgets the last",
        "the last value is lost in decoding",
        lambda: BoardCodec(to_boards, forgets_the_last),
        ("decoding gives it back",),
    ),
    Specimen(
        "codec: dead rows",
        "an empty element kills those that follow it in a batch",
        lambda: BoardCodec(dead_rows, to_masks),
        ("rows are elements",),
    ),
    Specimen(
        "codec: live padding",
        "places that no value stands for are live",
        lambda: BoardCodec(live_padding, to_masks),
        ("places without a value are dead",),
    ),
    Specimen(
        "codec: upside down",
        "boards say what is excluded",
        lambda: BoardCodec(upside_down, to_masks),
        ("order is kept",),
    ),
    Specimen(
        "codec: empty is anything",
        "a variable without values looks like one of which nothing is known",
        lambda: BoardCodec(empty_is_anything, to_masks),
        ("meet and join are kept",),
    ),
)
"""Codecs, each wrong in one way."""
