"""SAT solvers on the usual clauses of Sudoku: python-sat's, kept or fresh for each puzzle; pycosat.

The clauses are the "extended encoding" of Lynce and Ouaknine, "Sudoku as a SAT problem", 2006:
each cell and each place has at least one and at most one value; no clause stands twice. Atom
81 v + cell + 1 means that the cell takes the value v + 1.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import combinations
from typing import Any

from benchmarks.peers.base import NOT_UNIQUE, Peer

SAT_SOLVERS = ("cadical153", "cadical195", "minisat22", "glucose4")
ATOMS = 729


def sudoku_clauses() -> list[list[int]]:
    """Return the clauses that all 9 x 9 Sudokus share.

    >>> len(sudoku_clauses())
    10530
    """
    units = [[9 * r + c for c in range(9)] for r in range(9)]
    units += [[9 * r + c for r in range(9)] for c in range(9)]
    boxes = [27 * (b // 3) + 3 * (b % 3) for b in range(9)]
    units += [[corner + 9 * r + c for r in range(3) for c in range(3)] for corner in boxes]
    exactly_one = [[81 * v + cell + 1 for v in range(9)] for cell in range(81)]
    exactly_one += [[81 * v + cell + 1 for cell in unit] for unit in units for v in range(9)]
    pairs = {pair for atoms in exactly_one for pair in combinations(sorted(atoms), 2)}
    return exactly_one + [[-a, -b] for a, b in sorted(pairs)]


def givens(puzzle: str) -> list[int]:
    """Return a puzzle's givens as literals."""
    return [
        81 * int(symbol) - 80 + cell for cell, symbol in enumerate(puzzle) if symbol not in ".0"
    ]


def taken(model: Collection[int]) -> list[int]:
    """Return the true atoms of a model, one for each cell."""
    return [literal for literal in model if 0 < literal <= ATOMS]


def digits(atoms: Collection[int]) -> str:
    """Return the solution that true atoms say."""
    cells = [""] * 81
    for atom in atoms:
        value, cell = divmod(atom - 1, 81)
        cells[cell] = str(value + 1)
    return "".join(cells)


class KeptSat(Peer):
    """One solver for all puzzles: the givens are assumed.

    A second solution is excluded through an activation literal, switched off afterwards.
    """

    kind, package = "python-sat", "python-sat"

    def __init__(self, solver: str) -> None:
        self.solver, self.name = solver, f"{solver}, kept"

    def load(self) -> None:
        """Load the clauses into one solver."""
        from pysat.solvers import Solver

        self.kept: Any = Solver(name=self.solver, bootstrap_with=sudoku_clauses())
        self.switch = ATOMS

    def answer(self, puzzle: str, *, unique: bool) -> str | None:
        """Solve under assumptions, and again without the solution found."""
        assumed = givens(puzzle)
        if not self.kept.solve(assumptions=assumed):
            return None
        atoms = taken(self.kept.get_model())
        if unique and self._second(assumed, atoms):
            return NOT_UNIQUE
        return digits(atoms)

    def _second(self, assumed: list[int], atoms: list[int]) -> bool:
        self.switch += 1
        known = set(assumed)
        self.kept.add_clause([-self.switch, *(-atom for atom in atoms if atom not in known)])
        found = bool(self.kept.solve(assumptions=[*assumed, self.switch]))
        self.kept.add_clause([-self.switch])
        return found


class FreshSat(Peer):
    """A new solver for each puzzle: the givens are unit clauses."""

    kind, package = "python-sat", "python-sat"

    def __init__(self, solver: str) -> None:
        self.solver, self.name = solver, f"{solver}, fresh"

    def load(self) -> None:
        """Make the clauses."""
        from pysat.solvers import Solver

        self.make: Any = Solver
        self.clauses = sudoku_clauses()

    def answer(self, puzzle: str, *, unique: bool) -> str | None:
        """Load, solve, and solve again without the solution found."""
        with self.make(name=self.solver, bootstrap_with=self.clauses) as solver:
            for literal in givens(puzzle):
                solver.add_clause([literal])
            if not solver.solve():
                return None
            atoms = taken(solver.get_model())
            solver.add_clause([-atom for atom in atoms])
            return NOT_UNIQUE if unique and solver.solve() else digits(atoms)


class Pycosat(Peer):
    """PicoSAT through pycosat, which takes all clauses at each call."""

    name, kind, package = "pycosat", "pycosat", "pycosat"

    def load(self) -> None:
        """Make the clauses."""
        import pycosat

        self.iterate: Any = pycosat.itersolve
        self.clauses = sudoku_clauses()

    def answer(self, puzzle: str, *, unique: bool) -> str | None:
        """Ask for one model, or for two."""
        models = self.iterate([*self.clauses, *[[literal] for literal in givens(puzzle)]])
        first = next(models, None)
        if first is None:
            return None
        if unique and next(models, None) is not None:
            return NOT_UNIQUE
        return digits(taken(first))
