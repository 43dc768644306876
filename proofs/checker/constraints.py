"""Pseudo-Boolean constraints, normalised, and the cutting-planes rules on them.

A literal is a signed number: 7 for ``x7``, -7 for its negation. A constraint says that the
coefficients of its true literals add up to ``degree`` or more; coefficients are positive, and no
variable occurs twice.

Source: Cook, Coullard and Turan, On the complexity of cutting-plane proofs, 1987; division and
saturation as in Buss and Nordström, Proof complexity and SAT solving, Handbook of Satisfiability,
2021, section 7.7.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from proofs.checker.errors import Rejected

_INTEGER = re.compile(r"[+-]?[0-9]+")
_LITERAL = re.compile(r"(~?)x([1-9][0-9]*)")


class Constraint(NamedTuple):
    """``sum of coefficient times literal >= degree``; see the module."""

    terms: dict[int, int]
    degree: int

    @property
    def slack(self) -> int:
        """How much may be lost before it is violated: negative when nothing can satisfy it."""
        return sum(self.terms.values()) - self.degree

    def holds(self, true: Collection[int]) -> bool:
        """Tell whether a set of true literals satisfies it, whatever else is true."""
        return sum(c for literal, c in self.terms.items() if literal in true) >= self.degree

    def is_clause(self) -> bool:
        """Tell whether one true literal, any of them, is enough and is needed."""
        return self.degree > 0 and min(self.terms.values(), default=self.degree) >= self.degree


def normalised(terms: Iterable[tuple[int, int]], degree: int) -> Constraint:
    """Return the constraint of (coefficient, literal) pairs of any sign; literals may repeat."""
    total: dict[int, int] = {}
    for coefficient, literal in terms:
        variable = abs(literal)
        if literal > 0:
            total[variable] = total.get(variable, 0) + coefficient
        else:  # c times not x is c - c times x
            total[variable] = total.get(variable, 0) - coefficient
            degree -= coefficient
    degree -= sum(c for c in total.values() if c < 0)
    kept = {(v if c > 0 else -v): abs(c) for v, c in total.items() if c}
    return Constraint(kept, degree)


def clause(literals: Iterable[int]) -> Constraint:
    """Return that one of the literals is true."""
    return normalised([(1, literal) for literal in dict.fromkeys(literals)], 1)


def add(one: Constraint, other: Constraint) -> Constraint:
    """Return the sum; a literal and its negation cancel to a constant."""
    terms, degree = dict(one.terms), one.degree + other.degree
    for literal, coefficient in other.terms.items():
        opposite = terms.pop(-literal, 0)
        degree -= min(opposite, coefficient)
        if opposite > coefficient:
            terms[-literal] = opposite - coefficient
        elif coefficient > opposite:
            terms[literal] = terms.get(literal, 0) + coefficient - opposite
    return Constraint(terms, degree)


def multiply(one: Constraint, factor: int) -> Constraint:
    """Return a positive multiple."""
    return Constraint({x: c * factor for x, c in one.terms.items()}, one.degree * factor)


def divide(one: Constraint, divisor: int) -> Constraint:
    """Return the constraint divided by a positive integer, everything rounded up."""
    terms = {literal: -(-c // divisor) for literal, c in one.terms.items()}
    return Constraint(terms, -(-one.degree // divisor))


def saturate(one: Constraint) -> Constraint:
    """Cut coefficients down to the degree."""
    degree = max(one.degree, 0)
    return Constraint({x: min(c, degree) for x, c in one.terms.items() if degree}, degree)


def weaken(one: Constraint, variable: int) -> Constraint:
    """Forget a variable: count its literal as true."""
    lost = one.terms.get(variable, 0) + one.terms.get(-variable, 0)
    kept = {x: c for x, c in one.terms.items() if abs(x) != variable}
    return Constraint(kept, one.degree - lost)


def negation(one: Constraint) -> Constraint:
    """Return what is true exactly when the constraint is not."""
    return Constraint({-x: c for x, c in one.terms.items()}, one.slack + 1)


def integer(token: str) -> int:
    """Read an integer.

    Raises:
        Rejected: it is none.
    """
    if not _INTEGER.fullmatch(token):
        message = f"{token!r} is no integer"
        raise Rejected(message)
    return int(token)


def literal_of(token: str) -> int:
    """Read ``x7`` or ``~x7``.

    Raises:
        Rejected: it is neither.
    """
    match = _LITERAL.fullmatch(token)
    if not match:
        message = f"{token!r} is no literal (x1, ~x1, x2, ...)"
        raise Rejected(message)
    return -int(match[2]) if match[1] else int(match[2])


def read_constraint(tokens: Sequence[str]) -> tuple[Constraint, str]:
    """Read ``1 x1 2 ~x2 >= 2``; returns the constraint as if the relation were ``>=``, and it.

    Raises:
        Rejected: it is not of that form.
    """
    if len(tokens) < 2 or len(tokens) % 2 or tokens[-2] not in (">=", "="):
        message = f"{' '.join(tokens) or 'nothing'!r} is no constraint"
        raise Rejected(message)
    pairs = zip(tokens[:-2:2], tokens[1:-2:2], strict=True)
    terms = [(integer(number), literal_of(name)) for number, name in pairs]
    return normalised(terms, integer(tokens[-1])), tokens[-2]
