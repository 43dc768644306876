"""ded_p as a service: the oracle's answers, each asked once."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from domains.best import BestDeductions
from domains.families.sudoku import sudoku_structure
from domains.oracle import ExactOracle
from proofs.laws.universes import MINIATURES, samples

SUDOKU = sudoku_structure(2, 2)
ORACLE = ExactOracle()


@given(st.tuples(*[st.integers(0, 15)] * 16), st.integers(1, 4))
def test_answers_are_those_of_the_oracle(masks: tuple[int, ...], given_value: int) -> None:
    service, problem = BestDeductions(room=5), SUDOKU.problem([(0, given_value)])
    expected = ORACLE.best_deduction(problem, masks)
    assert service.one(problem, masks) == expected
    assert service.one(problem, masks) == expected


def test_a_question_is_asked_once() -> None:
    service, problem = BestDeductions(), SUDOKU.problem()
    asked = list(samples(SUDOKU, 30))
    first = service.many(problem, asked)
    count = service.asked
    assert count <= 30
    assert service.many(problem, asked) == first
    assert service.asked == count
    # What was deduced is its own best deduction, and a conflict stays one.
    assert service.many(problem, first) == first
    assert service.asked == count


def test_problems_of_one_structure_share_answers() -> None:
    service, top = BestDeductions(), SUDOKU.problem()
    narrowed = SUDOKU.problem([(0, 1)])
    assert service.one(narrowed, SUDOKU.top) == service.one(top, narrowed.masks)
    assert service.asked == 1


def test_room_is_bounded() -> None:
    service, problem = BestDeductions(room=2), MINIATURES["no rules"].problem()
    for masks in [(1, 1), (1, 2), (2, 1), (2, 2)]:
        assert service.one(problem, masks) == masks
    service.one(problem, (1, 1))
    assert service.asked == 5
    service.one(problem, (2, 2))
    assert service.asked == 5


def test_batches_of_candidate_sets() -> None:
    service, problem = BestDeductions(), SUDOKU.problem()
    elements = np.array(list(samples(SUDOKU, 6)), dtype=np.uint64).reshape(2, 3, 16)
    best = service.batch(problem, elements)
    assert best.shape == (2, 3, 16)
    assert best.dtype == np.uint64
    for where in np.ndindex(2, 3):
        expected = ORACLE.best_deduction(problem, tuple(elements[where].tolist()))
        assert tuple(best[where].tolist()) == expected
