"""A SAT solver that holds the rules of a structure and answers questions about its elements."""

from __future__ import annotations

import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from domains.export.dimacs import clauses
from domains.problem import Masks, Structure, bits


class KeptSolver:
    """The rules of one structure, loaded once.

    It keeps no reference to the structure, so that a weak table can hold it beside the structure.

    Attributes:
        questions: how many were asked.
    """

    def __init__(self, structure: Structure, name: str) -> None:
        """Load the structure's clauses into a new solver that python-sat calls ``name``."""
        from pysat.solvers import Solver  # only exact questions pay for it

        ground = structure.ground
        self.questions = 0
        self._top = structure.top
        self._literals = [
            [ground.literal(variable, k) for k in range(len(values))]
            for variable, values in enumerate(structure.values)
        ]
        self._atom_count = ground.atom_count
        self._last_atom, loaded = clauses(structure.problem())
        self._solver = Solver(name=name, bootstrap_with=loaded)
        weakref.finalize(self, self._solver.delete)

    @contextmanager
    def question(self, masks: Sequence[int]) -> Iterator[Question]:
        """Ask about the solutions inside an element; what is added holds for this question only."""
        self.questions += 1
        self._last_atom += 1
        switch = self._last_atom
        try:
            yield Question(self._solver, self._literals, [*self._assumptions(masks), switch])
        finally:
            self._solver.add_clause([-switch])

    def _assumptions(self, masks: Sequence[int]) -> Iterator[int]:
        """Yield literals that say the same as the masks, as few as that takes."""
        for literals, mask, top in zip(self._literals, masks, self._top, strict=True):
            if mask.bit_count() == 1:
                yield literals[mask.bit_length() - 1]
            else:
                for k in bits(top & ~mask):
                    yield -literals[k]


class Question:
    """One element, and the clauses that hold while it is asked about.

    The last assumption is the switch of those clauses. It is numbered above all atoms, so every
    model speaks of all of them.
    """

    def __init__(
        self,
        solver: Any,  # noqa: ANN401  (python-sat is published without types)
        literals: Sequence[Sequence[int]],
        assumed: list[int],
    ) -> None:
        self._solver = solver
        self._literals = literals
        self._assumed = assumed

    def model(self) -> Masks | None:
        """Return one more solution as masks of one bit per variable, or None: there is none."""
        if not self._solver.solve(assumptions=self._assumed):
            return None
        true = set(self._solver.get_model())
        return tuple(
            [
                sum([1 << k for k, literal in enumerate(literals) if literal in true])
                for literals in self._literals
            ]
        )

    def require_one_of(self, masks: Sequence[int]) -> None:
        """Require that a solution takes one of these candidates, and try to take them all.

        The phases (which value a solver tries first) cost nothing and make each model support many
        of the candidates: four times fewer models on Sudoku elements of many solutions.
        """
        wanted = self._literals_of(masks)
        self._solver.add_clause([-self._assumed[-1], *wanted])
        self._solver.set_phases(wanted)

    def exclude(self, model: Masks) -> None:
        """Exclude one solution."""
        taken = self._literals_of(model)
        self._solver.add_clause([-self._assumed[-1], *[-literal for literal in taken]])

    def _literals_of(self, masks: Sequence[int]) -> list[int]:
        pairs = zip(self._literals, masks, strict=True)
        return [literals[k] for literals, mask in pairs for k in bits(mask)]
