"""Which clauses a lemma is propagated on: what LRAT wants to be told.

Source: Cruz-Filipe, Heule, Hunt, Kaufmann and Schneider-Kamp, Efficient certified RAT verification,
CADE 2017, section 3.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence


class HintFinder:
    """Clauses with two watched literals; what follows without assumptions stays on the trail."""

    def __init__(self, formula: Sequence[Sequence[int]]) -> None:
        """Number the clauses from 1."""
        self._clauses: dict[int, list[int]] = {}
        self._watches: dict[int, list[int]] = {}  # literal -> clauses to visit once it is false
        self._reason: dict[int, int] = {}  # true literal -> clause that forced it, 0: assumed
        self._trail: list[int] = []
        self._contradiction = 0  # a clause that is violated without assumptions
        for number, literals in enumerate(formula, 1):
            self.add(number, literals)

    def add(self, number: int, literals: Iterable[int]) -> None:
        """Add a clause, and what follows from it."""
        clause = sorted(dict.fromkeys(literals), key=lambda literal: -literal in self._reason)
        if any(-literal in clause for literal in clause):
            return
        self._clauses[number] = clause
        for literal in clause[:2]:
            self._watches.setdefault(literal, []).append(number)
        if self._contradiction:
            return
        if not clause or -clause[0] in self._reason:
            self._contradiction = number
        elif clause[0] not in self._reason and (len(clause) < 2 or -clause[1] in self._reason):
            self._contradiction = self._propagate(clause[0], number)

    def delete(self, number: int) -> bool:
        """Forget a clause; returns False, and keeps it, where later hints may need it."""
        clause = self._clauses.get(number)
        if clause is None or number == self._contradiction:
            return False
        if clause and self._reason.get(clause[0]) == number:
            return False
        del self._clauses[number]
        return True

    def hints(self, literals: Sequence[int]) -> list[int]:
        """Return clauses in the order in which they become unit, the violated one last.

        Raises:
            ValueError: assuming the literals false does not lead to a conflict.
        """
        start = len(self._trail)
        conflict = self._contradiction
        for literal in literals:
            if conflict:
                break
            if literal in self._reason:
                conflict = self._reason[literal]  # it forces what is assumed false
            elif -literal not in self._reason:
                conflict = self._propagate(-literal, 0)
        if not conflict:
            message = f"{literals} does not follow by unit propagation"
            raise ValueError(message)
        found = self._needed(conflict, {-literal for literal in literals})
        for literal in self._trail[start:]:
            del self._reason[literal]
        del self._trail[start:]
        return found

    def _propagate(self, literal: int, reason: int) -> int:
        """Make a literal true and draw all conclusions; returns a violated clause, or 0."""
        at = len(self._trail)
        self._reason[literal] = reason
        self._trail.append(literal)
        while at < len(self._trail):
            conflict = self._visit(-self._trail[at])
            if conflict:
                return conflict
            at += 1
        return 0

    def _visit(self, false: int) -> int:
        """Find each clause another literal to watch, or conclude its last one."""
        waiting = self._watches.get(false, [])
        kept = self._watches[false] = []
        for position, number in enumerate(waiting):
            clause = self._clauses.get(number)
            if clause is None:
                continue
            if clause[0] == false and len(clause) > 1:
                clause[0], clause[1] = clause[1], false
            if clause[0] not in self._reason and self._watch_another(clause, number):
                continue
            kept.append(number)
            if -clause[0] in self._reason:
                kept += waiting[position + 1 :]
                return number
            if clause[0] not in self._reason:
                self._reason[clause[0]] = number
                self._trail.append(clause[0])
        return 0

    def _watch_another(self, clause: list[int], number: int) -> bool:
        """Let a clause watch a literal that is not false instead of its second."""
        for k in range(2, len(clause)):
            if -clause[k] not in self._reason:
                clause[1], clause[k] = clause[k], clause[1]
                self._watches.setdefault(clause[1], []).append(number)
                return True
        return False

    def _needed(self, conflict: int, assumed: set[int]) -> list[int]:
        """Return the clauses that a conflict rests on, in the order of the trail."""
        needed, waiting = {conflict}, [conflict]
        while waiting:
            for literal in self._clauses[waiting.pop()]:
                reason = 0 if -literal in assumed else self._reason.get(-literal, 0)
                if reason and reason not in needed:
                    needed.add(reason)
                    waiting.append(reason)
        needed.discard(conflict)
        forced = [self._reason[literal] for literal in self._trail]
        return [*(reason for reason in forced if reason in needed), conflict]
