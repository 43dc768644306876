"""A certificate: a proof ``FILE``, and the formula ``FILE.opb`` or ``FILE.cnf`` that it is about.

Where all solutions are claimed to be known, ``FILE.solutions`` lists them, and the proof refutes
the formula together with one clause per solution that excludes it. This checker builds these
clauses itself; ``FILE.blocked.opb`` (or ``.cnf``), which is for other checkers, is not read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from proofs.checker.clausal import check_clausal
from proofs.checker.constraints import clause
from proofs.checker.errors import Rejected
from proofs.checker.formulas import Formula, read_dimacs, read_opb, read_solutions
from proofs.checker.veripb import HEADER, Proof, Solution

Checked = TypeVar("Checked")

SATISFIABLE = "s SATISFIABLE"
_READERS: dict[str, Callable[[str], Formula]] = {".opb": read_opb, ".cnf": read_dimacs}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a certificate was found to prove about its formula.

    Attributes:
        claim: ``infeasible``, ``unique``, ``solved``, ``exactly N solutions`` or ``at least N
            solutions``.
        solutions: the solutions it shows, as literals; all there are unless ``at least`` or
            ``solved``.
        steps: how many steps were checked.
        formula: the file that it is about.
    """

    claim: str
    solutions: tuple[Solution, ...]
    steps: int
    formula: str


def check(path: str | Path) -> Verdict:
    """Check a certificate.

    Raises:
        Rejected: it does not prove what it claims; says where and why.
        OSError: the proof cannot be read.
    """
    proof = Path(path)
    text = _text(proof)
    formula_path = _formula_of(proof)
    formula = _within(formula_path, lambda: _READERS[formula_path.suffix](_text(formula_path)))
    listed = _beside(proof, ".solutions")
    known: list[Solution] = []
    if listed.exists():
        known = _within(listed, lambda: read_solutions(_text(listed), formula))
        if not known:
            message = "no solution is listed"
            raise Rejected(message, file=str(listed))
    return _within(proof, lambda: _verdict(text, formula, known, str(formula_path)))


def _verdict(text: str, formula: Formula, known: Sequence[Solution], name: str) -> Verdict:
    """Check a proof, and say what it amounts to."""
    if text.startswith(SATISFIABLE):
        shown = read_solutions(text, formula)
        return _shown(shown, len(shown), name)
    if text.startswith(HEADER):
        proof = Proof(formula, known)
        proof.run(text)
        if not proof.refuted:
            return _shown(proof.solutions, proof.steps, name)
        steps = proof.steps
    else:
        excluding = [clause([-literal for literal in solution]) for solution in known]
        steps = check_clausal(text, [*formula.constraints, *excluding])
    claims = {0: "infeasible", 1: "unique"}
    claim = claims.get(len(known), f"exactly {len(known)} solutions")
    return Verdict(claim, tuple(known), steps, name)


def _shown(solutions: Sequence[Solution], steps: int, name: str) -> Verdict:
    """Return the verdict on solutions that nothing is said beyond."""
    found = tuple(dict.fromkeys(solutions))
    if not found:
        message = "no solution is shown"
        raise Rejected(message)
    claim = "solved" if len(found) == 1 else f"at least {len(found)} solutions"
    return Verdict(claim, found, steps, name)


def _beside(proof: Path, ending: str) -> Path:
    return proof.with_name(proof.name + ending)


def _formula_of(proof: Path) -> Path:
    """Return the one formula beside a proof."""
    found = [path for ending in _READERS if (path := _beside(proof, ending)).exists()]
    if len(found) != 1:
        names = " or ".join(_beside(proof, ending).name for ending in _READERS)
        message = f"expected one formula beside it, {names}; found {len(found)}"
        raise Rejected(message, file=str(proof))
    return found[0]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        message = "not a text file (binary proofs are not read)"
        raise Rejected(message, file=str(path)) from None


def _within(path: Path, action: Callable[[], Checked]) -> Checked:
    try:
        return action()
    except Rejected as error:
        raise Rejected(error.reason, error.line, error.file or str(path)) from None
