"""A formula as a problem: variables x1 ... xn with values 0 and 1, clauses as rules.

Unit clauses become givens: they are in the masks a problem starts from, not among the rules.
Tautologies and repeated clauses say nothing and are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from domains.problem import Problem, Structure
from domains.rules.clause import Clause

VALUES = (0, 1)


def cnf_problem(variable_count: int, clauses: Iterable[Sequence[int]]) -> Problem:
    """Return the problem of a formula.

    Args:
        variable_count: number of variables.
        clauses: non-zero literals from -variable_count to variable_count, as in DIMACS.

    >>> problem = cnf_problem(3, [(1, -3), (2,), (2, 3, -2)])
    >>> problem.masks, [str(rule) for rule in problem.structure.rules]
    ((3, 2, 3), ['clause 1'])
    """
    givens: list[tuple[int, int]] = []
    rules: list[Clause] = []
    for number, literals in _first_of_each(clauses):
        candidates = tuple([candidate(literal) for literal in literals])
        if len(candidates) == 1:
            givens += candidates
        else:
            rules.append(Clause(candidates, f"clause {number}"))
    names = tuple(f"x{number}" for number in range(1, variable_count + 1))
    structure = Structure(names, (VALUES,) * variable_count, tuple(rules), "cnf")
    return structure.problem(givens)


def _first_of_each(clauses: Iterable[Sequence[int]]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield the clauses with their numbers from 1, without tautologies and repetitions."""
    seen: set[frozenset[int]] = set()
    for number, clause in enumerate(clauses, 1):
        literals = frozenset(clause)
        if literals not in seen and not any(-literal in literals for literal in literals):
            seen.add(literals)
            yield number, tuple(dict.fromkeys(clause))


def candidate(literal: int) -> tuple[int, int]:
    """Return the (variable, value) pair that a DIMACS literal stands for."""
    return abs(literal) - 1, int(literal > 0)


def literal_of(variable: int, value: int) -> int:
    """Return the DIMACS literal of a (variable, value) pair."""
    return variable + 1 if value else -(variable + 1)
