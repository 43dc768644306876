"""Problems: finite variables, finite values each, rules; ‖p‖ is the set of its solutions.

Three representations are used everywhere:

* an **assignment** is a tuple of values, one per variable, in the variables' order;
* a **mask** is an integer whose bit k says that the k-th value of a variable is still possible;
* **masks** (one mask per variable) are an element of the candidate domain: γ(masks) is the set of
  assignments that take each variable's value from its mask.

What all puzzles of one kind and size share (variables, values, rules and whatever is compiled from
them) is a `Structure`; a `Problem` adds the masks a particular puzzle starts from, so that a batch
of a million puzzles compiles its rules once.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from domains.errors import ModelError

if TYPE_CHECKING:
    from random import Random

    from domains.ground import GroundForm
    from domains.rules.base import Rule

Assignment = tuple[int, ...]
Masks = tuple[int, ...]
Guesses = Callable[["Problem", "Random"], Iterator["Assignment | None"]]


def _picker(scope: tuple[int, ...]) -> Callable[[Sequence[int]], Sequence[int]]:
    """Return the function that picks a scope's values; `itemgetter` unwraps a scope of one."""
    if len(scope) > 1:
        return operator.itemgetter(*scope)
    return lambda assignment: [assignment[v] for v in scope]


def bits(mask: int) -> Iterator[int]:
    """Yield the positions of the set bits of a mask, lowest first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


@dataclass(frozen=True, eq=False)
class Structure:
    """What all puzzles of one kind and size share. Compared by identity, built once, cached.

    Attributes:
        names: one name per variable, as a person would call it (``r1c1``).
        values: per variable its values, ascending; variables may share one tuple.
        rules: the constraints every solution satisfies.
        family: name of the puzzle family that built it.
        layout: whatever that family needs to draw it.
        guesses: a quick incomplete method that often finds a solution of a problem of this
            structure: it yields None now and then, so that limits are served, and assignments.
            Nobody trusts them; the rules decide. None: there is no such method.
    """

    names: tuple[str, ...]
    values: tuple[tuple[int, ...], ...]
    rules: tuple[Rule, ...]
    family: str = "problem"
    layout: object = None
    guesses: Guesses | None = None

    def __post_init__(self) -> None:
        """Reject structures whose parts do not fit together."""
        if len(self.names) != len(self.values):
            message = f"{len(self.names)} names for {len(self.values)} variables"
            raise ModelError(message)
        for values in set(self.values):
            if list(values) != sorted(set(values)):
                message = f"values {values} are not ascending"
                raise ModelError(message)
        for rule in self.rules:
            outside = [v for v in rule.scope if not 0 <= v < len(self.values)]
            if outside:
                message = f"{rule} speaks of variable {outside[0]}, there are {len(self.values)}"
                raise ModelError(message)

    @cached_property
    def top(self) -> Masks:
        """⊤ of the candidate domain: every value of every variable is possible."""
        return tuple((1 << len(values)) - 1 for values in self.values)

    @cached_property
    def ground(self) -> GroundForm:
        """The literals and pseudo-Boolean constraints these rules compile to."""
        from domains.ground import GroundForm  # it imports this module

        return GroundForm.of(self)

    @cached_property
    def rules_of(self) -> tuple[tuple[int, ...], ...]:
        """Per variable the indices of the rules that speak of it."""
        found: list[list[int]] = [[] for _ in self.values]
        for index, rule in enumerate(self.rules):
            for variable in rule.scope:
                found[variable].append(index)
        return tuple(map(tuple, found))

    @cached_property
    def bit_of(self) -> tuple[dict[int, int], ...]:
        """Per variable a table from a value to its one-bit mask (one table per tuple of values)."""
        tables: dict[tuple[int, ...], dict[int, int]] = {}
        return tuple(
            tables.setdefault(values, {value: 1 << k for k, value in enumerate(values)})
            for values in self.values
        )

    @cached_property
    def checks(self) -> tuple[tuple[Callable[[Sequence[int]], Sequence[int]], Rule], ...]:
        """Per rule a function that picks its scope's values from an assignment, and the rule."""
        return tuple((_picker(rule.scope), rule) for rule in self.rules)

    def problem(self, givens: Iterable[tuple[int, int]] = ()) -> Problem:
        """Return the problem in which each given (variable, value) pair is fixed.

        Raises:
            ModelError: a given value is not one of its variable's values.
        """
        masks = list(self.top)
        for variable, value in givens:
            masks[variable] &= self.mask_of(variable, value)
        return Problem(self, tuple(masks))

    def mask_of(self, variable: int, value: int) -> int:
        """Return the mask with the bit of one value of a variable set."""
        try:
            return self.bit_of[variable][value]
        except KeyError:
            allowed = self.values[variable]
            message = f"{self.names[variable]} cannot be {value}; its values are {allowed}"
            raise ModelError(message) from None

    def value_at(self, variable: int, mask: int) -> int:
        """Return the value a one-bit mask stands for."""
        return self.values[variable][mask.bit_length() - 1]

    def values_in(self, variable: int, mask: int) -> tuple[int, ...]:
        """Return the values a mask leaves possible."""
        values = self.values[variable]
        return tuple(values[k] for k in bits(mask))

    def decode(self, masks: Sequence[int]) -> Assignment:
        """Return the one assignment in γ(masks), all of whose entries have one bit set."""
        return tuple(
            [values[mask.bit_length() - 1] for values, mask in zip(self.values, masks, strict=True)]
        )

    def encode(self, assignment: Sequence[int]) -> Masks:
        """Return α of one assignment: one bit per variable."""
        return tuple(self.mask_of(v, value) for v, value in enumerate(assignment))


