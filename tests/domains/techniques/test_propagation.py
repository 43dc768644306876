"""Unit propagation: monotone, idempotent, at least the singles; the fast loop says the same."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domains.logic import deduce_to_fixpoint
from domains.problem import Masks, Structure
from domains.rules import Clause
from domains.rules.base import PseudoBoolean, Term
from domains.techniques.hidden_single import HIDDEN_SINGLE
from domains.techniques.linear import Linear
from domains.techniques.naked_single import NAKED_SINGLE
from domains.techniques.propagation import Effort, propagator_of
from domains.techniques.unit_propagation import UNIT_PROPAGATION
from tests.domains.enumeration import Values, alpha, members, satisfies, structure_of
from tests.domains.techniques.universes import LARGER, TINY, UNIVERSES, samples, tried

PLENTY = 10**9


def closure(structure: Structure, masks: Masks) -> Masks:
    return deduce_to_fixpoint(structure, masks, [UNIT_PROPAGATION])


def fast_closure(structure: Structure, masks: Masks, effort: int = PLENTY) -> Masks:
    trial = list(masks)
    alive = propagator_of(structure).close(trial, range(len(trial)), Effort(effort))
    return tuple(trial) if alive else (0,) * len(trial)


def leq(smaller: Masks, larger: Masks) -> bool:
    return all(not a & ~b for a, b in zip(smaller, larger, strict=True))


@pytest.mark.parametrize("name", UNIVERSES)
def test_the_fast_loop_reaches_the_fixpoint_of_the_technique(name: str) -> None:
    structure = UNIVERSES[name]
    for masks in tried(name):
        assert fast_closure(structure, masks) == closure(structure, masks), masks


@pytest.mark.parametrize("name", UNIVERSES)
def test_the_closure_is_monotone_and_idempotent(name: str) -> None:
    structure, rng = UNIVERSES[name], Random(1)
    for larger in samples(structure, 200):
        smaller = tuple(mask & rng.getrandbits(8) for mask in larger)
        assert leq(closure(structure, smaller), closure(structure, larger))
        assert closure(structure, closure(structure, larger)) == closure(structure, larger)


@pytest.mark.parametrize("name", UNIVERSES)
def test_unit_propagation_implies_the_singles(name: str) -> None:
    structure = UNIVERSES[name]
    for masks in samples(structure, 200):
        with_singles = [HIDDEN_SINGLE, NAKED_SINGLE, UNIT_PROPAGATION]
        assert deduce_to_fixpoint(structure, masks, with_singles) == closure(structure, masks)


@pytest.mark.parametrize("name", ["one permutation", "4x4 Sudoku", "Latin rectangle"])
def test_the_singles_imply_unit_propagation_where_all_rules_are_permutations(name: str) -> None:
    structure = UNIVERSES[name] if name != "Latin rectangle" else LARGER["4x4 Sudoku"]
    for masks in samples(structure, 300):
        singles = deduce_to_fixpoint(structure, masks, [NAKED_SINGLE, HIDDEN_SINGLE])
        assert singles == closure(structure, masks)


@pytest.mark.parametrize("effort", [0, 1, 3, 10])
def test_propagation_out_of_effort_stops_above_the_closure(effort: int) -> None:
    structure = LARGER["4x4 Sudoku"]
    stopped_early = 0
    for masks in samples(structure, 200):
        if all(masks):
            part, full = fast_closure(structure, masks, effort), fast_closure(structure, masks)
            assert leq(full, part)
            assert leq(part, masks)
            stopped_early += part != full
    assert stopped_early > 0


def test_assuming_is_the_closure_of_one_candidate_more() -> None:
    structure = LARGER["4x4 Sudoku"]
    propagator = propagator_of(structure)
    for masks in samples(structure, 100):
        closed = closure(structure, masks)
        for variable, mask in enumerate(closed):
            if mask:
                bit = mask & -mask
                expected = closure(structure, (*closed[:variable], bit, *closed[variable + 1 :]))
                found = propagator.assume(closed, variable, bit, Effort(PLENTY))
                assert tuple(found or (0,) * len(closed)) == expected


VALUES: Values = ((0, 1, 2), (0, 1, 2), (0, 1))
COEFFICIENTS = st.integers(-3, 3)
BOUNDS = st.none() | st.integers(-6, 6)


@st.composite
def constraints(draw: st.DrawFn, coefficients: st.SearchStrategy[int]) -> PseudoBoolean:
    names = [(v, k) for v, row in enumerate(VALUES) for k in range(len(row))]
    chosen = draw(st.lists(st.sampled_from(names), unique=True, min_size=1))
    terms = tuple(Term(draw(coefficients), v, k) for v, k in chosen)
    return PseudoBoolean(terms, draw(BOUNDS), draw(BOUNDS))


@given(
    constraint=constraints(COEFFICIENTS) | constraints(st.integers(0, 1)),
    masks=st.tuples(st.integers(1, 7), st.integers(1, 7), st.integers(1, 3)),
)
def test_bounds_reasoning_is_sound_and_exact_for_one_sided_constraints(
    constraint: PseudoBoolean, masks: Masks
) -> None:
    linear = Linear.of(constraint, 0, (7, 7, 3))
    left = list(masks)
    for variable, removed in linear.removals(masks):
        assert removed
        assert not removed & ~masks[variable]
        left[variable] &= ~removed
    allowed = [a for a in members(VALUES, masks) if satisfies(VALUES, a, constraint)]
    best = alpha(VALUES, allowed)
    assert leq(best, tuple(left))
    if constraint.lower is None or constraint.upper is None:
        assert (tuple(left) if all(left) else (0, 0, 0)) == best
    if linear.quiet(masks):
        assert tuple(left) == masks


@pytest.mark.parametrize("terms", [(), (Term(0, 1, 0),)])
def test_a_constraint_that_no_value_changes_can_still_be_a_conflict(
    terms: tuple[Term, ...],
) -> None:
    linear = Linear.of(PseudoBoolean(terms, 1, None), 0, (3, 3))
    ((variable, removed),) = linear.removals((3, 3))
    assert removed == 3
    assert set(linear.touched_by()) == {(variable, 0), (variable, 1)}


def test_an_empty_clause_is_a_conflict() -> None:
    structure = structure_of(((0, 1), (0, 1)), Clause(()))
    assert closure(structure, (3, 3)) == (0, 0)
    assert fast_closure(structure, (3, 3)) == (0, 0)


def test_the_reason_says_which_bound_was_tight() -> None:
    at_most_one = PseudoBoolean((Term(1, 0, 0), Term(1, 1, 0), Term(1, 2, 0)), None, 1)
    pattern, words = Linear.of(at_most_one, 0, (7, 7, 3)).argument((1, 7, 3))
    assert pattern == ((0, 1),)
    assert words == "the sum is at least 1 already and at most 1"
    clause = PseudoBoolean((Term(1, 0, 0), Term(1, 1, 0), Term(1, 2, 0)), 1, None)
    pattern, words = Linear.of(clause, 0, (7, 7, 3)).argument((6, 3, 2))
    assert pattern == ((1, 1),)
    assert words == "the sum can reach 1 and is at least 1"


@pytest.mark.parametrize("name", TINY)
def test_a_structure_is_compiled_once(name: str) -> None:
    assert propagator_of(TINY[name]) is propagator_of(TINY[name])
