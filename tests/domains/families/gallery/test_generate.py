"""Generated sheets have one solution, no given too many, and repeat by seed; families keep laws."""

from __future__ import annotations

from random import Random

import pytest

from domains.errors import InputError
from domains.families.base import GenerateRequest
from domains.families.gallery.sheet import sheet_of
from domains.oracle import ExactOracle
from domains.problem import Problem
from proofs.audit import Generated, audit
from search import Goal, solve
from tests.domains.families.gallery.sheets import NAMES, ORACLE, sheets

SMALL = {
    "futoshiki": 4,
    "killer": 4,
    "kenken": 4,
    "kakuro": 5,
    "binairo": 6,
    "starbattle": 6,
    "magic": 3,
    "cryptarithm": 3,
    "nonogram": 5,
    "zebra": 3,
    "golfers": 3,
}


@pytest.mark.parametrize("name", NAMES)
def test_a_generated_puzzle_is_unique_and_minimal_and_repeats(name: str) -> None:
    family, request = sheets(name), GenerateRequest(size=SMALL[name])
    problem = family.generate(request, Random(7), ORACLE)
    structure, cells = problem.structure, len(sheet_of(problem.structure).cells)
    assert solve(problem, goal=Goal.unique()).unique is True
    (solution,) = ORACLE.solutions(problem, 2)
    given = [v for v in range(cells) if problem.masks[v] != structure.top[v]]
    assert problem.masks[cells:] == structure.top[cells:]
    for variable in given:
        fewer = list(problem.masks)
        fewer[variable] = structure.top[variable] & ~structure.encode(solution)[variable]
        assert ORACLE.solutions(Problem(structure, tuple(fewer)), 1)
    again = family.generate(request, Random(7), ExactOracle())
    assert family.puzzle_text(again) == family.puzzle_text(problem)
    other = family.generate(request, Random(8), ORACLE)
    assert family.puzzle_text(other) != family.puzzle_text(problem)


@pytest.mark.parametrize("name", NAMES)
def test_the_wanted_number_of_givens(name: str) -> None:
    family = sheets(name)
    first = family.generate(GenerateRequest(size=SMALL[name]), Random(1), ORACLE)
    wanted = len(sheet_of(first.structure).cells) - 2
    problem = family.generate(GenerateRequest(SMALL[name], wanted), Random(1), ORACLE)
    pairs = zip(problem.masks, problem.structure.top, strict=True)
    assert sum(mask != top for mask, top in pairs) == wanted
    with pytest.raises(InputError, match="clues: found 999, expected 0 to"):
        family.generate(GenerateRequest(size=SMALL[name], clues=999), Random(1), ORACLE)
    with pytest.raises(InputError, match=r"size: found 99, expected one of \d"):
        family.generate(GenerateRequest(size=99), Random(1), ORACLE)
    with pytest.raises(InputError, match="option: found 'box', expected no options"):
        family.generate(GenerateRequest(options=(("box", "2x2"),)), Random(1), ORACLE)


@pytest.mark.parametrize("name", NAMES)
def test_a_family_keeps_its_laws(name: str) -> None:
    size = min(SMALL[name], 4) if name != "golfers" else 2
    requests = (GenerateRequest(size=3 if name == "zebra" else max(size, 2)),)
    report = audit(Generated(sheets(name), requests), examples=4)
    assert report.ok
    assert len(report.results) == 13


def test_symmetries_are_the_groups_that_are_stated() -> None:
    for name, size, order in (("binairo", 4, 4), ("magic", 3, 16)):
        family = sheets(name)
        structure = family.generate(GenerateRequest(size=size), Random(1), ORACLE).structure
        drawn = {family.random_symmetry(structure, Random(seed)) for seed in range(200)}
        assert len(drawn) == order
        assert {one for _, one in family.symmetry_generators(structure)} <= drawn
