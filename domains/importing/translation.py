"""From CPMpy's expressions to rules over the same variables, and as few others as possible.

Sums become `LinearSum` or `Cardinality`, logic becomes `Clause` over candidates, and anything over
few combinations of values a `Table`. What none of these says gets a variable of its own (Tseitin,
On the complexity of derivation in propositional calculus, 1968), whose value the others determine,
so that the number of solutions stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import prod

from domains.importing.expressions import (
    COUNTS,
    Expression,
    counted,
    evaluated,
    is_boolean,
    is_constant,
    operator_of,
    variables_of,
)
from domains.problem import Problem, Structure
from domains.rules import Cardinality, LinearSum, Rule, Table

MOST_VALUES = 10_000
"""A variable of more values is not imported, since each value is a candidate."""

MOST_ROWS = 5_000
"""Expressions over at most so many combinations of values may become tables."""

BOOLEAN = (0, 1)

Image = tuple[int, ...]
"""What an expression of one variable is for each of the variable's values."""


class NotCoveredError(ValueError):
    """A constraint that no rule says. The message has its text."""


@dataclass(slots=True)
class Sum:
    """A constant, and per variable an image; an expression is the sum of them all."""

    images: dict[int, Image] = field(default_factory=dict)
    constant: int = 0

    def add(self, other: Sum, factor: int = 1) -> None:
        """Add a multiple of another sum."""
        self.constant += factor * other.constant
        for variable, image in other.images.items():
            own = self.images.get(variable, (0,) * len(image))
            self.images[variable] = tuple(a + factor * b for a, b in zip(own, image, strict=True))

    def normalised(self) -> Sum:
        """Return the same with images that have 0 as their least, and none that is 0 throughout."""
        lows = {variable: min(image) for variable, image in self.images.items()}
        images = {
            variable: tuple(value - lows[variable] for value in image)
            for variable, image in self.images.items()
        }
        kept = {variable: image for variable, image in images.items() if any(image)}
        return Sum(kept, self.constant + sum(lows.values()))

    @property
    def least(self) -> int:
        """The least it can be."""
        return self.constant + sum(map(min, self.images.values()))

    @property
    def greatest(self) -> int:
        """The greatest it can be."""
        return self.constant + sum(map(max, self.images.values()))


def slope(values: Sequence[int], image: Image) -> int | None:
    """Return c where the image is c times the values, and a constant; None where it is not."""
    if len(values) == 1:
        return 0
    rise, run = image[1] - image[0], values[1] - values[0]
    if rise % run:
        return None
    c = rise // run
    same = {i - c * v for i, v in zip(image, values, strict=True)}
    return c if len(same) == 1 else None


