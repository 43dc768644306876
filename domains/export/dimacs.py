"""DIMACS CNF: the ground form as SAT solvers read it, as text or as lists of literals.

`clauses` writes down the whole structure; `live_clauses` only what the masks of a problem leave
open, which is tiny for a puzzle that is nearly solved. Both number the atoms as the ground form
does, with auxiliary atoms after them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from itertools import compress

from domains.export.encoding import ClauseList
from domains.export.opb import atom_names
from domains.ground import SignedSum
from domains.problem import Assignment, Problem, bits


def clauses(problem: Problem) -> tuple[int, list[list[int]]]:
    """Return the number of atoms, auxiliary ones included, and the clauses of a problem."""
    ground = problem.structure.ground
    result = ClauseList(ground.atom_count)
    for signed in ground.sums:
        result.add(signed)
    result.clauses += [[literal] for literal in ground.units(problem)]
    return result.atom_count, result.clauses


def live_clauses(
    problem: Problem, on_atom: Callable[[], None] | None = None
) -> tuple[int, list[list[int]]]:
    """Return what `clauses` returns, simplified by what the masks decide.

    Literals that the masks make false are left out, and so are clauses that they satisfy. When the
    masks contradict a rule by themselves the only clause is empty. Decided atoms no longer occur,
    so a solver may give them any value: read a model by `read_model`, and to enumerate exclude no
    more than the open atoms of the last one.

    Args:
        problem: what is written down.
        on_atom: called for each auxiliary atom; by raising it ends what takes too long.
    """
    ground = problem.structure.ground
    if not all(problem.masks):
        return ground.atom_count, [[]]
    truth = _truth(problem)
    result = ClauseList(ground.atom_count, on_atom=on_atom)
    for signed in ground.sums:
        result.add(_open_part(signed, truth))
        if result.contradictory:
            return ground.atom_count, [[]]
    return result.atom_count, result.clauses


def _truth(problem: Problem) -> list[int]:
    """Return per literal whether the nonzero masks decide it: 1 true, -1 false, 0 open.

    The list is read at ``truth[literal]``: negative literals count from its end.
    """
    ground, top = problem.structure.ground, problem.structure.top
    truth = [0] * (2 * ground.atom_count + 1)
    for literals, mask, full in zip(ground.literals, problem.masks, top, strict=True):
        for k in bits(full & ~mask):
            truth[literals[k]], truth[-literals[k]] = -1, 1
        if mask & (mask - 1) == 0:
            literal = literals[mask.bit_length() - 1]
            truth[literal], truth[-literal] = 1, -1
    return truth


def _open_part(signed: SignedSum, truth: list[int]) -> SignedSum:
    """Return the sum over the open literals; true ones are taken off the bounds."""
    coefficients, literals, lower, upper = signed
    undecided = [not truth[literal] for literal in literals]
    if all(undecided):
        return signed
    met = sum(compress(coefficients, [truth[literal] > 0 for literal in literals]))
    return SignedSum(
        tuple(compress(coefficients, undecided)),
        tuple(compress(literals, undecided)),
        None if lower is None else lower - met,
        None if upper is None else upper - met,
    )


def read_model(problem: Problem, model: Collection[int]) -> Assignment:
    """Return the assignment that a model of `clauses` or `live_clauses` stands for.

    Args:
        problem: what the clauses were made from.
        model: the true literals. A variable that it says nothing of, because it is decided or in
            no clause, takes the first of the values that the masks leave it.
    """
    structure, ground, true = problem.structure, problem.structure.ground, set(model)
    masks = []
    for variable, mask in enumerate(problem.masks):
        taken = [k for k in bits(mask) if ground.literal(variable, k) in true]
        masks.append(1 << taken[0] if taken else mask & -mask)
    return structure.decode(masks)


def write_dimacs(problem: Problem) -> str:
    """Return a problem as the text of a DIMACS CNF file."""
    return "".join(dimacs_lines(problem))


def dimacs_lines(problem: Problem) -> Iterator[str]:
    """Yield the lines of the CNF file, for ``stream.writelines``."""
    ground = problem.structure.ground
    atom_count, found = clauses(problem)
    for atom, name in enumerate(atom_names(ground), 1):
        yield f"c {atom} {name}\n"
    if atom_count > ground.atom_count:
        yield f"c {ground.atom_count + 1} to {atom_count} auxiliary\n"
    yield f"p cnf {atom_count} {len(found)}\n"
    for clause in found:
        yield f"{' '.join(map(str, (*clause, 0)))}\n"
