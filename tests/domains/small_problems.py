"""Structures that are small enough to enumerate, of each kind of rule the oracle has to encode."""

from __future__ import annotations

from hypothesis import strategies as st

from domains.families.cnf import cnf_problem
from domains.families.sudoku import sudoku_structure
from domains.problem import Assignment, Problem, Structure
from proofs.laws.enumeration import members
from proofs.laws.universes import MINIATURES

TINY = MINIATURES


def solutions_of(problem: Problem) -> list[Assignment]:
    """‖p‖ by going through γ, in lexicographic order."""
    found = members(problem.structure.values, problem.masks)
    return [assignment for assignment in found if problem.holds(assignment)]


def sudoku_solutions() -> list[Assignment]:
    """All 288 grids of 4 x 4 Sudoku, by filling cell after cell."""
    structure = sudoku_structure(2, 2)
    grids: list[tuple[int, ...]] = [()]
    for cell in range(16):
        seen_by = [
            other
            for rule in structure.rules
            if cell in rule.scope
            for other in rule.scope
            if other < cell
        ]
        grids = [
            (*grid, value)
            for grid in grids
            for value in (1, 2, 3, 4)
            if value not in {grid[other] for other in seen_by}
        ]
    return grids


def formulas(most_variables: int = 6) -> st.SearchStrategy[Problem]:
    """Small formulas; some have no clause, some no solution, some a unit or an empty clause."""

    def of_size(count: int) -> st.SearchStrategy[Problem]:
        literals = st.integers(-count, count).filter(bool)
        clauses = st.lists(st.lists(literals, max_size=4), max_size=12)
        return clauses.map(lambda listed: cnf_problem(count, listed))

    return st.integers(1, most_variables).flatmap(of_size)


def elements_of(structure: Structure) -> st.SearchStrategy[tuple[int, ...]]:
    """Elements of the candidate domain as masks."""
    return st.tuples(*[st.integers(0, top) for top in structure.top])
