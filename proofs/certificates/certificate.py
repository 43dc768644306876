"""A certificate: the files that let someone else check an answer.

``FILE`` is the proof and ``FILE.opb`` or ``FILE.cnf`` the puzzle's formula. An answer that says
that all solutions are known lists them in ``FILE.solutions`` and refutes the formula with one more
clause per solution, which is written out as ``FILE.blocked.opb`` or ``.cnf`` for other checkers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from domains.export.dimacs import clauses, dimacs_lines
from domains.export.opb import opb_lines
from domains.problem import Problem, Structure
from domains.rules.clause import Clause
from proofs.certificates import clausal, veripb
from proofs.certificates.derivation import Derivation
from proofs.certificates.solutions import literals_of
from search.answer import Abstained, Answer

CLAUSAL_FORMATS = ("drat", "lrat")
FORMATS = (*veripb.VERSIONS, *CLAUSAL_FORMATS)

Literals = Sequence[int]


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
    complete = answer.count is not None
    if complete and (derivation is None or not derivation.closed):
        return None
    ending = ".cnf" if proof_format in CLAUSAL_FORMATS else ".opb"
    formula = list(_formula(answer.problem, ending))
    files = {ending: "".join(formula)}
    blocked = formula
    if complete and solutions:
        blocked = list(_blocked(formula, solutions, ending))
        files[".solutions"] = "".join(f"v {' '.join(map(str, (*s, 0)))}\n" for s in solutions)
        files[f".blocked{ending}"] = "".join(blocked)
    refutation = derivation if complete else None
    files[""] = "".join(_proof(answer.problem, solutions, refutation, proof_format))
    return Certificate(files)


def excluding_clauses(problem: Problem, solutions: Iterable[Literals]) -> list[list[int]]:
    """Return the clauses of a clausal problem, and one per solution that excludes it."""
    _, found = clauses(problem)
    return [*found, *([-literal for literal in solution] for solution in solutions)]


def _proof(
    problem: Problem,
    solutions: Sequence[Literals],
    derivation: Derivation | None,
    proof_format: str,
) -> Iterator[str]:
    """Return the lines of the proof itself."""
    if proof_format in CLAUSAL_FORMATS:
        if derivation is None:
            return clausal.model_lines(solutions)
        if proof_format == "drat":
            return clausal.drat_lines(derivation)
        return clausal.lrat_lines(derivation, excluding_clauses(problem, solutions))
    loaded = sum(1 for _ in problem.structure.ground.inequalities())
    loaded += sum(1 for _ in problem.structure.ground.units(problem))
    if derivation is None:
        return veripb.solution_lines(proof_format, solutions, loaded)
    return veripb.refutation_lines(proof_format, derivation, loaded + len(solutions))


def _formula(problem: Problem, ending: str) -> Iterator[str]:
    return opb_lines(problem) if ending == ".opb" else dimacs_lines(problem)


def _blocked(formula: Sequence[str], solutions: Sequence[Literals], ending: str) -> Iterator[str]:
    """Yield a formula with the excluding clauses appended, and counted in its header."""
    for line in formula:
        words = line.split()
        if line.startswith(("* #variable=", "p cnf")):
            words[-1] = str(int(words[-1]) + len(solutions))
            yield f"{' '.join(words)}\n"
        else:
            yield line
    for solution in solutions:
        if ending == ".cnf":
            yield f"{' '.join(map(str, (*(-literal for literal in solution), 0)))}\n"
        else:
            yield f"{_opb_clause([-literal for literal in solution])}\n"


def _opb_clause(literals: Literals) -> str:
    """Write a clause without negated literals, which not every OPB reader knows."""
    terms = [f"+1 x{x}" if x > 0 else f"-1 x{-x}" for x in literals]
    negated = sum(literal < 0 for literal in literals)
    return f"{' '.join(terms) or '+0 x1'} >= {1 - negated} ;"
