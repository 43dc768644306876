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
from functools import cached_property
from typing import NamedTuple

from domains.problem import Problem, Structure
from domains.rules.base import PseudoBoolean, Term

BOOLEAN_SIZE = 2


class SignedSum(NamedTuple):
    """``lower <= sum of coefficient times literal <= upper``, every coefficient positive.

    A literal counts 1 when true; each atom occurs at most once. An open bound is None.
    """

    coefficients: tuple[int, ...]
    literals: tuple[int, ...]
    lower: int | None
    upper: int | None


class Inequality(NamedTuple):
    """The normalised form: ``sum of coefficient times literal >= bound``, all of them positive.

    Source: Roussel and Manquinho, Pseudo-Boolean and cardinality constraints, Handbook of
    Satisfiability, 2009.
    """

    coefficients: tuple[int, ...]
    literals: tuple[int, ...]
    bound: int


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

    @cached_property
    def literals(self) -> tuple[tuple[int, ...], ...]:
        """Per variable the literals of its candidates, in the order of its values."""
        return tuple(
            (-first, first)
            if len(values) == BOOLEAN_SIZE
            else tuple(range(first, first + len(values)))
            for first, values in zip(self.first_atom, self.structure.values, strict=True)
        )

    def literal(self, variable: int, index: int) -> int:
        """Return the signed atom that says: the variable takes its ``index``-th value."""
        return self.literals[variable][index]

    def candidates(self) -> Iterator[tuple[int, int]]:
        """Yield per atom, from atom 1 on, the (variable, index) of the candidate it is true of."""
        for variable, values in enumerate(self.structure.values):
            if len(values) == BOOLEAN_SIZE:
                yield variable, 1
            else:
                yield from ((variable, k) for k in range(len(values)))

    def signed(self, constraint: PseudoBoolean) -> SignedSum:
        """Write a constraint over atoms instead of candidates, with positive coefficients.

        Both candidates of a two-valued variable are one atom, so their terms are merged; what
        ``1 - x`` leaves over goes to the bounds.
        """
        literals, weights, constant = self.literals, dict[int, int](), 0
        for term in constraint.terms:
            literal, coefficient = literals[term.variable][term.index], term.coefficient
            if literal < 0:
                literal, coefficient = -literal, -coefficient
                constant -= coefficient
            weights[literal] = weights.get(literal, 0) + coefficient
        constant += sum(weight for weight in weights.values() if weight < 0)
        return SignedSum(
            tuple(abs(weight) for weight in weights.values() if weight),
            tuple(atom if weight > 0 else -atom for atom, weight in weights.items() if weight),
            None if constraint.lower is None else constraint.lower - constant,
            None if constraint.upper is None else constraint.upper - constant,
        )

    def normalised(self, constraint: PseudoBoolean) -> Iterator[Inequality]:
        """Yield the inequalities a constraint means: none, one or two; those always met are not."""
        yield from _inequalities(self.signed(constraint))

    @cached_property
    def sums(self) -> tuple[SignedSum, ...]:
        """Everything the atoms must satisfy: exactly-one per variable, then the constraints."""
        return tuple(map(self.signed, (*self.variable_constraints(), *self.constraints)))

    def inequalities(self) -> Iterator[Inequality]:
        """Yield the normalised form of `sums`, in that order; what an OPB file lists."""
        for signed in self.sums:
            yield from _inequalities(signed)

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


def _inequalities(signed: SignedSum) -> Iterator[Inequality]:
    """Split a sum at its bounds; an upper bound speaks of the negated literals."""
    coefficients, literals, lower, upper = signed
    if lower is not None and lower > 0:
        yield Inequality(coefficients, literals, lower)
    total = sum(coefficients)
    if upper is not None and upper < total:
        yield Inequality(coefficients, tuple(-literal for literal in literals), total - upper)
