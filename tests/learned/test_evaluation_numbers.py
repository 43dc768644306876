"""Operations, calibration, shares and spreads, against what torch or a pencil says."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from torch.nn.attention import SDPBackend, sdpa_kernel
from torch.utils.flop_counter import FlopCounterMode

from domains.problem import Structure
from ldt.evaluation.asking import asked_with, require_fit
from ldt.evaluation.calibration import Calibration
from ldt.evaluation.metering import Metered
from ldt.evaluation.pictures import draw_pictures
from ldt.evaluation.shares import share_record, spread_record
from ldt.inference.network import Network
from ldt.models.flops import flops_of
from ldt.models.graph import template_of
from ldt.models.published import PublishedConfig, PublishedLDT
from ldt.models.relational import RelationalConfig, RelationalOperator
from search.learned.boards import to_boards
from search.learned.proposer import Uniform
from tests.learned.small import problem

CPU = torch.device("cpu")


def counted(model: torch.nn.Module, structure: Structure, boards: torch.Tensor, loops: int) -> int:
    """What torch counts."""
    counter = FlopCounterMode(display=False)
    with sdpa_kernel(SDPBackend.MATH), counter:
        model.read(template_of(structure, CPU), boards, loops, loops - 1)  # type: ignore[operator]
    return counter.get_total_flops()


def boards_of(size: int, rows: int) -> torch.Tensor:
    own = problem(size)
    given = to_boards(own.structure, [own.masks, own.structure.top])
    return torch.from_numpy(np.concatenate([given] * (rows // 2)))


@pytest.mark.parametrize("loops", [1, 3])
def test_the_formula_of_the_relational_operator_is_what_torch_counts(loops: int) -> None:
    model, boards = RelationalOperator(RelationalConfig(16, 24, 8)), boards_of(9, 2)
    structure = problem(9).structure
    found = flops_of(model, structure, boards, loops)
    assert int(found.sum()) == pytest.approx(counted(model, structure, boards, loops), rel=0.02)
    assert found[0] < found[1]  # fewer candidates are open


def test_the_formula_of_the_published_model_is_what_torch_counts() -> None:
    model, boards = PublishedLDT(PublishedConfig(width=64, layers=2)).eval(), boards_of(9, 2)
    structure = problem(9).structure
    found = flops_of(model, structure, boards, 2)
    assert int(found.sum()) == pytest.approx(counted(model, structure, boards, 2), rel=0.03)


def test_the_published_numbers_of_operations() -> None:
    """10 calls of 512 rows are some 11.7 TFLOP in the authors' account."""
    assert 5120 * PublishedConfig().flops() / 1e12 == pytest.approx(11.7, rel=0.03)


def test_a_meter_keeps_an_account_for_each_problem() -> None:
    first, second = problem(4), problem(4)
    model = RelationalOperator(RelationalConfig(8, 8, 4))
    meter = Metered(Network(model, 2))
    boards = to_boards(first.structure, [first.masks] * 3)
    meter.propose([first, first, second], boards)
    meter.propose([second], boards[:1])
    assert meter.passes == 2
    assert (meter.on(first).calls, meter.on(first).rows) == (1, 2)
    assert (meter.on(second).calls, meter.on(second).rows) == (2, 2)
    assert meter.on(first).flops == meter.on(second).flops > 0
    free = Metered(Uniform())
    free.propose([first], boards[:1])
    assert free.on(first).flops == 0


def test_loops_are_changed_in_a_copy() -> None:
    network = Network(RelationalOperator(RelationalConfig(8, 8, 4)), 2)
    more = asked_with(network, 5, 0)
    assert isinstance(more, Network)
    assert (more.loops, network.loops, more.model) == (5, 2, network.model)


def test_weights_for_another_grid_are_refused_in_one_line() -> None:
    network = Network(PublishedLDT(PublishedConfig(width=16, layers=1)), 1)
    with pytest.raises(ValueError, match=r"w: found weights for boards of 81 .*these sudoku"):
        require_fit(network, "w", [problem(4)])
    require_fit(network, "w", [problem(9)])


def test_calibration_of_a_hand_made_case() -> None:
    calibration = Calibration()
    assert calibration.error is None
    said = np.array([0.9, 0.9, 0.9, 0.9, 0.1, 1.0], np.float32)
    calibration.see(said, np.array([True, True, False, False, False, True]))
    # four at 0.9 of which half are true and one sure one share a bin; one at 0.1 is never true
    assert calibration.error == pytest.approx((abs(4 * 0.9 + 1 - 3) + 0.1) / 6, abs=1e-6)
    bins = calibration.record()["bins"]
    assert [(own["from"], own["count"]) for own in bins] == [(0.1, 1), (0.9, 5)]
    assert bins[1]["true"] == pytest.approx(0.6)


def test_shares_are_exact_and_alike_from_both_ends() -> None:
    few, many = share_record(1, 20), share_record(19, 20)
    assert (few["low"], few["high"]) == pytest.approx((0.00127, 0.24873), abs=1e-4)
    assert (many["low"], many["high"]) == pytest.approx((1 - few["high"], 1 - few["low"]))
    nothing = share_record(0, 0)
    assert (nothing["share"], nothing["low"], nothing["high"]) == (None, 0.0, 1.0)


def test_spreads() -> None:
    assert spread_record([*range(1, 11)]) == {"mean": 5.5, "median": 5.5, "p90": 9}
    assert spread_record([7]) == {"mean": 7, "median": 7, "p90": 7}
    assert spread_record([])["p90"] is None


def test_a_report_of_nothing_draws_nothing(tmp_path: Path) -> None:
    assert draw_pictures({"runs": []}, tmp_path) == []
