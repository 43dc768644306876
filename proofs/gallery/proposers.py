"""Broken proposers: hostile ones, each under the law of a form that it breaks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from domains.problem import Problem
from proofs.gallery.base import Specimen
from proofs.proposers.hostile import HOSTILE
from search.learned.proposer import Proposal, neutral

if TYPE_CHECKING:
    from search.learned.boards import Boards


class Crowded:
    """Finds a conflict likelier the more elements it is asked about."""

    def propose(self, problems: Sequence[Problem], boards: Boards) -> Proposal:
        """Count the batch."""
        del problems
        share = np.full(len(boards), 1 - 1 / len(boards), np.float32)
        return neutral(boards)._replace(conflict=share)


BROKEN_PROPOSERS: tuple[Specimen, ...] = (
    Specimen(
        "proposer: wrong shapes",
        "it says nothing of the last variable",
        lambda: HOSTILE["wrong shapes"](0),
        ("shapes are those of the boards",),
    ),
    Specimen(
        "proposer: not a number",
        "some of its numbers are none",
        lambda: HOSTILE["not a number"](0),
        ("numbers are numbers",),
    ),
    Specimen(
        "proposer: mutates its arguments",
        "it empties the boards it is given",
        lambda: HOSTILE["mutates its arguments"](0),
        ("arguments are left alone",),
    ),
    Specimen(
        "proposer: borrows memory",
        "what it returns is a view of what it was given",
        lambda: HOSTILE["borrows memory"](0),
        ("arguments are left alone",),
    ),
    Specimen(
        "proposer: changes its mind",
        "it says the opposite at each call",
        lambda: HOSTILE["changes its mind"](0),
        ("the same again",),
    ),
    Specimen(
        "proposer: crowded",
        "what it says of an element depends on how many are asked about",
        Crowded,
        ("rows are independent",),
    ),
)
"""Proposers, each wrong in one way."""
