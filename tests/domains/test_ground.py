"""Laws of the ground form: atoms, and the two ways of writing constraints over them."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from domains.ground import GroundForm, Inequality, SignedSum
from domains.rules import Clause, LinearSum, PseudoBoolean, Term
from tests.domains.enumeration import Values, literals_of, satisfies, structure_of

VALUES: Values = ((0, 1), (4, 5, 6), (7,), (2, 9))


def holds_signed(signed: SignedSum, true: set[int]) -> bool:
    met = sum(c for c, x in zip(signed.coefficients, signed.literals, strict=True) if x in true)
    above = signed.lower is None or signed.lower <= met
    return above and (signed.upper is None or met <= signed.upper)


def holds_inequality(inequality: Inequality, true: set[int]) -> bool:
    coefficients, literals, bound = inequality
    return sum(c for c, x in zip(coefficients, literals, strict=True) if x in true) >= bound


def test_two_valued_variables_are_one_atom() -> None:
    ground = structure_of(VALUES).ground
    assert ground.literals == ((-1, 1), (2, 3, 4), (5,), (-6, 6))
    assert ground.atom_count == 6
    assert list(ground.candidates()) == [(0, 1), (1, 0), (1, 1), (1, 2), (2, 0), (3, 1)]
    for atom, (variable, k) in enumerate(ground.candidates(), 1):
        assert ground.literal(variable, k) == atom


def test_units_are_what_the_masks_removed() -> None:
    structure = structure_of(VALUES)
    problem = structure.problem([(0, 0), (1, 5)])
    assert list(structure.ground.units(problem)) == [-1, -2, -4]


@st.composite
def constraints(draw: st.DrawFn) -> PseudoBoolean:
    every = [(v, k) for v, row in enumerate(VALUES) for k in range(len(row))]
    named = draw(st.lists(st.sampled_from(every), unique=True))
    bound = st.none() | st.integers(-12, 12)
    terms = tuple(Term(draw(st.integers(-5, 5)), v, k) for v, k in named)
    return PseudoBoolean(terms, draw(bound), draw(bound))


@given(constraints())
def test_both_forms_mean_the_constraint(constraint: PseudoBoolean) -> None:
    ground = structure_of(VALUES).ground
    signed, inequalities = ground.signed(constraint), list(ground.normalised(constraint))
    for assignment in product(*VALUES):
        true = set(literals_of(ground, assignment))
        met = satisfies(VALUES, assignment, constraint)
        assert holds_signed(signed, true) == met
        assert all(holds_inequality(each, true) for each in inequalities) == met


@given(constraints())
def test_the_forms_are_normal(constraint: PseudoBoolean) -> None:
    ground = structure_of(VALUES).ground
    for form in (ground.signed(constraint), *ground.normalised(constraint)):
        atoms = [abs(literal) for literal in form.literals]
        assert all(coefficient > 0 for coefficient in form.coefficients)
        assert len(set(atoms)) == len(atoms) == len(form.coefficients)
    for inequality in ground.normalised(constraint):
        assert inequality.bound > 0, "an inequality that is always met says nothing"


def test_inequalities_are_the_variables_and_then_the_rules() -> None:
    structure = structure_of(
        ((0, 1), (1, 2, 3)), Clause(((0, 0), (1, 2))), LinearSum((1,), (2,), 3, None)
    )
    assert list(GroundForm.of(structure).inequalities()) == [
        ((1, 1, 1), (2, 3, 4), 1),
        ((1, 1, 1), (-2, -3, -4), 2),
        ((1, 1), (-1, 3), 1),
        ((1, 1), (3, 4), 1),
    ]
