"""The precision of whole abstract domains, measured in candidates: what each adds to the others.

Every domain is given candidate sets, deduces in its own terms, and tells the candidates it leaves.
The structures are those of the laws, and families made for the difference: systems of
exclusive-ors, clauses of two literals, odd cycles in two colours. Of the published dubois chains
only the formula as given is tried. The table is kept in ``domains.csv`` beside this file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from random import Random
from typing import Any

from domains.best import BestDeductions
from domains.candidates import CandidateDomain
from domains.families.cnf.formula import cnf_problem
from domains.families.cnf.parity import dubois, parity_formula, parity_rules, random_system
from domains.masked import MaskedDomain
from domains.problem import Masks, Structure
from domains.registry import domain_makers
from domains.rules import AllDifferent
from proofs.laws.enumeration import structure_of
from proofs.laws.universes import LARGER, MINIATURES, TINY
from proofs.precision.table import Precision, line_of, tried

GOLDEN = Path(__file__).with_name("domains.csv")

MOST_ELEMENTS = 40
"""Of a universe with more elements about so many are tried, ⊤ among them."""


def two_literal_clauses(variable_count: int, clause_count: int, rng: Random) -> Structure:
    """Return random clauses of two literals of different variables."""
    variables = range(1, variable_count + 1)
    pairs = [rng.sample(variables, 2) for _ in range(clause_count)]
    clauses = [tuple(v * rng.choice((1, -1)) for v in pair) for pair in pairs]
    return cnf_problem(variable_count, clauses).structure


def odd_cycle(length: int) -> Structure:
    """Return a cycle whose neighbours differ, in two colours: there is none if it is odd."""
    edges = [AllDifferent((v, (v + 1) % length)) for v in range(length)]
    return structure_of(((0, 1),) * length, *edges)


@cache
def families() -> dict[str, Structure]:
    """Return the structures that were made for the difference."""
    with_one = random_system(12, 10, Random(1), solvable=True)
    without = random_system(12, 10, Random(2), solvable=False)
    return {
        "exclusive-ors": parity_rules(12, with_one).structure,
        "exclusive-ors as clauses": parity_formula(12, with_one).structure,
        "contradictory exclusive-ors": parity_rules(12, without).structure,
        "clauses of two": two_literal_clauses(12, 15, Random(1)),
        "contradictory clauses of two": two_literal_clauses(12, 30, Random(4)),
        "odd cycle in two colours": odd_cycle(13),
    }


def published() -> dict[str, Structure]:
    """Return formulas of which only ⊤ is tried."""
    degrees = (20, 50, 100)
    return {f"dubois{d}": parity_formula(3 * d, dubois(d)).structure for d in degrees}


def universes() -> dict[str, list[Masks]]:
    """Return per structure the elements to try."""
    found = {
        name: _spread([structure.top, *tried(structure)])
        for name, structure in structures().items()
        if name not in published()
    }
    return found | {name: [structure.top] for name, structure in published().items()}


@cache
def structures() -> dict[str, Structure]:
    """Return the structures of the table."""
    larger = {name: LARGER[name] for name in ("4x4 Sudoku", "five with a sum")}
    return {**MINIATURES, **TINY, **larger, **families(), **published()}


def _spread(elements: list[Masks]) -> list[Masks]:
    """Return some of many elements, the greatest of them first."""
    ordered = sorted(elements, key=lambda masks: -sum(mask.bit_count() for mask in masks))
    return ordered[:: max(1, len(elements) // MOST_ELEMENTS)]


def told(name: str, structure: Structure) -> Callable[[Masks], Masks]:
    """Return what a domain makes of candidate sets: it hears them, deduces, and tells."""
    domain = domain_makers()[name](structure)
    assert isinstance(domain, (CandidateDomain, MaskedDomain)), name
    return partial(_told, domain)


def _told(domain: Any, masks: Masks) -> Masks:  # noqa: ANN401  (each has its own elements)
    """Return the candidates left; a conflict is the zero mask everywhere."""
    problem = domain.structure.problem()
    left = domain.to_masks(domain.deduce(problem, domain.from_masks(masks)))
    both = tuple(mask & other for mask, other in zip(masks, left, strict=True))
    return both if all(both) else (0,) * len(both)


def measure_universe(name: str, asked: list[Masks]) -> Iterator[Precision]:
    """Yield a line for each domain."""
    structure = structures()[name]
    best = BestDeductions().many(structure.problem(), asked)
    for title in domain_makers():
        yield line_of(title, name, asked, best, list(map(told(title, structure), asked)))


def measure() -> tuple[Precision, ...]:
    """Return the whole table, universe by universe."""
    return tuple(line for pair in universes().items() for line in measure_universe(*pair))
