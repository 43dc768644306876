"""Random sheets: a drawn puzzle with its solution, then as few givens as make it the only one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import TYPE_CHECKING

from domains.errors import InputError, Place
from domains.families.base import GenerateRequest, SolutionOracle
from domains.families.digging import digger, dug
from domains.families.gallery.fields import CAGE_NAMES
from domains.families.gallery.sheet import Square, around, sheet_of
from domains.families.grid.found import Field
from domains.families.grid.generate import options_in, size_in
from domains.problem import Problem, Structure, bits

if TYPE_CHECKING:
    from domains.families.gallery.family import SheetFamily


def generated(
    family: SheetFamily, request: GenerateRequest, rng: Random, oracle: SolutionOracle
) -> Problem:
    """Return a puzzle with exactly one solution; see `SheetFamily.generate`."""
    options_in(request, ())
    known = ", ".join(map(str, family.sizes))
    size = size_in(request, family.usual, family.sizes, f"one of {known}")
    fields, values = family.drawn(size, rng, oracle)
    structure = family.structure([Field(text, Place(family.name)) for text in fields])
    cells = len(sheet_of(structure).cells)
    if request.clues is not None and not 0 <= request.clues <= cells:
        raise InputError(Place("clues"), str(request.clues), f"0 to {cells}")
    if not request.clues and is_unique(structure.problem(), oracle):
        return structure.problem()
    masks = list(structure.encode((*values, *family.auxiliary(structure, values))))
    dig = digger(structure, rng, oracle, cells)
    return dug(structure, request.clues, lambda: masks, dig)


def is_unique(problem: Problem, oracle: SolutionOracle) -> bool:
    """Tell whether a problem has exactly one solution."""
    return len(oracle.solutions(problem, 2)) == 1


def random_solution(structure: Structure, rng: Random, oracle: SolutionOracle) -> list[int]:
    """Return the values of a random solution of a structure that has one.

    Variable after variable takes a random value with which there still is a solution. Every
    solution can come, not all equally often; the oracle is asked only whether there is one.
    """
    masks = list(structure.top)
    for variable in rng.sample(range(len(masks)), len(masks)):
        choices = list(bits(masks[variable]))
        rng.shuffle(choices)
        while len(choices) > 1:
            masks[variable] = 1 << choices[-1]
            if oracle.solutions(Problem(structure, tuple(masks)), 1):
                break
            choices.pop()
        masks[variable] = 1 << choices[-1]
    return list(structure.decode(masks))


def random_cages(
    squares: Sequence[Square],
    starts: Sequence[Square],
    largest: int,
    rng: Random,
    value: Mapping[Square, int] | None = None,
) -> dict[Square, str]:
    """Return a random partition into connected cages, named in reading order.

    Args:
        squares: what is partitioned, in reading order.
        starts: the squares from which cages grow, one each; others begin where none can grow.
        largest: squares of a cage at most.
        rng: draws who grows, and where to.
        value: square -> what no two squares of a cage may share.
    """
    grown, cage_of = [[start] for start in starts], {start: k for k, start in enumerate(starts)}
    free = set(squares) - set(starts)
    while free:
        growing = [
            (near, k)
            for k, cage in enumerate(grown)
            if len(cage) < largest
            for near in (near for one in cage for near in around(one))
            if near in free and not (value and value[near] in {value[one] for one in cage})
        ]
        square, k = rng.choice(growing) if growing else (min(free), len(grown))
        grown += [[]] if k == len(grown) else []
        grown[k].append(square)
        cage_of[square] = k
        free.remove(square)
    order = list(dict.fromkeys(cage_of[square] for square in squares))
    return {square: CAGE_NAMES[order.index(cage_of[square])] for square in squares}
