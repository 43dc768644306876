"""Every richer domain keeps the laws of abstract domains, and never says less than candidates."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest

from domains.candidates import CandidateDomain
from domains.errors import ModelError
from domains.masked import MaskedDomain
from domains.problem import Structure
from domains.registry import domain_makers
from domains.rules import Parity
from proofs.audit import audit
from proofs.laws.enumeration import structure_of
from proofs.laws.universes import LARGER, MINIATURES, TINY, samples

RICHER = {name: make for name, make in domain_makers().items() if name != "candidates"}
STRONGER = [name for name in RICHER if name != "intervals"]

STRUCTURES: dict[str, Structure] = {
    "one value": MINIATURES["one value"],
    "table": MINIATURES["table"],
    "clauses": MINIATURES["clauses"],
    "all different": MINIATURES["all different"],
    "parity": structure_of(((0, 1), (1, 2), (0, 1, 2)), Parity((0, 1, 2)), Parity((0, 1), 0)),
}


def make(name: str, structure: Structure) -> Any:  # noqa: ANN401  (elements of its own)
    domain = RICHER[name](structure)
    assert isinstance(domain, (MaskedDomain, CandidateDomain))
    return domain


@pytest.mark.parametrize("structure", STRUCTURES.values(), ids=STRUCTURES)
@pytest.mark.parametrize("name", RICHER)
def test_the_laws_hold(name: str, structure: Structure) -> None:
    report = audit(make(name, structure), examples=4, exhaustive_up_to=40)
    assert report.ok, [str(result.counterexample) for result in report.broken]
    assert report.cases > 200


@pytest.mark.parametrize("name", RICHER)
def test_candidates_come_back_as_they_were_or_above(name: str) -> None:
    structure = TINY["other rules"]
    domain = make(name, structure)
    for masks in samples(structure, 40):
        element = domain.from_masks(masks)
        told = domain.to_masks(element)
        if all(masks) and name != "intervals":
            assert told == masks
        for row in product(*structure.values):
            inside = all(b & m for b, m in zip(structure.encode(row), masks, strict=True))
            assert not inside or domain.contains(element, row)


@pytest.mark.parametrize("name", STRONGER)
def test_no_less_is_deduced_than_by_candidates(name: str) -> None:
    structure = LARGER["five with a sum"]
    domain, cells, problem = make(name, structure), CandidateDomain(structure), structure.problem()
    for masks in samples(structure, 12):
        left = domain.to_masks(domain.deduce(problem, domain.from_masks(masks)))
        weaker = cells.deduce(problem, cells.from_masks(masks))
        assert cells.leq(cells.from_masks(left), weaker)


def test_intervals_see_no_holes() -> None:
    structure = structure_of(((1, 2, 3), (2,)), *LARGER["four of five"].rules[:0])
    domain = make("intervals", structure)
    assert domain.to_masks(domain.from_masks((0b101, 1))) == (0b111, 1)
    assert np.array_equal(domain.from_masks((0b101, 1)), [[1, 3], [2, 2]])


@pytest.mark.parametrize("name", RICHER)
def test_a_problem_over_another_structure_is_refused(name: str) -> None:
    domain = make(name, STRUCTURES["table"])
    with pytest.raises(ModelError, match="another structure"):
        domain.deduce(STRUCTURES["clauses"].problem(), domain.top)


@pytest.mark.parametrize("name", ["splits", "pairs", "equations"])
def test_a_value_that_its_variable_does_not_have(name: str) -> None:
    domain = make(name, STRUCTURES["table"])
    with pytest.raises(ModelError, match="b cannot be 9"):
        domain.alpha([[0, 9]])
    assert not domain.contains(domain.top, [0, 9])
