"""Symmetries map solutions to solutions, are undone by their inverse, and are the whole group."""

from __future__ import annotations

from collections import Counter
from math import factorial
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domains.families.base import Symmetry
from domains.families.grid.family import GridFamily
from domains.families.grid.layout import layout_of
from domains.families.sudoku.symmetry import group_order, position_group_order
from domains.problem import Problem, Structure
from tests.domains.families.grids import LATIN, SUDOKU, masks_of

GRIDS = [
    (SUDOKU, SUDOKU.structure(4)),
    (SUDOKU, SUDOKU.structure(6)),
    (SUDOKU, SUDOKU.structure(9)),
    (SUDOKU, SUDOKU.structure(12, (2, 6))),
    (LATIN, LATIN.structure(3)),
    (LATIN, LATIN.structure(5)),
]
CASES = pytest.mark.parametrize(
    ("family", "structure"), GRIDS, ids=[f"{f.name}{layout_of(s).size}" for f, s in GRIDS]
)


def solves(structure: Structure, masks: tuple[int, ...]) -> bool:
    """Whether one-bit masks are a solution."""
    return Problem(structure, structure.top).holds(structure.decode(masks))


def identity(structure: Structure) -> Symmetry:
    """The symmetry that moves nothing."""
    size = len(structure.values[0])
    return Symmetry(tuple(range(size**2)), (tuple(range(size)),) * size**2)


@CASES
@settings(max_examples=30)
@given(seed=st.integers(0, 2**32), data=st.data())
def test_a_symmetry_keeps_solutions_and_its_inverse_undoes_it(
    family: GridFamily, structure: Structure, seed: int, data: st.DataObject
) -> None:
    rng = Random(seed)
    symmetry = family.random_symmetry(structure, rng)
    solution = family.random_solution(structure, rng)
    assert solves(structure, tuple(solution))
    assert solves(structure, symmetry.apply(solution))
    masks = data.draw(masks_of(structure))
    assert symmetry.inverse().apply(symmetry.apply(masks)) == masks
    assert symmetry.apply(symmetry.inverse().apply(masks)) == masks


@CASES
def test_a_symmetry_maps_rules_to_rules(family: GridFamily, structure: Structure) -> None:
    # That makes it a symmetry of the structure, not only of the solutions that were tried.
    scopes = {frozenset(rule.scope) for rule in structure.rules}
    generators = [symmetry for _, symmetry in family.symmetry_generators(structure)]
    for symmetry in [*generators, family.random_symmetry(structure, Random(1))]:
        assert {frozenset(symmetry.variables[v] for v in scope) for scope in scopes} == scopes
        assert sorted(symmetry.variables) == list(range(len(structure.names)))
        assert all(sorted(moved) == sorted(symmetry.indices[0]) for moved in symmetry.indices)


@CASES
def test_generators_are_named_exchanges(family: GridFamily, structure: Structure) -> None:
    for name, symmetry in family.symmetry_generators(structure):
        assert symmetry != identity(structure), name
        assert symmetry.inverse() == symmetry, name
        assert solves(structure, symmetry.apply(family.random_solution(structure, Random(2))))


def test_generators_do_what_their_names_say() -> None:
    structure = SUDOKU.structure(6)  # boxes of two rows and three columns
    moves = dict(SUDOKU.symmetry_generators(structure))
    corner = (1, *[0] * 35)

    def moved(name: str) -> str:
        image = moves[name].apply(corner)
        cell = next(v for v, mask in enumerate(image) if mask)
        return f"{structure.names[cell]}={image[cell].bit_length()}"

    assert moved("exchange rows 1 and 2") == "r2c1=1"
    assert moved("exchange bands 1 and 2") == "r3c1=1"
    assert moved("exchange columns 1 and 2") == "r1c2=1"
    assert moved("exchange stacks 1 and 2") == "r1c4=1"
    assert moved("exchange values 1 and 2") == "r1c1=2"
    assert "exchange rows 2 and 3" not in moves
    assert "transpose" not in moves
    assert "transpose" in dict(SUDOKU.symmetry_generators(SUDOKU.structure(9)))


def movements(family: GridFamily, structure: Structure) -> set[tuple[int, ...]]:
    """All movements of cells that the generators make, by closure."""
    steps = [symmetry.variables for _, symmetry in family.symmetry_generators(structure)]
    reached = {tuple(range(len(structure.names)))}
    frontier = list(reached)
    while frontier:
        now = frontier.pop()
        for step in steps:
            after = tuple(step[v] for v in now)
            if after not in reached:
                reached.add(after)
                frontier.append(after)
    return reached


@pytest.mark.parametrize("shape", [(2, 2), (2, 3), (3, 2)])
def test_the_generators_make_the_group_of_the_stated_order(shape: tuple[int, int]) -> None:
    structure = SUDOKU.structure(shape[0] * shape[1], shape)
    assert len(movements(SUDOKU, structure)) == position_group_order(*shape)


def test_the_generators_of_latin_squares_make_all_line_permutations() -> None:
    for order in (3, 4):
        assert len(movements(LATIN, LATIN.structure(order))) == 2 * factorial(order) ** 2


def test_the_order_of_the_group_of_9_by_9() -> None:
    assert position_group_order(3, 3) == 3_359_232 == 2 * 6**8
    assert group_order(3, 3) == 2 * 6**8 * factorial(9)


def test_a_random_symmetry_is_uniform() -> None:
    # 128 movements of the 4 x 4 grid, 12,800 draws: each is due 100 times, give or take 10.
    structure, rng = SUDOKU.structure(4), Random(7)
    drawn = Counter(SUDOKU.random_symmetry(structure, rng).variables for _ in range(12_800))
    assert set(drawn) == movements(SUDOKU, structure)
    assert min(drawn.values()) > 50
    assert max(drawn.values()) < 150
