"""Whatever is answered can be certified, and the checker finds that it is so."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domains.export.opb import write_opb
from domains.families.cnf import cnf_problem
from domains.families.sudoku import sudoku_structure
from domains.oracle import ExactOracle
from domains.problem import Problem
from domains.rules import AllDifferent, LinearSum
from proofs.certificates import FORMATS, TreeLogger, certify, solve_certified
from proofs.certificates.bounds import needs_bounds
from proofs.certificates.derivation import Derivation, Sum
from proofs.certificates.formula import formula_text
from proofs.checker import check
from search import Budget, Goal
from search.symbolic import search_tree
from tests.domains.enumeration import structure_of
from tests.domains.small_problems import formulas, sudoku_solutions
from tests.proofs.certificates.problems import checked, claim_of, mixed_problems, solutions_of

VERIPB = ("veripb3", "veripb2", "veripb1")
ALL = Goal.count(10**6)
anew = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
HARD = "8..........36......7..9.2...5...7.......457.....1...3...1....68..85...1..9....4.."


def sudoku(text: str) -> Problem:
    size = {16: 2, 81: 3}[len(text)]
    givens = [(cell, int(digit)) for cell, digit in enumerate(text) if digit != "."]
    return sudoku_structure(size, size).problem(givens)


def small_puzzles(count: int, seed: int) -> list[Problem]:
    """4x4 puzzles: minimal ones, ones with many solutions, and ones with a wrong given."""
    random, grids, oracle = Random(seed), sudoku_solutions(), ExactOracle()
    structure, found = sudoku_structure(2, 2), []
    for number in range(count):
        grid = random.choice(grids)
        givens = dict(enumerate(grid))
        for cell in random.sample(range(16), 16):
            value = givens.pop(cell)
            if oracle.count(structure.problem(givens.items()), 2) > 1:
                givens[cell] = value
        if number % 3 == 1:
            givens.pop(random.choice(list(givens)))
        if number % 3 == 2:
            cell = random.choice([cell for cell in range(16) if cell not in givens])
            givens[cell] = random.choice([v for v in (1, 2, 3, 4) if v != grid[cell]])
        found.append(structure.problem(givens.items()))
    return found


def test_all_solutions_of_small_puzzles(tmp_path: Path) -> None:
    oracle = ExactOracle()
    for number, problem in enumerate(small_puzzles(90, seed=1)):
        _, certificate = solve_certified(problem, goal=ALL, proof_format=VERIPB[number // 3 % 3])
        assert checked(certificate, tmp_path).claim == claim_of(oracle.count(problem, 1000))


@anew
@given(problem=mixed_problems())
def test_all_solutions_of_problems_with_mixed_rules(tmp_path: Path, problem: Problem) -> None:
    _, certificate = solve_certified(problem, goal=ALL, strategy="symbolic")
    assert checked(certificate, tmp_path).claim == claim_of(solutions_of(problem))


@anew
@given(problem=mixed_problems(), restart_after=st.integers(1, 3))
def test_restarts_lose_nothing(tmp_path: Path, problem: Problem, restart_after: int) -> None:
    logger = TreeLogger(problem)
    answer = search_tree(problem, ALL, Budget(), [logger], restart_after=restart_after)
    certificate = certify(answer, logger.derivation, "veripb3")
    assert checked(certificate, tmp_path).claim == claim_of(solutions_of(problem))


@anew
@given(
    problem=formulas(),
    strategy=st.sampled_from(("cdcl", "symbolic")),
    proof_format=st.sampled_from(FORMATS),
)
def test_all_solutions_of_formulas(
    tmp_path: Path, problem: Problem, strategy: str, proof_format: str
) -> None:
    _, certificate = solve_certified(
        problem, goal=ALL, strategy=strategy, proof_format=proof_format
    )
    assert checked(certificate, tmp_path).claim == claim_of(solutions_of(problem))


@pytest.mark.parametrize("proof_format", VERIPB)
@pytest.mark.parametrize(
    ("text", "goal", "claim"),
    [
        (HARD, Goal.first(), "solved"),
        (HARD, Goal.unique(), "unique"),
        ("1" + "." * 15, Goal.unique(), "at least 2 solutions"),
        ("1" + "." * 15, Goal.count(72), "at least 72 solutions"),
        ("1" + "." * 15, Goal.count(73), "exactly 72 solutions"),
        ("12" + ".3.." + "." * 10, Goal.first(), "solved"),
        ("11" + "." * 14, Goal.first(), "infeasible"),
        ("55" + "." * 79, Goal.unique(), "infeasible"),
    ],
)
def test_every_kind_of_answer(
    tmp_path: Path, text: str, goal: Goal, claim: str, proof_format: str
) -> None:
    _, certificate = solve_certified(sudoku(text), goal=goal, proof_format=proof_format)
    assert checked(certificate, tmp_path).claim == claim


def test_the_solutions_of_the_certificate_are_those_of_the_answer(tmp_path: Path) -> None:
    problem = sudoku("1...............")
    answer, certificate = solve_certified(problem, goal=ALL)
    shown = checked(certificate, tmp_path).solutions
    candidates = list(problem.structure.ground.candidates())
    decoded = set()
    for solution in shown:
        true = [candidates[literal - 1] for literal in solution if literal > 0]
        decoded.add(tuple(problem.structure.values[v][k] for v, k in sorted(true)))
    assert decoded == set(answer.solutions)


def test_a_limit_leaves_no_certificate() -> None:
    answer, certificate = solve_certified(sudoku(HARD), goal=ALL, budget=Budget(nodes=5))
    assert (answer.status, certificate) == ("abstained", None)


def test_time_for_the_second_run_counts() -> None:
    clauses = [[a, b, c] for a in (-1, 1) for b in (-2, 2) for c in (-3, 3)]
    answer, certificate = solve_certified(cnf_problem(3, clauses), budget=Budget(seconds=0))
    assert certificate is None
    assert answer.status in ("abstained", "infeasible")


@pytest.mark.parametrize(
    ("strategy", "proof_format", "message"),
    [
        ("auto", "drat", "clauses only"),
        ("symbolic", "lrat", "clauses only"),
        ("auto", "tptp", "unknown proof format 'tptp', expected one of veripb3"),
    ],
)
def test_what_does_not_go_together(strategy: str, proof_format: str | None, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        solve_certified(sudoku(HARD), strategy=strategy, proof_format=proof_format)


def test_clause_learning_needs_clauses_over_the_atoms_alone() -> None:
    structure = structure_of(((1, 2, 3),) * 4, LinearSum((0, 1, 2, 3), (1, 2, 3, 4), 17, 18))
    with pytest.raises(ValueError, match="only where clauses need no auxiliary atoms"):
        solve_certified(structure.problem(), strategy="cdcl")


@pytest.mark.parametrize("text", [HARD, "1" + "." * 15, "11" + "." * 14])
def test_clause_learning_is_certified_in_terms_of_the_ground_form(
    tmp_path: Path, text: str
) -> None:
    tree, by_tree = solve_certified(sudoku(text), goal=ALL, strategy="symbolic")
    learned, by_learning = solve_certified(sudoku(text), goal=ALL, strategy="cdcl")
    claims = [checked(certificate, tmp_path).claim for certificate in (by_tree, by_learning)]
    assert claims[0] == claims[1] == claim_of(len(tree.solutions))
    assert set(tree.solutions) == set(learned.solutions)


def test_auto_learns_clauses_where_the_tree_takes_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("proofs.certificates.solving.PATIENCE", 5)
    answer, certificate = solve_certified(sudoku(HARD), goal=Goal.unique())
    assert answer.strategy == "cdcl"
    assert answer.statistics.nodes > 5
    assert checked(certificate, tmp_path).claim == "unique"
    limited, _ = solve_certified(sudoku(HARD), goal=Goal.unique(), budget=Budget(nodes=5))
    assert (limited.status, limited.strategy) == ("abstained", "symbolic")


@given(problem=mixed_problems())
def test_the_formula_is_what_export_writes(problem: Problem) -> None:
    assert str(formula_text(problem, ".opb")) == write_opb(problem)


def test_an_earlier_certificate_leaves_nothing_behind(tmp_path: Path) -> None:
    _, unique = solve_certified(sudoku(HARD), goal=Goal.unique())
    assert checked(unique, tmp_path).claim == "unique"
    _, solved = solve_certified(sudoku(HARD))
    assert checked(solved, tmp_path).claim == "solved"
    assert {path.name for path in tmp_path.iterdir()} == {"proof", "proof.opb"}


def test_intersections_are_only_written_where_a_value_is_open() -> None:
    solved = "534678912672195348198342567859761423426853791713924856961537284287419635345286179"
    assert TreeLogger(sudoku(solved)).derivation.steps == []
    few, many = (len(TreeLogger(sudoku(text)).derivation.steps) for text in (HARD, "." * 81))
    assert 0 < few < many == 972


def test_bounds_of_sums_need_what_propagation_lacks(tmp_path: Path) -> None:
    """Three variables of 1 to 3 with sum 9: each must be 3; counting literals sees less."""
    structure = structure_of(((1, 2, 3),) * 3, LinearSum((0, 1, 2), (1, 1, 1), 9, 9))
    assert needs_bounds(structure)
    logger = TreeLogger(structure.problem())
    answer = search_tree(structure.problem(), Goal.unique(), Budget(), [logger])
    assert any(isinstance(step, Sum) for step in logger.derivation.steps)
    assert checked(certify(answer, logger.derivation, "veripb3"), tmp_path).claim == "unique"
    assert not needs_bounds(structure_of(((1, 2, 3),) * 3, AllDifferent((0, 1, 2))))


def test_an_open_derivation_is_no_certificate() -> None:
    problem = sudoku("55" + "." * 79)
    answer = search_tree(problem, Goal.first(), Budget())
    assert certify(answer, Derivation(), "veripb3") is None
    assert certify(answer, None, "veripb3") is None


def test_needed_clauses_cannot_be_left_out(tmp_path: Path) -> None:
    """Without the clauses of the search the contradiction does not follow."""
    _, certificate = solve_certified(sudoku(HARD), goal=Goal.unique())
    assert checked(certificate, tmp_path).claim == "unique"
    proof = tmp_path / "proof"
    lines = proof.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(("pol", "del"))]
    first = next(k for k, line in enumerate(kept) if line.startswith("rup"))
    proof.write_text("".join(kept[:first] + kept[-4:]), encoding="utf-8")
    with pytest.raises(Exception, match="not implied by unit propagation: >= 1"):
        check(proof)
