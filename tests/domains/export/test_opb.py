"""OPB text, read back by a small reader that knows the format and not the writer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from pysat.solvers import Minisat22

from domains.export import clauses, write_opb
from domains.problem import Problem
from domains.rules import AllDifferent, Cardinality, Clause, LinearSum, Table
from tests.domains.enumeration import Values, literals_of, structure_of
from tests.domains.export.grids import sudoku

Line = tuple[tuple[tuple[int, int], ...], int]
"""Terms (coefficient, atom) and the bound they reach at least."""

VALUES: Values = ((0, 1), (1, 2, 3), (1, 2, 3), (4, 7))


def parse(text: str) -> tuple[int, list[Line]]:
    """Read an OPB file: the number of variables and the constraints."""
    header, *rest = text.splitlines()
    numbers = re.fullmatch(r"\* #variable= (\d+) #constraint= (\d+)", header)
    assert numbers, header
    lines = []
    for line in rest:
        if not line.startswith("*"):
            constraint = re.fullmatch(r"((?:[+-]\d+ x\d+ )+)>= (-?\d+) ;", line)
            assert constraint, line
            terms = re.findall(r"([+-]\d+) x(\d+)", constraint[1])
            lines.append((tuple((int(c), int(x)) for c, x in terms), int(constraint[2])))
    assert len(lines) == int(numbers[2])
    assert all(1 <= x <= int(numbers[1]) for terms, _ in lines for _, x in terms if terms[0][0])
    return int(numbers[1]), lines


def accepts(lines: list[Line], true: set[int]) -> bool:
    return all(sum(c for c, x in terms if x in true) >= bound for terms, bound in lines)


def mixed() -> Problem:
    structure = structure_of(
        VALUES,
        AllDifferent((1, 2)),
        Clause(((0, 0), (1, 2), (3, 7))),
        Cardinality.at_most(2, [(0, 1), (1, 1), (2, 1), (3, 4)]),
        LinearSum((1, 2, 3), (2, -1, 1), 3, 11),
        Table((0, 2), ((0, 1), (1, 2), (1, 3))),
    )
    return structure.problem().restrict((0b11, 0b111, 0b110, 0b11))


def test_it_accepts_exactly_the_solutions() -> None:
    problem = mixed()
    ground = problem.structure.ground
    count, lines = parse(write_opb(problem))
    assert count == ground.atom_count == 8
    solutions = {a for a in product(*VALUES) if problem.holds(a)}
    worlds = product((False, True), repeat=count)
    true_sets = ({atom for atom, true in enumerate(world, 1) if true} for world in worlds)
    accepted = [true for true in true_sets if accepts(lines, true)]
    expected = [{x for x in literals_of(ground, a) if x > 0} for a in solutions]
    assert 0 < len(solutions) < 36
    assert sorted(map(sorted, accepted)) == sorted(map(sorted, expected))


def test_the_constraints_are_the_inequalities_in_order() -> None:
    problem = mixed()
    _, lines = parse(write_opb(problem))
    written = [
        (
            {(c if x > 0 else -c, abs(x)) for c, x in zip(row[0], row[1], strict=True)},
            row[2] - sum(c for c, x in zip(row[0], row[1], strict=True) if x < 0),
        )
        for row in problem.structure.ground.inequalities()
    ]
    read = [(set(terms), bound) for terms, bound in lines]
    assert read[: len(written)] == written
    assert read[len(written) :] == [({(-1, 5)}, 0)]


def test_comments_name_the_atoms() -> None:
    comments = [line for line in write_opb(mixed()).splitlines() if line.startswith("* x")]
    assert comments[:3] == ["* x1 a=1", "* x2 b=1", "* x3 b=2"]
    assert comments[-1] == "* x8 d=7"


def test_the_empty_clause_has_a_term_and_cannot_be_met() -> None:
    _, lines = parse(write_opb(structure_of(((0, 1),), Clause(())).problem()))
    assert not accepts(lines, set())
    assert not accepts(lines, {1})


def falsified(line: Line) -> Iterator[list[int]]:
    """A clause against each assignment of the line's atoms that falls short: no encoding at all."""
    terms, bound = line
    for world in product((0, 1), repeat=len(terms)):
        if sum(c * true for (c, _), true in zip(terms, world, strict=True)) < bound:
            yield [-x if true else x for (_, x), true in zip(terms, world, strict=True)]


def test_a_small_sudoku_has_its_288_solutions() -> None:
    problem = sudoku(2).problem()
    count, lines = parse(write_opb(problem))
    naive = [clause for line in lines for clause in falsified(line)]
    found = []
    for formula in (naive, clauses(problem)[1]):
        with Minisat22(bootstrap_with=formula) as solver:
            found.append({tuple(model[:count]) for model in solver.enum_models()})
    assert len(found[0]) == 288
    assert found[0] == found[1]
