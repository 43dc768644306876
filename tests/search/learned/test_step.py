"""The step of the LDT, on numpy arrays; on torch tensors it gives the same."""

from __future__ import annotations

from importlib.util import find_spec

import numpy as np
import pytest

from search.learned.step import Noise, Policy, decide, detect, eliminate

BOARDS = np.array(
    [[[1, 1, 1], [1, 0, 0], [0, 1, 1]], [[1, 0, 0], [0, 1, 0], [0, 0, 1]]], dtype=np.bool_
)
NOTHING = Noise(np.zeros((2, 3)), np.zeros((2, 3, 3)))
EXISTS = np.ones(3, np.bool_)


def test_what_is_not_kept_is_eliminated_but_for_the_protected() -> None:
    keep = np.full(BOARDS.shape, 0.9)
    keep[0, :, 1] = 0.05
    keep[1, 1, 1] = 0.0
    protected = np.array([[False] * 3, [False, True, False]])
    left = eliminate(BOARDS, keep, 0.1, protected)
    assert left[0].tolist() == [[True, False, True], [True, False, False], [False, False, True]]
    assert (left[1] == BOARDS[1]).all()


def test_the_threshold_itself_is_kept() -> None:
    keep = np.full(BOARDS.shape, 0.1)
    assert (eliminate(BOARDS, keep, 0.1, np.zeros((2, 3), np.bool_)) == BOARDS).all()


def test_a_variable_without_value_or_a_high_conflict_gives_up() -> None:
    empty = BOARDS.copy()
    empty[0, 1] = False
    assert detect(empty, EXISTS, np.zeros(2), 0.6).conflict.tolist() == [True, False]
    assert detect(BOARDS, EXISTS, np.array([0.61, 0.6]), 0.6).conflict.tolist() == [True, False]


def test_padding_needs_no_value() -> None:
    padded = BOARDS.copy()
    padded[:, 2] = False
    exists = np.array([True, True, False])
    status = detect(padded, exists, np.zeros(2), 0.6)
    assert status.conflict.tolist() == [False, False]
    assert status.complete.tolist() == [False, True]


def test_complete_is_single_everywhere_and_no_conflict() -> None:
    assert detect(BOARDS, EXISTS, np.zeros(2), 0.6).complete.tolist() == [False, True]
    assert detect(BOARDS, EXISTS, np.ones(2), 0.6).complete.tolist() == [False, False]


@pytest.mark.parametrize(
    ("choice", "variable"),
    [("uniform", 0), ("fewest", 2), ("confident", 0), ("fewest-confident", 2)],
)
def test_one_open_variable_is_decided(choice: str, variable: int) -> None:
    noise = NOTHING._replace(variables=np.array([[0.9, 0.99, 0.5], [0.1, 0.2, 0.3]]))
    value = np.zeros(BOARDS.shape)
    value[0, 0] = [0, 9, 0]
    value[0, 2] = [50, 0, 1]  # the first is dead
    decided = decide(BOARDS, value, noise, Policy(choice=choice, temperature=0.0))  # type: ignore[arg-type]
    changed = (decided != BOARDS).any(-1)
    assert changed[0].tolist() == [at == variable for at in range(3)]
    assert decided[0, variable].sum() == 1
    best = {0: 1, 2: 2}[variable]
    assert decided[0, variable, best]
    assert (decided[1] == BOARDS[1]).all()


def test_temperature_lets_noise_choose_among_live_values_only() -> None:
    noise = Noise(np.zeros((2, 3)), np.zeros((2, 3, 3)))
    noise.variables[0] = [0, 0, 1]
    noise.values[0, 2] = [100, 5, 0]
    value = np.zeros(BOARDS.shape)
    value[0, 2] = [0, 0, 3]
    cold = decide(BOARDS, value, noise, Policy(choice="uniform", temperature=0.5))
    warm = decide(BOARDS, value, noise, Policy(choice="uniform", temperature=1.0))
    assert cold[0, 2].tolist() == [False, False, True]
    assert warm[0, 2].tolist() == [False, True, False]


@pytest.mark.skipif(find_spec("torch") is None, reason="torch is not installed")
@pytest.mark.parametrize("choice", ["uniform", "fewest", "confident", "fewest-confident"])
def test_torch_takes_the_same_step(choice: str) -> None:
    import torch

    random = np.random.default_rng(0)
    boards = random.random((40, 7, 5)) < 0.6
    keep, value = random.random(boards.shape), random.normal(size=boards.shape)
    noise = Noise(random.random((40, 7)), random.gumbel(size=boards.shape))
    policy = Policy(choice=choice, temperature=0.7)  # type: ignore[arg-type]
    protected = random.random((40, 7)) < 0.2
    ours = eliminate(boards, keep, 0.3, protected)
    theirs = eliminate(torch.tensor(boards), torch.tensor(keep), 0.3, torch.tensor(protected))
    assert (ours == theirs.numpy()).all()
    tensors = Noise(torch.tensor(noise.variables), torch.tensor(noise.values))
    decided = decide(torch.tensor(ours), torch.tensor(value), tensors, policy)
    assert (decide(ours, value, noise, policy) == decided.numpy()).all()
    status = detect(theirs, torch.ones(7, dtype=torch.bool), torch.zeros(40), 0.5)
    assert (
        detect(ours, np.ones(7, np.bool_), np.zeros(40), 0.5).conflict == status.conflict.numpy()
    ).all()
