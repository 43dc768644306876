"""Targets: state ∧ α of the solutions that survive it, or of what the entry remembers."""

from __future__ import annotations

from itertools import product

import torch

from ldt.training.examples import NONE
from ldt.training.targets import Targets, alpha_targets, one_hot

SOLUTIONS = [(0, 1), (1, 1), (2, 2)]
EXISTS = torch.tensor([True, True])
ALL_BOARDS = torch.tensor(list(product([False, True], repeat=6))).view(64, 2, 3)


def targets_of(
    boards: torch.Tensor, solutions: list[tuple[int, int]], stored: torch.Tensor
) -> Targets:
    known = torch.tensor(solutions).expand(len(boards), -1, -1)
    return alpha_targets(boards, known, stored, EXISTS)


def alpha(solutions: list[tuple[int, ...]]) -> set[tuple[int, int]]:
    """α by its definition, as candidates."""
    return {(v, k) for solution in solutions for v, k in enumerate(solution)}


def marked(board: torch.Tensor) -> set[tuple[int, int]]:
    return {(v, k) for v, k in board.nonzero().tolist()}


def test_where_solutions_survive_the_target_is_the_best_deduction() -> None:
    # Exhaustive: every element of two variables with three values, three known solutions.
    found = targets_of(ALL_BOARDS, SOLUTIONS, torch.zeros_like(ALL_BOARDS))
    for row, board in enumerate(ALL_BOARDS):
        surviving = [s for s in SOLUTIONS if alpha([s]) <= marked(board)]
        assert marked(found.alpha[row]) == alpha(surviving)
        assert marked(found.keep[row]) == alpha(surviving)
        assert bool(found.dead[row]) == (not surviving)  # nothing is stored here


def test_where_none_survives_the_stored_alpha_stands_in() -> None:
    stored = one_hot(torch.tensor([0, 1]), 3).expand(64, -1, -1)
    found = targets_of(ALL_BOARDS, [(0, 1)], stored)
    for row, board in enumerate(ALL_BOARDS):
        assert marked(found.alpha[row]) == {(0, 0), (1, 1)}
        assert marked(found.keep[row]) == marked(board) & {(0, 0), (1, 1)}
        assert bool(found.dead[row]) == (len(marked(found.keep[row])) < 2)


def test_a_dead_state_keeps_what_is_left_of_the_truth() -> None:
    board = torch.tensor([[[False, True, True], [True, True, True]]])
    found = targets_of(board, [(0, 1)], one_hot(torch.tensor([[0, 1]]), 3))
    assert bool(found.dead[0])
    assert marked(found.keep[0]) == {(1, 1)}


def test_an_entry_without_solution_is_dead_and_nothing_is_to_be_kept() -> None:
    found = targets_of(ALL_BOARDS, [(NONE, NONE)], torch.zeros_like(ALL_BOARDS))
    assert bool(found.dead.all())
    assert not found.keep.any()


def test_padding_is_nobodys_business() -> None:
    board = torch.tensor([[[True, True], [False, False]]])
    found = alpha_targets(
        board, torch.tensor([[[1, 0]]]), torch.zeros_like(board), torch.tensor([True, False])
    )
    assert not bool(found.dead[0])
    assert marked(found.keep[0]) == {(0, 1)}
