"""The formula of a problem, and the same with its solutions excluded, as text.

What all puzzles of a structure share is written once: of a 9x9 Sudoku's 1,600 lines 700 are names
and 648 are rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from domains.export.dimacs import clauses
from domains.export.opb import opb_lines
from domains.problem import Problem, Structure

Literals = Sequence[int]

OPB, CNF = ".opb", ".cnf"


@dataclass(frozen=True, slots=True)
class Text:
    """A formula as a file.

    Attributes:
        ending: `OPB` or `CNF`.
        variables: how many there are.
        constraints: how many there are.
        body: all lines but the header.
    """

    ending: str
    variables: int
    constraints: int
    body: str

    def excluding(self, solutions: Sequence[Literals]) -> Text:
        """Return the formula with a clause more for each solution."""
        excluded = [[-literal for literal in solution] for solution in solutions]
        line = _opb_clause if self.ending == OPB else _cnf_clause
        count = self.constraints + len(solutions)
        return Text(self.ending, self.variables, count, self.body + "".join(map(line, excluded)))

    def __str__(self) -> str:
        """Return the whole file."""
        if self.ending == OPB:
            header = f"* #variable= {self.variables} #constraint= {self.constraints}\n"
        else:
            header = f"p cnf {self.variables} {self.constraints}\n"
        return header + self.body


def formula_text(problem: Problem, ending: str) -> Text:
    """Return a problem as `domains.export` writes it; of CNF without the comments."""
    if ending == CNF:
        variables, found = clauses(problem)
        return Text(CNF, variables, len(found), "".join(map(_cnf_clause, found)))
    shared = _shared(problem.structure)
    units = [_opb_clause((literal,)) for literal in problem.structure.ground.units(problem)]
    count = shared.constraints + len(units)
    return Text(OPB, shared.variables, count, shared.body + "".join(units))


@lru_cache(maxsize=16)
def _shared(structure: Structure) -> Text:
    """Return the formula of the problem without givens."""
    header, *body = opb_lines(Problem(structure, structure.top))
    words = header.split()
    return Text(OPB, int(words[2]), int(words[4]), "".join(body))


def _cnf_clause(literals: Literals) -> str:
    return f"{' '.join(map(str, (*literals, 0)))}\n"


def _opb_clause(literals: Literals) -> str:
    """Write a clause without negated literals, which not every OPB reader knows."""
    terms = [f"+1 x{x}" if x > 0 else f"-1 x{-x}" for x in literals]
    negated = sum(literal < 0 for literal in literals)
    return f"{' '.join(terms) or '+0 x1'} >= {1 - negated} ;\n"
