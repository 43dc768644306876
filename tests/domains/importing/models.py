"""Random small CPMpy models, and their solutions by trying everything."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import cpmpy as cp
from cpmpy.expressions.utils import argval
from hypothesis import strategies as st

from domains.importing.expressions import Expression

X = [cp.intvar(-1, 2, name="x0"), cp.intvar(0, 3, name="x1")]
B = [cp.boolvar(name="b0"), cp.boolvar(name="b1")]
COMPARISONS: list[Callable[[Any, Any], Any]] = [
    lambda a, b: a == b,
    lambda a, b: a != b,
    lambda a, b: a <= b,
    lambda a, b: a > b,
]

atoms = st.sampled_from([*B, *(~b for b in B)])
numbers_0 = st.sampled_from([*X, *B])


def statements(parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Statements made of smaller ones."""
    pairs, numbers = st.tuples(parts, parts), sums(parts)
    return st.one_of(
        st.builds(lambda op, a, b: op(a, b), st.sampled_from(COMPARISONS), numbers, numbers),
        pairs.map(cp.any),
        pairs.map(cp.all),
        pairs.map(lambda p: cp.any([*p, B[0]]) == p[0]),
        pairs.map(lambda p: p[0].implies(p[1])),
        pairs.map(lambda p: cp.Xor([*p, B[1], True])),
        pairs.map(lambda p: ~cp.all(p)),
        st.tuples(numbers, numbers).map(lambda p: cp.AllDifferent([X[0] + p[0], p[1], X[1]])),
        st.just(cp.AllDifferent([X[0] + 1, X[1], 2])),
        st.just(cp.AllDifferentExcept0(X)),
        st.just(cp.Table(X, [[0, 1], [1, 1], [2, 0], [7, 7]])),
    )


def sums(parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Numbers made of variables, of each other, and of how many statements are true."""

    def larger(smaller: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        pairs = st.tuples(smaller, smaller)
        return st.one_of(
            pairs.map(lambda p: p[0] + p[1]),
            pairs.map(lambda p: p[0] - p[1] + 1),
            pairs.map(lambda p: 2 * p[0] + cp.sum([X[1] == 2, B[0]])),
            pairs.map(lambda p: cp.Count([*p, X[0]], 1)),
            pairs.map(lambda p: abs(p[0] - p[1])),
            pairs.map(lambda p: p[0] * p[1]),
            smaller.map(lambda n: n // X[1]),  # undefined for 0
            st.tuples(parts, parts, smaller).map(lambda p: cp.sum([p[0], p[1]]) - 2 * p[2]),
        )

    return st.recursive(numbers_0, larger, max_leaves=3)


models = st.lists(st.recursive(atoms, statements, max_leaves=4), min_size=1, max_size=3).map(
    cp.Model
)


def solutions(model: Expression, variables: tuple[Any, ...]) -> set[tuple[int, ...]]:
    """Try every combination of values."""
    found = set()
    for row in product(*(range(v.lb, v.ub + 1) for v in variables)):
        for variable, value in zip(variables, row, strict=True):
            variable._value = bool(value) if variable.is_bool() else value
        if all(map(argval, model.constraints)):
            found.add(row)
    for variable in variables:
        variable.clear()
    return found
