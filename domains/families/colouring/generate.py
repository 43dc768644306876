"""Generating colourings to complete: a planted colouring, a random graph, and some given colours.

Colours can always be exchanged, so that a graph alone never has one colouring only (but with one
colour): some vertices have to be given.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from random import Random

from domains.errors import InputError, Place
from domains.families.base import GenerateRequest, SolutionOracle
from domains.families.colouring.graph import Graph, colouring_structure
from domains.families.digging import digger, dug
from domains.families.grid.generate import options_in
from domains.problem import Problem

USUAL_SIZE = 12
LARGEST_SIZE = 200
USUAL_COLOURS = 3
EDGES_PER_VERTEX = 0.6
"""Times the number of colours: enough that a few given colours decide the others."""


def generate(
    request: GenerateRequest, colours: int | None, rng: Random, oracle: SolutionOracle
) -> Problem:
    """Return a graph with some vertices coloured and one way to colour the others."""
    options = options_in(request, ("k", "edges"))
    size = USUAL_SIZE if request.size is None else request.size
    if not 2 <= size <= LARGEST_SIZE:
        raise InputError(Place("size"), str(size), f"2 to {LARGEST_SIZE} vertices")
    usual = min(size, colours or USUAL_COLOURS)
    k = number(options.get("k", str(usual)), "k", 2, size)
    planted = [*range(k), *(rng.randrange(k) for _ in range(size - k))]
    rng.shuffle(planted)
    possible = [(u, v) for u, v in combinations(range(size), 2) if planted[u] != planted[v]]
    most = len(possible)
    wanted = str(min(most, round(EDGES_PER_VERTEX * k * size)))
    edges = number(options.get("edges", wanted), "edges", 0, most)
    structure = colouring_structure(Graph.of(size, rng.sample(possible, edges)), k)
    if request.clues is not None and not 0 <= request.clues <= size:
        raise InputError(Place("clues"), str(request.clues), f"0 to {size}")
    masks = _masks(planted)
    return dug(structure, request.clues, lambda: masks, digger(structure, rng, oracle))


def _masks(planted: Sequence[int]) -> list[int]:
    return [1 << colour for colour in planted]


def number(text: str, name: str, low: int, high: int) -> int:
    """Return what an option says.

    Raises:
        InputError: it is no number, or not from ``low`` to ``high``.
    """
    if not (text.isascii() and text.isdecimal() and low <= int(text[:9]) <= high):
        raise InputError(Place(name), repr(text[:20]), f"a number from {low} to {high}")
    return int(text)
