"""Bounds of sums as cutting planes, found by going through the propagation again.

The search counts each variable of a sum once, with its greatest (or least) live coefficient; unit
propagation counts all its literals. With A the greatest live coefficient of a variable, adding A
times "at most one of its values" (or -A times "at least one") turns each live coefficient a into
a - A <= 0, and unit propagation finds the same. A depends on what is live, so the sums that a
refutation needs are found by propagating its decisions here once more.

Source: bounds of linear constraints in cutting planes: Gocht, McCreesh and Nordström, An auditable
constraint programming solver, CP 2022.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from domains.export.opb import write_opb
from domains.problem import Assignment, Problem, Structure
from proofs.certificates.derivation import Derivation, Sum
from proofs.certificates.numbering import Numbered, exactly_one, numbered
from proofs.certificates.solutions import literals_of
from proofs.checker.constraints import Constraint, add, clause, multiply
from proofs.checker.formulas import read_opb
from proofs.checker.propagation import Database


class UnexplainedError(AssertionError):
    """A refutation of the search that this reasoning does not find again. This is a bug."""


@lru_cache(maxsize=16)
def needs_bounds(structure: Structure) -> bool:
    """Tell whether a sum has two candidates of a variable that has more than two values."""
    return any(True for _ in _sums(structure))


def _sums(structure: Structure) -> Iterator[tuple[int, Numbered]]:
    """Yield such sums, each with the numbers of its inequalities."""
    for entry in numbered(structure):
        variables = [
            t.variable for t in entry.constraint.terms if len(structure.values[t.variable]) > 2
        ]
        if entry.rule is not None and len(set(variables)) < len(variables):
            for number in (entry.lower, entry.upper):
                if number:
                    yield number, entry


class BoundsReplay:
    """Unit propagation over the formula, with the sums that bounds reasoning needs added.

    Attributes:
        database: the formula, and what was derived.
    """

    def __init__(self, problem: Problem, derivation: Derivation) -> None:
        """Load the formula and what the derivation begins with."""
        self._problem, self._derivation = problem, derivation
        formula = read_opb(write_opb(problem))
        self._constraints = formula.constraints
        self.database = Database(formula.variables)
        for constraint in self._constraints:
            self.database.add(constraint)
        for step in derivation.steps:
            if isinstance(step, Sum):
                self.database.add(self.value(step))
        self._sums = list(_sums(problem.structure))
        self._exactly_one = exactly_one(problem.structure)
        self._seen: set[Sum] = set()

    def exclude(self, assignment: Assignment) -> None:
        """Add the clause that excludes a solution."""
        true = literals_of(self._problem, assignment)
        self.database.add(clause([-literal for literal in true]))

    def explain(self, literals: Sequence[int]) -> None:
        """Add to the derivation what a clause needs to follow by unit propagation."""
        assumptions = [-literal for literal in literals]
        while not self.database.refutes(assumptions):
            fresh = [derived for derived in self._propagating() if derived not in self._seen]
            if not fresh:
                message = f"no conflict under the literals {assumptions}"
                raise UnexplainedError(message)
            for derived in fresh:
                self._seen.add(derived)
                self._derivation.add(derived)
                self.database.add(self.value(derived))
        self.database.add(clause(literals))

    def value(self, derived: Sum) -> Constraint:
        """Return the constraint that a sum derives."""
        total = Constraint({}, 0)
        for number, factor in derived.operands:
            total = add(total, multiply(self._constraints[number - 1], factor))
        return total

    def _propagating(self) -> list[Sum]:
        """Return the shifted sums that conclude something under the current assumptions."""
        shifted = [self._shifted(number, entry) for number, entry in self._sums]
        return [derived for derived in shifted if self._concludes(self.value(derived))]

    def _concludes(self, constraint: Constraint) -> bool:
        value = self.database.value
        slack = sum(c for x, c in constraint.terms.items() if value(x) >= 0) - constraint.degree
        return any(c > slack for x, c in constraint.terms.items() if value(x) == 0) or slack < 0

    def _shifted(self, number: int, entry: Numbered) -> Sum:
        """Add to an inequality what makes the live coefficients of each variable at most 0."""
        terms = self._constraints[number - 1].terms
        operands = [(number, 1)]
        for variable in dict.fromkeys(term.variable for term in entry.constraint.terms):
            if variable in self._exactly_one:
                at_least, at_most = self._exactly_one[variable]
                greatest = self._greatest(variable, terms)
                if greatest:
                    operands.append((at_most if greatest > 0 else at_least, abs(greatest)))
        return Sum(tuple(operands))

    def _greatest(self, variable: int, terms: dict[int, int]) -> int:
        """Return the greatest coefficient of a variable's live atoms; 0 if none is live."""
        atoms = self._problem.structure.ground.literals[variable]
        live = [atom for atom in atoms if self.database.value(atom) >= 0]
        return max((terms.get(atom, 0) - terms.get(-atom, 0) for atom in live), default=0)
