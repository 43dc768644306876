"""Writes DRAT and LRAT, and solutions of clauses as SAT solvers print them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from proofs.certificates.derivation import Deletion, Derivation, Lemma
from proofs.certificates.hints import HintFinder


def drat_lines(derivation: Derivation) -> Iterator[str]:
    """Yield a derivation without cutting planes as DRAT (its clauses are all RUP)."""
    derived: list[tuple[int, ...]] = []
    for step in derivation.steps:
        match step:
            case Lemma(literals):
                derived.append(literals)
                yield _line(literals)
            case Deletion(positions):
                yield from (f"d {_line(derived[position])}" for position in positions)


def lrat_lines(derivation: Derivation, formula: Sequence[Sequence[int]]) -> Iterator[str]:
    """Yield a derivation as LRAT: each clause with the clauses that it is propagated on.

    Args:
        derivation: its clauses follow by unit propagation.
        formula: the clauses it starts from, numbered from 1.
    """
    finder = HintFinder(formula)
    numbers: list[int] = []
    number = len(formula)
    for step in derivation.steps:
        match step:
            case Lemma(literals):
                number += 1
                numbers.append(number)
                hints = finder.hints(literals)
                yield f"{number} {' '.join(map(str, (*literals, 0, *hints, 0)))}\n"
                finder.add(number, literals)
            case Deletion(positions):
                gone = [n for n in [numbers[p] for p in positions] if finder.delete(n)]
                if gone:
                    yield f"{number} d {_line(gone)}"


def model_lines(solutions: Sequence[Sequence[int]]) -> Iterator[str]:
    """Yield solutions as SAT solvers print them."""
    yield "s SATISFIABLE\n"
    yield from (f"v {_line(solution)}" for solution in solutions)


def _line(literals: Sequence[int]) -> str:
    return f"{' '.join(map(str, (*literals, 0)))}\n"
