"""Pseudo-Boolean constraints as clauses.

Each constraint is encoded by what it turns out to be: literals that it forces, a clause, at most
one, or a decision diagram. Every encoding is exact on the atoms of the constraint (each of its
models extends to the auxiliary atoms, no other assignment does). The encoding of one bound is
arc-consistent: unit propagation finds every literal that the bound implies. Auxiliary atoms are
implied in one direction only, so one model of the constraint may have several extensions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from domains.export.diagram import diagram_clauses
from domains.ground import Inequality, SignedSum

PAIRWISE_LIMIT = 25
"""Most literals of an at-most-one that is written pairwise; beyond, a counter is shorter.

Pairs need no auxiliary atom. 25 literals have 300 of them, 36 would have 630: on 36x36 Sudoku with
800 givens the counter makes 232 thousand clauses, pairs 493 thousand (measured).
"""


@dataclass(slots=True)
class ClauseList:
    """Clauses under construction.

    Attributes:
        atom_count: the highest atom so far; auxiliary atoms are numbered on from here.
        clauses: lists of literals, as SAT solvers take them.
        contradictory: whether an empty clause is among them.
        on_atom: called for each auxiliary atom; by raising it ends what takes too long.
    """

    atom_count: int
    clauses: list[list[int]] = field(default_factory=list)
    contradictory: bool = False
    on_atom: Callable[[], None] | None = None

    def new_atom(self) -> int:
        """Return an auxiliary atom."""
        if self.on_atom is not None:
            self.on_atom()
        self.atom_count += 1
        return self.atom_count

    def add(self, signed: SignedSum) -> None:
        """Encode both bounds of a sum."""
        coefficients, literals, lower, upper = signed
        total = sum(coefficients)
        if lower is not None and lower > 0:
            self.add_at_least(Inequality(coefficients, literals, lower))
        if upper is not None and upper < total:
            negated = tuple([-literal for literal in literals])
            if upper == 1 and total == len(literals):  # by far the most frequent, so without detour
                self._at_most_one(literals, negated)
            else:
                self.add_at_least(Inequality(coefficients, negated, total - upper))

    def add_at_least(self, inequality: Inequality) -> None:
        """Encode a normalised inequality in the shortest way known here."""
        coefficients, literals, bound = inequality
        slack = sum(coefficients) - bound
        if slack < 0:
            self.clauses.append([])
            self.contradictory = True
            return
        if max(coefficients) > slack:
            inequality = self._force(inequality, slack)
            coefficients, literals, bound = inequality
        if bound <= 0:
            return
        if min(coefficients) >= bound:
            self.clauses.append(list(literals))
        elif sum(sorted(coefficients)[:2]) > slack:
            self._at_most_one(tuple(-literal for literal in literals), literals)
        else:
            self.clauses += diagram_clauses(inequality, self.new_atom)

    def _force(self, inequality: Inequality, slack: int) -> Inequality:
        """Add the literals whose loss exceeds the slack as units; return what is left to say."""
        coefficients, literals, bound = inequality
        terms = list(zip(coefficients, literals, strict=True))
        self.clauses += [[literal] for c, literal in terms if c > slack]
        rest = [(c, literal) for c, literal in terms if c <= slack]
        return Inequality(
            tuple(c for c, _ in rest),
            tuple(literal for _, literal in rest),
            bound - sum(c for c in coefficients if c > slack),
        )

    def _at_most_one(self, literals: Sequence[int], negated: Sequence[int]) -> None:
        """Encode that at most one literal is true: pairs, or the sequential counter of Sinz.

        The counter's i-th atom says that one of the first i literals is true.
        Source: Sinz, Towards an optimal CNF encoding of Boolean cardinality constraints, CP 2005.
        """
        if len(literals) <= PAIRWISE_LIMIT:
            self.clauses.extend(map(list, combinations(negated, 2)))
            return
        before = literals[0]
        for false in negated[1:-1]:
            so_far = self.new_atom()
            self.clauses += [[-before, so_far], [false, so_far], [false, -before]]
            before = so_far
        self.clauses.append([negated[-1], -before])
