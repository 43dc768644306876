"""Generating grid puzzles: a finished grid, dug until minimal or until it has the wanted givens."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from domains.errors import InputError, Place
from domains.families.base import GenerateRequest, SolutionOracle
from domains.families.digging import dug
from domains.families.grid.dig import Digger
from domains.families.grid.fill import LARGEST_SEARCHED
from domains.problem import Problem, Structure


def generate_grid(
    structure: Structure,
    request: GenerateRequest,
    random_solution: Callable[[Structure, Random], list[int]],
    rng: Random,
    oracle: SolutionOracle,
) -> Problem:
    """Return a puzzle with exactly one solution.

    Args:
        structure: what it is a puzzle of.
        request: its field ``clues`` says how many givens; None asks for a minimal puzzle.
        random_solution: draws the one-bit masks of a finished grid.
        rng: everything random comes from here.
        oracle: decides uniqueness.

    Raises:
        InputError: the wanted number of givens is impossible, or was not reached.
    """
    cells = len(structure.names)
    size = round(cells**0.5)
    clues = request.clues
    if clues is None and size > LARGEST_SEARCHED:
        expected = f"a number, as minimal puzzles above size {LARGEST_SEARCHED} are out of reach"
        raise InputError(Place("clues"), "none", expected)
    if clues is not None and not 0 <= clues <= cells:
        raise InputError(Place("clues"), str(clues), f"0 to {cells}")
    return dug_grid(structure, clues, random_solution, rng, oracle)


def dug_grid(
    structure: Structure,
    clues: int | None,
    random_solution: Callable[[Structure, Random], list[int]],
    rng: Random,
    oracle: SolutionOracle,
) -> Problem:
    """Return a puzzle whose rules are all permutations; see `dug`."""
    digger = Digger(structure, oracle)
    return dug(
        structure,
        clues,
        lambda: random_solution(structure, rng),
        lambda solution, wanted: digger.dig(solution, rng, wanted),
    )


def size_in(request: GenerateRequest, default: int, sizes: tuple[int, ...], reason: str) -> int:
    """Return the wanted size.

    Raises:
        InputError: not one of ``sizes``; ``reason`` is what the message adds.
    """
    size = default if request.size is None else request.size
    if size not in sizes:
        raise InputError(Place("size"), str(size), reason)
    return size


def options_in(request: GenerateRequest, known: tuple[str, ...]) -> dict[str, str]:
    """Return the options as a table.

    Raises:
        InputError: an option the family does not have.
    """
    for name, _ in request.options:
        if name not in known:
            expected = f"one of: {', '.join(known)}" if known else "no options"
            raise InputError(Place("option"), repr(name), expected)
    return dict(request.options)
