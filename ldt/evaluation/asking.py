"""Proposers as an evaluation asks them: with so many loops, from a fresh seed, and fit for it."""

from __future__ import annotations

from collections.abc import Sequence

from domains.errors import InputError, Place
from domains.problem import Problem
from ldt.inference.framed import FramedNetwork
from ldt.inference.network import Network
from search.learned.boards import to_boards
from search.learned.proposer import Proposer, UnfitError


def asked_with(proposer: Proposer, loops: int | None, seed: int) -> Proposer:
    """Return a network with so many loops (None: its own) and a fresh seed; others as they are.

    Raises:
        TypeError: loops, for a proposer that has none.
    """
    if isinstance(proposer, FramedNetwork):
        return FramedNetwork(
            proposer.model,
            loops or proposer.loops,
            proposer.kind,
            proposer.dropout,
            proposer.device,
            seed,
        )
    if isinstance(proposer, Network):
        return Network(proposer.model, loops or proposer.loops, proposer.device)
    if loops is not None:
        message = f"a {type(proposer).__name__} has no loops"
        raise TypeError(message)
    return proposer


def require_fit(proposer: Proposer, name: str, problems: Sequence[Problem]) -> None:
    """Ask a network about one puzzle of each structure.

    Raises:
        InputError: its weights are for other puzzles.
    """
    if not isinstance(proposer, Network | FramedNetwork):
        return
    for problem in {problem.structure: problem for problem in problems}.values():
        try:
            asked_with(proposer, 1, 0).propose(
                [problem], to_boards(problem.structure, [problem.masks])
            )
        except (ValueError, TypeError) as error:
            expected = f"weights for these {problem.structure.family} puzzles"
            found = str(error)
            if isinstance(error, UnfitError):  # it says which boards it reads
                found = f"weights for {error.expected}"
            raise InputError(Place(name), found, expected) from error
