"""``ldt`` as a solver of CPMpy models: found, none, or not known, and never a wrong one.

>>> import cpmpy
>>> from ldt.backends.cpmpy import CPM_ldt
>>> x = cpmpy.intvar(1, 3, shape=3, name="x")
>>> CPM_ldt(cpmpy.Model(cpmpy.AllDifferent(x), x[0] > x[1], x[1] > x[2])).solve()
True
>>> x.value()
array([3, 2, 1])

`register` makes it known by name: ``model.solve(solver="ldt")``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from cpmpy.exceptions import NotSupportedError
from cpmpy.solvers.solver_interface import ExitStatus, SolverInterface, SolverStatus
from cpmpy.solvers.utils import SolverLookup
from cpmpy.transformations.get_variables import get_variables
from cpmpy.transformations.normalize import toplevel_list

from domains.importing.cpmpy import post_all
from domains.importing.translation import NotCoveredError, Translation
from search import Abstained, Budget, Goal, Infeasible, solve

if TYPE_CHECKING:
    from domains.problem import Problem
    from search import Answer

NAME = "ldt"

MOST_SOLUTIONS = 10_000_000
"""How many solutions `CPM_ldt.solveAll` looks for where no limit is given."""


class CPM_ldt(SolverInterface):  # type: ignore[misc]  # noqa: N801  (as CPMpy calls its solvers)
    """A solver object of CPMpy. Constraints may be added between calls of `solve`.

    Raises:
        NotCoveredError: a constraint that no rule says, at once when it is added.
        NotSupportedError: an objective.
    """

    def __init__(self, cpm_model: Any = None, subsolver: str | None = None) -> None:  # noqa: ANN401
        if subsolver is not None:
            message = f"{NAME} has no subsolver {subsolver!r}"
            raise NotSupportedError(message)
        self._translation = Translation()
        self._posted = 0
        super().__init__(name=NAME, cpm_model=cpm_model)

    @staticmethod
    def supported() -> bool:
        """Tell that it can be used: it is installed where this module is."""
        return True

    @classmethod
    def version(cls) -> str | None:
        """Return the version of this distribution."""
        try:
            return version("lattice-deduction")
        except PackageNotFoundError:
            return None

    @property
    def native_model(self) -> Problem:
        """The problem as it is now."""
        return self._translation.problem()

    def add(self, cpm_expr: Any) -> CPM_ldt:  # noqa: ANN401
        """Add constraints, in any nesting of lists."""
        get_variables(cpm_expr, collect=self.user_vars)
        constraints = toplevel_list(cpm_expr)
        self.solver_vars(get_variables(constraints))
        post_all(self._translation, constraints, self._posted + 1)
        self._posted += len(constraints)
        return self

    __add__ = add

    def solver_var(self, cpm_var: Any) -> int:  # noqa: ANN401
        """Return the number of a variable in the problem."""
        return self._translation.variable(getattr(cpm_var, "_bv", cpm_var))

    def objective(self, expr: Any, minimize: bool = True) -> None:  # noqa: ANN401
        """Refuse an objective."""
        word = "minimise" if minimize else "maximise"
        message = f"{NAME} decides problems and does not {word} {expr}"
        raise NotSupportedError(message)

    def solve(
        self,
        time_limit: float | None = None,
        display: Any = None,  # noqa: ANN401
        strategy: str = "auto",
        seed: int = 0,
    ) -> bool:
        """Tell whether a solution was found, and give the variables its values.

        Args:
            time_limit: seconds; when they are over, the status is UNKNOWN.
            display: printed for a solution: an expression, a list of them, or a function to call.
            strategy: see `search.solve`.
            seed: of every random choice.
        """
        answer = self._answer(Goal.first(), time_limit, strategy, seed)
        for solution in answer.solutions[:1]:
            self._show(solution, display)
        if not answer.solutions:
            for variable in self.user_vars:
                variable.clear()
        return bool(answer.solutions)

    def solveAll(  # noqa: N802  (as CPMpy calls it)
        self,
        display: Any = None,  # noqa: ANN401
        time_limit: float | None = None,
        solution_limit: int | None = None,
        call_from_model: bool = False,
        strategy: str = "auto",
        seed: int = 0,
    ) -> int:
        """Return the number of solutions, each of which is displayed; see `solve`."""
        del call_from_model
        goal = Goal.count(solution_limit or MOST_SOLUTIONS)
        answer = self._answer(goal, time_limit, strategy, seed)
        solutions = answer.solutions
        if solutions and answer.count is not None:
            self.cpm_status.exitstatus = ExitStatus.OPTIMAL  # CPMpy's word for: these are all
        for solution in solutions:
            self._show(solution, display)
        return len(solutions)

    def _answer(self, goal: Goal, time_limit: float | None, strategy: str, seed: int) -> Answer:
        """Search, and keep how it ended."""
        answer = solve(
            self.native_model,
            goal=goal,
            strategy=strategy,
            budget=Budget(seconds=time_limit),
            seed=seed,
        )
        self.cpm_status = SolverStatus(self.name)
        self.cpm_status.solve_time = answer.statistics.seconds
        if isinstance(answer, Infeasible):
            self.cpm_status.exitstatus = ExitStatus.UNSATISFIABLE
        elif isinstance(answer, Abstained) and not answer.solutions:
            self.cpm_status.exitstatus = ExitStatus.UNKNOWN
        else:
            self.cpm_status.exitstatus = ExitStatus.FEASIBLE
        return answer

    def _show(self, solution: tuple[int, ...], display: Any) -> None:  # noqa: ANN401
        """Give the variables the values of a solution, then display it."""
        for variable in self.user_vars:
            value = solution[self.solver_var(variable)]
            variable._value = bool(value) if variable.is_bool() else value
        self.print_display(display)


def register() -> None:
    """Make CPMpy find ``ldt`` by name, behind its own solvers.

    CPMpy has no entry points for solvers; this replaces `SolverLookup.base_solvers`, once.
    """
    known: Callable[[], Iterable[tuple[str, type]]] = SolverLookup.base_solvers
    if NAME not in dict(known()):
        SolverLookup.base_solvers = lambda: [*known(), (NAME, CPM_ldt)]


__all__ = ["CPM_ldt", "NotCoveredError", "register"]