class Translation:
    """Variables and rules so far. Grows while constraints are posted."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.names: list[str] = []
        self.values: list[tuple[int, ...]] = []
        self.masks: list[int] = []
        self.rules: list[Rule] = []
        self.number: dict[str, int] = {}
        self._named: dict[str, int] = {}

    # Variables

    def variable(self, variable: Expression) -> int:
        """Return the number of a CPMpy variable, which is added where it is new.

        Raises:
            NotCoveredError: it has too many values.
        """
        if variable.name not in self.number:
            low, high = int(variable.lb), int(variable.ub)
            if high - low >= MOST_VALUES:
                found = f"{variable.name} has {high - low + 1:,} values"
                message = f"{found}; variables of up to {MOST_VALUES:,} are imported"
                raise NotCoveredError(message)
            self.number[variable.name] = self._new(variable.name, tuple(range(low, high + 1)))
        return self.number[variable.name]

    def problem(self) -> Problem:
        """Return what was posted."""
        structure = Structure(tuple(self.names), tuple(self.values), tuple(self.rules), "cpmpy")
        return Problem(structure, tuple(self.masks))

    def _new(self, name: str, values: tuple[int, ...]) -> int:
        self.names.append(name)
        self.values.append(values)
        self.masks.append((1 << len(values)) - 1)
        return len(self.names) - 1

    def truth(self, expression: Expression) -> tuple[int, bool]:
        """Return a new variable for the truth of an expression, and whether it is new indeed."""
        return self._auxiliary(f"[{expression}]", BOOLEAN)

    def _auxiliary(self, name: str, values: tuple[int, ...]) -> tuple[int, bool]:
        """Return the variable of an expression's text, and whether it is new."""
        new = name not in self._named
        if new:
            self._named[name] = self._new(name, values)
        return self._named[name], new

    def restrict(self, variable: int, mask: int) -> None:
        """Keep only the candidates of a mask."""
        self.masks[variable] &= mask

    # Tables

    def is_small(self, expression: Expression, more: int = 1) -> bool:
        """Tell whether an expression has so few combinations of values that a table will do."""
        scope = [self.variable(v) for v in variables_of(expression)]
        return prod(len(self.values[v]) for v in scope) * more <= MOST_ROWS

    def rows(
        self, expression: Expression
    ) -> tuple[tuple[int, ...], list[tuple[Image, int | None]]]:
        """Return the variables of an expression, and its value for each combination of theirs."""
        variables = variables_of(expression)
        scope = tuple(map(self.variable, variables))
        return scope, list(evaluated(expression, variables, [self.values[v] for v in scope]))

    def post_table(self, expression: Expression) -> None:
        """Require an expression of few combinations."""
        scope, rows = self.rows(expression)
        self.allow(scope, [row for row, value in rows if value], str(expression))

    def post_single(self, expression: Expression) -> None:
        """Require an expression of at most one variable."""
        scope, rows = self.rows(expression)
        if scope:
            self.allow(scope, [row for row, value in rows if value], str(expression))
        elif not rows[0][1]:
            self.contradiction(str(expression))

    def forbid(self, candidates: Sequence[tuple[int, int]]) -> None:
        """Rule candidates out."""
        for variable, value in candidates:
            self.restrict(variable, ~(1 << self.values[variable].index(value)))

    def allow(self, scope: tuple[int, ...], rows: Sequence[Image], label: str) -> None:
        """Require one of these combinations."""
        if len(scope) == 1:
            bit_of = {value: 1 << k for k, value in enumerate(self.values[scope[0]])}
            self.restrict(scope[0], sum(bit_of.get(row[0], 0) for row in set(rows)))
        else:
            self.rules.append(Table(scope, tuple(rows), label))

    # Sums

    def sum_of(self, expression: Expression) -> Sum:
        """Return an expression as a sum of images.

        Raises:
            NotCoveredError: a part is no sum and has too many combinations of values for a table.
        """
        if is_constant(expression):
            return Sum(constant=int(expression))
        name = operator_of(expression)
        found, args = Sum(), list(expression.args) if name else []
        if name == "wsum":
            for weight, part in zip(*args, strict=True):
                found.add(self.sum_of(part), int(weight))
        elif name == "sum":
            for part in args:
                found.add(self.sum_of(part))
        elif name == "-":
            found.add(self.sum_of(args[0]), -1)
        elif name == "sub":
            found.add(self.sum_of(args[0]))
            found.add(self.sum_of(args[1]), -1)
        elif name == "mul" and any(map(is_constant, args)):
            factor, part = args if is_constant(args[0]) else args[::-1]
            found.add(self.sum_of(part), int(factor))
        elif name in COUNTS:
            found.add(self.sum_of(counted(expression)))
        else:
            return self._sum_of_part(expression)
        return found

    def _sum_of_part(self, expression: Expression) -> Sum:
        """Return what is no sum as one image: of its only variable, or of one of its own."""
        if len(variables_of(expression)) > 1 and is_boolean(expression):
            from domains.importing.logic import truth_of

            return Sum({truth_of(self, expression): BOOLEAN})
        if not self.is_small(expression):
            message = f"{expression} is no sum, and over too many values for a table"
            raise NotCoveredError(message)
        scope, rows = self.rows(expression)
        taken = [value for _, value in rows if value is not None]
        if len(taken) < len(rows):
            message = f"{expression} is undefined for some values"
            raise NotCoveredError(message)
        if not scope:
            return Sum(constant=taken[0])
        if len(scope) == 1:
            return Sum({scope[0]: tuple(taken)})
        own, new = self._auxiliary(f"[{expression}]", tuple(sorted(set(taken))))
        if new:
            table = [(*row, value) for (row, _), value in zip(rows, taken, strict=True)]
            self.allow((*scope, own), table, str(expression))
        return Sum({own: self.values[own]})

    def between(self, total: Sum, lower: int | None, upper: int | None, label: str) -> None:
        """Require bounds of a sum, by the rule that says it best."""
        total = total.normalised()
        lower = None if lower is None or lower <= total.least else lower - total.constant
        upper = None if upper is None or upper >= total.greatest else upper - total.constant
        if lower is None and upper is None:
            return
        images = total.images
        if (lower or 0) > sum(map(max, images.values())) or (upper is not None and upper < 0):
            self.contradiction(label)
        elif len(images) == 1:
            ((variable, image),) = images.items()
            kept = [k for k, i in enumerate(image) if _within(i, lower, upper)]
            self.restrict(variable, sum(1 << k for k in kept))
        elif all(set(image) <= set(BOOLEAN) for image in images.values()):
            literals = [
                (v, value)
                for v, image in images.items()
                for value, counts in zip(self.values[v], image, strict=True)
                if counts
            ]
            self.rules.append(Cardinality(tuple(literals), max(lower or 0, 0), upper, label))
        else:
            self._linear(images, lower, upper, label)

    def contradiction(self, label: str) -> None:
        """Post what nothing satisfies."""
        from domains.rules import Clause

        self.rules.append(Clause((), label))

    def _linear(
        self, images: dict[int, Image], lower: int | None, upper: int | None, label: str
    ) -> None:
        """Require bounds of a sum by coefficients; an image that is no line gets a variable."""
        scope, coefficients, moved = [], [], 0
        for variable, image in images.items():
            own, c = variable, slope(self.values[variable], image)
            if c is None:
                own, c = self._image_variable(variable, image), 1
            else:
                moved += image[0] - c * self.values[variable][0]
            scope.append(own)
            coefficients.append(c)
        low = None if lower is None else lower - moved
        high = None if upper is None else upper - moved
        self.rules.append(LinearSum(tuple(scope), tuple(coefficients), low, high, label))

    def _image_variable(self, variable: int, image: Image) -> int:
        """Return a variable that takes what an image has for another variable's value."""
        name = f"[{self.names[variable]} as {', '.join(map(str, image))}]"
        own, new = self._auxiliary(name, tuple(sorted(set(image))))
        if new:
            pairs = tuple(zip(self.values[variable], image, strict=True))
            self.rules.append(Table((variable, own), pairs, name))
        return own


def _within(value: int, lower: int | None, upper: int | None) -> bool:
    return (lower is None or lower <= value) and (upper is None or value <= upper)
