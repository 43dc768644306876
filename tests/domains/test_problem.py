"""Structures and problems: parts that do not fit are refused, and what is broken is named."""

from __future__ import annotations

import pytest

from domains.errors import ModelError
from domains.problem import Problem, Structure
from domains.rules.all_different import AllDifferent

NAMES = ("a", "b")
VALUES = ((1, 2, 3), (1, 2, 3))


@pytest.fixture
def structure() -> Structure:
    return Structure(NAMES, VALUES, (AllDifferent((0, 1), "different"),))


@pytest.mark.parametrize(
    ("names", "values", "scope", "told"),
    [
        (("a",), VALUES, (0,), "1 names for 2 variables"),
        (NAMES, ((7, 2), (1, 2)), (0, 1), r"\(7, 2\) are not ascending"),
        (NAMES, ((1, 1), (1, 2)), (0, 1), r"\(1, 1\) are not ascending"),
        (NAMES, VALUES, (0, 2), "speaks of variable 2, there are 2"),
    ],
)
def test_parts_that_do_not_fit(
    names: tuple[str, ...], values: tuple[tuple[int, ...], ...], scope: tuple[int, ...], told: str
) -> None:
    with pytest.raises(ModelError, match=told):
        Structure(names, values, (AllDifferent(scope),))


@pytest.mark.parametrize("masks", [(7,), (7, 8), (7, -1)])
def test_masks_outside_the_values(structure: Structure, masks: tuple[int, ...]) -> None:
    with pytest.raises(ModelError, match="masks"):
        Problem(structure, masks)


@pytest.mark.parametrize(
    ("assignment", "told"),
    [
        ((1, 2), None),
        ((1, 1), "different: 1 is at a and b"),
        ((2, 1), r"a is 2, possible were (1,)"),
        ((1, 9), "b is 9, possible were (1, 2, 3)"),
        ((1,), "1 values for 2 variables"),
    ],
)
def test_what_is_wrong_is_named(
    structure: Structure, assignment: tuple[int, ...], told: str | None
) -> None:
    problem = structure.problem([(0, 1)])
    assert problem.violation(assignment) == told
    assert problem.holds(assignment) is (told is None)


def test_a_given_that_is_no_value(structure: Structure) -> None:
    with pytest.raises(ModelError, match="a cannot be 4"):
        structure.problem([(0, 4)])
