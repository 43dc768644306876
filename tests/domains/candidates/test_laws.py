"""The candidate domain is a Galois connection; its templates check and treat ⊤ and ⊥."""

from __future__ import annotations

from itertools import chain, combinations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domains.candidates import CandidateDomain, CandidateElement
from domains.errors import ModelError
from domains.families.sudoku import sudoku_structure
from domains.problem import Assignment, Structure
from lattice import ImproperElementError, TooManyElementsError, cartesian_connection
from tests.domains.enumeration import elements, members
from tests.domains.small_problems import TINY, elements_of

tiny = pytest.mark.parametrize("domain", list(map(CandidateDomain, TINY.values())), ids=TINY)
SUDOKU = CandidateDomain(sudoku_structure(2, 2))


def all_elements(domain: CandidateDomain) -> list[CandidateElement]:
    return [domain.from_masks(masks) for masks in elements(domain.structure.values)]


def some_sets(structure: Structure) -> list[tuple[Assignment, ...]]:
    """All sets of up to three assignments, the set of all of them, and the empty one."""
    everything = list(product(*structure.values))
    small = chain.from_iterable(combinations(everything, size) for size in range(4))
    return [*small, tuple(everything)]


@tiny
def test_alpha_and_gamma_are_adjoint(domain: CandidateDomain) -> None:
    for assignments in some_sets(domain.structure):
        alpha = domain.alpha(assignments)
        for element in all_elements(domain):
            inside = all(domain.contains(element, one) for one in assignments)
            assert domain.leq(alpha, element) == inside


@tiny
def test_gamma_after_alpha_is_extensive(domain: CandidateDomain) -> None:
    for assignments in some_sets(domain.structure):
        assert set(assignments) <= set(domain.gamma(domain.alpha(assignments)))


@tiny
def test_alpha_after_gamma_gives_the_canonical_element(domain: CandidateDomain) -> None:
    for element in all_elements(domain):
        reduced = domain.alpha(list(domain.gamma(element)))
        assert domain.leq(reduced, element)
        assert domain.to_masks(reduced) == domain.to_masks(domain.lattice.canonical(element))


@tiny
def test_alpha_and_gamma_are_monotone(domain: CandidateDomain) -> None:
    for less, more in product(all_elements(domain), repeat=2):
        if domain.leq(less, more):
            inside = set(domain.gamma(less))
            assert inside <= set(domain.gamma(more))
            assert domain.leq(domain.alpha(sorted(inside)), domain.alpha(list(domain.gamma(more))))


@tiny
def test_gamma_size_and_membership_say_the_same(domain: CandidateDomain) -> None:
    everything = list(product(*domain.structure.values))
    for element in all_elements(domain):
        expected = list(members(domain.structure.values, domain.to_masks(element)))
        assert list(domain.gamma(element)) == expected
        assert domain.size(element) == len(expected)
        inside = domain.contains(element, everything)
        assert [one for one, is_in in zip(everything, inside, strict=True) if is_in] == expected


@tiny
def test_it_is_the_cartesian_connection_of_order_theory(domain: CandidateDomain) -> None:
    connection = cartesian_connection(domain.lattice)
    indices = [dict(zip(v, range(len(v)), strict=True)) for v in domain.structure.values]
    for assignments in some_sets(domain.structure)[:200]:
        moved = [tuple(indices[v][x] for v, x in enumerate(one)) for one in assignments]
        assert domain.to_masks(domain.alpha(assignments)) == domain.to_masks(
            connection.alpha(moved)
        )


@tiny
def test_order_is_that_of_masks(domain: CandidateDomain) -> None:
    assert domain.to_masks(domain.top) == domain.structure.top
    assert not any(domain.to_masks(domain.bottom))
    for left, right in product(all_elements(domain), repeat=2):
        a, b = domain.to_masks(left), domain.to_masks(right)
        pairs = list(zip(a, b, strict=True))
        assert domain.leq(left, right) == all(not x & ~y for x, y in pairs)
        assert domain.to_masks(domain.meet(left, right)) == tuple(x & y for x, y in pairs)
        assert domain.to_masks(domain.join(left, right)) == tuple(x | y for x, y in pairs)


@tiny
def test_splitting_covers_and_does_not_overlap(domain: CandidateDomain) -> None:
    for element in all_elements(domain):
        for variable, top in enumerate(domain.structure.top):
            for mask in range(top + 1):
                inside, outside = domain.split(element, variable, mask)
                branches = [*domain.gamma(inside), *domain.gamma(outside)]
                assert sorted(branches) == list(domain.gamma(element))
                assert domain.leq(inside, element)
                assert not domain.to_masks(inside)[variable] & ~mask


