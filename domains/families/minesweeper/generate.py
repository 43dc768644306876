"""Generating boards whose numbers say where every mine is: numbers are covered while they do."""

from __future__ import annotations

from random import Random

from domains.errors import InputError, Place
from domains.families.base import GenerateRequest, SolutionOracle
from domains.families.colouring.generate import number
from domains.families.grid.generate import options_in, size_in
from domains.families.minesweeper.certain import MineField
from domains.families.minesweeper.family import Minesweeper
from domains.problem import Problem

USUAL_SIZE = 8
MINES_PER_CELL = 0.16


def generate(request: GenerateRequest, rng: Random, oracle: SolutionOracle) -> Problem:
    """Return a board with exactly one placement; see `Minesweeper.generate`."""
    options = options_in(request, ("mines",))
    sizes = Minesweeper.sizes
    size = size_in(request, USUAL_SIZE, sizes, f"{sizes[0]} to {sizes[-1]}")
    cells = [(r, c) for r in range(size) for c in range(size)]
    usual = round(MINES_PER_CELL * len(cells)) or 1
    mines = number(options.get("mines", str(usual)), "mines", 1, len(cells) - 1)
    field = MineField(size, size, frozenset(rng.sample(cells, mines)))
    most = len(cells) - mines
    if request.clues is not None and not 0 <= request.clues <= most:
        raise InputError(Place("clues"), str(request.clues), f"0 to {most} numbers")
    uncovered = {cell for cell in cells if cell not in field.mines}
    for cell in rng.sample(sorted(uncovered), most):
        if len(uncovered) == request.clues:
            break
        if len(oracle.solutions(field.shown(uncovered - {cell}), 2)) == 1:
            uncovered.discard(cell)
    if request.clues not in (None, len(uncovered)):
        expected = f"more, or another seed: this board went down to {len(uncovered)} numbers"
        raise InputError(Place("clues"), str(request.clues), expected)
    return field.shown(uncovered)
