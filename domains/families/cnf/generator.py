"""Generating formulas with exactly one solution: random clauses around a planted assignment.

Clauses are drawn uniformly among those of k literals that the planted assignment satisfies, until
no other solution is left; then every clause that is not needed goes. What comes out depends only on
the request and the random numbers, not on which solutions an oracle happens to find.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from random import Random

from domains.errors import ModelError
from domains.families.base import GenerateRequest, SolutionOracle
from domains.families.cnf.formula import cnf_problem
from domains.problem import Problem

DEFAULT_SIZE = 20
LARGEST_SIZE = 500
DEFAULT_WIDTH = 3

DimacsClause = tuple[int, ...]


def generate_formula(request: GenerateRequest, rng: Random, oracle: SolutionOracle) -> Problem:
    """Return a formula with one solution; see `Cnf.generate`.

    Raises:
        ModelError: a request that no formula fulfils.
    """
    size = _size(request)
    width = _width(request, size)
    draws = _draws(rng, [v if rng.random() < 0.5 else -v for v in range(1, size + 1)], width)
    clauses = _enough(size, draws, oracle)
    rng.shuffle(clauses)
    clauses = _minimal(size, clauses, oracle)
    if request.clues is not None:
        _extend(clauses, request.clues, draws, most=(2**width - 1) * math.comb(size, width))
    return cnf_problem(size, clauses)


def _size(request: GenerateRequest) -> int:
    size = DEFAULT_SIZE if request.size is None else request.size
    if not 2 <= size <= LARGEST_SIZE:
        message = f"{size} variables; expected 2 to {LARGEST_SIZE}"
        raise ModelError(message)
    return size


def _width(request: GenerateRequest, size: int) -> int:
    """Return k, the number of literals of a clause."""
    options = dict(request.options)
    text = options.pop("k", str(DEFAULT_WIDTH))
    if options:
        message = f"a formula has no option {min(options)!r}; it has 'k', the literals of a clause"
        raise ModelError(message)
    if not (text.isascii() and text.isdigit() and len(text) < 5 and 2 <= int(text) <= size):
        message = f"k is {text!r} for {size} variables; expected a number from 2 to {size}"
        raise ModelError(message)
    return int(text)


def _draws(rng: Random, planted: Sequence[int], width: int) -> Iterator[DimacsClause]:
    """Yield random clauses that the planted literals satisfy, for ever."""
    while True:
        literals = [planted[v] for v in sorted(rng.sample(range(len(planted)), width))]
        signs = rng.randrange(1, 2**width)  # bit set: the literal is true in the planted solution
        yield tuple([literal if signs >> k & 1 else -literal for k, literal in enumerate(literals)])


def _enough(size: int, draws: Iterator[DimacsClause], oracle: SolutionOracle) -> list[DimacsClause]:
    """Draw different clauses, twice as many each time, until they leave one solution.

    This ends: all clauses that the planted solution satisfies exclude every other assignment.
    """
    clauses: dict[DimacsClause, None] = {}
    while not _is_unique(cnf_problem(size, clauses), oracle):
        for _ in range(max(size, len(clauses))):
            clauses[next(draws)] = None
    return list(clauses)


def _minimal(
    size: int, clauses: Sequence[DimacsClause], oracle: SolutionOracle
) -> list[DimacsClause]:
    """Leave out each clause that the others make unnecessary.

    Every clause gets a variable of its own that switches it on, so that all questions are about one
    structure, whose solver the oracle keeps.
    """
    last = size + len(clauses)
    switches = range(size + 1, last + 1)
    switched = [(*clause, -switch) for clause, switch in zip(clauses, switches, strict=True)]
    structure = cnf_problem(last, switched).structure
    on = dict.fromkeys(switches, True)
    for switch in switches:
        on[switch] = False
        values = [(number - 1, int(is_on)) for number, is_on in on.items()]
        on[switch] = not _is_unique(structure.problem(values), oracle)
    return [clause for clause, is_on in zip(clauses, on.values(), strict=True) if is_on]


def _is_unique(problem: Problem, oracle: SolutionOracle) -> bool:
    return len(oracle.solutions(problem, 2)) == 1


def _extend(
    clauses: list[DimacsClause], wanted: int, draws: Iterator[DimacsClause], most: int
) -> None:
    """Add different clauses up to a wanted number."""
    if not len(clauses) <= wanted <= most:
        message = f"{wanted} clauses; this formula can have from {len(clauses)} to {most}"
        raise ModelError(message)
    present = set(clauses)
    while len(clauses) < wanted:
        clause = next(draws)
        if clause not in present:
            present.add(clause)
            clauses.append(clause)
