"""Small problems with rules of every kind mixed, and helpers to certify and check."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from domains.problem import Problem
from domains.rules import AllDifferent, Cardinality, Clause, LinearSum, Rule, Table
from proofs.certificates import Certificate
from proofs.checker import Verdict, check
from tests.domains.enumeration import Values, members, structure_of


def checked(certificate: Certificate | None, folder: Path) -> Verdict:
    """Write a certificate and check it."""
    assert certificate is not None
    certificate.write(folder / "proof")
    return check(folder / "proof")


def claim_of(count: int) -> str:
    """What a certificate of all solutions claims."""
    return {0: "infeasible", 1: "unique"}.get(count, f"exactly {count} solutions")


def solutions_of(problem: Problem) -> int:
    """How many there are, by trying all assignments."""
    found = members(problem.structure.values, problem.masks)
    return sum(problem.holds(assignment) for assignment in found)


@st.composite
def mixed_problems(draw: st.DrawFn) -> Problem:
    """Up to five variables of up to four values, with up to four rules of any kind."""
    row = st.sets(st.integers(0, 5), min_size=1, max_size=4).map(lambda s: tuple(sorted(s)))
    shared = draw(row)
    rows = draw(st.lists(st.one_of(st.just(shared), row), min_size=2, max_size=5))
    values: Values = tuple(rows)
    rules = draw(st.lists(_rules(values), max_size=4))
    structure = structure_of(values, *rules)
    masks = draw(st.tuples(*(st.integers(0, top) for top in structure.top)))
    wide = draw(st.booleans())
    return Problem(structure, structure.top if wide else masks)


def _rules(values: Values) -> st.SearchStrategy[Rule]:
    scopes = st.lists(
        st.integers(0, len(values) - 1), min_size=1, max_size=len(values), unique=True
    ).map(tuple)
    candidates = st.sampled_from([(v, value) for v, row in enumerate(values) for value in row])
    chosen = st.lists(candidates, min_size=1, max_size=6, unique=True)
    return st.one_of(
        scopes.map(AllDifferent),
        scopes.flatmap(_sums),
        chosen.map(lambda literals: Clause(tuple(literals))),
        st.tuples(chosen, st.integers(0, 3), st.integers(0, 3)).map(
            lambda drawn: Cardinality(tuple(drawn[0]), drawn[1], drawn[1] + drawn[2])
        ),
        scopes.flatmap(lambda scope: _tables(scope, values)),
    )


def _sums(scope: tuple[int, ...]) -> st.SearchStrategy[Rule]:
    coefficients = st.tuples(*(st.integers(-3, 3) for _ in scope))
    return st.tuples(coefficients, st.integers(-4, 12), st.integers(0, 4)).map(
        lambda drawn: LinearSum(scope, drawn[0], drawn[1], drawn[1] + drawn[2])
    )


def _tables(scope: tuple[int, ...], values: Values) -> st.SearchStrategy[Rule]:
    row = st.tuples(*(st.sampled_from(values[v]) for v in scope))
    return st.lists(row, max_size=6).map(lambda rows: Table(scope, tuple(rows)))
