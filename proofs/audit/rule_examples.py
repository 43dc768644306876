"""Small rules of every kind: all that few candidates allow, where they are few."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, combinations, product

from domains.problem import Assignment
from domains.rules import (
    AllDifferent,
    Cardinality,
    Clause,
    LinearSum,
    Parity,
    Rule,
    ShortestPath,
    Table,
)
from domains.rules.candidates import Candidate
from proofs.audit.kinds import RuleExamples
from proofs.audit.worlds import RuleOver
from proofs.laws.enumeration import Values

SMALL: Values = ((0, 1), (-1, 2, 3))
SUMS: Values = ((0, 1), (-1, 2, 3), (2, 5))
CANDIDATES = [(variable, value) for variable, row in enumerate(SMALL) for value in row]


def subsets(items: Sequence[Candidate]) -> Iterator[tuple[Candidate, ...]]:
    """Yield every subset, small ones first."""
    return chain.from_iterable(combinations(items, size) for size in range(len(items) + 1))


def all_clauses() -> Iterator[Rule]:
    """Yield every clause over `SMALL`."""
    return map(Clause, subsets(CANDIDATES))


def all_cardinalities() -> Iterator[Rule]:
    """Yield every cardinality over `SMALL` with bounds up to three."""
    for literals in subsets(CANDIDATES):
        for lower, upper in product(range(4), (*range(4), None)):
            if literals and (upper is None or lower <= upper):
                yield Cardinality(literals, lower, upper)


def all_tables() -> Iterator[Rule]:
    """Yield every relation over `SMALL`, with the variables in either order."""
    pairs = [(a, b) for a in SMALL[0] for b in SMALL[1]]
    for rows in subsets(pairs):
        yield Table((0, 1), rows)
        yield Table((1, 0), tuple((b, a) for a, b in rows))


def many_sums() -> Iterator[Rule]:
    """Yield sums over `SUMS` with coefficients of both signs, and all kinds of bounds."""
    bounds: list[int | None] = [None, -3, 0, 2, 5, 9]
    for coefficients in product((-2, 0, 1, 3), (-1, 2), (1,)):
        for lower, upper in product(bounds, bounds):
            if lower is None or upper is None or lower <= upper:
                yield LinearSum((2, 0, 1), coefficients, lower, upper)


def all_parities() -> Iterator[Rule]:
    """Yield every parity over `SUMS`."""
    for size in range(4):
        for scope, remainder in product(combinations((2, 0, 1), size), (0, 1)):
            yield Parity(scope, remainder)


def some_all_different() -> Iterator[RuleOver]:
    """Yield permutations, values to spare, too few values, and different values."""
    many: list[tuple[tuple[int, ...], Values]] = [
        ((0,), ((1, 2),)),
        ((0, 1), ((1, 2), (1, 2))),
        ((1, 0), ((1, 2), (2, 3))),
        ((0, 1, 2), ((1, 2),) * 3),
        ((0, 1, 2), ((1, 2, 3),) * 3),
        ((2, 0), ((1, 2, 3), (5, 6), (2, 3, 4))),
        ((0, 1, 2), ((1, 2, 3, 4),) * 3),
        ((3, 1, 0), ((1, 2), (2, 3), (1, 3), (2, 5))),
    ]
    return (RuleOver(AllDifferent(scope), values) for scope, values in many)


PATH_VALUES: Values = ((0, 1), (1, 2), (0, 1, 2), (0, 1))
"""A vertex is on the path with value 1, whatever its other values are."""


def some_shortest_paths() -> Iterator[Rule]:
    """Yield one rule for each graph of some links between four vertices, a start and a goal.

    Also scopes that leave variables out, directed links, and graphs without any path.
    """
    ends = (4, 5)
    links = [(4, 0), (0, 1), (0, 2), (1, 3), (2, 5), (3, 5), (3, 2)]
    for chosen in chain.from_iterable(combinations(links, size) for size in range(3, 8)):
        both = {*chosen, *((b, a) for a, b in chosen)}
        for pairs in (both, {(a, b) for a, b in chosen}):
            outgoing = (tuple(sorted(b for a, b in pairs if a == v)) for v in (0, 1, 2, 3, *ends))
            yield ShortestPath((0, 1, 2, 3), tuple(outgoing))
    yield ShortestPath((0,), ((1,), (0,), ()))
    yield ShortestPath((), ((1,), (0,)))
    yield ShortestPath((3, 1), ((2, 3), (2, 3), (0, 1), (0, 1)))


def wrong_paths() -> tuple[Callable[[], object], ...]:
    """Return what is no graph: twice the same variable, and links that cannot be."""
    return (
        lambda: ShortestPath((0, 0), ((), (), (), ())),
        lambda: ShortestPath((0,), ((), ())),
        lambda: ShortestPath((0,), ((3,), (), ())),
        lambda: ShortestPath((0,), ((-1,), (), ())),
        lambda: ShortestPath((0,), ((0,), (), ())),
        lambda: ShortestPath((0,), ((1, 1), (), ())),
        lambda: list(ShortestPath((0,), ((), (), ())).ground(((0, 2),))),
    )


def meant_cardinalities() -> tuple[RuleOver, ...]:
    """Return what the constructors make, and bounds that are left out."""
    literals = ((0, 1), (1, 2), (1, 3))

    def taken(s: Assignment) -> int:
        return sum(s[variable] == value for variable, value in literals)

    return (
        RuleOver(Cardinality.exactly(1, literals), SMALL, lambda s: taken(s) == 1),
        RuleOver(Cardinality.at_most(1, literals), SMALL, lambda s: taken(s) <= 1),
        RuleOver(Cardinality.at_least(1, literals), SMALL, lambda s: taken(s) >= 1),
        RuleOver(Cardinality(literals, upper=0, label="none"), SMALL, lambda s: taken(s) == 0),
        RuleOver(Cardinality(literals, label="any"), SMALL, lambda s: True),
    )


def meant_otherwise() -> dict[type[Rule], tuple[RuleOver, ...]]:
    """Return rules of which something is named twice, or left out."""
    parity = Parity((0, 1, 2, 1), label="twice")
    clause = Clause(((0, 1), (1, 2), (0, 1)), label="twice")
    total = LinearSum((0, 1, 0), (1, -1, 2), 0, 2, label="twice")
    exact = LinearSum.exactly(4, (1, 2), label="four")
    return {
        Parity: (RuleOver(parity, SUMS, lambda s: (s[0] + s[2]) % 2 == 1),),
        Clause: (RuleOver(clause, SMALL, lambda s: s[0] == 1 or s[1] == 2),),
        LinearSum: (
            RuleOver(total, SUMS, lambda s: 0 <= 3 * s[0] - s[1] <= 2),
            RuleOver(exact, SUMS, lambda s: s[1] + s[2] == 4),
        ),
    }


TWICE = meant_otherwise()


def _each(rules: Iterator[Rule], values: Values, every: int = 1) -> tuple[RuleOver, ...]:
    """Return every n-th rule over the values; n must not divide into how they repeat."""
    return tuple(RuleOver(rule, values) for rule in list(rules)[::every])


UNKNOWN = (0, 9)
"""A candidate that `SMALL` does not have."""


def wrong_cardinalities() -> tuple[Callable[[], object], ...]:
    """Return what is no cardinality: nothing to count, twice the same, impossible bounds."""
    one = CANDIDATES[:1]
    return (
        lambda: Cardinality(()),
        lambda: Cardinality((*one, *one), 1, 1),
        lambda: Cardinality(tuple(one), -1, 1),
        lambda: Cardinality(tuple(one), 2, 1),
        lambda: list(Cardinality((UNKNOWN,), 1, 1).ground(SMALL)),
        lambda: list(Cardinality((UNKNOWN,), 1, 1).deduce(0, SMALL, (3, 7))),
    )


def wrong_clauses() -> tuple[Callable[[], object], ...]:
    """Return a clause of a candidate that does not exist."""
    return (lambda: list(Clause((UNKNOWN,)).ground(SMALL)),)


def wrong_sums() -> tuple[Callable[[], object], ...]:
    """Return what is no sum."""
    return (
        lambda: LinearSum((), (), 0, 1),
        lambda: LinearSum((0, 1), (1,), 0, 1),
        lambda: LinearSum((0,), (1,), 3, 2),
    )


def wrong_parities() -> tuple[Callable[[], object], ...]:
    """Return a remainder that is none, and a sum that would ground to too many clauses."""
    return (
        lambda: Parity((0, 1), 2),
        lambda: list(Parity(tuple(range(13))).ground(((0, 1),) * 13)),
    )


def wrong_tables() -> tuple[Callable[[], object], ...]:
    """Return what is no table."""
    return (
        lambda: Table((), ()),
        lambda: Table((0, 0), ((1, 1),)),
        lambda: Table((0, 1), ((1,),)),
        lambda: Table((0, 1), ((1, 2, 3),)),
    )


EXAMPLES: Mapping[type[Rule], Callable[[], RuleExamples]] = {
    AllDifferent: lambda: RuleExamples(tuple(some_all_different())),
    Clause: lambda: RuleExamples((*TWICE[Clause], *_each(all_clauses(), SMALL)), wrong_clauses()),
    Cardinality: lambda: RuleExamples(
        (*meant_cardinalities(), *_each(all_cardinalities(), SMALL, 9)), wrong_cardinalities()
    ),
    LinearSum: lambda: RuleExamples(
        (*TWICE[LinearSum], *_each(many_sums(), SUMS, 7)), wrong_sums()
    ),
    Parity: lambda: RuleExamples(
        (*TWICE[Parity], *_each(all_parities(), SUMS)),
        wrong_parities(),
        (lambda: list(Parity(tuple(range(12))).ground(((0, 1),) * 12)),),
    ),
    ShortestPath: lambda: RuleExamples(
        _each(some_shortest_paths(), PATH_VALUES, 45), wrong_paths()
    ),
    Table: lambda: RuleExamples(_each(all_tables(), SMALL, 5), wrong_tables()),
}
"""Per class of rules what is audited of it."""
