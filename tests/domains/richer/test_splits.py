"""What deduction by cases decides that propagation does not, and where it ends."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from domains.candidates import CandidateDomain
from domains.families.cnf.formula import cnf_problem
from domains.families.cnf.parity import dubois, parity_formula
from domains.logic import deduce_to_fixpoint
from domains.oracle import ExactOracle
from domains.pairs import PairDomain
from domains.problem import Masks, Problem
from domains.splits import SplitDomain
from domains.techniques.singleton_consistency import SINGLETON_CONSISTENCY
from proofs.laws.universes import LARGER, samples
from proofs.precision.domains import odd_cycle, two_literal_clauses

BOTH_WAYS = cnf_problem(6, [(-1, 2), (-1, 3), (-2, -3, 6), (1, 4), (1, 5), (-4, -5, 6)])
"""Variable 6 follows from 1 by two clauses and from its negation by two others."""


def left_by(domain: CandidateDomain | PairDomain, problem: Problem) -> Masks:
    """Return the candidates that a domain leaves of a problem."""
    return domain.to_masks(domain.deduce(problem, domain.top))


def test_what_branches_agree_on_is_more_than_what_refutation_shows() -> None:
    structure = BOTH_WAYS.structure
    assert deduce_to_fixpoint(structure, structure.top, [SINGLETON_CONSISTENCY]) == structure.top
    assert left_by(SplitDomain(structure), BOTH_WAYS) == (*structure.top[:5], 0b10)
    assert ExactOracle().best_deduction(BOTH_WAYS, structure.top)[5] == 0b10


@pytest.mark.parametrize("seed", range(6))
def test_splits_decide_clauses_of_two(seed: int) -> None:
    problem = two_literal_clauses(12, 14 + seed * 2, Random(seed)).problem()
    assert left_by(CandidateDomain(problem.structure), problem) == problem.masks
    expected = ExactOracle().best_deduction(problem, problem.masks)
    assert left_by(SplitDomain(problem.structure), problem) == expected


@pytest.mark.parametrize("length", [3, 13, 41])
def test_splits_refute_odd_cycles(length: int) -> None:
    problem = odd_cycle(length).problem()
    assert left_by(CandidateDomain(problem.structure), problem) == problem.masks
    assert not any(left_by(SplitDomain(problem.structure), problem))


def test_splits_do_not_add_exclusive_ors_up() -> None:
    problem = parity_formula(60, dubois(20))
    assert ExactOracle().solutions(problem, 1) == ()
    assert left_by(SplitDomain(problem.structure), problem) == problem.masks


@pytest.mark.parametrize("seed", range(8))
def test_splits_are_between_candidates_and_pairs(seed: int) -> None:
    rng = Random(seed)
    triples = [rng.sample(range(1, 9), 3) for _ in range(24)]
    problem = cnf_problem(8, [tuple(v * rng.choice((1, -1)) for v in t) for t in triples])
    cells, splits = CandidateDomain(problem.structure), SplitDomain(problem.structure)
    less, more = left_by(cells, problem), left_by(splits, problem)
    pairs = left_by(PairDomain(problem.structure), problem)
    assert all(b | a == a for a, b in zip(less, more, strict=True))
    assert all(c | b == b for b, c in zip(more, pairs, strict=True))


def test_givens_hold_in_every_branch_and_batches_are_deduced_one_by_one() -> None:
    structure = LARGER["five with a sum"]
    domain = SplitDomain(structure)
    given = (structure.top[0] & -structure.top[0], *structure.top[1:])
    problem = structure.problem().restrict(given)
    elements = [domain.from_masks(masks) for masks in samples(structure, 8)]
    together = domain.deduce(problem, np.stack(elements))
    alone = [domain.deduce(problem, element) for element in elements]
    assert np.array_equal(together, np.stack(alone))
    assert all(domain.leq(element, domain.from_masks(given)) for element in alone)