@dataclass(frozen=True, slots=True)
class Problem:
    """A structure and the masks one puzzle starts from.

    ‖p‖ = the assignments in γ(masks) that every rule of the structure accepts.
    """

    structure: Structure
    masks: Masks

    def __post_init__(self) -> None:
        """Reject masks that name values a variable does not have."""
        top = self.structure.top
        if len(self.masks) != len(top):
            message = f"{len(self.masks)} masks for {len(top)} variables"
            raise ModelError(message)
        if any(map(operator.gt, self.masks, top)) or min(self.masks, default=0) < 0:
            message = f"masks {self.masks} name values outside their variables' values"
            raise ModelError(message)

    def restrict(self, masks: Sequence[int]) -> Problem:
        """Return the problem whose starting masks are met with the given ones."""
        return Problem(self.structure, tuple(map(operator.and_, self.masks, masks)))

    def violation(self, assignment: Sequence[int]) -> str | None:
        """Say in words why an assignment is not a solution, or return None when it is one."""
        structure = self.structure
        if len(assignment) != len(structure.values):
            return f"{len(assignment)} values for {len(structure.values)} variables"
        try:
            taken = map(operator.getitem, structure.bit_of, assignment)
            inside = all(map(operator.and_, taken, self.masks))
        except KeyError:
            inside = False
        if not inside:
            return self._outside(assignment)
        for pick, rule in structure.checks:
            if not rule.holds(pick(assignment)):
                return rule.describe_violation(assignment, structure.names)
        return None

    def _outside(self, assignment: Sequence[int]) -> str:
        """Name the first variable whose value is not one of those it may take."""
        structure = self.structure
        for variable, value in enumerate(assignment):
            possible = structure.values_in(variable, self.masks[variable])
            if value not in possible:
                return f"{structure.names[variable]} is {value}, possible were {possible}"
        message = "every value is among its variable's"
        raise AssertionError(message)

    def holds(self, assignment: Sequence[int]) -> bool:
        """Tell whether an assignment is in ‖p‖."""
        return self.violation(assignment) is None
