"""``ldt bench``: a line for the machine, each batch size and each strategy."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.cli.conftest import EASY, Run, records

pytestmark = pytest.mark.skipif(find_spec("torch") is None, reason="needs the extra learn")


def test_each_strategy_and_batch_size_is_timed(ldt: Run) -> None:
    result = ldt("bench", EASY, "--proposer", "uniform", "--format", "json", "--quiet")
    assert result.exit_code == 0, result.stderr
    machine, *rest = records(result)
    assert machine["threads"] == 1
    calls, strategies = rest[:3], rest[3:]
    assert [call["batch"] for call in calls] == [1, 8, 64]
    assert [own["strategy"] for own in strategies] == ["symbolic", "hybrid", "chains"]
    for own in strategies:
        assert (own["n"], own["solved"]) == (1, 1)
        assert own["puzzles_per_second"] == pytest.approx(1 / float(str(own["seconds"])))


def test_a_puzzle_that_cannot_be_read_is_one_line(ldt: Run) -> None:
    result = ldt("bench", EASY[1:], "--family", "sudoku", "--proposer", "uniform", "--quiet")
    assert (result.exit_code, result.stderr.count("\n"), result.stdout) == (3, 1, "")


def test_as_text_each_record_is_a_line(ldt: Run, tmp_path: Path) -> None:
    path = tmp_path / "two.txt"
    path.write_text(f"{EASY}\n{EASY}\n", "utf-8")
    result = ldt("bench", path, "--proposer", "uniform", "--limit", "1", "--quiet")
    lines = result.stdout.splitlines()
    assert len(lines) == 7
    assert lines[4].startswith("strategy symbolic, n 1, solved 1, seconds ")
