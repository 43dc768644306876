"""Random small problems of mixed rules, for Hypothesis, and how to write one down in a line."""

from __future__ import annotations

from itertools import product

from hypothesis import strategies as st

from domains.problem import Problem
from domains.rules import AllDifferent, Cardinality, Clause, LinearSum, Rule, Table
from tests.domains.enumeration import Values, structure_of

VALUE_TUPLES: tuple[tuple[int, ...], ...] = (
    (0, 1),
    (1, 2, 3),
    (1, 2, 3, 4),
    (0, 1),
    (-1, 0, 2),
    (5,),
    (2, 3),
)
"""What variables of random problems may take; shared tuples and two-valued ones are frequent."""


def candidates(values: Values) -> st.SearchStrategy[tuple[int, int]]:
    """A variable and one of its values."""
    pairs = [(variable, value) for variable, row in enumerate(values) for value in row]
    return st.sampled_from(pairs)


def scopes(values: Values, least: int, most: int) -> st.SearchStrategy[tuple[int, ...]]:
    """Different variables."""
    listed = st.lists(
        st.integers(0, len(values) - 1),
        min_size=min(least, len(values)),
        max_size=most,
        unique=True,
    )
    return listed.map(tuple)


@st.composite
def cardinalities(draw: st.DrawFn, values: Values) -> Rule:
    """A count of candidates between two bounds."""
    literals = draw(st.lists(candidates(values), min_size=1, max_size=6, unique=True))
    lower = draw(st.integers(0, 3))
    upper = draw(st.none() | st.integers(lower, 4))
    return Cardinality(tuple(literals), lower, upper)


@st.composite
def sums(draw: st.DrawFn, values: Values) -> Rule:
    """A weighted sum between two bounds."""
    scope = draw(scopes(values, 1, 4))
    coefficients = tuple(draw(st.integers(-3, 3)) for _ in scope)
    lower = draw(st.none() | st.integers(-8, 8))
    upper = draw(st.none() | st.integers(-8 if lower is None else lower, 10))
    return LinearSum(scope, coefficients, lower, upper)


@st.composite
def tables(draw: st.DrawFn, values: Values) -> Rule:
    """A relation of up to three variables."""
    scope = draw(scopes(values, 1, 3))
    rows = list(product(*(values[v] for v in scope)))
    allowed = draw(st.lists(st.sampled_from(rows), max_size=8, unique=True))
    return Table(scope, tuple(allowed))


def rules(values: Values) -> st.SearchStrategy[Rule]:
    """A rule of any kind."""
    return st.one_of(
        scopes(values, 1, 5).map(AllDifferent),
        st.lists(candidates(values), max_size=4).map(lambda listed: Clause(tuple(listed))),
        cardinalities(values),
        sums(values),
        tables(values),
    )


@st.composite
def problems(draw: st.DrawFn, most_variables: int = 6) -> Problem:
    """A problem of up to six variables and six rules, with some candidates gone."""
    rows = draw(st.lists(st.sampled_from(VALUE_TUPLES), min_size=1, max_size=most_variables))
    values = tuple(rows)
    structure = structure_of(values, *draw(st.lists(rules(values), max_size=6)))
    masks = list(structure.top)
    for variable in draw(st.lists(st.integers(0, len(values) - 1), max_size=2)):
        masks[variable] &= draw(st.integers(0, structure.top[variable]))
    return Problem(structure, tuple(masks))


def rule_source(rule: Rule) -> str:
    """A rule as Python writes it."""
    match rule:
        case AllDifferent() | Clause() | Table():
            first = rule.literals if isinstance(rule, Clause) else rule.scope
            rows = f", {rule.allowed}" if isinstance(rule, Table) else ""
            return f"{type(rule).__name__}({first}{rows})"
        case Cardinality():
            return f"Cardinality({rule.literals}, {rule.lower}, {rule.upper})"
        case LinearSum():
            return f"LinearSum({rule.scope}, {rule.coefficients}, {rule.lower}, {rule.upper})"
    message = f"no source for {rule!r}"
    raise TypeError(message)


def source(problem: Problem) -> str:
    """A problem as one line of Python, over the names this module and `Problem` come with."""
    parts = [str(problem.structure.values), *map(rule_source, problem.structure.rules)]
    return f"Problem(structure_of({', '.join(parts)}), {problem.masks})"
