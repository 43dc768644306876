"""The database of a proof, and unit propagation: does assuming the opposite lead to a conflict?

Clauses are propagated by two watched literals (Moskewicz et al., Chaff, DAC 2001); other
constraints count their slack, the loss they can still bear (Devriendt, Watched propagation of 0-1
integer linear constraints, CP 2020, section 2.2). What bears two losses or more seldom concludes
anything: it is charged last, and not at all if the others meet a conflict first. Assumptions stay
on the trail, one level each: steps that refute neighbouring branches of a search share a prefix of
assumptions, and only the rest is propagated anew.

Everything here follows from the constraints added. That propagation is *complete* (a missed
conflict would reject a good proof) needs care in one place: a new constraint is added at the level
where it first propagates.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from proofs.checker.constraints import Constraint, negation
from proofs.checker.errors import Rejected
from proofs.checker.stored import Stored

Charges = list[list[tuple[Stored, int]]]
"""Per literal the counted constraints that it is in, and its coefficients there."""


class Database:
    """Constraints, and the literals that follow from them under the current assumptions.

    Attributes:
        variables: the highest variable there is room for.
        contradictory: whether propagation without assumptions meets a conflict.
    """

    def __init__(self, variables: int) -> None:
        """Begin without constraints, with room for variables 1 to ``variables``."""
        self.contradictory = False
        self._items: dict[Stored, None] = {}
        self.variables = variables
        self._trail: list[int] = []
        self._head = 0  # literals before it have been propagated
        self._late_head = 0  # and those before this one by the late constraints as well
        self._levels: list[int] = []  # per assumption the length of the trail before it
        self._assumed: list[int] = []
        size = 2 * variables + 1  # lists over literals: a negative one counts from the end
        self._value = [0] * size  # 1 true, -1 false, 0 open
        self._watches = [list[Stored]() for _ in range(size)]  # clauses to visit once it is false
        self._sums: Charges = [[] for _ in range(size)]  # what to charge then, and how much
        self._late_sums: Charges = [[] for _ in range(size)]
        self._reason: list[Stored | None] = [None] * (variables + 1)
        self._place = [0] * (variables + 1)  # on the trail

    def implies(self, constraint: Constraint) -> bool:
        """Tell whether assuming the negation of a constraint leads to a conflict (RUP).

        Raises:
            Rejected: it speaks of a variable that there is no room for.

        Source: Goldberg and Novikov, DATE 2003; for pseudo-Boolean constraints Elffers, Gocht,
        McCreesh and Nordström, Justifying all differences, AAAI 2020.
        """
        self._know(constraint)
        if self.contradictory or constraint.degree <= 0:
            return True
        if constraint.is_clause():
            return self.refutes([-literal for literal in constraint.terms])
        self._back_to(0)
        self._open_level(0)
        item = self._attach(negation(constraint))
        consistent = self._settle(item)
        self._back_to(0)
        self._detach(item)
        return not consistent

    def refutes(self, assumptions: Sequence[int]) -> bool:
        """Tell whether assuming all these literals leads to a conflict."""
        if self.contradictory:
            return True
        pairs = zip(self._assumed, assumptions, strict=False)
        shared = next((k for k, (old, new) in enumerate(pairs) if old != new), None)
        self._back_to(min(len(self._assumed), len(assumptions)) if shared is None else shared)
        for literal in assumptions[len(self._assumed) :]:
            if self._value[literal] < 0:
                return True
            self._open_level(literal)
            if not self._value[literal]:
                self._enqueue(literal, None)
            if not self._propagate():
                self._back_to(len(self._levels) - 1)
                return True
        return False

    def add(self, constraint: Constraint) -> Stored:
        """Add a constraint; that it follows is the caller's business."""
        self._know(constraint)
        self._back_to(self._first_level(constraint))
        item = self._attach(constraint)
        self._items[item] = None
        if not self.contradictory and not self._settle(item):
            self.contradictory = not self._levels
            self._back_to(len(self._levels) - 1)
        return item

    def delete(self, item: Stored) -> None:
        """Forget a constraint and what was concluded from it."""
        del self._items[item]
        self._detach(item)
        propagated = self._propagated_by(item)
        levels = [self._level_of(literal) for literal in propagated]
        if self.contradictory or 0 in levels:
            self._start_over()
        elif levels:
            self._back_to(min(levels) - 1)

    def is_reason(self, item: Stored) -> bool:
        """Tell whether a literal that needs no assumption was concluded from a constraint."""
        return any(self._level_of(literal) == 0 for literal in self._propagated_by(item))

    def value(self, literal: int) -> int:
        """Return 1, -1 or 0: true, false or open under the current assumptions."""
        return self._value[literal]

    def constraints(self) -> Iterator[Constraint]:
        """Yield what is in the database."""
        return (item.constraint for item in self._items)

    def _know(self, constraint: Constraint) -> None:
        highest = max(map(abs, constraint.terms), default=0)
        if highest > self.variables:
            message = f"there is no variable x{highest}, the last one is x{self.variables}"
            raise Rejected(message)

    def _first_level(self, constraint: Constraint) -> int:
        """Return the level at which so much of a constraint is false that it may propagate."""
        slack, largest = constraint.slack, max(constraint.terms.values(), default=0)
        false = [literal for literal in constraint.terms if self._value[literal] < 0]
        for literal in sorted(false, key=lambda literal: self._place[abs(literal)]):
            if slack < largest:
                break
            slack -= constraint.terms[literal]
            if slack < largest:
                return self._level_of(literal)
        return 0 if slack < largest else len(self._levels)

    def _attach(self, constraint: Constraint) -> Stored:
        """Let a constraint be visited when its literals become false."""
        item = Stored(constraint)
        if item.literals:
            # Watch what is not false; if that is less than two, what became false last.
            item.literals.sort(key=self._falsified_at, reverse=True)
            for literal in item.literals[:2]:
                self._watches[literal].append(item)
            item.literals[2:] = [x for x in constraint.terms if x not in item.literals[:2]]
        for literal, coefficient in item.terms:
            self._charges(item)[literal].append((item, coefficient))
            if self._value[literal] < 0:
                item.slack -= coefficient
        return item

    def _falsified_at(self, literal: int) -> int:
        return self._place[abs(literal)] if self._value[literal] < 0 else len(self._trail)

    def _detach(self, item: Stored) -> None:
        """Let a constraint no longer be visited; emptied clauses are dropped when met."""
        item.literals = []
        for literal, coefficient in item.terms:
            self._charges(item)[literal].remove((item, coefficient))

    def _charges(self, item: Stored) -> Charges:
        return self._late_sums if item.late else self._sums

    def _propagated_by(self, item: Stored) -> list[int]:
        true = [x for x in item.constraint.terms if self._value[x] > 0]
        return [literal for literal in true if self._reason[abs(literal)] is item]

    def _level_of(self, literal: int) -> int:
        return bisect_right(self._levels, self._place[abs(literal)])

    def _start_over(self) -> None:
        """Propagate all constraints from nothing."""
        self._back_to(0)
        self._undo(0)
        self.contradictory = False
        items, self._items = self._items, {}
        for watching in self._watches:
            watching.clear()
        for charged in (*self._sums, *self._late_sums):
            charged.clear()
        for item in items:
            self._reattach(item)
        self.contradictory = not all(self._settle(item) for item in items)
        self._items = items

    def _reattach(self, item: Stored) -> None:
        item.slack = item.constraint.slack
        for literal in item.literals[:2]:
            self._watches[literal].append(item)
        for literal, coefficient in item.terms:
            self._charges(item)[literal].append((item, coefficient))

    def _open_level(self, assumption: int) -> None:
        self._levels.append(len(self._trail))
        self._assumed.append(assumption)

    def _back_to(self, level: int) -> None:
        """Take assumptions back until ``level`` are left."""
        if 0 <= level < len(self._levels):
            self._undo(self._levels[level])
            del self._levels[level:], self._assumed[level:]

    def _undo(self, length: int) -> None:
        """Shorten the trail; give back to the sums what its propagated literals took."""
        for place in range(len(self._trail) - 1, length - 1, -1):
            literal = self._trail[place]
            self._value[literal] = self._value[-literal] = 0
            if place < self._head:
                for item, coefficient in self._sums[-literal]:
                    item.slack += coefficient
            if place < self._late_head:
                for item, coefficient in self._late_sums[-literal]:
                    item.slack += coefficient
        del self._trail[length:]
        self._head = min(self._head, length)
        self._late_head = min(self._late_head, length)

    def _enqueue(self, literal: int, reason: Stored | None) -> None:
        self._value[literal], self._value[-literal] = 1, -1
        self._reason[abs(literal)] = reason
        self._place[abs(literal)] = len(self._trail)
        self._trail.append(literal)

    def _settle(self, item: Stored) -> bool:
        """Draw the conclusions of a constraint; False on conflict."""
        if item.constraint.degree <= 0:
            return True
        if item.constraint.is_clause():
            open_or_true = [x for x in item.literals[:2] if self._value[x] >= 0]
            if not open_or_true:
                return False
            first = open_or_true[0]
            if len(open_or_true) == 1 and not self._value[first]:
                self._enqueue(first, item)
        elif not self._force(item):
            return False
        return self._propagate()

    def _force(self, item: Stored) -> bool:
        """Make the literals true whose loss the slack could not bear; False on conflict."""
        slack, value = item.slack, self._value
        if slack < 0:
            return False
        forced = item.forced
        if slack >= item.smallest:
            forced = [literal for literal, coefficient in item.terms if coefficient > slack]
        for literal in forced:
            if not value[literal]:
                self._enqueue(literal, item)
        return True

    def _propagate(self) -> bool:
        """Draw all conclusions of the new literals of the trail; False on conflict."""
        trail = self._trail
        while True:
            while self._head < len(trail):
                false = -trail[self._head]
                self._head += 1
                if not (self._charge(self._sums[false]) and self._visit_clauses(false)):
                    return False
            if self._late_head == len(trail):
                return True
            self._late_head += 1
            if not self._charge(self._late_sums[-trail[self._late_head - 1]]):
                return False

    def _charge(self, charges: list[tuple[Stored, int]]) -> bool:
        """Charge a false literal to constraints, to all of them: `_undo` gives back to all."""
        consistent = True
        for item, coefficient in charges:
            slack = item.slack = item.slack - coefficient
            if slack < item.largest and not self._force(item):
                consistent = False
        return consistent

    def _visit_clauses(self, false: int) -> bool:
        """Find each clause another literal to watch, or conclude its last one."""
        value, waiting = self._value, self._watches[false]
        kept = self._watches[false] = []
        for position, item in enumerate(waiting):
            literals = item.literals
            if not literals:
                continue
            if literals[0] == false and len(literals) > 1:
                literals[0], literals[1] = literals[1], false
            first = literals[0]
            if value[first] <= 0:
                for k in range(2, len(literals)):
                    if value[literals[k]] >= 0:
                        literals[1], literals[k] = literals[k], false
                        self._watches[literals[1]].append(item)
                        break
                else:
                    kept.append(item)
                    if value[first] < 0:
                        kept += waiting[position + 1 :]
                        return False
                    self._enqueue(first, item)
                continue
            kept.append(item)
        return True
