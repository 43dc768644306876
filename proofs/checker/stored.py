"""A constraint in the database of a proof, with what propagation needs to know of it at hand."""

from __future__ import annotations

from proofs.checker.constraints import Constraint


class Stored:
    """A constraint in the database: a clause is watched, another one counted.

    Attributes:
        constraint: what is stored.
        literals: of a clause; the first two are watched. Emptied when the clause is deleted.
        terms: of a counted constraint, heaviest first: (literal, coefficient).
        forced: the literals of these, all of which are true once the slack is small enough.
        slack: what a counted constraint can still lose.
        largest: its largest coefficient; with less slack it may conclude something.
        smallest: its smallest coefficient; with less slack all its open literals are true.
        late: whether it bears two losses or more, whichever they are.
    """

    __slots__ = (
        "constraint",
        "forced",
        "largest",
        "late",
        "literals",
        "slack",
        "smallest",
        "terms",
    )

    def __init__(self, constraint: Constraint) -> None:
        """Keep it, with nothing charged."""
        self.constraint = constraint
        self.literals = list(constraint.terms) if constraint.is_clause() else []
        counted = constraint.degree > 0 and not constraint.is_clause()
        self.terms = sorted(constraint.terms.items(), key=lambda t: -t[1]) if counted else []
        self.forced = [literal for literal, _ in self.terms]
        self.slack = constraint.slack
        self.largest = max(constraint.terms.values(), default=0)
        self.smallest = min(constraint.terms.values(), default=0)
        self.late = self.slack >= 2 * self.largest
