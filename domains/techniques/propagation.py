"""Fast unit propagation to a fixpoint, for techniques that try many assumptions.

The result is that of the technique *unit propagation* applied until nothing changes (a test holds
the two together). All-different rules whose variables share one tuple of values are not read
through their ground constraints: a fixed value leaves its peers, and hidden singles are read off
whole masks, which says the same in a tenth of the work. Plain integers; nothing to compile.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from domains.problem import Structure, bits
from domains.techniques.linear import Linear
from domains.techniques.tables import View, per_structure, tables_of


@dataclass(slots=True)
class Effort:
    """How much work is left: rules and constraints that may still be looked at.

    A deterministic budget; propagation that runs out of it stops early, which is always sound.
    """

    left: int

    def spend(self, amount: int = 1) -> bool:
        """Take an amount away; tell whether there was any left."""
        self.left -= amount
        return self.left > 0


class Propagator:
    """The constraints of one structure, indexed by the candidates that wake them."""

    def __init__(self, structure: Structure) -> None:
        """Compile what the fast path needs; all ground constraints only when asked for."""
        # Not the ground form itself: it refers to the structure.
        self._constraints, self._origin = structure.ground.constraints, structure.ground.origin
        self._top = structure.top
        plain = [v for v in tables_of(structure).all_different if v.alphabet.moved is None]
        self.views: tuple[View, ...] = tuple(view for view in plain if view.permutation)
        self.views_of = _members(self.views, len(self._top))
        self.peers = _peers(plain, len(self._top))
        self.others = self._compile(skip={view.index for view in plain})
        self.woken_by = _woken_by(self.others, structure)

    @cached_property
    def constraints(self) -> tuple[Linear, ...]:
        """Every ground constraint, compiled."""
        return self._compile(skip=set())

    def _compile(self, skip: set[int]) -> tuple[Linear, ...]:
        """Compile the constraints of all rules but some."""
        pairs = zip(self._constraints, self._origin, strict=True)
        return tuple(Linear.of(c, rule, self._top) for c, rule in pairs if rule not in skip)

    def close(self, masks: list[int], changed: Iterable[int], effort: Effort) -> bool:
        """Propagate in place until nothing changes; return False at a conflict.

        Args:
            masks: the element; becomes its closure (or something between, out of effort).
            changed: variables that may have consequences not drawn yet; all for a new element.
            effort: budget, counted in rules and constraints looked at.
        """
        return _Run(self, masks, effort).close(changed)

    def assume(
        self, masks: Sequence[int], variable: int, bit: int, effort: Effort
    ) -> list[int] | None:
        """Return the closure of a closed element with one more candidate taken; None: conflict."""
        trial = list(masks)
        run = _Run(self, trial, effort)
        run.remove(variable, trial[variable] & ~bit)
        return trial if run.close(()) else None


class _Run:
    """One propagation: the element and what has to be looked at again."""

    def __init__(self, propagator: Propagator, masks: list[int], effort: Effort) -> None:
        self.propagator, self.masks, self.effort = propagator, masks, effort
        self.fixed: list[int] = []
        self.views: dict[int, None] = {}
        self.others: dict[int, None] = {}
        self.alive = True

    def close(self, changed: Iterable[int]) -> bool:
        """Look at everything there is to look at; return False at a conflict."""
        for variable in changed:
            self._wake(variable, self.masks[variable], self.propagator.woken_by[variable])
        while self.alive:
            if self.fixed:
                self._leave_peers(self.fixed.pop())
            elif not self.effort.spend():
                return True
            elif self.views:
                self._hidden_singles(self.propagator.views[self.views.popitem()[0]])
            elif self.others:
                constraint = self.propagator.others[self.others.popitem()[0]]
                for variable, removed in constraint.removals(self.masks):
                    self.remove(variable, removed)
            else:
                return True
        return False

    def remove(self, variable: int, removed: int) -> None:
        """Remove live candidates of a variable and note whom that concerns."""
        if removed:
            left = self.masks[variable] & ~removed
            self.masks[variable] = left
            wakes = self.propagator.woken_by[variable]
            self._wake(variable, left, [wakes[k] for k in bits(removed)] if any(wakes) else ())

    def _wake(self, variable: int, left: int, wakes: Sequence[tuple[int, ...]]) -> None:
        """Queue what depends on a variable that has ``left`` left."""
        if not left & (left - 1):
            if not left:
                self.alive = False
                return
            self.fixed.append(variable)
        for view in self.propagator.views_of[variable]:
            self.views[view] = None
        for constraints in wakes:
            for constraint in constraints:
                self.others[constraint] = None

    def _leave_peers(self, variable: int) -> None:
        """Remove a fixed variable's value from the variables that differ from it."""
        masks = self.masks
        bit = masks[variable]
        for peer in self.propagator.peers[variable]:
            if masks[peer] & bit:
                self.remove(peer, bit)

    def _hidden_singles(self, view: View) -> None:
        """Fix the values with one place left in a rule that takes every value."""
        masks = self.masks
        once = twice = fixed = 0
        for variable in view.scope:
            mask = masks[variable]
            twice |= once & mask
            once |= mask
            if not mask & (mask - 1):
                fixed |= mask
        if once.bit_count() < len(view.scope):
            self.alive = False
            return
        single = once & ~twice & ~fixed
        if single:
            for variable in view.scope:
                if masks[variable] & single:
                    # Two hidden singles at one place leave it nothing: each removes the other.
                    here = masks[variable] & single
                    keep = here if not here & (here - 1) else 0
                    self.remove(variable, masks[variable] & ~keep)


def _members(views: Sequence[View], count: int) -> list[list[int]]:
    """Return per variable the positions of the views that hold it."""
    found: list[list[int]] = [[] for _ in range(count)]
    for position, view in enumerate(views):
        for variable in view.scope:
            found[variable].append(position)
    return found


def _peers(views: Sequence[View], count: int) -> list[list[int]]:
    """Return per variable the variables that some view keeps different from it."""
    found: list[set[int]] = [set() for _ in range(count)]
    for view in views:
        for variable in view.scope:
            found[variable].update(view.scope)
    return [sorted(peers - {variable}) for variable, peers in enumerate(found)]


def _woken_by(constraints: Sequence[Linear], structure: Structure) -> list[list[tuple[int, ...]]]:
    """Return per variable and index the constraints that its removal can tighten."""
    found: list[list[list[int]]] = [[[] for _ in values] for values in structure.values]
    for number, constraint in enumerate(constraints):
        for variable, index in constraint.touched_by():
            found[variable][index].append(number)
    return [[tuple(numbers) for numbers in row] for row in found]


propagator_of = per_structure(Propagator)
