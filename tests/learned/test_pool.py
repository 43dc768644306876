"""The pool's rules as published: who leaves, who stays, who guesses, what is never eliminated."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch
from torch import Tensor

from ldt.training.pool import Pool
from ldt.training.recipe import Recipe
from ldt.training.targets import one_hot
from tests.learned.small import BARE, examples, generator, saying

ONE = torch.tensor([0])
CERTAIN = 0.9


def pool(recipe: Recipe = BARE, size: int = 1) -> Pool:
    return Pool(examples(), recipe, size, generator(), None)


def truth() -> Tensor:
    return one_hot(examples().solutions[:, 0], 4)


def without_a_true_value() -> Tensor:
    """The bare puzzle, from which one candidate of the solution was eliminated."""
    board = examples().start.clone()
    variable = int((board[0].sum(-1) > 1).nonzero()[0])
    board[0, variable] &= ~truth()[0, variable]
    return board


def wrong_grid() -> Tensor:
    """A complete grid that is no solution: two values changed places."""
    return truth().roll(1, -1)


def advanced(board: Tensor, conflict: float, recipe: Recipe = BARE, age: int = 0) -> Pool:
    """A pool whose one entry was at a board when a proposal came that keeps everything."""
    own = pool(recipe)
    own.boards[:], own.age[:] = board, age
    own.advance(ONE, own.targets(ONE), saying(board, conflict))
    return own


def left(own: Pool) -> bool:
    """Whether the entry was replaced by a fresh one."""
    return int(own.age[0]) == 0


def test_solved_entries_leave_right_or_wrong() -> None:
    assert left(advanced(truth(), 0.0))
    assert left(advanced(wrong_grid(), 0.0))


def test_a_conflict_that_is_seen_leaves() -> None:
    assert left(advanced(without_a_true_value(), CERTAIN))


def test_a_conflict_that_is_not_seen_stays_and_guesses() -> None:
    board = without_a_true_value()
    own = advanced(board, 0.0)
    assert not left(own)
    assert int((own.boards.sum(-1) == 1).sum()) == int((board.sum(-1) == 1).sum()) + 1


def test_a_false_alarm_stays_and_does_not_guess() -> None:
    board = examples().start
    own = advanced(board, CERTAIN)
    assert not left(own)
    assert torch.equal(own.boards, board)


def test_an_empty_variable_is_a_conflict_whatever_the_head_says() -> None:
    board = examples().start.clone()
    board[0, 0] = False
    assert left(advanced(board, 0.0))


def test_a_grid_that_a_guess_completes_is_looked_at_once_more() -> None:
    # It leaves when the next step finds it complete, as published, and not at once.
    board = truth()
    board[0, 0] = True  # one variable open
    own = advanced(board, 0.0)
    assert not left(own)
    assert bool((own.boards.sum(-1) == 1).all())


@pytest.mark.parametrize(("age", "leaves"), [(98, False), (99, False), (100, True)])
def test_an_entry_leaves_when_it_would_grow_older_than_its_lifetime(age: int, leaves: bool) -> None:
    assert left(advanced(examples().start, CERTAIN, replace(BARE, lifetime=100), age)) == leaves


def test_eviction_is_a_choice_of_the_recipe() -> None:
    assert left(advanced(without_a_true_value(), 0.0, replace(BARE, evicted=1.0)))


def test_givens_are_never_eliminated_and_everything_else_can_be() -> None:
    own = pool()
    targets = own.targets(ONE)
    said = saying(own.boards)
    boards, solved, noticed = own._step(ONE, targets, replace(said, keep=0 * said.keep))
    given = examples().start.sum(-1) == 1
    assert torch.equal(boards[given], examples().start[given])
    assert not boards[~given].any()
    assert bool(noticed[0])
    assert not bool(solved[0])


def test_hints_are_givens_and_alpha_is_remembered() -> None:
    own = pool()
    own.start[:] = truth()
    assert bool(own.givens(ONE).all())
    own = pool()
    own.boards[:] = without_a_true_value()
    targets = own.targets(ONE)
    own.advance(ONE, targets, saying(own.boards))
    assert torch.equal(own.alpha, targets.alpha)
    assert torch.equal(own.alpha, truth())


def test_where_nothing_is_deduced_only_the_rows_that_are_done_are_replaced() -> None:
    own = pool(size=6)
    board = examples().start.repeat(6, 1, 1)
    board[::2] = truth()
    own.boards[:] = board
    index = torch.tensor([5, 3, 0, 1, 2, 4])
    own.advance(index, own.targets(index), saying(board))
    assert own.age.tolist() == [0, 1, 0, 1, 0, 1]
