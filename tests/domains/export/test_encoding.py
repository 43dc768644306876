"""Laws of the encodings: the same models on the constraint's atoms, complete propagation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations_with_replacement, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pysat.solvers import Minisat22

from domains.export.encoding import PAIRWISE_LIMIT, ClauseList
from domains.ground import Inequality, SignedSum


def small_inequalities() -> Iterator[Inequality]:
    """All with up to four coefficients from 1 to 4, every bound that is not always met."""
    for size in range(1, 5):
        for coefficients in combinations_with_replacement(range(1, 5), size):
            literals = tuple(atom if atom % 2 else -atom for atom in range(1, size + 1))
            for bound in range(1, sum(coefficients) + 2):
                yield Inequality(coefficients, literals, bound)


def encoded(inequality: Inequality) -> ClauseList:
    result = ClauseList(len(inequality.literals))
    result.add_at_least(inequality)
    return result


def met(inequality: Inequality, true: Sequence[int]) -> bool:
    coefficients, literals, bound = inequality
    return sum(c for c, x in zip(coefficients, literals, strict=True) if x in true) >= bound


def worlds(atoms: int) -> Iterator[tuple[int, ...]]:
    return product(*((-atom, atom) for atom in range(1, atoms + 1)))


def law_same_models(inequality: Inequality) -> None:
    with Minisat22(bootstrap_with=encoded(inequality).clauses) as solver:
        for world in worlds(len(inequality.literals)):
            assert solver.solve(assumptions=world) == met(inequality, world), (inequality, world)


def propagated(clauses: list[list[int]], assumed: Sequence[int]) -> set[int] | None:
    """All literals that unit propagation makes true, or None when it finds a conflict."""
    true = set(assumed)
    while True:
        open_parts = [[x for x in c if -x not in true] for c in clauses if not true & set(c)]
        units = {part[0] for part in open_parts if len(part) == 1}
        if not all(open_parts) or any(-unit in units for unit in units):
            return None
        if not units:
            return true
        true |= units


def law_arc_consistent(inequality: Inequality) -> None:
    """From each set of assumed literals, propagation finds the conflict or all that is implied."""
    coefficients, literals, bound = inequality
    clauses, atoms = encoded(inequality).clauses, range(1, len(literals) + 1)
    for part in product(*((0, -atom, atom) for atom in atoms)):
        assumed = {literal for literal in part if literal}
        found = propagated(clauses, list(assumed))
        terms = [t for t in zip(coefficients, literals, strict=True) if -t[1] not in assumed]
        slack = sum(c for c, _ in terms) - bound
        if slack < 0:
            assert found is None, (inequality, part)
        else:
            implied = assumed | {x for c, x in terms if c > slack}
            assert found is not None, (inequality, part)
            assert {x for x in found if abs(x) in atoms} == implied, (inequality, part)


def test_small_inequalities_keep_their_models() -> None:
    for inequality in small_inequalities():
        law_same_models(inequality)


def test_small_inequalities_are_arc_consistent() -> None:
    for inequality in small_inequalities():
        if inequality.bound <= sum(inequality.coefficients):
            law_arc_consistent(inequality)


def test_what_cannot_be_met_is_the_empty_clause() -> None:
    result = encoded(Inequality((2, 3), (1, 2), 6))
    assert result.clauses == [[]]
    assert result.contradictory


@pytest.mark.parametrize(
    ("inequality", "clauses"),
    [
        (((1, 1, 1), (1, -2, 3), 1), [[1, -2, 3]]),
        (((3, 5, 3), (1, -2, 3), 3), [[1, -2, 3]]),
        (((1, 1, 1), (1, 2, 3), 3), [[1], [2], [3]]),
        (((1, 1, 1), (1, 2, 3), 2), [[1, 2], [1, 3], [2, 3]]),
        (((9, 1, 1), (1, 2, 3), 10), [[1], [2, 3]]),
    ],
)
def test_special_cases_take_no_auxiliary_atom(
    inequality: tuple[tuple[int, ...], tuple[int, ...], int], clauses: list[list[int]]
) -> None:
    result = encoded(Inequality(*inequality))
    assert result.clauses == clauses
    assert result.atom_count == 3


@given(st.lists(st.integers(1, 40), min_size=1, max_size=8), st.integers(1, 200))
def test_larger_inequalities(coefficients: list[int], bound: int) -> None:
    literals = tuple(-atom if atom % 3 else atom for atom in range(1, len(coefficients) + 1))
    law_same_models(Inequality(tuple(coefficients), literals, bound))


@given(st.lists(st.integers(1, 9), min_size=1, max_size=5), st.data())
def test_larger_inequalities_are_arc_consistent(
    coefficients: list[int], data: st.DataObject
) -> None:
    bound = data.draw(st.integers(1, sum(coefficients)))
    law_arc_consistent(
        Inequality(tuple(coefficients), tuple(range(1, len(coefficients) + 1)), bound)
    )


@given(
    st.lists(st.integers(1, 6), min_size=1, max_size=6),
    st.none() | st.integers(-2, 20),
    st.none() | st.integers(-2, 20),
)
def test_sums_between_two_bounds(
    coefficients: list[int], lower: int | None, upper: int | None
) -> None:
    size = len(coefficients)
    result = ClauseList(size)
    result.add(SignedSum(tuple(coefficients), tuple(range(1, size + 1)), lower, upper))
    with Minisat22(bootstrap_with=result.clauses) as solver:
        for world in worlds(size):
            total = sum(c for c, x in zip(coefficients, world, strict=True) if x > 0)
            wanted = (lower is None or lower <= total) and (upper is None or total <= upper)
            assert solver.solve(assumptions=world) == wanted


@pytest.mark.parametrize("size", [2, PAIRWISE_LIMIT, PAIRWISE_LIMIT + 1, PAIRWISE_LIMIT + 9])
def test_at_most_one(size: int) -> None:
    literals = tuple(atom if atom % 2 else -atom for atom in range(1, size + 1))
    result = ClauseList(size)
    result.add(SignedSum((1,) * size, literals, None, 1))
    assert (result.atom_count == size) == (size <= PAIRWISE_LIMIT)
    with Minisat22(bootstrap_with=result.clauses) as solver:
        assert solver.solve(assumptions=[-literal for literal in literals])
        for one in literals:
            others = {-literal for literal in literals if literal != one}
            assert solver.solve(assumptions=[one, *others])
            assert others <= set(solver.propagate(assumptions=[one])[1])
            for other in literals:
                assert solver.solve(assumptions=[one, other]) == (one == other)


def test_nodes_are_shared() -> None:
    size, bound = 40, 20
    result = encoded(Inequality((1,) * size, tuple(range(1, size + 1)), bound))
    assert result.atom_count - size <= bound * (size - bound + 1)


def test_equal_nodes_of_different_bounds_are_shared() -> None:
    # Only multiples of 10 can be reached, so that bounds between them share their node.
    rough = encoded(Inequality((10,) * 12, tuple(range(1, 13)), 60))
    assert rough.clauses == encoded(Inequality((1,) * 12, tuple(range(1, 13)), 6)).clauses
    assert rough.clauses == encoded(Inequality((10,) * 12, tuple(range(1, 13)), 51)).clauses


def test_deep_diagrams_need_no_recursion() -> None:
    size = 3000
    result = encoded(Inequality((1,) * size, tuple(range(1, size + 1)), 2))
    with Minisat22(bootstrap_with=result.clauses) as solver:
        assert not solver.solve(assumptions=[-atom for atom in range(2, size + 1)])
        assert solver.solve(assumptions=[-atom for atom in range(3, size + 1)])
