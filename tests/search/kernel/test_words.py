"""However a board is cut into words, and wherever a search is stopped, it does the same."""

from __future__ import annotations

import pytest

from search.kernel import tree
from search.kernel.choice import CHOICES, CONNECTED, WEIGHTED
from tests.search.kernel.runs import Kernel
from tests.search.universes import ALL, GRIDS, SUMS, TINY, puzzles, random_elements

# Word sizes in bits; the larger boards are tried with fewer words, to be quick.
WIDTHS = dict.fromkeys(("4x4", "Latin 5", *SUMS), (1, 2, 3, 5)) | {
    "6x6": (5, 17, 62),
    "4 colours": (3, 7, 29),
    "9x9": (20, 40, 62),
}
CASES = [(name, width) for name, widths in WIDTHS.items() for width in widths]


@pytest.mark.parametrize(("name", "width"), CASES)
def test_fixpoints_do_not_depend_on_words(name: str, width: int) -> None:
    structure = ALL[name]
    whole, cut = Kernel(structure), Kernel(structure, width)
    for masks in random_elements(structure, 10, seed=width):
        assert cut.fixpoint(masks) == whole.fixpoint(masks)


@pytest.mark.parametrize(("name", "width"), [case for case in CASES if case[0] != "9x9"])
def test_searches_do_not_depend_on_words(name: str, width: int) -> None:
    structure = ALL[name]
    whole, cut = Kernel(structure), Kernel(structure, width)
    for masks in random_elements(structure, 6, seed=width):
        assert cut.run(masks) == whole.run(masks)


@pytest.mark.parametrize("width", [20, 40, 62])
def test_puzzles_do_not_depend_on_words(width: int) -> None:
    structure = GRIDS["9x9"]
    whole, cut = Kernel(structure), Kernel(structure, width)
    for problem in puzzles(structure, 3, givens=24, seed=width):
        assert cut.run(problem.masks, limit=2) == whole.run(problem.masks, limit=2)


@pytest.mark.parametrize("name", ["4x4", "6x6", "Latin 5", "mixed", "formula", "3 colours"])
@pytest.mark.parametrize("choice", CHOICES.values())
@pytest.mark.parametrize("slice_size", [1, 7])
def test_a_search_in_slices_is_the_search_in_one_go(
    name: str, choice: int, slice_size: int
) -> None:
    structure = ALL[name]
    kernel = Kernel(structure)
    decided = 0
    for masks in random_elements(structure, 12, seed=slice_size):
        whole = kernel.run(masks, choice)
        assert kernel.run(masks, choice, slice_size=slice_size) == whole
        decided += whole.nodes
    assert decided > 0


@pytest.mark.parametrize("name", TINY)
def test_tiny_searches_in_slices_are_the_searches_in_one_go(name: str) -> None:
    kernel = Kernel(TINY[name])
    for masks in random_elements(TINY[name], 20, seed=7):
        assert kernel.run(masks, slice_size=1) == kernel.run(masks)


@pytest.mark.parametrize("choice", [CONNECTED, WEIGHTED])
def test_a_hard_search_in_slices_is_the_search_in_one_go(choice: int) -> None:
    structure = GRIDS["9x9"]
    kernel = Kernel(structure)
    for problem in puzzles(structure, 3, givens=21):
        whole = kernel.run(problem.masks, choice, limit=2)
        assert kernel.run(problem.masks, choice, limit=2, slice_size=1) == whole
        assert whole.nodes > 0


def test_the_log_tells_the_tree() -> None:
    structure = GRIDS["4x4"]
    kernel = Kernel(structure)
    trace = kernel.run(structure.top, limit=1000, nodes=1000)
    assert trace.outcome == tree.CLOSED
    assert len(trace.solutions) == 288
    decisions = [entry for entry in trace.log if entry > 0]
    retracted = [-entry for entry in trace.log if entry < 0]
    assert len(decisions) == trace.nodes
    assert sorted(decisions) == sorted(retracted)
    assert trace.log.count(tree.SOLUTION_ENTRY) == 288
    assert trace.nodes == trace.conflicts + 288 - 1  # leaves of a binary tree are one more
