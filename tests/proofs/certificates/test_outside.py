"""Other people's checkers accept the same files. Each test needs its tool on PATH."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from domains.families.cnf import cnf_problem
from domains.problem import Problem
from proofs.certificates import solve_certified
from search import Goal
from tests.proofs.certificates.test_certificates import ALL, HARD, small_puzzles, sudoku

HOLES = [[1, 2], [3, 4], [5, 6]] + [
    [-a, -b] for hole in ((1, 3, 5), (2, 4, 6)) for a in hole for b in hole if a < b
]


def ask(tool: str, problem: Problem, goal: Goal, proof_format: str, folder: Path) -> str:
    """Write a certificate and return what a tool prints about it; skip where there is none."""
    command = shutil.which(tool)
    if command is None:
        pytest.skip(f"{tool} is not on PATH")
    _, certificate = solve_certified(problem, goal=goal, proof_format=proof_format)
    assert certificate is not None
    certificate.write(folder / "proof")
    ending = ".cnf" if proof_format in ("drat", "lrat") else ".opb"
    blocked = folder / f"proof.blocked{ending}"
    formula = blocked if blocked.exists() else folder / f"proof{ending}"
    done = subprocess.run(
        [command, str(formula), str(folder / "proof")], capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


def veripb_version() -> str:
    """The format that the VeriPB on PATH reads: its first version, in Python, knows 1.x only."""
    command = shutil.which("veripb")
    if command is None:
        pytest.skip("veripb is not on PATH")
    shown = subprocess.run([command, "--version"], capture_output=True, text=True, check=False)
    version = re.search(r"(\d+)\.\d+", shown.stdout) if shown.returncode == 0 else None
    return f"veripb{version[1]}" if version and version[1] in "23" else "veripb1"


@pytest.mark.parametrize("goal", [Goal.first(), Goal.unique(), ALL], ids=lambda goal: goal.kind)
def test_veripb(tmp_path: Path, goal: Goal) -> None:
    proof_format = veripb_version()
    for problem in [*small_puzzles(3, seed=2), sudoku(HARD), sudoku("55" + "." * 79)]:
        printed = ask("veripb", problem, goal, proof_format, tmp_path)
        assert "Verification succeeded" in printed or "s VERIFIED" in printed


@pytest.mark.parametrize("goal", [Goal.first(), ALL], ids=lambda goal: goal.kind)
def test_drat_trim(tmp_path: Path, goal: Goal) -> None:
    assert "s VERIFIED" in ask("drat-trim", cnf_problem(6, HOLES), goal, "drat", tmp_path)


def test_drat_trim_on_all_solutions(tmp_path: Path) -> None:
    assert "s VERIFIED" in ask("drat-trim", cnf_problem(6, HOLES[1:]), ALL, "drat", tmp_path)


@pytest.mark.parametrize("clauses", [HOLES, HOLES[1:]], ids=["infeasible", "enumerated"])
def test_lrat_check(tmp_path: Path, clauses: list[list[int]]) -> None:
    assert "c VERIFIED" in ask("lrat-check", cnf_problem(6, clauses), ALL, "lrat", tmp_path)
