"""Each choice takes the variable that its definition names, however a board is cut into words."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from domains.problem import Masks, Structure
from domains.rules import AllDifferent
from search.kernel import choice as choices
from search.kernel import tree
from search.kernel.choice import CHOSEN_VALUE, CHOSEN_VARIABLE, CONNECTED, FIRST, WEIGHTED
from tests.search.kernel.runs import Kernel
from tests.search.universes import BIT_SETS, GRIDS, SUMS, random_elements

STRUCTURES = {**{n: BIT_SETS[n] for n in ("4x4", "6x6", "3 colours", "4 colours")}, **SUMS}


def peers_of(structure: Structure, variable: int) -> set[int]:
    """The variables that an all-different rule over common values keeps different."""
    near: set[int] = set()
    for rule in structure.rules:
        common = len({structure.values[v] for v in rule.scope}) == 1
        if isinstance(rule, AllDifferent) and common and variable in rule.scope:
            near |= set(rule.scope)
    return near - {variable}


def open_ones(masks: Masks) -> list[int]:
    return [v for v, mask in enumerate(masks) if mask.bit_count() > 1]


def first(structure: Structure, masks: Masks, weights: list[int]) -> int:
    """The first variable with fewest values."""
    del structure, weights
    return min(open_ones(masks), key=lambda v: masks[v].bit_count())


def connected(structure: Structure, masks: Masks, weights: list[int]) -> int:
    """Of the first variables with two values, the one with most peers of two values."""
    pairs = [v for v in open_ones(masks) if masks[v].bit_count() == 2]
    if not pairs:
        return first(structure, masks, weights)
    tried = pairs[: choices.MOST_TRIED]
    return max(tried, key=lambda v: len(peers_of(structure, v) & set(pairs)))


def weighted(structure: Structure, masks: Masks, weights: list[int]) -> int:
    """The first variable with the least values per weight, weights counted from one."""
    del structure
    return min(open_ones(masks), key=lambda v: Fraction(masks[v].bit_count(), weights[v] + 1))


DEFINITIONS = {FIRST: first, CONNECTED: connected, WEIGHTED: weighted}


@pytest.mark.parametrize("name", STRUCTURES)
@pytest.mark.parametrize("choice", DEFINITIONS)
@pytest.mark.parametrize("bits", [0, 5])
def test_a_choice_takes_what_its_definition_names(name: str, choice: int, bits: int) -> None:
    structure, rng = STRUCTURES[name], Random(1)
    kernel, chosen = Kernel(structure, bits), 0
    for masks in random_elements(structure, 60, seed=12):
        element = kernel.fixpoint(masks)
        weights = [rng.randrange(6) for _ in element]
        kernel.state.weights[:] = weights
        found = choices.choose(kernel.layout, kernel.state, choice) if any(element) else False
        assert found == (any(element) and bool(open_ones(element)))
        if found:
            variable = kernel.state.control[CHOSEN_VARIABLE]
            assert variable == DEFINITIONS[choice](structure, element, weights)
            mask = element[variable]
            assert 1 << kernel.state.control[CHOSEN_VALUE] == mask & -mask
            chosen += 1
    assert chosen > 0


def test_weights_go_to_the_constraints_that_failed() -> None:
    # a, b, c pairwise different over two values: refuting it blames these three and nobody else
    names, values = ("a", "b", "c", "d", "e"), ((1, 2),) * 5
    triangle = [AllDifferent(pair) for pair in ((0, 1), (1, 2), (0, 2))]
    kernel = Kernel(Structure(names, values, (*triangle, AllDifferent((3, 4)))))
    trace = kernel.run((3,) * 5, WEIGHTED)
    assert trace.outcome == tree.CLOSED
    assert not trace.solutions
    weights = list(kernel.state.weights)
    assert sum(weights[:3]) > 0
    assert weights[3:] == [0, 0]


def test_conflicts_of_sums_blame_the_variables_of_the_sum() -> None:
    structure = SUMS["formula"]
    kernel = Kernel(structure)
    trace = kernel.run(structure.top, WEIGHTED, limit=1000)
    assert trace.conflicts > 0
    assert sum(kernel.state.weights) >= 2 * trace.conflicts  # clauses here have three variables


def test_other_choices_keep_no_weights() -> None:
    kernel = Kernel(GRIDS["6x6"])
    kernel.run(GRIDS["6x6"].top, CONNECTED)
    assert not any(kernel.state.weights)
