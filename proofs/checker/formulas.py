"""Reads what is to be proved about: OPB files, and DIMACS CNF files.

Formats: Roussel and Manquinho, Input/output format and solver requirements for the competitions of
pseudo-Boolean solvers, 2012 (linear constraints without an objective); DIMACS CNF as drat-trim
reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from proofs.checker.constraints import Constraint, clause, integer, negation, read_constraint
from proofs.checker.errors import Rejected

_OPB_HEADER = re.compile(r"\* #variable= ([0-9]+) #constraint= ([0-9]+).*")


@dataclass(frozen=True, slots=True)
class Formula:
    """Variables 1 to ``variables``, and constraints in the order of the file."""

    variables: int
    constraints: tuple[Constraint, ...]


def read_opb(text: str) -> Formula:
    """Read an OPB file whose first line states how many variables and constraints it has.

    An equation is two constraints, "at least" first, as VeriPB counts them.

    Raises:
        Rejected: a line is no constraint, or the counts are wrong.
    """
    lines = text.splitlines()
    header = _OPB_HEADER.fullmatch(lines[0]) if lines else None
    if not header:
        message = "expected '* #variable= N #constraint= M'"
        raise Rejected(message, 1)
    found: list[Constraint] = []
    for number, line in enumerate(lines[1:], 2):
        if line.strip() and not line.startswith("*"):
            try:
                found += _opb_constraints(line)
            except Rejected as error:
                raise Rejected(error.reason, number) from None
    return _complete(found, int(header[1]), int(header[2]))


def _opb_constraints(line: str) -> list[Constraint]:
    body, semicolon, rest = line.partition(";")
    if not semicolon or rest.strip():
        message = f"expected one constraint and ';', found {line.strip()!r}"
        raise Rejected(message)
    constraint, relation = read_constraint(body.split())
    if relation == ">=":
        return [constraint]
    at_most = negation(Constraint(constraint.terms, constraint.degree + 1))
    return [constraint, at_most]


def read_dimacs(text: str) -> Formula:
    """Read a DIMACS CNF file; a clause may go over several lines.

    Raises:
        Rejected: a token is no literal of the formula, or the counts are wrong.
    """
    sizes: tuple[int, int] | None = None
    found: list[Constraint] = []
    literals: list[int] = []
    for number, line in enumerate(text.splitlines(), 1):
        words = line.split()
        if words[:2] == ["p", "cnf"] and len(words) == 4 and sizes is None:
            sizes = integer(words[2]), integer(words[3])
        elif words and words[0] != "c":
            try:
                for word in words:
                    literals.append(integer(word))
                    if literals[-1] == 0:
                        found.append(clause(literals[:-1]))
                        literals = []
            except Rejected as error:
                raise Rejected(error.reason, number) from None
    if sizes is None or literals:
        message = "the last clause does not end with 0" if sizes else "no line 'p cnf N M'"
        raise Rejected(message)
    return _complete(found, *sizes)


def _complete(found: list[Constraint], variables: int, count: int) -> Formula:
    """Return the formula, if it is as large as it says."""
    highest = max((abs(x) for constraint in found for x in constraint.terms), default=0)
    if len(found) != count or highest > variables:
        message = (
            f"the header states {variables} variables and {count} constraints, "
            f"found x{highest} and {len(found)} constraints"
        )
        raise Rejected(message)
    return Formula(variables, tuple(found))


def read_solutions(text: str, formula: Formula) -> list[tuple[int, ...]]:
    """Read lines ``v 1 -2 3 0``, each an assignment to every variable that satisfies the formula.

    Raises:
        Rejected: a line is no such assignment, or is there twice.
    """
    found: list[tuple[int, ...]] = []
    for number, line in enumerate(text.splitlines(), 1):
        words = line.split()
        if words[:1] in ([], ["c"], ["s"]):
            continue
        if words[0] != "v" or words[-1] != "0":
            message = f"expected 'v', literals and 0, found {line.strip()!r}"
            raise Rejected(message, number)
        try:
            found.append(solution(map(integer, words[1:-1]), formula))
        except Rejected as error:
            raise Rejected(error.reason, number) from None
    for one, other in pairwise(sorted(found)):
        if one == other:
            message = "a solution is listed twice"
            raise Rejected(message)
    return found


def solution(literals: Iterable[int], formula: Formula) -> tuple[int, ...]:
    """Return an assignment in the order of its variables.

    Raises:
        Rejected: it leaves a variable open, or violates a constraint.
    """
    found = tuple(sorted(literals, key=abs))
    if [abs(literal) for literal in found] != [*range(1, formula.variables + 1)]:
        message = f"{len(found)} literals, expected each of {formula.variables} variables once"
        raise Rejected(message)
    true = frozenset(found)
    for number, constraint in enumerate(formula.constraints, 1):
        if not constraint.holds(true):
            message = f"the assignment violates constraint {number} of the formula"
            raise Rejected(message)
    return found
