"""Wrong proofs, each rejected at the line where it is wrong, for the reason that it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from proofs.checker import Rejected, check

# x1 + x2 + x3 is at least 2 and at most 1.
OPB = """\
* #variable= 3 #constraint= 2
+1 x1 +1 x2 +1 x3 >= 2 ;
-1 x1 -1 x2 -1 x3 >= -1 ;
"""
SATISFIABLE_OPB = "* #variable= 2 #constraint= 1\n+1 x1 +1 x2 >= 1 ;\n"
CNF = "p cnf 2 4\n1 2 0\n-1 2 0\n1 -2 0\n-1 -2 0\n"
THREE = "pseudo-Boolean proof version 3.0\n"
END = "output NONE;\nconclusion UNSAT : 3;\nend pseudo-Boolean proof;\n"
RIGHT = f"{THREE}f 2;\npol 1 2 +;\n{END}"


def verdict(folder: Path, proof: str, formula: str = OPB, solutions: str = "") -> str:
    """The claim, or the place and reason of the rejection."""
    path = folder / "proof"
    ending = ".cnf" if formula.startswith("p cnf") else ".opb"
    path.write_text(proof, encoding="utf-8")
    (folder / f"proof{ending}").write_text(formula, encoding="utf-8")
    if solutions:
        (folder / "proof.solutions").write_text(solutions, encoding="utf-8")
    try:
        return check(path).claim
    except Rejected as error:
        return f"{Path(error.file).name}:{error.line}: {error.reason}"


RIGHT_PROOFS = {
    "3.0": RIGHT,
    "3.0, steps over lines, with comments": RIGHT.replace("pol 1 2 +;", "pol 1 % one\n 2 +;"),
    "2.0": "pseudo-Boolean proof version 2.0\n* a comment\nf 2\npol 1 2 +\n"
    "output NONE\nconclusion UNSAT : -1\nend pseudo-Boolean proof\n",
    "1.1": "pseudo-Boolean proof version 1.1\nf 2\np 2 1 +\nc 3\n",
    "rounding": f"{THREE}pol 1 2 + 2 * 2 d;\n{END}",
    "saturation and weakening": f"{THREE}pol 1 2 + s;\npol x1 x1 w;\ndel id 4;\n{END}",
    "literal axioms": f"{THREE}pol 1 2 + x1 +;\nrup >= 1;\n{END.replace('3', '4')}",
}


@pytest.mark.parametrize("proof", RIGHT_PROOFS.values(), ids=RIGHT_PROOFS)
def test_a_right_proof_is_accepted(tmp_path: Path, proof: str) -> None:
    assert verdict(tmp_path, proof) == "infeasible"


WRONG = [
    (RIGHT.replace("3.0", "4.0"), "1: expected 'pseudo-Boolean proof version '"),
    (RIGHT.replace("f 2", "f 3"), "2: the proof is about 3 constraints, loaded 2"),
    (RIGHT.replace("pol 1 2 +", "pol 1 1 +"), "5: constraint 3 is no contradiction"),
    (RIGHT.replace("pol 1 2 +", "pol 1 4 +"), "3: there is no constraint 4"),
    (RIGHT.replace("pol 1 2 +", "pol 1 2"), "3: 2 operands are left"),
    (RIGHT.replace("pol 1 2 +", "pol 1 +"), "3: an operand is missing"),
    (RIGHT.replace("pol 1 2 +", "pol 1 2 + 0 *"), "3: expected a positive number before '*'"),
    (RIGHT.replace("pol 1 2 +", "pol 1 2 + -2 d"), "3: expected a positive number before 'd'"),
    (RIGHT.replace("pol 1 2 +", "pol x1 w"), "3: an operand is missing"),
    (RIGHT.replace("pol 1 2 +", "pol 1 2 w"), "3: expected a variable before 'w'"),
    (RIGHT.replace("pol 1 2 +", "pol 1 2 + y"), "3: 'y' is no integer"),
    (RIGHT.replace("pol 1 2 +", "rup 1 x1 1 x4 >= 1"), "3: there is no variable x4"),
    (RIGHT.replace("pol 1 2 +", "rup 1 x1 1 x2 1 x3 >= 3"), "3: not implied by unit propagation"),
    (RIGHT.replace("pol 1 2 +", "rup 1 x1 = 1"), "3: expected '>='"),
    (RIGHT.replace("pol 1 2 +", "rup 1 x1 >="), "3: '1 x1 >=' is no constraint"),
    (RIGHT.replace("pol 1 2 +", "red 1 x1 >= 1 : x1 -> 1"), "3: unknown step 'red'"),
    (RIGHT.replace("pol 1 2 +", "a >= 1"), "3: unknown step 'a'"),
    (RIGHT.replace("f 2;", "del id 1;"), "3: there is no constraint 1"),
    (RIGHT.replace("f 2;", "del id 1 1;"), "2: constraint 1 is deleted twice"),
    (RIGHT.replace("f 2;", "del 1;"), "2: expected 'del id'"),
    (RIGHT.replace("+;\n", "+;;\n"), "3: an empty step"),
    (RIGHT.replace("output NONE;\n", ""), "5: the proof ends without its last section"),
    (RIGHT.replace("output NONE", "output ALL"), "4: expected 'output NONE'"),
    (RIGHT.replace(" : 3", ""), "5: expected 'UNSAT :' or 'SAT :'"),
    (RIGHT.replace("UNSAT : 3", "SAT : x1 x2 x3"), "5: the assignment violates constraint 2"),
    (RIGHT.replace("UNSAT : 3", "SAT : x1 x2"), "5: 2 literals, expected each of 3 variables"),
    (RIGHT.replace("conclusion", "rup >= 1;\nconclusion"), "5: found 'rup' after 'output'"),
    (RIGHT + "f 2;\n", "7: found 'f' after 'end'"),
    (RIGHT[:-2], "6: the last step has no semicolon"),
    (RIGHT[: RIGHT.index("end")], "5: the proof ends without its last section"),
    ("pseudo-Boolean proof version 1.1\nf 2\np 2 1 +\n", "3: the proof ends without"),
    ("pseudo-Boolean proof version 1.1\nf 2\nc 1\n", "3: constraint 1 is no contradiction"),
    ("", "1: the proof ends without the empty clause"),
]


@pytest.mark.parametrize(("proof", "expected"), WRONG)
def test_a_wrong_proof_is_rejected_at_its_line(tmp_path: Path, proof: str, expected: str) -> None:
    if not proof:
        assert verdict(tmp_path, proof, CNF).startswith(f"proof:{expected}")
        return
    assert verdict(tmp_path, proof).startswith(f"proof:{expected}")


WRONG_CLAUSAL = [
    ("1 0\n0\n", "infeasible"),
    ("1 0\n", "proof:1: the proof ends without the empty clause"),
    ("d 1 2 0\nd -1 2 0\n0\n", "proof:3: neither RUP nor RAT"),
    ("1 0\n3 0\n4 5 0\n0\n", "infeasible"),  # new variables: RAT
    ("1 x 0\n0\n", "proof:1: 'x' is no integer"),
    ("1 0 0\n0\n", "proof:1: expected a new number"),
    ("5 1 0 1 3 0\n6 0 5 2 4 0\n", "infeasible"),
    ("5 1 0 1 2 0\n6 0 5 2 4 0\n", "proof:1: clause 2 is named as a hint, but forces nothing"),
    ("5 1 0 1 0\n6 0 5 2 4 0\n", "proof:1: the hints do not show"),
    ("5 1 0 1 3 0\n6 0 5 2 0\n", "proof:2: the hints do not lead to a conflict"),
    ("5 1 0 1 3 0\n5 d 2 0\n6 0 5 2 4 0\n", "proof:3: there is no clause 2"),
    ("5 1 0 1 3 0\n5 0 5 2 4 0\n", "proof:2: expected a new number"),
]


@pytest.mark.parametrize(("proof", "expected"), WRONG_CLAUSAL)
def test_clausal_proofs(tmp_path: Path, proof: str, expected: str) -> None:
    assert verdict(tmp_path, proof, CNF).startswith(expected)


def test_clausal_proofs_are_about_clauses(tmp_path: Path) -> None:
    assert verdict(tmp_path, "0\n") == "proof:0: constraint 1 of the formula is no clause"


FORMULAS = [
    (OPB.replace("= 2", "= 3"), "proof.opb:0: the header states 3 variables and 3 constraints"),
    (OPB.replace("= 3", "= 2"), "proof.opb:0: the header states 2 variables"),
    (OPB[30:], "proof.opb:1: expected '* #variable"),
    (OPB.replace("2 ;", "2"), "proof.opb:2: expected one constraint and ';'"),
    (OPB.replace("x1", "y1", 1), "proof.opb:2: 'y1' is no literal"),
    (CNF.replace("4\n", "5\n"), "proof.cnf:0: the header states 2 variables and 5"),
    (CNF.replace("-2 0\n", "-2\n"), "proof.cnf:0: "),
    (CNF.replace("p cnf 2 4", "c"), "proof.cnf:0: no line"),
    (CNF.replace("1 2 0", "1 two 0", 1), "proof.cnf:2: 'two' is no integer"),
]


@pytest.mark.parametrize(("formula", "expected"), FORMULAS)
def test_a_wrong_formula_is_rejected(tmp_path: Path, formula: str, expected: str) -> None:
    if not formula.startswith(("* #", "p cnf", "c")):
        assert verdict(tmp_path, RIGHT, formula).startswith(expected)
    (tmp_path / "proof.opb").unlink(missing_ok=True)
    ending = expected.split(":", 1)[0].removeprefix("proof")
    (tmp_path / "proof").write_text(RIGHT, encoding="utf-8")
    (tmp_path / f"proof{ending}").write_text(formula, encoding="utf-8")
    with pytest.raises(Rejected) as rejected:
        check(tmp_path / "proof")
    found = rejected.value
    assert f"{Path(found.file).name}:{found.line}: {found.reason}".startswith(expected)


def test_a_formula_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "proof").write_text(RIGHT, encoding="utf-8")
    with pytest.raises(Rejected, match="expected one formula beside it"):
        check(tmp_path / "proof")


# x1 or x2: three solutions
BLOCKED = f"{THREE}f 4;\nrup 1 x1 >= 1;\nrup >= 1;\n{END.replace('3', '6')}"
ALL = "v 1 2 0\nv 1 -2 0\nv -1 2 0\n"
SOLUTIONS = [
    (ALL, "exactly 3 solutions"),
    (ALL.replace("v 1 2 0\n", ""), "proof:2: the proof is about 4 constraints, loaded 3"),
    (ALL.replace("v 1 2", "v -1 -2"), "proof.solutions:1: the assignment violates constraint 1"),
    (ALL.replace("v 1 2", "v 1 -2"), "proof.solutions:0: a solution is listed twice"),
    (ALL.replace("v 1 2", "v 1"), "proof.solutions:1: 1 literals, expected each of 2"),
    (ALL.replace("v 1 2", "v 1 1"), "proof.solutions:1: 2 literals, expected each of 2"),
    (ALL.replace("v 1 2", "1 2"), "proof.solutions:1: expected 'v', literals and 0"),
    ("c none\n", "proof.solutions:0: no solution is listed"),
]


@pytest.mark.parametrize(("solutions", "expected"), SOLUTIONS)
def test_the_list_of_solutions_is_checked(tmp_path: Path, solutions: str, expected: str) -> None:
    assert verdict(tmp_path, BLOCKED, SATISFIABLE_OPB, solutions).startswith(expected)


def test_a_missing_solution_is_noticed(tmp_path: Path) -> None:
    proof = BLOCKED.replace("f 4", "f 3").replace(": 6", ": 5")
    found = verdict(tmp_path, proof, SATISFIABLE_OPB, ALL.replace("v 1 2 0\n", ""))
    assert found == "proof:4: not implied by unit propagation: >= 1"


def test_shown_solutions(tmp_path: Path) -> None:
    ends = "output NONE;\nconclusion SAT : x1 ~x2;\nend pseudo-Boolean proof;\n"
    assert verdict(tmp_path, THREE + ends, SATISFIABLE_OPB) == "solved"
    two = f"{THREE}sol ~x1 x2;\n{ends}"
    assert verdict(tmp_path, two, SATISFIABLE_OPB) == "at least 2 solutions"
    same = f"{THREE}sol x1 ~x2;\n{ends}"
    assert verdict(tmp_path, same, SATISFIABLE_OPB) == "solved"
    wrong = THREE + ends.replace("x1 ~x2", "~x1 ~x2")
    assert verdict(tmp_path, wrong, SATISFIABLE_OPB).startswith("proof:3: the assignment violates")


def test_a_model_as_sat_solvers_print_it(tmp_path: Path) -> None:
    formula = "p cnf 2 1\n1 2 0\n"
    assert verdict(tmp_path, "s SATISFIABLE\nv 1 -2 0\n", formula) == "solved"
    assert verdict(tmp_path, "s SATISFIABLE\n", formula) == "proof:0: no solution is shown"
    wrong = verdict(tmp_path, "s SATISFIABLE\nv -1 -2 0\n", formula)
    assert wrong == "proof:2: the assignment violates constraint 1 of the formula"


def test_binary_files_are_rejected_in_words(tmp_path: Path) -> None:
    (tmp_path / "proof.cnf").write_text(CNF, encoding="utf-8")
    (tmp_path / "proof").write_bytes(b"a\xff\x01\x00")
    with pytest.raises(Rejected, match="not a text file"):
        check(tmp_path / "proof")
