"""The ground form: literals and linear pseudo-Boolean constraints, the spine of the project.

Every problem compiles to it, and it has five uses: the propagation and search kernels, the
certificates, the graph a learned operator reads, the exact oracle, and export (OPB, DIMACS CNF).

Atoms: a variable with two values is one atom (true: the second value), with its negation standing
for the first; any other variable has one atom per value and an exactly-one constraint. A *literal*
is a signed atom, numbered from 1 as in DIMACS.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from domains.problem import Problem, Structure
from domains.rules.base import PseudoBoolean, Term

BOOLEAN_SIZE = 2


@dataclass(frozen=True, eq=False)
class GroundForm:
    """A structure's atoms and constraints.

    Attributes:
        structure: what it was compiled from.
        constraints: the rules' constraints, in the rules' order.
        origin: per constraint the index of its rule.
        atom_count: number of atoms.
        first_atom: per variable its first atom, from 1.
    """

    structure: Structure
    constraints: tuple[PseudoBoolean, ...]
    origin: tuple[int, ...]
    atom_count: int
    first_atom: tuple[int, ...]

    @classmethod
    def of(cls, structure: Structure) -> GroundForm:
        """Compile a structure."""
        constraints: list[PseudoBoolean] = []
        origin: list[int] = []
        for index, rule in enumerate(structure.rules):
            compiled = tuple(rule.ground(structure.values))
            constraints += compiled
            origin += [index] * len(compiled)
        first_atom, next_atom = [], 1
        for values in structure.values:
            first_atom.append(next_atom)
            next_atom += 1 if len(values) == BOOLEAN_SIZE else len(values)
        return cls(structure, tuple(constraints), tuple(origin), next_atom - 1, tuple(first_atom))

    def literal(self, variable: int, index: int) -> int:
        """Return the signed atom that says: the variable takes its ``index``-th value."""
        first = self.first_atom[variable]
        if len(self.structure.values[variable]) == BOOLEAN_SIZE:
            return first if index else -first
        return first + index

    def variable_constraints(self) -> Iterator[PseudoBoolean]:
        """Yield exactly-one for each variable whose atoms do not imply it."""
        for variable, values in enumerate(self.structure.values):
            if len(values) != BOOLEAN_SIZE:
                terms = tuple(Term(1, variable, k) for k in range(len(values)))
                yield PseudoBoolean(terms, 1, 1)

    def units(self, problem: Problem) -> Iterator[int]:
        """Yield the literals a problem's starting masks state: removed candidates, negated."""
        for variable, mask in enumerate(problem.masks):
            for k in range(len(self.structure.values[variable])):
                if not mask >> k & 1:
                    yield -self.literal(variable, k)
