"""What pairs and equations can say that candidates cannot, and what they decide without search."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from random import Random

import pytest

from domains.affine import AffineDomain
from domains.candidates import CandidateDomain
from domains.errors import ModelError
from domains.families.base import Puzzle
from domains.families.cnf.family import Cnf
from domains.families.cnf.parity import (
    dubois,
    parity_clauses,
    parity_formula,
    parity_rules,
    random_system,
)
from domains.oracle import ExactOracle
from domains.pairs import PairDomain
from domains.problem import Problem
from domains.reading import from_path
from domains.reduced import pairs_and_equations
from proofs.laws.enumeration import structure_of
from proofs.precision.domains import odd_cycle, two_literal_clauses

TWO = structure_of(((0, 1), (0, 1)))
THREE = structure_of(((0, 1),) * 3)
DIFFERENT = [(0, 1), (1, 0)]
ODD = [row for row in product((0, 1), repeat=3) if sum(row) % 2]
NOT_ALL = [row for row in product((0, 1), repeat=2) if row != (1, 1)]


def stuck(problem: Problem) -> bool:
    """Whether candidates remove nothing at all."""
    domain = CandidateDomain(problem.structure)
    return bool((domain.deduce(problem, domain.top) == domain.top).all())


def test_pairs_and_equations_tell_apart_what_candidates_do_not() -> None:
    for domain in (PairDomain(TWO), AffineDomain(TWO), pairs_and_equations(TWO)):
        element = domain.alpha(DIFFERENT)
        assert domain.to_masks(element) == TWO.top
        assert not domain.contains(element, (1, 1))
    assert CandidateDomain(TWO).contains(CandidateDomain(TWO).alpha(DIFFERENT), (1, 1))


def test_neither_pairs_nor_equations_say_what_the_other_does() -> None:
    pairs, equations = PairDomain(THREE), AffineDomain(THREE)
    assert pairs.contains(pairs.alpha(ODD), (0, 0, 0))
    assert not equations.contains(equations.alpha(ODD), (0, 0, 0))
    pairs, equations = PairDomain(TWO), AffineDomain(TWO)
    assert not pairs.contains(pairs.alpha(NOT_ALL), (1, 1))
    assert equations.contains(equations.alpha(NOT_ALL), (1, 1))


@pytest.mark.parametrize("stated", [parity_rules, parity_formula])
@pytest.mark.parametrize("seed", range(4))
def test_equations_decide_random_systems(stated: object, seed: int) -> None:
    assert callable(stated)
    for solvable in (True, False):
        system = random_system(24, 20, Random(seed), solvable=solvable)
        problem = stated(24, system)
        domain = AffineDomain(problem.structure)
        element = domain.deduce(problem, domain.top)
        assert stuck(problem)
        assert (element != domain.bottom) == solvable == bool(ExactOracle().solutions(problem, 1))
        assert domain.size(element) == (ExactOracle().count(problem, limit=5000) or 0)


@pytest.mark.parametrize("degree", [3, 20, 100])
def test_equations_refute_the_dubois_chains(degree: int) -> None:
    problem = parity_formula(3 * degree, dubois(degree))
    domain = AffineDomain(problem.structure)
    assert domain.deduce(problem, domain.top) == domain.bottom
    assert stuck(problem)


def test_the_dubois_chain_is_the_published_one() -> None:
    clauses = list(parity_clauses(dubois(20)))
    assert len(clauses) == 160
    ends = {(-39, -40, 1), (-19, -59, 60), (-38, -41, 37), (39, 40, -38)}
    assert {frozenset(end) for end in ends} <= set(map(frozenset, clauses))
    with pytest.raises(ModelError, match="found 2"):
        dubois(2)


@pytest.mark.parametrize("seed", range(6))
def test_pairs_decide_clauses_of_two(seed: int) -> None:
    problem = two_literal_clauses(12, 14 + seed * 2, Random(seed)).problem()
    domain = PairDomain(problem.structure)
    left = domain.to_masks(domain.deduce(problem, domain.top))
    assert stuck(problem)
    assert left == ExactOracle().best_deduction(problem, problem.masks)


def test_an_odd_cycle_has_no_two_colours() -> None:
    problem = odd_cycle(13).problem()
    for domain in (PairDomain(problem.structure), AffineDomain(problem.structure)):
        assert domain.lattice.is_bottom(domain.deduce(problem, domain.top))
    assert stuck(problem)


@pytest.mark.parametrize("name", ["par8-2-c.cnf", "par8-3-c.cnf", "par8-4.cnf"])
def test_equations_solve_published_parity_learning(shared_data: Path, name: str) -> None:
    path = shared_data / "cnf" / name
    if not path.is_file():
        pytest.skip(f"{name} is not among the published instances at {path.parent}")
    (puzzle,) = Cnf().read(from_path(str(path)))
    assert isinstance(puzzle, Puzzle)
    problem = puzzle.problem
    domain, cells = AffineDomain(problem.structure), CandidateDomain(problem.structure)
    masks = domain.to_masks(domain.deduce(problem, domain.top))
    assert all(mask.bit_count() == 1 for mask in masks)
    assert problem.holds(problem.structure.decode(masks))
    weaker = cells.to_masks(cells.deduce(problem, cells.from_masks(problem.masks)))
    assert sum(mask.bit_count() > 1 for mask in weaker) > 50


def test_equations_of_an_element_are_written_out() -> None:
    domain = AffineDomain(THREE)
    left, right = domain.alpha(ODD), domain.alpha([(1, 0, 0)])
    assert domain.lattice.label(left) == "x0+x1+x2=1"
    assert domain.explain_not_leq(left, right) == "x0=1 does not follow from x0+x1+x2=1"


def test_systems_that_cannot_be() -> None:
    with pytest.raises(ModelError, match="2 variables, 9 equations of 3"):
        random_system(2, 9, Random(0), solvable=True)
