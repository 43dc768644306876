"""Damaged certificates: rejected, or what they claim still follows (judged by a SAT solver)."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from benchmarks.certificate_mutations import is_true, try_damage
from domains.families.cnf import cnf_problem
from proofs.certificates import FORMATS, solve_certified
from proofs.checker import Verdict, check
from search import Goal
from tests.proofs.certificates.test_certificates import small_puzzles

GOALS = (Goal.first(), Goal.unique(), Goal.count(3), Goal.count(1000))


def certificates(folder: Path, proof_format: str) -> list[Path]:
    """One certificate for each kind of claim."""
    puzzles = small_puzzles(3, seed=5)
    if proof_format in ("drat", "lrat"):
        random = Random(3)
        puzzles = [
            cnf_problem(
                6,
                [
                    [random.choice((-1, 1)) * v for v in random.sample(range(1, 7), 3)]
                    for _ in range(n)
                ],
            )
            for n in (10, 26, 40)
        ]
    found = []
    for number, problem in enumerate(puzzles):
        for kind, goal in enumerate(GOALS):
            _, certificate = solve_certified(problem, goal=goal, proof_format=proof_format)
            if certificate is not None:
                found.append(folder / f"proof{number}-{kind}")
                certificate.write(found[-1])
    return found


@pytest.mark.parametrize("proof_format", FORMATS)
def test_no_damaged_certificate_proves_what_is_not_so(tmp_path: Path, proof_format: str) -> None:
    random, proofs = Random(11), certificates(tmp_path, proof_format)
    assert all(is_true(check(proof)) for proof in proofs)
    outcomes = [try_damage(proofs[k % len(proofs)], random) for k in range(240)]
    assert [outcome for outcome in outcomes if outcome.wrong] == []
    rejected = sum(isinstance(outcome.verdict, str) for outcome in outcomes)
    assert rejected > len(outcomes) // 3


@pytest.mark.parametrize(
    ("claim", "solutions", "expected"),
    [
        ("unique", ((1, -2),), False),
        ("infeasible", (), False),
        ("exactly 3 solutions", ((1, 2), (1, -2), (-1, 2)), True),
        ("exactly 2 solutions", ((1, 2), (1, -2)), False),
        ("at least 2 solutions", ((1, 2), (1, -2)), True),
        ("at least 2 solutions", ((1, 2), (-1, -2)), False),
        ("solved", ((1, -2),), True),
        ("solved", ((-1, -2),), False),
    ],
)
@pytest.mark.parametrize(
    ("ending", "text"),
    [
        (".cnf", "p cnf 2 1\n1 2 0\n"),
        (".opb", "* #variable= 2 #constraint= 1\n+1 x1 +1 x2 >= 1 ;\n"),
        (".opb", "* #variable= 2 #constraint= 1\n+1 x1 -1 ~x2 >= 0 ;\n"),
    ],
)
def test_the_judge_knows_what_is_true(
    tmp_path: Path,
    claim: str,
    solutions: tuple[tuple[int, ...], ...],
    expected: bool,
    ending: str,
    text: str,
) -> None:
    formula = tmp_path / f"formula{ending}"
    formula.write_text(text, encoding="utf-8")
    assert is_true(Verdict(claim, solutions, 1, str(formula))) == expected
