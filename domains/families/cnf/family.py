"""Propositional formulas in conjunctive normal form (the satisfiability problem).

Whoever guesses a family imports this module, so what it needs is imported where it is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from domains.families.base import Family, GenerateRequest, Puzzle, SolutionOracle, Symmetry

if TYPE_CHECKING:
    from random import Random

    from rich.console import RenderableType

    from domains.errors import InputError, Place
    from domains.problem import Assignment, Problem, Structure
    from domains.reading import Source

BEGINNING = re.compile(r"\ufeff?(?:[ \t]*(?:c[^\n]*)?\r?\n)*[ \t]*p[ \t]+cnf[ \t]")


class Cnf(Family):
    """DIMACS CNF: variables ``x1`` … ``xn`` with the values 0 (false) and 1 (true)."""

    name: ClassVar[str] = "cnf"
    summary: ClassVar[str] = "propositional formulas in conjunctive normal form (DIMACS)"
    formats: ClassVar[tuple[str, ...]] = (
        "DIMACS CNF: p cnf VARIABLES CLAUSES, then literals, each clause closed by 0",
        "the same in one line",
    )

    def recognises(self, sample: str) -> bool:
        """Tell whether the text begins with ``p cnf`` after any comments."""
        return BEGINNING.match(sample) is not None

    def read(self, source: Source) -> Iterator[Puzzle | InputError]:
        """Yield the formulas of a source, usually one; a header begins each."""
        from domains.families.cnf.formula import cnf_problem
        from domains.families.cnf.reader import Formula, read_formulas

        for found in read_formulas(source):
            if isinstance(found, Formula):
                problem = cnf_problem(found.variable_count, found.clauses)
                yield Puzzle(self.name, problem, self.puzzle_text(problem), found.place)
            else:
                yield found

    def puzzle_text(self, problem: Problem) -> str:
        """Return DIMACS in one line: the clauses, then a unit clause per literal the masks state.

        >>> from domains.families.cnf import cnf_problem
        >>> Cnf().puzzle_text(cnf_problem(3, [(1, -3), (2,)]))
        'p cnf 3 2 1 -3 0 2 0'
        """
        from domains.export.dimacs import clauses

        variable_count, found = clauses(problem)
        numbers = [str(literal) for clause in found for literal in (*clause, 0)]
        return " ".join(["p", "cnf", str(variable_count), str(len(found)), *numbers])

    def solution_text(self, structure: Structure, assignment: Assignment) -> str:
        """Return the true literals and 0, as the ``v`` lines of SAT solvers have them."""
        from domains.families.cnf.solution import write_solution

        return write_solution(assignment)

    def read_solution(self, structure: Structure, text: str, place: Place) -> Assignment:
        """Read a literal per variable in any order, with or without ``v`` before and 0 after.

        Raises:
            InputError: another word, a variable twice or never, something after 0.
        """
        from domains.families.cnf.solution import read_solution

        return read_solution(len(structure.values), text, place)

    def render(self, structure: Structure, masks: Sequence[int]) -> str:
        """Return numbers of variables and clauses, and the fixed literals."""
        from domains.families.cnf.drawing import plain

        return plain(structure, masks)

    def rich(
        self,
        structure: Structure,
        masks: Sequence[int],
        marked: Sequence[tuple[int, int]] = (),
        givens: Sequence[int] = (),
    ) -> RenderableType:
        """Return the literals: fixed ones bold, open variables dim, marked candidates red."""
        del givens  # what a formula states are clauses
        from domains.families.cnf.drawing import coloured

        return coloured(structure, masks, marked)

    def svg(
        self,
        structure: Structure,
        masks: Sequence[int],
        marked: Sequence[tuple[int, int]] = (),
        givens: Sequence[int] = (),
    ) -> str:
        """Return a table of the variables and their candidates; of a large formula a summary."""
        del givens  # as above
        from domains.families.cnf.drawing import svg

        return svg(structure, masks, marked)

    def generate(self, request: GenerateRequest, rng: Random, oracle: SolutionOracle) -> Problem:
        """Return a random k-SAT formula around a planted solution, the only one.

        Reads ``size`` (variables, 20 when None), ``clues`` (clauses; None: no clause can be left
        out) and the option ``k`` (literals of a clause, 3). Meant for up to a hundred variables.

        Raises:
            ModelError: a request that no formula fulfils.
        """
        from domains.families.cnf.generator import generate_formula

        return generate_formula(request, rng, oracle)

    def symmetry_generators(self, structure: Structure) -> Iterator[tuple[str, Symmetry]]:
        """Yield swaps of interchangeable variables.

        They generate a subgroup of the formula's symmetries: others, sign flips among them, are not
        looked for, since finding all is as hard as graph isomorphism. Most formulas yield none.
        """
        from domains.families.cnf.symmetry import swaps

        return swaps(structure)

    def random_symmetry(self, structure: Structure, rng: Random) -> Symmetry:
        """Return a uniformly random element of the group of `symmetry_generators`."""
        from domains.families.cnf.symmetry import random_renaming

        return random_renaming(structure, rng)
