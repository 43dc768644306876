"""Checks clausal refutations: DRAT, forwards, and LRAT, by its hints.

Formats: Wetzler, Heule and Hunt, DRAT-trim, SAT 2014; Cruz-Filipe, Heule, Hunt, Kaufmann and
Schneider-Kamp, Efficient certified RAT verification, CADE 2017. As in drat-trim, deleting a clause
that is not there, or that a known unit rests on, changes nothing. One step stands on one line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from proofs.checker.constraints import Constraint, clause, integer
from proofs.checker.errors import Rejected
from proofs.checker.propagation import Database
from proofs.checker.stored import Stored

Line = tuple[int, list[str]]


def check_clausal(text: str, formula: Sequence[Constraint]) -> int:
    """Check a refutation of clauses; returns the number of its steps.

    Raises:
        Rejected: a step does not follow or cannot be read, or the empty clause is missing.
    """
    for number, constraint in enumerate(formula, 1):
        if constraint.degree > 0 and not constraint.is_clause():
            message = f"constraint {number} of the formula is no clause"
            raise Rejected(message)
    lines = list(_lines(text))
    by_hints = bool(lines) and (lines[0][1].count("0") == 2 or lines[0][1][1:2] == ["d"])
    proof: Drat | Lrat = Lrat(formula) if by_hints else Drat(formula, len(lines))
    for steps, (number, words) in enumerate(lines, 1):
        try:
            if proof.step(words):
                return steps
        except Rejected as error:
            raise Rejected(error.reason, number) from None
    message = "the proof ends without the empty clause: it is incomplete"
    raise Rejected(message, lines[-1][0] if lines else 1)


def _lines(text: str) -> Iterator[Line]:
    for number, line in enumerate(text.splitlines(), 1):
        words = line.split()
        if words and words[0] != "c":
            yield number, words


def _numbers(words: Sequence[str]) -> list[int]:
    """Read numbers that end with the only 0."""
    found = [integer(word) for word in words]
    if 0 not in found or found.index(0) != len(found) - 1:
        message = f"expected one 0, at the end, found {' '.join(words)!r}"
        raise Rejected(message)
    return found[:-1]


class Drat:
    """A formula that lemmas are added to and clauses deleted from."""

    def __init__(self, formula: Sequence[Constraint], steps: int) -> None:
        """Load the clauses; a RAT step may introduce a variable."""
        highest = max((abs(x) for c in formula for x in c.terms), default=0)
        self._database = Database(highest + steps)
        self._copies: dict[frozenset[int], list[Stored]] = {}
        for constraint in formula:
            self._keep(constraint)

    def step(self, words: list[str]) -> bool:
        """Take one step; returns whether it was the empty clause."""
        if words[0] == "d":
            self._delete(frozenset(_numbers(words[1:])))
            return False
        literals = _numbers(words)
        lemma = clause(literals)
        if not self._database.implies(lemma) and not self._is_rat(literals):
            message = f"neither RUP nor RAT: {' '.join(words)}"
            raise Rejected(message)
        self._keep(lemma)
        return not literals

    def _keep(self, lemma: Constraint) -> None:
        stored = self._database.add(lemma)
        self._copies.setdefault(frozenset(lemma.terms), []).append(stored)

    def _delete(self, literals: frozenset[int]) -> None:
        copies = self._copies.get(literals, [])
        if copies and not self._database.is_reason(copies[-1]):
            self._database.delete(copies.pop())

    def _is_rat(self, literals: Sequence[int]) -> bool:
        """Tell whether all resolvents on the first literal follow by unit propagation."""
        if not literals:
            return False
        pivot = literals[0]
        others = [tuple(c.terms) for c in self._database.constraints() if -pivot in c.terms]
        return all(
            self._database.implies(clause([*literals, *(x for x in other if x != -pivot)]))
            for other in others
        )


class Lrat:
    """Clauses by their numbers; each lemma names what it is propagated on."""

    def __init__(self, formula: Sequence[Constraint]) -> None:
        """Number the clauses."""
        self._clauses = {
            number: (frozenset(c.terms) if c.degree > 0 else frozenset((1, -1)))
            for number, c in enumerate(formula, 1)
        }

    def step(self, words: list[str]) -> bool:
        """Take one step; returns whether it was the empty clause."""
        number = integer(words[0])
        if words[1:2] == ["d"]:
            for deleted in _numbers(words[2:]):
                self._clause(deleted)
                del self._clauses[deleted]
            return False
        if "0" not in words or number in self._clauses or number < 1:
            message = f"expected a new number, literals, 0, hints, 0; found {' '.join(words)!r}"
            raise Rejected(message)
        end = words.index("0") + 1
        literals, hints = _numbers(words[1:end]), _numbers(words[end:])
        self._check(literals, hints)
        self._clauses[number] = frozenset(literals)
        return not literals

    def _clause(self, number: int) -> frozenset[int]:
        if number not in self._clauses:
            message = f"there is no clause {number}: it was not derived yet, or was deleted"
            raise Rejected(message)
        return self._clauses[number]

    def _check(self, literals: Sequence[int], hints: Sequence[int]) -> None:
        """Follow the hints to a conflict; else to one for each resolvent on the first literal."""
        start = next((k for k, hint in enumerate(hints) if hint < 0), len(hints))
        true = {-literal for literal in literals}
        if any(-literal in true for literal in true) or self._conflict(true, hints[:start]):
            return
        if not literals:
            message = "the hints do not lead to a conflict"
            raise Rejected(message)
        groups: dict[int, list[int]] = {}
        for hint in hints[start:]:
            if hint < 0:
                groups[-hint] = group = []
            else:
                group.append(hint)
        for number, other in self._clauses.items():
            rest = other - {-literals[0]}
            if -literals[0] not in other or rest & true:
                continue
            resolvent = true | {-literal for literal in rest}
            if number not in groups or not self._conflict(resolvent, groups[number]):
                message = f"the hints do not show that the resolvent with clause {number} follows"
                raise Rejected(message)

    def _conflict(self, true: set[int], hints: Sequence[int]) -> bool:
        """Make true what the hinted clauses force; tell whether one of them is violated."""
        for hint in hints:
            left = [literal for literal in self._clause(hint) if -literal not in true]
            if not left:
                return True
            if len(left) > 1:
                message = f"clause {hint} is named as a hint, but forces nothing"
                raise Rejected(message)
            true.add(left[0])
        return False
