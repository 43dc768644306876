"""Snowflakes: rules as the geometry has them, kin are known, generated ones are sound."""

from __future__ import annotations

import json
import re
from math import cos, pi, sin, sqrt
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domains.errors import InputError, Place
from domains.families.base import GenerateRequest, Puzzle
from domains.families.grid.fill import random_filling
from domains.families.snowflake.generate import random_layout
from domains.families.snowflake.kinship import is_held_out, solution_key
from domains.families.snowflake.layout import (
    Hexagon,
    LayoutError,
    SnowflakeLayout,
    layout_of,
    snowflake_structure,
    spiral,
)
from domains.families.snowflake.symmetry import movements
from domains.problem import Problem
from domains.reading import from_path
from tests.domains.families.snowflakes import (
    ORACLE,
    SNOWFLAKE,
    layouts,
    scopes,
)

# The rules


def groups_by_geometry(layout: SnowflakeLayout) -> set[frozenset[int]]:
    """The hexagons, and the corners that three hexagons share, from coordinates in the plane."""
    corners: dict[tuple[int, int], dict[int, set[int]]] = {}
    for h, (q, r) in enumerate(layout.hexagons):
        x, y = 1.5 * q, sqrt(3) * (q / 2 + r)
        for k in range(6):
            point = round(4 * (x + cos(k * pi / 3))), round(4 * (y + sin(k * pi / 3)))
            beside = {6 * h + (k - 1) % 6, 6 * h + k}
            corners.setdefault(point, {})[h] = beside
    points = {frozenset().union(*near.values()) for near in corners.values() if len(near) == 3}
    return points | {frozenset(range(6 * h, 6 * h + 6)) for h in range(len(layout.hexagons))}


@given(layouts)
def test_the_rules_are_the_hexagons_and_the_points_of_three(layout: SnowflakeLayout) -> None:
    structure = snowflake_structure(layout)
    assert scopes(structure) == groups_by_geometry(layout)
    assert {len(rule.scope) for rule in structure.rules} == {6}
    assert structure.values == ((1, 2, 3, 4, 5, 6),) * layout.cell_count


@pytest.mark.parametrize(
    ("order", "groups"), [(4, 6), (5, 8), (6, 10), (7, 13), (8, 14), (9, 17), (10, 19), (13, 27)]
)
def test_the_spirals_have_the_published_number_of_groups(order: int, groups: int) -> None:
    structure = snowflake_structure(spiral(order))
    assert (len(structure.names), len(structure.rules)) == (6 * order, groups)


def test_a_structure_is_made_once_and_names_its_cells_and_rules() -> None:
    structure = snowflake_structure(spiral(3))
    assert structure is snowflake_structure(SnowflakeLayout(((0, 0), (1, -1), (0, -1))))
    assert structure.names[5:8] == ("h1t6", "h2t1", "h2t2")
    assert [rule.label for rule in structure.rules][2:] == [
        "hexagon 3",
        "point of hexagons 1, 2 and 3",
    ]


def test_a_hexagon_that_no_rule_joins_is_a_part_of_its_own() -> None:
    assert spiral(7).parts() == ((0, 1, 2, 3, 4, 5, 6),)
    assert spiral(8).parts() == ((0, 1, 2, 3, 4, 5, 6), (7,))
    structure = snowflake_structure(spiral(8))
    said = "not connected: no rule joins hexagons 1-7 | 8"
    assert SNOWFLAKE.render(structure, structure.top).splitlines()[-1] == said
    assert said in SNOWFLAKE.svg(structure, structure.top)
    assert "not connected" not in SNOWFLAKE.render(snowflake_structure(spiral(7)), (63,) * 42)


@pytest.mark.parametrize(
    ("found", "message"),
    [
        ((), "found 0 hexagons, expected 1 to 400"),
        (((0, 0), (1, 0), (0, 0)), "found hexagon (0, 0) twice, expected each once"),
        (((0, 100),), "found hexagon (0, 100), expected coordinates up to ±99"),
    ],
)
def test_what_is_no_layout_is_refused(found: tuple[Hexagon, ...], message: str) -> None:
    with pytest.raises(LayoutError, match=re.escape(message)):
        SnowflakeLayout(found)


# Symmetries and kin


@pytest.mark.parametrize(("order", "count"), [(1, 12), (3, 6), (4, 4), (5, 2), (7, 12), (19, 12)])
def test_a_layout_has_its_own_rotations_and_reflections(order: int, count: int) -> None:
    assert len(movements(spiral(order))) == count


@given(layouts, st.integers(0, 2**32))
def test_symmetries_map_rules_to_rules(layout: SnowflakeLayout, seed: int) -> None:
    structure = snowflake_structure(layout)
    found = [symmetry for _, symmetry in SNOWFLAKE.symmetry_generators(structure)]
    for symmetry in [*found, SNOWFLAKE.random_symmetry(structure, Random(seed))]:
        moved = {frozenset(symmetry.variables[v] for v in scope) for scope in scopes(structure)}
        assert moved == scopes(structure)
        assert len(set(symmetry.indices)) == 1
        assert sorted(symmetry.indices[0]) == [0, 1, 2, 3, 4, 5]


