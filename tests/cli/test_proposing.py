"""``ldt solve`` with a proposer: the uniform one needs no torch, and no file is trusted."""

from __future__ import annotations

from pathlib import Path

import pytest

from ldt.inference.proposers import DEFAULT, described, shipped
from tests.cli.conftest import EASY, INFEASIBLE, Run, records

HARD = "8..........36......7..9.2...5...7.......457.....1...3...1....68..85...1..9....4.."
SOLVED = "812753649943682175675491283154237896369845721287169534521974368438526917796318452"


def test_a_puzzle_is_solved_with_a_proposer(ldt: Run) -> None:
    result = ldt("solve", HARD, "--strategy", "hybrid", "--proposer", "uniform", "--format", "json")
    (answer,) = records(result)
    assert (result.exit_code, answer["solution"], answer["strategy"]) == (0, SOLVED, "hybrid")
    assert answer["statistics"]["network_calls"] > 0


def test_chains_answer_what_deductions_settle(ldt: Run) -> None:
    result = ldt("solve", EASY, "--strategy", "chains", "--proposer", "uniform", "--unique")
    assert result.exit_code == 0
    assert "unique" in result.stdout


def test_hybrid_proves(ldt: Run) -> None:
    options = ("--strategy", "hybrid", "--proposer", "uniform")
    assert "unique" in ldt("solve", HARD, *options, "--unique").stdout
    assert ldt("solve", INFEASIBLE, *options).exit_code == 20


def test_chains_abstain_at_a_limit(ldt: Run) -> None:
    options = ("--strategy", "chains", "--proposer", "uniform", "--node-limit", "3")
    result = ldt("solve", HARD, *options)
    assert result.exit_code == 30
    assert "node limit 3 reached" in result.stdout


def test_a_hybrid_answer_has_a_certificate(ldt: Run, tmp_path: Path) -> None:
    proof = tmp_path / "proof.pbp"
    options = ("--strategy", "hybrid", "--proposer", "uniform", "--unique")
    assert ldt("solve", HARD, *options, "--proof", str(proof)).exit_code == 0
    assert "verified: unique" in ldt("check", str(proof)).stdout


def test_a_proposer_nobody_asks_is_a_usage_error(ldt: Run) -> None:
    result = ldt("solve", HARD, "--proposer", "uniform")
    assert result.exit_code == 2
    assert "--proposer is for --strategy chains or hybrid, not auto" in result.stderr


def test_an_unknown_name_is_told_with_the_nearest(ldt: Run) -> None:
    result = ldt("solve", HARD, "--strategy", "hybrid", "--proposer", "unifrom")
    assert result.exit_code == 2
    assert "did you mean uniform?" in result.stderr


@pytest.mark.parametrize("content", [b"", b"not weights at all", b"\x10" + b"\0" * 7 + b"{}"])
def test_a_file_that_holds_no_weights_is_unreadable(
    ldt: Run, tmp_path: Path, content: bytes
) -> None:
    pytest.importorskip("torch")
    path = tmp_path / "mine.safetensors"
    path.write_bytes(content)
    result = ldt("solve", HARD, "--strategy", "hybrid", "--proposer", str(path))
    assert result.exit_code == 3
    assert "mine.safetensors" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_the_shipped_weights_solve_out_of_the_box(ldt: Run) -> None:
    pytest.importorskip("torch")
    result = ldt("solve", HARD, "--strategy", "hybrid", "--format", "json")
    (answer,) = records(result)
    assert answer["solution"] == SOLVED


def test_info_lists_the_shipped_weights_and_each_has_a_card(ldt: Run) -> None:
    assert DEFAULT in [path.stem for path in shipped()]
    for path in shipped():
        assert described(path)["model"] in {"relational", "published"}
        assert path.with_suffix(".md").is_file()
        assert path.stem in ldt("info").stdout
