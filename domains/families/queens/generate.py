"""Generating boards with one completion: a random solution, from which queens are taken."""

from __future__ import annotations

from functools import partial
from random import Random

from domains.errors import InputError, Place
from domains.families.base import GenerateRequest, SolutionOracle
from domains.families.digging import digger, dug
from domains.families.grid.generate import options_in, size_in
from domains.families.queens.board import queens_structure, solutions
from domains.families.queens.family import Queens
from domains.families.queens.guess import guesses
from domains.problem import Problem, Structure

USUAL_SIZE = 8
LARGEST_ENUMERATED = 8
"""Up to here a random solution is drawn from all of them."""


def generate(request: GenerateRequest, rng: Random, oracle: SolutionOracle) -> Problem:
    """Return a board with exactly one completion; see `Queens.generate`."""
    options_in(request, ())
    largest = Queens.sizes[-1]
    size = size_in(request, USUAL_SIZE, Queens.sizes, f"1 or 4 to {largest} (2 and 3 have none)")
    if request.clues is not None and not 0 <= request.clues <= size:
        raise InputError(Place("clues"), str(request.clues), f"0 to {size}")
    structure = queens_structure(size)
    drawn = partial(random_solution, structure, rng)
    return dug(structure, request.clues, drawn, digger(structure, rng, oracle))


def random_solution(structure: Structure, rng: Random) -> list[int]:
    """Return the one-bit masks of a random solution: any of them, up to 8 x 8 equally often."""
    size = len(structure.values)
    if size <= LARGEST_ENUMERATED:
        return list(structure.encode(rng.choice(list(solutions(size)))))
    while True:
        found = [guess for guess in guesses(structure.problem(), rng) if guess is not None]
        if found:
            return list(structure.encode(found[0]))
