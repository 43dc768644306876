"""Refutes clauses by a solver that writes a proof.

Clause learning as `search.cdcl` does it keeps no proof, so what it concludes is refuted once more,
by a solver of python-sat that logs its learned clauses (Glucose: Audemard and Simon, IJCAI 2009;
the format: Heule, Hunt and Wetzler, Trimming while checking clausal proofs, FMCAD 2013).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from proofs.certificates.derivation import Derivation, Lemma
from search.budget import Clock

SOLVER = "glucose4"
SLICE = 2_000
"""Conflicts between two looks at the clock."""


def refute(clauses: Sequence[Sequence[int]], clock: Clock) -> Derivation | None:
    """Return a refutation of clauses, or None when time is up.

    Raises:
        ValueError: they are satisfiable.
    """
    from pysat.solvers import Solver

    if any(not clause for clause in clauses):
        return derivation_of(["0"])
    with Solver(name=SOLVER, bootstrap_with=clauses, with_proof=True) as solver:
        outcome = None
        while outcome is None:
            if clock.expired():
                return None
            solver.conf_budget(SLICE)
            outcome = solver.solve_limited()
        if outcome:
            message = "asked to refute clauses that are satisfiable"
            raise ValueError(message)
        return derivation_of(solver.get_proof() or [])


def derivation_of(lines: Iterable[str]) -> Derivation:
    """Read a proof as a solver logs it; deletions of what it did not derive are left out."""
    derivation = Derivation()
    copies: dict[frozenset[int], list[int]] = {}
    for line in lines:
        words = line.split()
        if words[:1] == ["d"]:
            found = copies.get(frozenset(map(int, words[1:-1])))
            if found:
                derivation.delete([found.pop()])
            continue
        literals = tuple(int(word) for word in words[:-1])
        if derivation.closed:
            break
        copies.setdefault(frozenset(literals), []).append(derivation.add(Lemma(literals)))
    if not derivation.closed:
        derivation.add(Lemma(()))
    return derivation
