"""The whole evaluation, and its record."""

from __future__ import annotations

import hashlib
import os
import platform
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import torch

from ldt.evaluation.items import Band, Item
from ldt.evaluation.plan import Plan
from ldt.evaluation.runs import Run, made
from ldt.evaluation.summary import run_record, symbolic_records


def runs_of(plan: Plan, items: Sequence[Item], advance: Callable[[], object]) -> list[Run]:
    """Make the runs of a plan; after Ctrl-C those so far, the last of them not complete."""
    runs = []
    for asked in plan.runs():
        runs.append(made(asked, items, advance))
        if not runs[-1].complete:
            break
    return runs


def report_record(
    plan: Plan, items: Sequence[Item], runs: Sequence[Run], bands: Sequence[Band]
) -> dict[str, Any]:
    """Return everything that was measured, and on what."""
    return {
        "type": "evaluation",
        "interrupted": not all(run.complete for run in runs) or len(runs) < plan.count(),
        "lists": [_list_record(name, items) for name in dict.fromkeys(i.listed for i in items)],
        "settings": plan.record(),
        "machine": machine_record(),
        "symbolic": symbolic_records(items, bands),
        "runs": [run_record(run, bands) for run in runs],
    }


def _list_record(name: str, items: Sequence[Item]) -> dict[str, Any]:
    """Return what a sample was, so that another can be told from it."""
    own = [item for item in items if item.listed == name]
    texts = "\n".join(item.puzzle.text for item in own)
    return {
        "list": name,
        "n": len(own),
        "unique": sum(item.unique is True for item in own),
        "sha256": hashlib.sha256(texts.encode()).hexdigest(),
    }


def machine_record() -> dict[str, Any]:
    """Return where it was measured."""
    return {
        "processor": platform.processor() or platform.machine(),
        "cores": os.cpu_count(),
        "threads": torch.get_num_threads(),
        "python": platform.python_version(),
        "torch": torch.__version__,
    }


@contextmanager
def threads(count: int) -> Iterator[None]:
    """Give torch so many threads while the block runs."""
    before = torch.get_num_threads()
    torch.set_num_threads(count)
    try:
        yield
    finally:
        torch.set_num_threads(before)
