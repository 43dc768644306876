"""OPB: the ground form as VeriPB and pseudo-Boolean solvers read it.

The lines are the normalised inequalities, in the order of `GroundForm.inequalities`, and then one a
candidate that the problem's masks rule out. Only ``>=`` is used, so that the n-th constraint of a
reader is the n-th inequality here. Negation is spelled out (1 - x), which every reader accepts.

Format: Roussel and Manquinho, Input/output format and solver requirements for the competitions of
pseudo-Boolean solvers, 2012.
"""

from __future__ import annotations

from collections.abc import Iterator

from domains.ground import GroundForm, Inequality
from domains.problem import Problem


def write_opb(problem: Problem) -> str:
    """Return a problem as the text of an OPB file."""
    return "".join(opb_lines(problem))


def opb_lines(problem: Problem) -> Iterator[str]:
    """Yield the lines of the OPB file, for ``stream.writelines``."""
    ground = problem.structure.ground
    inequalities = [*ground.inequalities()]
    inequalities += [Inequality((1,), (literal,), 1) for literal in ground.units(problem)]
    yield f"* #variable= {ground.atom_count} #constraint= {len(inequalities)}\n"
    for atom, name in enumerate(atom_names(ground), 1):
        yield f"* x{atom} {name}\n"
    yield from map(_line, inequalities)


def atom_names(ground: GroundForm) -> Iterator[str]:
    """Yield per atom what it says when true, on one line: ``r1c1=5``."""
    structure = ground.structure
    for variable, k in ground.candidates():
        name = " ".join(structure.names[variable].split())
        yield f"{name}={structure.values[variable][k]}"


def _line(inequality: Inequality) -> str:
    """Write an inequality over atoms: c times not x is c - c times x."""
    bound, terms = inequality.bound, []
    for coefficient, literal in zip(inequality.coefficients, inequality.literals, strict=True):
        if literal > 0:
            terms.append(f"+{coefficient} x{literal}")
        else:
            terms.append(f"-{coefficient} x{-literal}")
            bound -= coefficient
    # The format wants a term: the empty clause gets one that adds nothing.
    return f"{' '.join(terms) or '+0 x1'} >= {bound} ;\n"
