"""From a solution to a puzzle: givens go in random order while the solution stays the only one.

One pass gives a minimal puzzle: a given that could not go when more were there cannot go later.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from domains.errors import InputError, Place
from domains.families.base import SolutionOracle
from domains.problem import Problem, Structure

TRIES = 20
"""Solutions tried for a wanted number of givens."""

Dig = Callable[[list[int], int | None], list[int]]
"""From a solution, as one-bit masks, to a puzzle with at least so many givens, or a minimal one."""


def dug(
    structure: Structure, clues: int | None, solution: Callable[[], list[int]], dig: Dig
) -> Problem:
    """Return a puzzle with exactly one solution: minimal, or with the wanted number of givens.

    Args:
        structure: what it is a puzzle of.
        clues: how many givens are wanted; None asks for a minimal puzzle.
        solution: draws a solution, as one-bit masks.
        dig: takes givens out of one.

    Raises:
        InputError: the wanted number of givens was not reached in `TRIES` solutions.
    """
    fewest = len(structure.names)
    for _ in range(TRIES):
        masks = dig(solution(), clues)
        kept = sum(mask != full for mask, full in zip(masks, structure.top, strict=True))
        if clues in (None, kept):
            return Problem(structure, tuple(masks))
        fewest = min(fewest, kept)
    expected = f"more, or another seed: {TRIES} solutions went down to {fewest} givens"
    raise InputError(Place("clues"), str(clues), expected)


def digger(
    structure: Structure, rng: Random, oracle: SolutionOracle, cells: int | None = None
) -> Dig:
    """Return the plain way to dig: every given that might go is a question to the oracle.

    Args:
        structure: what is dug.
        rng: draws the order in which givens go.
        oracle: decides uniqueness.
        cells: how many variables, the first ones, may be given; None: all.
    """

    def dig(solution: list[int], clues: int | None) -> list[int]:
        kept = len(solution) if cells is None else cells
        masks = [*solution[:kept], *structure.top[kept:]]
        for variable in rng.sample(range(kept), kept):
            if kept == clues:
                break
            others = [*masks]
            others[variable] = structure.top[variable] & ~solution[variable]
            if not oracle.solutions(Problem(structure, tuple(others)), 1):
                masks[variable] = structure.top[variable]
                kept -= 1
        return masks

    return dig
