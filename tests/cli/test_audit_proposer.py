"""``ldt audit --proposer``: what it measures, what it tries, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run, records

LIAR = '''"""A proposer of one's own."""

import numpy as np

from search.learned.proposer import Proposal


class Liar:
    def propose(self, problems, boards):
        shape = boards.shape
        ones = np.ones(shape[0], np.float32)
        return Proposal(np.zeros(shape, np.float32), np.zeros(shape, np.float32), ones)


NOTHING = 3
'''


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "liar.py"
    path.write_text(LIAR, encoding="utf-8")
    return path


def test_a_proposer_of_ones_own_is_measured_and_tried(ldt: Run, mine: Path) -> None:
    done = ldt("audit", "--proposer", f"{mine}:Liar", "--examples", "5", "--json")
    assert done.exit_code == 0
    (record,) = records(done)
    every = record["all"]
    assert isinstance(every, dict)
    assert every["false_elimination"]["value"] == 1
    assert every["conflict_precision"]["value"] == 0
    drive = record["drive"]
    assert isinstance(drive, dict)
    assert (drive["pairs"], drive["wrong"]) == (30, 0)


def test_the_table_and_puzzles_of_a_file(ldt: Run, tmp_path: Path) -> None:
    path = tmp_path / "four.txt"
    path.write_text("1.......2.......\n", encoding="utf-8")
    done = ldt("audit", "--proposer", "uniform", "--puzzles", path, "--examples", "3")
    assert done.exit_code == 0
    assert done.stdout.startswith("Uniform: ")
    assert "30 searches with its help: 0 wrong answers" in done.stdout


def test_what_is_no_proposer_is_refused(ldt: Run, mine: Path) -> None:
    refused = ldt("audit", "--proposer", f"{mine}:NOTHING")
    assert refused.exit_code == 2
    assert "is a int, expected an object with propose" in refused.stderr
    assert ldt("audit", "--proposer", f"{mine}:Lair").exit_code == 2
    assert "--proposer, too" in ldt("audit", "--puzzles", "x.txt").stderr
    assert "expected one of" in ldt("audit", "powerset", "--proposer", "uniform").stderr


def test_puzzles_of_several_kinds_are_refused(ldt: Run, tmp_path: Path) -> None:
    path = tmp_path / "mixed.txt"
    path.write_text("1.......2.......\n" + "." * 81 + "\n", encoding="utf-8")
    refused = ldt("audit", "--proposer", "uniform", "--puzzles", path)
    assert refused.exit_code == 2
    assert "several kinds or sizes" in refused.stderr