def test_splitting_a_batch_splits_each_element() -> None:
    batch = SUDOKU.lattice.sample(np.random.default_rng(3), (2, 3))
    for branch, half in enumerate(SUDOKU.split(batch, 5, 0b0110)):
        for where in np.ndindex(2, 3):
            alone = SUDOKU.split(batch[where], 5, 0b0110)[branch]
            assert np.array_equal(half[where], alone)


@given(elements_of(SUDOKU.structure), elements_of(SUDOKU.structure))
def test_why_one_element_is_not_below_another(
    left: tuple[int, ...], right: tuple[int, ...]
) -> None:
    text = SUDOKU.explain_not_leq(SUDOKU.from_masks(left), SUDOKU.from_masks(right))
    extra = [(v, a & ~b) for v, (a, b) in enumerate(zip(left, right, strict=True)) if a & ~b]
    assert (text is None) == (not extra)
    if text is not None:
        variable, mask = extra[0]
        values = ", ".join(map(str, SUDOKU.structure.values_in(variable, mask)))
        name = SUDOKU.structure.names[variable]
        assert text == f"{name} can be {values} on the left, not on the right"


def test_the_explanation_of_a_batch_says_where() -> None:
    batch = SUDOKU.lattice.stack([SUDOKU.bottom, SUDOKU.top])
    text = SUDOKU.explain_not_leq(batch, SUDOKU.bottom)
    assert text == "at batch index (1,): r1c1 can be 1, 2, 3, 4 on the left, not on the right"


@given(st.integers(0, 2**32))
def test_a_sample_has_its_member_and_is_an_element(seed: int) -> None:
    element, member = SUDOKU.sample(np.random.default_rng(seed))
    assert SUDOKU.contains(element, member)
    assert SUDOKU.lattice.why_improper(element) is None


def test_samples_reach_every_pair_of_a_tiny_domain() -> None:
    domain, rng = CandidateDomain(TINY["no rules"]), np.random.default_rng(0)
    expected = {
        (masks, member)
        for masks in elements(domain.structure.values)
        for member in members(domain.structure.values, masks)
    }
    drawn = {(domain.to_masks(e), m) for e, m in (domain.sample(rng) for _ in range(3000))}
    assert drawn == expected


@given(elements_of(SUDOKU.structure))
def test_masks_and_codes_read_back(masks: tuple[int, ...]) -> None:
    element = SUDOKU.from_masks(masks)
    assert SUDOKU.to_masks(element) == masks
    code = SUDOKU.encode(element)
    assert code.shape == (16, 4)
    assert SUDOKU.to_masks(SUDOKU.lattice.from_booleans(code)) == masks


def test_batches_are_their_elements_one_by_one() -> None:
    rng = np.random.default_rng(1)
    sets = rng.integers(1, 5, (3, 2, 5, 16))
    batch = SUDOKU.alpha(sets)
    assert batch.shape == (3, 2, 16)
    for where in np.ndindex(3, 2):
        assert np.array_equal(batch[where], SUDOKU.alpha(sets[where]))
        inside = SUDOKU.contains(batch, sets[:, :, 0])
        assert inside[where] == SUDOKU.contains(batch[where], sets[where][0])


def test_elements_refuse_writes() -> None:
    with pytest.raises(ValueError, match="read-only"):
        SUDOKU.alpha([[1] * 16])[0] = 3


# Arguments that do not fit


def test_a_value_that_its_variable_does_not_have() -> None:
    with pytest.raises(ModelError, match=r"r2c1 cannot be 5; its values are \(1, 2, 3, 4\)"):
        SUDOKU.alpha([[1, 2, 3, 4, 5, *[1] * 11]])
    assert not SUDOKU.contains(SUDOKU.top, [5] * 16)


@pytest.mark.parametrize("assignments", [[1, 2], [[1] * 15], 7])
def test_a_wrong_number_of_values(assignments: object) -> None:
    with pytest.raises(ModelError, match="expected 16 values on the last axis"):
        SUDOKU.alpha(assignments)


def test_masks_that_do_not_fit() -> None:
    with pytest.raises(ImproperElementError, match="variable 0"):
        SUDOKU.from_masks([16, *[0] * 15])
    with pytest.raises(ModelError, match="the mask 0x10 of r1c2; the most is 0xf"):
        SUDOKU.split(SUDOKU.top, 1, 16)


def test_gamma_of_a_large_element_is_refused() -> None:
    with pytest.raises(TooManyElementsError, match="4294967296 assignments"):
        next(SUDOKU.gamma(SUDOKU.top))
