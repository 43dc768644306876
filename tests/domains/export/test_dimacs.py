"""CNF of whole problems, and of only what the masks leave open."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pysat.formula import CNF
from pysat.solvers import Minisat22

from domains.export import clauses, live_clauses, read_model, write_dimacs
from domains.problem import Masks, Problem
from domains.rules import AllDifferent, Cardinality, Clause, LinearSum, Table
from tests.domains.enumeration import Values, elements, literals_of, members, structure_of
from tests.domains.export.grids import sudoku

VALUES: Values = ((0, 1), (1, 2, 3), (1, 2, 3), (4, 7))
MIXED = structure_of(
    VALUES,
    AllDifferent((1, 2)),
    Clause(((0, 0), (1, 2), (3, 7))),
    Cardinality.at_most(2, [(0, 1), (1, 1), (2, 1), (3, 4)]),
    LinearSum((1, 2, 3), (2, -1, 1), 3, 11),
    Table((0, 2), ((0, 1), (1, 2), (1, 3))),
)
SOLUTION = (1, 2, 3, 4, 3, 4, 1, 2, 2, 1, 4, 3, 4, 3, 2, 1)


def decided(problem: Problem) -> set[int]:
    """The atoms whose value the masks state."""
    ground = problem.structure.ground
    return {
        abs(literals[k])
        for literals, mask, top in zip(
            ground.literals, problem.masks, problem.structure.top, strict=True
        )
        for k in range(len(literals))
        if (top & ~mask) >> k & 1 or mask == 1 << k
    }


def law_live_clauses_mean_the_problem(problem: Problem) -> None:
    ground, values = problem.structure.ground, problem.structure.values
    _, found = live_clauses(problem)
    assert not {abs(x) for clause in found for x in clause} & decided(problem)
    assert found == [[]] or [] not in found
    with Minisat22(bootstrap_with=found) as solver:
        for assignment in members(values, problem.masks):
            satisfiable = solver.solve(assumptions=literals_of(ground, assignment))
            assert satisfiable == problem.holds(assignment)
            if satisfiable:
                assert read_model(problem, solver.get_model()) == assignment


def test_live_clauses_mean_the_problem() -> None:
    for masks in elements(VALUES):
        law_live_clauses_mean_the_problem(Problem(MIXED, masks))


def test_clauses_mean_the_problem() -> None:
    for masks in elements(VALUES):
        problem = Problem(MIXED, masks)
        with Minisat22(bootstrap_with=clauses(problem)[1]) as solver:
            for assignment in product(*VALUES):
                satisfiable = solver.solve(assumptions=literals_of(MIXED.ground, assignment))
                assert satisfiable == problem.holds(assignment)


@st.composite
def small_sudokus(draw: st.DrawFn) -> Masks:
    """Masks around a solution, most candidates gone; now and then the solution is lost too."""
    extra = draw(st.lists(st.integers(0, 15), min_size=16, max_size=16))
    thinned = [mask if draw(st.integers(0, 2)) == 0 else 0 for mask in extra]
    lost = draw(st.sampled_from([None, None, *range(16)]))
    return tuple(
        (mask | 1 << value - 1) if cell != lost else mask
        for cell, (mask, value) in enumerate(zip(thinned, SOLUTION, strict=True))
    )


@given(small_sudokus())
def test_live_clauses_have_the_solutions_inside_the_masks(masks: Masks) -> None:
    problem = Problem(sudoku(2), masks)
    every = {a for a in ALL_288 if all(1 << v - 1 & m for v, m in zip(a, masks, strict=True))}
    assert solutions(problem, live_clauses(problem)[1]) == every


def solutions(problem: Problem, formula: list[list[int]]) -> set[tuple[int, ...]]:
    """All models, read as assignments; each is excluded by what it takes, decided or not."""
    found = set()
    with Minisat22(bootstrap_with=formula) as solver:
        while solver.solve():
            assignment = read_model(problem, solver.get_model())
            assert assignment not in found
            found.add(assignment)
            taken = [x for x in literals_of(problem.structure.ground, assignment) if x > 0]
            solver.add_clause([-x for x in taken if x not in decided(problem)])
    return found


ALL_288 = solutions(sudoku(2).problem(), clauses(sudoku(2).problem())[1])


def test_all_solutions_of_a_small_sudoku() -> None:
    assert len(ALL_288) == 288
    assert all(sudoku(2).problem().holds(solution) for solution in ALL_288)


def test_a_solved_problem_leaves_nothing_to_say() -> None:
    structure = sudoku(2)
    problem = Problem(structure, structure.encode(SOLUTION))
    assert live_clauses(problem) == (64, [])
    assert read_model(problem, ()) == SOLUTION


@pytest.mark.parametrize("masks", [(1, 1, 2, 3), (3, 0, 7, 3), (0, 7, 7, 3)])
def test_a_contradiction_is_the_empty_clause(masks: Masks) -> None:
    assert live_clauses(Problem(MIXED, masks)) == (8, [[]])


def test_live_clauses_shrink_with_the_masks() -> None:
    structure = sudoku(3)
    values = [(r % 3 * 3 + r // 3 + c) % 9 + 1 for r in range(9) for c in range(9)]
    sizes = [
        len(live_clauses(structure.problem(list(enumerate(values))[:givens]))[1])
        for givens in range(0, 82, 9)
    ]
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) == len(sizes)
    assert sizes[0] == len(clauses(structure.problem())[1])
    assert sizes[-1] == 0


def test_the_text_is_what_other_readers_read() -> None:
    problem = MIXED.problem([(1, 3)])
    text = write_dimacs(problem)
    formula = CNF(from_string=text)
    atom_count, found = clauses(problem)
    assert formula.clauses == found
    assert formula.nv == atom_count > MIXED.ground.atom_count
    lines = text.splitlines()
    assert lines[:2] == ["c 1 a=1", "c 2 b=1"]
    assert lines[8] == f"c 9 to {atom_count} auxiliary"
    assert lines[9] == f"p cnf {atom_count} {len(found)}"


def test_the_numbering_of_a_cnf_is_kept() -> None:
    structure = structure_of(((0, 1),) * 3, Clause(((0, 1), (2, 0))), Clause(((1, 0),)))
    assert clauses(structure.problem()) == (3, [[1, -3], [-2]])
