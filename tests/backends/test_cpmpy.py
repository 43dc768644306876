"""`ldt` as a CPMpy solver: the values, the number of solutions, the status, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("cpmpy", reason="CPMpy is an extra: pip install '.[cpmpy]'")

import cpmpy as cp
from cpmpy.exceptions import NotSupportedError
from cpmpy.solvers.solver_interface import ExitStatus

from ldt.backends.cpmpy import CPM_ldt, NotCoveredError, register


def queens(n: int) -> tuple[Any, Any]:
    """The variables and the model of n queens."""
    q = cp.intvar(0, n - 1, shape=n, name="q")
    diagonals = [cp.AllDifferent(q + range(n)), cp.AllDifferent(q - range(n))]
    return q, cp.Model(cp.AllDifferent(q), diagonals)


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """`ldt` is known by name, until the end of the test."""
    monkeypatch.setattr(cp.SolverLookup, "base_solvers", cp.SolverLookup.base_solvers)
    register()
    register()


@pytest.mark.usefixtures("known")
def test_a_model_is_solved_by_name() -> None:
    assert cp.SolverLookup.supported(subsolvers=False).count("ldt") == 1
    _, model = queens(6)
    assert model.solve(solver="ldt")
    assert all(constraint.value() for constraint in model.constraints[:1])
    assert model.status().exitstatus == ExitStatus.FEASIBLE
    _, three = queens(3)
    assert not three.solve(solver="ldt")
    assert three.status().exitstatus == ExitStatus.UNSATISFIABLE


def test_all_solutions_are_counted_and_shown() -> None:
    q, model = queens(6)
    shown: list[tuple[int, ...]] = []
    solver = CPM_ldt(model)
    assert solver.solveAll(display=lambda: shown.append(tuple(q.value()))) == 4
    assert solver.status().exitstatus == ExitStatus.OPTIMAL
    assert len(set(shown)) == 4
    assert solver.solveAll(solution_limit=2) == 2
    assert solver.status().exitstatus == ExitStatus.FEASIBLE


def test_the_same_count_as_another_solver() -> None:
    x, b = cp.intvar(0, 4, shape=3, name="x"), cp.boolvar(shape=2, name="b")
    model = cp.Model(
        cp.sum(x) == 2 * b[0] + 4,
        (x[0] * x[1] > 3) == b[1],
        cp.any([b[0], x[2] != 1, cp.max(x) < 3]),
    )
    assert CPM_ldt(model).solveAll() == model.solveAll(solver="ortools") > 0


def test_constraints_may_be_added_between_calls() -> None:
    x = cp.intvar(1, 3, shape=2, name="x")
    solver = CPM_ldt()
    solver += x[0] > x[1]
    assert solver.solveAll() == 3
    solver += [x[0] != 3]
    assert solver.solve()
    assert tuple(x.value()) == (2, 1)
    solver += ~(x[1] == 1)
    assert not solver.solve()
    assert x[0].value() is None


def test_when_time_is_over_nothing_is_known() -> None:
    _, model = queens(8)
    solver = CPM_ldt(model)
    assert not solver.solve(time_limit=0.0)
    assert solver.status().exitstatus == ExitStatus.UNKNOWN


def test_what_cannot_be_said_is_refused_at_once() -> None:
    wide = cp.intvar(0, 99, shape=3, name="w")
    solver = CPM_ldt(cp.Model(wide[0] < wide[1]))
    with pytest.raises(NotCoveredError, match=r"constraint 2 is not covered: .*circuit"):
        solver += cp.Circuit(wide)


def test_objectives_and_subsolvers_are_refused() -> None:
    x = cp.intvar(1, 3, name="x")
    with pytest.raises(NotSupportedError, match="does not maximise x"):
        CPM_ldt(cp.Model(x > 1, maximize=x))
    with pytest.raises(NotSupportedError, match="no subsolver 'fast'"):
        CPM_ldt(subsolver="fast")
