"""Explanations certified step by step: Hall sets, fish and sums as cutting planes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from domains.deduction import Deduction, Reason
from domains.problem import Problem
from domains.rules import AllDifferent
from domains.techniques import technique
from proofs.certificates import certify_steps
from proofs.certificates.bounds import UnexplainedError
from search import explain
from tests.domains.enumeration import structure_of
from tests.proofs.certificates.problems import checked, claim_of, mixed_problems, solutions_of
from tests.proofs.certificates.test_certificates import sudoku

anew = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])

SWORDFISH = "..53.....8......2..7..1.5..4....53...1..7...6..32...8..6.5....9..4....3......97.."


def deductions_of(problem: Problem) -> list[Deduction]:
    return [step.deduction for step in explain(problem)]


def test_a_hard_explanation_is_certified(tmp_path: Path) -> None:
    problem = sudoku(SWORDFISH)
    deductions = deductions_of(problem)
    used = {deduction.reason.technique for deduction in deductions}
    assert used & {"naked pair", "hidden pair", "naked triple", "X-wing", "swordfish"}
    assert checked(certify_steps(problem, deductions), tmp_path).claim == "unique"


@anew
@given(problem=mixed_problems())
def test_explanations_of_mixed_rules(tmp_path: Path, problem: Problem) -> None:
    certificate = certify_steps(problem, deductions_of(problem))
    count = solutions_of(problem)
    assert (certificate is None) == (count > 1)
    if certificate is not None:
        assert checked(certificate, tmp_path).claim == claim_of(count)


@pytest.mark.parametrize("size", [3, 4])
def test_a_hall_set_is_one_sum(size: int, tmp_path: Path) -> None:
    """One more variable than values between them: propagation sees nothing, a sum sees it."""
    values = tuple(range(1, size + 3))
    structure = structure_of((values,) * (size + 1), AllDifferent(tuple(range(size + 1))))
    few = (1 << size) - 1
    found = technique({3: "naked triple", 4: "naked quad"}[size])
    (deduction, *_) = found.find(structure, (few,) * (size + 1))
    certificate = certify_steps(Problem(structure, (few,) * (size + 1)), [deduction])
    assert checked(certificate, tmp_path).claim == "infeasible"
    sums = [line for line in certificate.files[""].splitlines() if line.startswith("pol")]
    assert [line.count("+") for line in sums] == [2 * size - 1]


def test_an_unsound_deduction_is_not_certified() -> None:
    problem = sudoku("1" + "." * 15)
    wrong = Deduction(((1, 0b0010),), Reason("naked pair", (0,), ((1, 0b0110),)))
    with pytest.raises(UnexplainedError):
        certify_steps(problem, [wrong])
