"""Systems of exclusive-ors: as formulas, as published, and at random.

A system is a list of equations, each a tuple of variables (from 1, as in DIMACS) and the parity of
their sum. No candidate can be removed before all but one variable of an equation are known, so
per-variable knowledge is blind here, while Gaussian elimination decides every system.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import TYPE_CHECKING

from domains.errors import ModelError

if TYPE_CHECKING:
    from random import Random

    from domains.problem import Problem

Equation = tuple[tuple[int, ...], int]
"""Variables, and the sum of their values modulo 2."""


def parity_rules(variable_count: int, system: Iterable[Equation]) -> Problem:
    """Return the problem of a system, with one parity rule an equation."""
    from domains.problem import Structure
    from domains.rules import Parity

    names = tuple(f"x{v}" for v in range(1, variable_count + 1))
    rules = tuple(Parity(tuple(v - 1 for v in scope), parity) for scope, parity in system)
    return Structure(names, ((0, 1),) * variable_count, rules, "parity").problem()


def parity_clauses(system: Iterable[Equation]) -> Iterator[tuple[int, ...]]:
    """Yield the clauses of a system: one for each choice of values with the wrong sum."""
    for scope, parity in system:
        for values in product((0, 1), repeat=len(scope)):
            if sum(values) % 2 != parity:
                yield tuple(-v if value else v for v, value in zip(scope, values, strict=True))


def parity_formula(variable_count: int, system: Iterable[Equation]) -> Problem:
    """Return the problem of a system as a formula in conjunctive normal form."""
    from domains.families.cnf.formula import cnf_problem

    return cnf_problem(variable_count, list(parity_clauses(system)))


def dubois(degree: int) -> list[Equation]:
    """Return the system of the DIMACS instance dubois of a degree: 3 degree variables, no solution.

    A chain of sums goes up, and comes back over the same variables with the other parity. Source:
    O. Dubois, generator gensathard.c, second DIMACS challenge 1993; dubois20 to dubois100.

    Raises:
        ModelError: a degree below 3.
    """
    if degree < 3:
        message = f"expected a degree of at least 3, found {degree}"
        raise ModelError(message)
    up, last = 2 * degree, 3 * degree
    first = (up - 1, up, 1), 1
    rising = [((k, up + k, k + 1), 1) for k in range(1, degree - 1)]
    turn = [((degree - 1, last - 1, last), 1), ((degree, last - 1, last), 1)]
    falling = [((degree + k, last - 1 - k, degree + k - 1), 1) for k in range(1, degree - 1)]
    return [first, *rising, *turn, *falling, ((up - 1, up, up - 2), 0)]


def random_system(
    variable_count: int, equation_count: int, rng: Random, *, solvable: bool, width: int = 3
) -> list[Equation]:
    """Return random equations of ``width`` variables each, with a solution or without one.

    Without: one equation more, the sum of two or more of the others with the wrong parity, so that
    the contradiction is spread over many.

    Raises:
        ModelError: fewer variables than an equation has, or no two equations to contradict.
    """
    if variable_count < width or equation_count < 2:
        message = f"{variable_count} variables, {equation_count} equations of {width}: too few"
        raise ModelError(message)
    hidden = [rng.randrange(2) for _ in range(variable_count + 1)]
    scopes = [
        tuple(sorted(rng.sample(range(1, variable_count + 1), width)))
        for _ in range(equation_count)
    ]
    system = [(scope, sum(hidden[v] for v in scope) % 2) for scope in scopes]
    return system if solvable else [*system, _contradiction(system, rng)]


def _contradiction(system: list[Equation], rng: Random) -> Equation:
    """Return the sum of some equations, with the other parity."""
    chosen = rng.sample(system, rng.randint(2, min(5, len(system))))
    odd: set[int] = set()
    for scope, _ in chosen:
        odd ^= set(scope)
    return tuple(sorted(odd)), 1 - sum(parity for _, parity in chosen) % 2