@settings(max_examples=30)
@given(st.integers(3, 8), st.integers(0, 2**32))
def test_a_solution_keeps_its_key_however_it_is_moved(size: int, seed: int) -> None:
    rng = Random(seed)
    structure = snowflake_structure(random_layout(size, rng))
    masks = tuple(random_filling(structure, rng))
    key = solution_key(structure, structure.decode(masks))
    symmetry = SNOWFLAKE.random_symmetry(structure, rng)
    assert solution_key(structure, structure.decode(symmetry.apply(masks))) == key
    # the same snowflake turned by 60 degrees, its hexagons listed the other way round
    turned = SnowflakeLayout(tuple((-r, q + r) for q, r in reversed(layout_of(structure).hexagons)))
    digits = structure.decode(masks)
    moved = [digits[6 * (size - 1 - h) + (k - 1) % 6] for h in range(size) for k in range(6)]
    assert snowflake_structure(turned).problem().holds(tuple(moved))
    assert solution_key(snowflake_structure(turned), tuple(moved)) == key


def test_other_solutions_have_other_keys() -> None:
    structure = snowflake_structure(spiral(7))
    keys = {
        solution_key(structure, structure.decode(random_filling(structure, Random(seed))))
        for seed in range(40)
    }
    assert len(keys) == 40
    assert 0 < sum(is_held_out(key, 0.5) for key in keys) < 40
    assert not any(is_held_out(key, 0.0) for key in keys)
    assert all(is_held_out(key, 1.0) for key in keys)


# Generating


@pytest.mark.parametrize(
    ("size", "options"),
    [(1, ()), (3, ()), (7, ()), (9, (("layout", "spiral"),))],
)
def test_a_generated_snowflake_is_unique_minimal_and_connected(
    size: int, options: tuple[tuple[str, str], ...]
) -> None:
    problem = SNOWFLAKE.generate(GenerateRequest(size, options=options), Random(5), ORACLE)
    structure = problem.structure
    assert len(layout_of(structure).parts()) == 1
    assert len(layout_of(structure).hexagons) == size
    assert ORACLE.count(problem, 2) == 1
    for cell, mask in enumerate(problem.masks):
        if mask != 63:
            masks = (*problem.masks[:cell], 63, *problem.masks[cell + 1 :])
            assert ORACLE.count(Problem(structure, masks), 2) == 2


@given(st.integers(3, 30), st.integers(0, 2**32))
def test_random_layouts_have_no_loose_hexagon(size: int, seed: int) -> None:
    layout = random_layout(size, Random(seed))
    assert len(layout.hexagons) == size
    assert len(layout.parts()) == 1


def test_the_wanted_layout_and_number_of_clues() -> None:
    text = "0,0;1,0;0,1;-1,1"
    request = GenerateRequest(clues=20, options=(("layout", text),))
    problem = SNOWFLAKE.generate(request, Random(1), ORACLE)
    assert layout_of(problem.structure).text == text
    assert sum(mask != 63 for mask in problem.masks) == 20
    assert problem == SNOWFLAKE.generate(request, Random(1), ORACLE)
    assert problem != SNOWFLAKE.generate(request, Random(2), ORACLE)


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (GenerateRequest(2), "size: found 2, expected 1, or 3 to 61 hexagons (two have no rule"),
        (GenerateRequest(62), "size: found 62, expected 1, or 3 to 61"),
        (
            GenerateRequest(8, options=(("layout", "spiral"),)),
            "layout: found not connected: no rule joins hexagons 1-7 | 8, expected hexagons that",
        ),
        (GenerateRequest(3, 18), "clues: found 18, expected 0 to 17, as a puzzle has a blank"),
        (GenerateRequest(3, options=(("layout", "x"),)), "layout: found 'x', expected a number"),
        (GenerateRequest(3, options=(("layout", "4"),)), "size: found 3 for a layout of 4 hex"),
        (GenerateRequest(3, options=(("box", "4"),)), "option: found 'box', expected one of: lay"),
        (GenerateRequest(3, 1), "clues: found 1, expected more, or another seed: 20 solutions"),
    ],
)
def test_requests_that_cannot_be_fulfilled(request_: GenerateRequest, message: str) -> None:
    with pytest.raises(InputError) as caught:
        SNOWFLAKE.generate(request_, Random(0), ORACLE)
    assert str(caught.value).startswith(message)


# The published instances


@pytest.mark.shared
def test_the_published_puzzles_have_their_solutions(shared_data: Path) -> None:
    path = shared_data / "snowflake" / "snowflake.json"
    stated = json.loads(path.read_text(encoding="utf-8"))
    counts = [record["n_solutions_capped_1000"] for record in stated["puzzles"]]
    groups = {int(n): t["constraints"] for n, t in stated["topologies"].items()}
    puzzles = list(SNOWFLAKE.read(from_path(str(path))))
    keys: dict[int, set[str]] = {}
    for puzzle, count in zip(puzzles, counts, strict=True):
        assert isinstance(puzzle, Puzzle), puzzle
        structure = puzzle.problem.structure
        hexagons = len(layout_of(structure).hexagons)
        assert scopes(structure) == set(map(frozenset, groups[hexagons]))
        assert puzzle.solution is not None
        solution = SNOWFLAKE.read_solution(structure, puzzle.solution, Place("stored"))
        assert puzzle.problem.violation(solution) is None
        assert ORACLE.count(puzzle.problem, 1000) == count
        if (puzzle.source or "").startswith("puzzles_expanded"):
            keys.setdefault(hexagons, set()).add(solution_key(structure, solution))
    assert len(puzzles) == len(counts) > 0
    # The data set has one solution grid of each size there, whatever the codes are.
    assert {len(found) for found in keys.values()} == {1}
    assert len(set.union(*keys.values())) == len(keys) > 1
