"""What a GPU would do, as far as it shows without one: no waiting, bfloat16, one graph."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import torch
from torch import Tensor
from torch.overrides import TorchFunctionMode

from ldt.models.published import PublishedConfig, PublishedLDT
from ldt.training.devices import best_device, matmul_rate
from ldt.training.trainer import Trainer
from tests.learned.small import TINY, examples

WAITING = {"item", "tolist", "numpy", "cpu", "nonzero", "masked_select", "unique"}
WAITING |= {"__bool__", "__float__", "__int__", "__index__", "__contains__"}
"""Calls whose result Python has to see, so that it waits for all work before them."""


class Waits(TorchFunctionMode):
    """Notes the calls that would make Python wait for a GPU."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def __torch_function__(
        self,
        function: Callable[..., Any],
        types: Any,  # noqa: ANN401
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:  # noqa: ANN401
        name = getattr(function, "__name__", "")
        index = args[1] if name in ("__getitem__", "__setitem__") else ()
        parts = index if isinstance(index, tuple) else (index,)
        masked = any(isinstance(part, Tensor) and part.dtype is torch.bool for part in parts)
        if masked or name in WAITING:
            self.found.append(name)
        return function(*args, **(kwargs or {}))


def test_the_counter_sees_what_waits() -> None:
    numbers = torch.arange(4.0)
    for waiting in (
        lambda: numbers.sum().item(),
        lambda: bool(numbers.any()),
        numbers.tolist,
        lambda: numbers[numbers > 1],
        lambda: torch.nonzero(numbers),
    ):
        with Waits() as waits:
            waiting()
        assert waits.found


def test_between_two_readings_nothing_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    own = Trainer(replace(TINY, report=5), [examples()])
    list(own.run(1))  # templates and frames are built once
    # On a CPU the optimiser reads its own step counter, which on a GPU lies on the CPU.
    monkeypatch.setattr(own.optimiser, "step", lambda: None)
    with Waits() as waits:
        assert not list(own.run(3))
    assert waits.found == []
    with Waits() as waits:
        assert len(list(own.run(1))) == 1
    assert waits.found


@pytest.mark.parametrize("rotary", [0, 1], ids=["tables", "rotary"])
def test_half_precision_changes_little_and_logits_stay_whole(rotary: int) -> None:
    torch.manual_seed(0)
    model = PublishedLDT(PublishedConfig(4, 4, 4, 16, 2, 2, rotary=rotary)).eval()
    boards = torch.rand(8, 16, 4) < 0.5
    whole = model(boards, 4)
    with torch.autocast("cpu", torch.bfloat16):
        half = model(boards, 4)
    for one, other in zip(whole, half, strict=True):
        assert one.dtype == other.dtype == torch.float32
        torch.testing.assert_close(one, other, rtol=0.1, atol=0.1)
    assert not torch.equal(whole.keep, half.keep)


# PyTorch's own compiler looks at gradients in a way that PyTorch warns of.
@pytest.mark.filterwarnings("ignore:The .grad attribute of a Tensor:UserWarning")
@pytest.mark.parametrize("rotary", [0, 1], ids=["tables", "rotary"])
def test_the_loop_is_one_graph(rotary: int) -> None:
    model = PublishedLDT(PublishedConfig(4, 4, 4, 16, 2, 2, rotary=rotary))
    boards = torch.rand(8, 16, 4) < 0.5
    plain = model(boards, 3)
    names = list(model.state_dict())
    model.loop.compile(dynamic=False, fullgraph=True, backend="eager")
    for one, other in zip(plain, model(boards, 3), strict=True):
        torch.testing.assert_close(one, other)
    assert list(model.state_dict()) == names


def test_the_device_is_the_gpu_where_there_is_one() -> None:
    assert best_device().type == ("cuda" if torch.cuda.is_available() else "cpu")
    assert matmul_rate(torch.device("cpu")) > 1e8
