"""The exact oracle: a SAT solver behind ‖p‖, its size, and the best deduction ded_p.

One solver is kept per structure: the rules are loaded once, and each problem's masks are only
assumed. That is worth 5 to 50 times over a fresh solver per puzzle (measured on Sudoku from 9x9 to
16x16). What a single question adds is guarded by an activation literal and switched off afterwards
(Eén and Sörensson, "Temporal induction by incremental SAT solving", BMC 2003).
"""

from __future__ import annotations

import operator
import weakref
from collections.abc import Iterable, Iterator, Sequence

from domains.kept_solver import KeptSolver
from domains.problem import Assignment, Masks, Problem, Structure

# Best deductions, 50 puzzles and 31 elements of many solutions of 9x9 Sudoku | 21 SATLIB formulas:
# glucose4 0.41 s | 12.9 s, glucose3 0.37 s | 15.4 s, minisat22 0.48 s | 47.0 s,
# cadical195 0.72 s | 14.7 s, cadical153 0.80 s | 16.2 s. One run on one core.
DEFAULT_SOLVER = "glucose4"

QUESTIONS_PER_SOLVER = 20_000
"""After so many questions a solver is built anew, since each question leaves a variable behind."""


class ExactOracle:
    """Answers questions about ‖p‖ exactly, however long that takes. Not for several threads.

    Which solutions come first, when there are more than asked for, depends on the solver and on
    what it was asked before; everything else is a function of the arguments.

    Args:
        solver: a name that python-sat knows; the solver must take assumptions and phases.
    """

    def __init__(self, solver: str = DEFAULT_SOLVER) -> None:
        self._name = solver
        self._kept: weakref.WeakKeyDictionary[Structure, KeptSolver] = weakref.WeakKeyDictionary()

    def solutions(self, problem: Problem, limit: int) -> tuple[Assignment, ...]:
        """Return up to ``limit`` different solutions, all of them when there are fewer."""
        return tuple(map(problem.structure.decode, self._models(problem, limit)))

    def count(self, problem: Problem, limit: int) -> int:
        """Return the number of solutions, counted no further than ``limit``."""
        return sum(1 for _ in self._models(problem, limit))

    def best_deduction(self, problem: Problem, masks: Sequence[int]) -> Masks:
        """Return ded_p(a) = α(γ(a) ∩ ‖p‖): the candidates that some solution inside a takes.

        Every model supports its candidates, and the next one must support a candidate that had
        none. So there are at most as many models as candidates, however many solutions there are
        (backbones by one unsatisfiable question at the end: Janota, Lynce and Marques-Silva,
        "Algorithms for computing backbones of propositional formulae", AI Communications 2015).

        Returns:
            One mask per variable; all of them zero when no solution lies in γ(a).
        """
        live = problem.restrict(masks).masks
        supported = (0,) * len(live)
        with self._solver(problem.structure).question(live) as question:
            while (model := question.model()) is not None:
                supported = tuple(map(operator.or_, supported, model))
                lacking = map(operator.xor, live, supported)  # supported is within live
                question.require_one_of(tuple(lacking))
        return supported

    def best_deductions(
        self, problem: Problem, elements: Iterable[Sequence[int]]
    ) -> tuple[Masks, ...]:
        """Return the `best_deduction` of each element, in order."""
        return tuple(self.best_deduction(problem, element) for element in elements)

    def _models(self, problem: Problem, limit: int) -> Iterator[Masks]:
        """Yield different solutions as masks of one bit per variable."""
        with self._solver(problem.structure).question(problem.masks) as question:
            for _ in range(limit):
                model = question.model()
                if model is None:
                    return
                yield model
                question.exclude(model)

    def _solver(self, structure: Structure) -> KeptSolver:
        """Return the solver kept for a structure; build it when there is none or it is worn."""
        kept = self._kept.get(structure)
        if kept is None or kept.questions >= QUESTIONS_PER_SOLVER:
            kept = self._kept[structure] = KeptSolver(structure, self._name)
        return kept
