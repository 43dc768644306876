"""OR-Tools CP-SAT, one worker: the all-different model over integers, and the Boolean one.

Uniqueness is asked by enumeration, stopped at a second solution. Measured on 60 Sudoku-Extreme test
puzzles that is twice as fast for the Boolean model as solving again without the first solution, and
as fast for the other.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any

from benchmarks.peers.base import NOT_UNIQUE, Peer

UNITS = [
    *[[9 * r + c for c in range(9)] for r in range(9)],
    *[[9 * r + c for r in range(9)] for c in range(9)],
    *[[27 * (b // 3) + 3 * (b % 3) + 9 * (k // 3) + k % 3 for k in range(9)] for b in range(9)],
]


class CpSat(Peer):
    """What both models share: a fresh model for each puzzle, since CP-SAT keeps nothing."""

    kind, package = "CP-SAT", "ortools"

    def load(self) -> None:
        """Import; nothing can be kept."""
        from ortools.sat.python import cp_model

        class Collector(cp_model.CpSolverSolutionCallback):
            """Keeps the solutions, and stops at the second."""

            def __init__(self, variables: Sequence[Any]) -> None:
                super().__init__()
                self.variables, self.found = variables, []

            def on_solution_callback(self) -> None:
                self.found.append([self.value(variable) for variable in self.variables])
                if len(self.found) == 2:
                    self.stop_search()

        self.api: Any = cp_model
        self.collector: Any = Collector

    @abstractmethod
    def build(self, puzzle: str) -> tuple[Any, Sequence[Any]]:
        """Return a puzzle's model and its variables."""

    @abstractmethod
    def read(self, values: Sequence[int]) -> str:
        """Return the solution that the variables' values say."""

    def answer(self, puzzle: str, *, unique: bool) -> str | None:
        """Solve, or enumerate until there is a second solution."""
        model, variables = self.build(puzzle)
        solver, collector = self.api.CpSolver(), self.collector(variables)
        solver.parameters.num_workers = 1
        solver.parameters.enumerate_all_solutions = unique
        status = solver.solve(model, collector)
        if status == self.api.INFEASIBLE:
            return None
        if status not in (self.api.OPTIMAL, self.api.FEASIBLE):
            message = f"CP-SAT says {solver.status_name(status)}"
            raise AssertionError(message)
        if unique and len(collector.found) > 1:
            return NOT_UNIQUE
        return self.read(collector.found[0])


class AllDifferentModel(CpSat):
    """An integer variable for each cell; rows, columns and boxes all-different."""

    name = "CP-SAT all-different"

    def build(self, puzzle: str) -> tuple[Any, Sequence[Any]]:
        """Make a constant of each given."""
        model = self.api.CpModel()
        cells = [
            model.new_int_var(1, 9, "") if symbol in ".0" else model.new_constant(int(symbol))
            for symbol in puzzle
        ]
        for unit in UNITS:
            model.add_all_different([cells[cell] for cell in unit])
        return model, cells

    def read(self, values: Sequence[int]) -> str:
        """Return the cells' values."""
        return "".join(map(str, values))


class BooleanModel(CpSat):
    """A Boolean for each candidate; exactly one for each cell and each place."""

    name = "CP-SAT Boolean"

    def build(self, puzzle: str) -> tuple[Any, Sequence[Any]]:
        """Fix the givens' candidates."""
        model = self.api.CpModel()
        atoms = [model.new_bool_var("") for _ in range(9 * 81)]
        for cell in range(81):
            model.add_exactly_one(atoms[9 * cell : 9 * cell + 9])
        for unit in UNITS:
            for value in range(9):
                model.add_exactly_one([atoms[9 * cell + value] for cell in unit])
        for cell, symbol in enumerate(puzzle):
            if symbol not in ".0":
                model.add(atoms[9 * cell + int(symbol) - 1] == 1)
        return model, atoms

    def read(self, values: Sequence[int]) -> str:
        """Return the cells' values."""
        return "".join(str(place % 9 + 1) for place, true in enumerate(values) if true)
