"""``ldt solve --proof`` and ``ldt check`` on what it wrote."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import EASY, INFEASIBLE, MANY, Run, records

HARD = "8..........36......7..9.2...5...7.......457.....1...3...1....68..85...1..9....4.."


@pytest.mark.parametrize(
    ("puzzle", "options", "claim", "status"),
    [
        (HARD, [], "solved", 0),
        (HARD, ["--unique"], "unique", 0),
        (INFEASIBLE, [], "infeasible", 20),
        (MANY, ["--count", "100"], "exactly 72 solutions", 0),
        (MANY, ["--unique", "--proof-format", "veripb1"], "at least 2 solutions", 0),
    ],
)
def test_what_is_written_is_accepted(
    ldt: Run, tmp_path: Path, puzzle: str, options: list[str], claim: str, status: int
) -> None:
    proof = tmp_path / "certificate"
    solved = ldt("solve", puzzle, *options, "--proof", proof)
    assert solved.exit_code == status
    assert solved.stdout.splitlines()[-1] == f"certificate: {proof}"
    checked = ldt("check", proof)
    assert checked.exit_code == 0
    assert checked.stdout.startswith(f"verified: {claim} (")


def test_json_names_the_certificate(ldt: Run, tmp_path: Path) -> None:
    proof = tmp_path / "p"
    (answer,) = records(ldt("solve", HARD, "--unique", "--proof", proof, "--format", "json"))
    assert answer["certificate"] == str(proof)
    (verdict,) = records(ldt("check", proof, "--format", "json"))
    assert (verdict["verdict"], verdict["claim"]) == ("verified", "unique")
    assert verdict["formula"] == f"{proof}.opb"


def test_a_batch_gets_a_certificate_each(ldt: Run, tmp_path: Path) -> None:
    pattern = tmp_path / "{index}.pbp"
    found = ldt("solve", EASY, "1.x", INFEASIBLE, "--proof", pattern, "--format", "json")
    paths = [answer.get("certificate") for answer in records(found)]
    assert paths == [str(tmp_path / "0.pbp"), None, str(tmp_path / "2.pbp")]
    assert ldt("check", tmp_path / "2.pbp").stdout.startswith("verified: infeasible")
    refused = ldt("solve", EASY, HARD, "--proof", tmp_path / "one")
    assert refused.exit_code == 2
    assert "{index}" in refused.stderr


def test_a_tampered_proof_is_rejected_with_line_and_reason(ldt: Run, tmp_path: Path) -> None:
    proof = tmp_path / "p"
    ldt("solve", HARD, "--unique", "--proof", proof)
    lines = proof.read_text(encoding="utf-8").splitlines(keepends=True)
    at = next(k for k, line in enumerate(lines) if line.startswith("rup"))
    lines[at] = "rup 1 x1 >= 1 ;\n"
    proof.write_text("".join(lines), encoding="utf-8")
    checked = ldt("check", proof)
    assert checked.exit_code == 1
    reason = "not implied by unit propagation: 1 x1 >= 1"
    assert checked.stdout == f"rejected: {proof}:{at + 1}: {reason}\n"
    (record,) = records(ldt("check", proof, "--format", "json"))
    assert (record["verdict"], record["line"], record["reason"]) == ("rejected", at + 1, reason)


def test_a_certificate_belongs_to_its_puzzle(ldt: Run, tmp_path: Path) -> None:
    proof = tmp_path / "p"
    ldt("solve", HARD, "--unique", "--proof", proof)
    assert ldt("check", proof, HARD).exit_code == 0
    other = ldt("check", proof, EASY)
    assert other.exit_code == 1
    assert other.stdout == f"rejected: {proof}.opb: this is not the formula of the puzzle\n"


def test_a_proof_without_its_formula_is_no_puzzle(ldt: Run, tmp_path: Path) -> None:
    proof = tmp_path / "p"
    ldt("solve", HARD, "--proof", proof)
    (tmp_path / "p.opb").unlink()
    checked = ldt("check", proof)
    assert checked.exit_code == 1
    assert "expected one formula beside it, p.opb or p.cnf; found 0" in checked.stdout


@pytest.mark.parametrize("proof_format", ["drat", "lrat", "veripb2"])
def test_clausal_problems(ldt: Run, tmp_path: Path, proof_format: str) -> None:
    formula = tmp_path / "f.cnf"
    formula.write_text("p cnf 2 4\n1 2 0\n-1 2 0\n1 -2 0\n-1 -2 0\n", encoding="utf-8")
    proof = tmp_path / "p"
    options = ["--proof", proof, "--proof-format", proof_format]
    assert ldt("solve", formula, *options).exit_code == 20
    checked = ldt("check", proof, formula)
    assert (checked.exit_code, checked.stdout[:21]) == (0, "verified: infeasible ")


def test_an_abstention_has_no_certificate(ldt: Run, tmp_path: Path) -> None:
    found = ldt("solve", HARD, "--unique", "--node-limit", "3", "--proof", tmp_path / "p")
    assert found.exit_code == 30
    assert found.stdout.splitlines()[-1] == "certificate: none"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--proof", "p", "--jobs", "2"], "leave --jobs out"),
        (["--proof-format", "drat"], "--proof-format says how --proof FILE is written"),
        (["--proof", "p", "--proof-format", "dart"], "Did you mean 'drat'?"),
        (["--proof", "p", "--proof-format", "drat"], "drat proves about clauses only"),
        (["--proof", "no/such/p"], "cannot write no/such/p: no such file or directory"),
    ],
)
def test_options_that_do_not_go_together(ldt: Run, options: list[str], message: str) -> None:
    refused = ldt("solve", HARD, *options)
    assert refused.exit_code == 2
    assert message in refused.stderr
