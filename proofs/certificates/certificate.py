"""A certificate: the files that let someone else check an answer.

``FILE`` is the proof and ``FILE.opb`` or ``FILE.cnf`` the puzzle's formula. An answer that says
that all solutions are known lists them in ``FILE.solutions`` and refutes the formula with one more
clause per solution, which is written out as ``FILE.blocked.opb`` or ``.cnf`` for other checkers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from domains.export.dimacs import clauses
from domains.problem import Problem, Structure
from domains.rules.clause import Clause
from proofs.certificates import clausal, veripb
from proofs.certificates.derivation import Derivation
from proofs.certificates.formula import CNF, OPB, Literals, formula_text
from proofs.certificates.solutions import literals_of
from search.answer import Abstained, Answer

CLAUSAL_FORMATS = ("drat", "lrat")
FORMATS = (*veripb.VERSIONS, *CLAUSAL_FORMATS)


@dataclass(frozen=True, slots=True)
class Certificate:
    """The files of a certificate: what each name ends with after ``FILE``, and its text."""

    files: dict[str, str]

    def write(self, path: str | Path) -> None:
        """Write every file, the proof itself last; stale parts of an earlier one go first.

        Raises:
            OSError: a file cannot be written.
        """
        proof = Path(path)
        for ending in PARTS:
            if ending not in self.files:
                proof.with_name(proof.name + ending).unlink(missing_ok=True)
        for ending in sorted(self.files, reverse=True):
            _write(proof.with_name(proof.name + ending), self.files[ending])


PARTS = (".opb", ".cnf", ".solutions", ".blocked.opb", ".blocked.cnf")


def _write(path: Path, text: str) -> None:
    """Write a file that appears, complete, or not at all."""
    temporary = path.with_name(f"{path.name}.part")
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(path)


def is_clausal(structure: Structure) -> bool:
    """Tell whether a structure is a formula in conjunctive normal form."""
    two = all(len(values) == 2 for values in structure.values)
    return two and all(isinstance(rule, Clause) for rule in structure.rules)


@lru_cache(maxsize=16)
def needs_no_auxiliary_atoms(structure: Structure) -> bool:
    """Tell whether the clauses of a structure speak of its own atoms only.

    Then each clause follows by unit propagation from one constraint of the ground form, and so a
    clausal refutation is one of the ground form.
    """
    atoms, _ = clauses(Problem(structure, structure.top))
    return atoms == structure.ground.atom_count


def default_format(structure: Structure) -> str:
    """Return what is written unless something else is asked for."""
    return "drat" if is_clausal(structure) else "veripb3"


def certify(answer: Answer, derivation: Derivation | None, proof_format: str) -> Certificate | None:
    """Return the certificate of an answer, or None when there is nothing to certify.

    Args:
        answer: what was answered.
        derivation: a refutation of what the answer excludes; needed where it excludes something.
        proof_format: one of `FORMATS`.
    """
    if isinstance(answer, Abstained):
        return None
    solutions = [literals_of(answer.problem, assignment) for assignment in answer.solutions]
    if answer.count is None:
        derivation = None
    elif derivation is None or not derivation.closed:
        return None
    formula = formula_text(answer.problem, CNF if proof_format in CLAUSAL_FORMATS else OPB)
    files = {formula.ending: str(formula)}
    if derivation and solutions:
        files[".solutions"] = "".join(f"v {' '.join(map(str, (*s, 0)))}\n" for s in solutions)
        files[f".blocked{formula.ending}"] = str(formula.excluding(solutions))
    if derivation is None:
        lines = _showing(solutions, proof_format, formula.constraints)
    elif proof_format in CLAUSAL_FORMATS:
        lines = _refuting(answer.problem, solutions, derivation, proof_format)
    else:
        loaded = formula.constraints + len(solutions)
        lines = veripb.refutation_lines(proof_format, derivation, loaded)
    return Certificate(files | {"": "".join(lines)})


def excluding_clauses(problem: Problem, solutions: Iterable[Literals]) -> list[list[int]]:
    """Return the clauses of a clausal problem, and one per solution that excludes it."""
    _, found = clauses(problem)
    return [*found, *([-literal for literal in solution] for solution in solutions)]


def _showing(solutions: Sequence[Literals], proof_format: str, loaded: int) -> Iterator[str]:
    """Return a proof that solutions are solutions."""
    if proof_format in CLAUSAL_FORMATS:
        return clausal.model_lines(solutions)
    return veripb.solution_lines(proof_format, solutions, loaded)


def _refuting(
    problem: Problem, solutions: Sequence[Literals], derivation: Derivation, proof_format: str
) -> Iterator[str]:
    """Return a clausal refutation."""
    if proof_format == "drat":
        return clausal.drat_lines(derivation)
    return clausal.lrat_lines(derivation, excluding_clauses(problem, solutions))
