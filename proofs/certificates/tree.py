"""Writes down a tree search: one clause for each refuted decision, in the order of the search.

When the decision d_n is refuted below d_1 ... d_(n-1), "not all of d_1 ... d_n" follows by unit
propagation from the formula, from the clauses of the refuted decisions below d_n, and from what is
put at the proof's beginning for propagation that is stronger than the formula's own
(`intersections`, `bounds`). The clauses below d_n are then not needed any more.

Source: the nogoods of a depth-first search as reverse unit propagation, as in Gocht, McCreesh and
Nordström, Subgraph isomorphism meets cutting planes, IJCAI 2020.
"""

from __future__ import annotations

from domains.problem import Assignment, Problem
from proofs.certificates.bounds import BoundsReplay, needs_bounds
from proofs.certificates.derivation import Derivation, Lemma
from proofs.certificates.intersections import intersection_sums
from search.events import Decided, Event, Finished, Restarted, Retracted, SolutionFound


class TreeLogger:
    """An observer of a tree search.

    Attributes:
        derivation: the refutation of the formula and of the clauses that exclude the solutions;
            it ends with the contradiction if the search was closed.
        solutions: the solutions found, in order.
    """

    def __init__(
        self,
        problem: Problem,
        derivation: Derivation | None = None,
        assumed: tuple[int, ...] = (),
    ) -> None:
        """Begin with what the propagation of this problem may need.

        Args:
            problem: what is searched.
            derivation: what to continue instead, for a search below assumptions.
            assumed: these assumptions, negated; they stand in each clause.
        """
        if derivation is None:
            derivation = Derivation()
            for derived in intersection_sums(problem):
                derivation.add(derived)
        self.derivation = derivation
        self.solutions: list[Assignment] = []
        self._literals = problem.structure.ground.literals
        self._replay = None
        if needs_bounds(problem.structure):
            self._replay = BoundsReplay(problem, self.derivation)
        self._refuted_below: list[list[int]] = [[], []]  # per length of the clause, positions
        self._assumed = assumed
        self._path = [*assumed]  # the negated decisions

    def __call__(self, event: Event) -> None:
        """Take one event."""
        match event:
            case Decided(variable, mask):
                self._path.append(-self._literals[variable][mask.bit_length() - 1])
                self._refuted_below.append([])
            case Retracted():
                self._refute()
            case SolutionFound(assignment):
                self.solutions.append(assignment)
                if self._replay:
                    self._replay.exclude(assignment)
            case Restarted():  # its clauses are not below what comes
                self._path = [*self._assumed]
                self._refuted_below = [[], []]
            case Finished(closed=True):
                self._lemma(self._assumed)

    def _refute(self) -> None:
        """Write down that the last decision is refuted, and take it back."""
        position = self._lemma(tuple(self._path))
        self.derivation.delete(self._refuted_below.pop())
        self._refuted_below[-1].append(position)
        self._path.pop()

    def _lemma(self, literals: tuple[int, ...]) -> int:
        if self._replay:
            self._replay.explain(literals)
        return self.derivation.add(Lemma(literals))
