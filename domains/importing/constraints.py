"""Which rule says a constraint of CPMpy: one function a kind of constraint."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations

from domains.importing.expressions import (
    COUNTS,
    Expression,
    counted,
    is_constant,
    operator_of,
    variables_of,
)
from domains.importing.logic import (
    EQUALITIES,
    ORDERS,
    decomposed,
    is_logic,
    is_plain,
    post_logic,
    post_parity,
)
from domains.importing.translation import Sum, Translation
from domains.rules import AllDifferent, Cardinality, Table

LINEAR = {"sum", "wsum", "-", "sub"}


def post(translation: Translation, constraint: Expression) -> None:
    """Add what a constraint says.

    Args:
        translation: what it is added to.
        constraint: an expression that is true or false, or any nesting of lists of them.

    Raises:
        NotCoveredError: no rule says it.
    """
    if isinstance(constraint, (list, tuple)) or hasattr(constraint, "flat"):
        for part in constraint:
            post(translation, part)
    elif is_constant(constraint):
        if not constraint:
            translation.contradiction(str(constraint))
    elif operator_of(constraint) == "and":
        post(translation, list(constraint.args))
    elif len(variables_of(constraint)) <= 1:
        translation.post_single(constraint)
    else:
        _by_kind(constraint)(translation, constraint)


def _by_kind(constraint: Expression) -> Callable[[Translation, Expression], None]:
    """Return what posts constraints of this kind."""
    name = operator_of(constraint)
    if is_logic(constraint):
        return _logic
    if name in ORDERS or name in EQUALITIES:
        return _comparison
    return {"alldifferent": _all_different, "table": _table, "xor": _xor}.get(name, _other)


def _logic(translation: Translation, constraint: Expression) -> None:
    """Post clauses; a table where they would need further variables, and it is small."""
    if not is_plain(constraint) and translation.is_small(constraint):
        translation.post_table(constraint)
    else:
        post_logic(translation, constraint)


def _xor(translation: Translation, constraint: Expression) -> None:
    post_parity(translation, constraint.args, None, str(constraint))


def _table(translation: Translation, constraint: Expression) -> None:
    """Post the rows, where the columns are different variables."""
    columns, rows = constraint.args
    names = {getattr(column, "name", None) for column in columns}
    if any(map(operator_of, columns)) or len(names) < len(columns) or None in names:
        _other(translation, constraint)
        return
    scope = tuple(map(translation.variable, columns))
    table = tuple(tuple(map(int, row)) for row in rows)
    translation.rules.append(Table(scope, table, str(constraint)))


def _other(translation: Translation, constraint: Expression) -> None:
    """Post a table where that is small, else what CPMpy says instead."""
    if translation.is_small(constraint):
        translation.post_table(constraint)
    else:
        post(translation, decomposed(constraint))


# Comparisons of numbers


def is_sum(expression: Expression) -> bool:
    """Tell whether it is a sum of expressions of one variable each."""
    if is_constant(expression) or len(variables_of(expression)) <= 1:
        return True
    name, args = operator_of(expression), expression.args
    if name == "wsum":
        return all(map(is_sum, args[1]))
    if name == "mul":
        return any(map(is_constant, args)) and all(map(is_sum, args))
    if name in COUNTS:
        return is_sum(counted(expression))
    return name in LINEAR and all(map(is_sum, args))


def _comparison(translation: Translation, constraint: Expression) -> None:
    """Post bounds of left - right; a table where that is no plain sum, and small."""
    name, (left, right) = operator_of(constraint), constraint.args
    if not (is_sum(left) and is_sum(right)) and translation.is_small(constraint):
        translation.post_table(constraint)
        return
    total = translation.sum_of(left)
    total.add(translation.sum_of(right), -1)
    if name == "!=":
        _unequal(translation, constraint, total.normalised())
    else:
        lower, upper = (0, 0) if name == "==" else ORDERS[name]
        translation.between(total, lower, upper, str(constraint))


def _unequal(translation: Translation, constraint: Expression, total: Sum) -> None:
    """Require that a sum is not 0: that two variables differ, or that it is less or more."""
    from cpmpy.expressions.core import Comparison, Operator

    if len(total.images) == 2:
        (one, image), (other, subtracted) = total.images.items()
        negative = Sum({other: tuple(-value for value in subtracted)}, -total.constant)
        _differ(translation, [Sum({one: image}), negative], str(constraint))
    elif translation.is_small(constraint):
        translation.post_table(constraint)
    else:
        sides = [Comparison(op, *constraint.args) for op in ("<", ">")]
        post_logic(translation, Operator("or", sides))


# All different


def _all_different(translation: Translation, constraint: Expression) -> None:
    """Post one rule, or one a value; each pair by itself where parts are over several variables."""
    parts = constraint.args
    sums = [translation.sum_of(part) for part in parts] if all(map(is_sum, parts)) else []
    named = [variable for one in sums for variable in one.images]
    if sums and all(len(s.images) <= 1 for s in sums) and len(set(named)) == len(named):
        _differ(translation, sums, str(constraint))
    else:
        post(translation, [one != other for one, other in combinations(parts, 2)])


def _differ(translation: Translation, sums: Sequence[Sum], label: str) -> None:
    """Require that sums of at most one variable each take different values."""
    scope = [variable for one in sums for variable in one.images]
    moved = {
        value - own
        for one in sums
        for variable, image in one.images.items()
        for own, value in zip(translation.values[variable], _shifted(one, image), strict=True)
    }
    if len(scope) == len(sums) and len(moved) == 1:
        translation.rules.append(AllDifferent(tuple(scope), label))
        return
    takers: dict[int, list[tuple[int, int]]] = {}
    for one in sums:
        for variable, image in one.images.items():
            pairs = zip(translation.values[variable], _shifted(one, image), strict=True)
            for own, value in pairs:
                takers.setdefault(value, []).append((variable, own))
    fixed = [one.constant for one in sums if not one.images]
    if len(set(fixed)) < len(fixed):
        translation.contradiction(label)
    for value, candidates in takers.items():
        if value in fixed:
            translation.forbid(candidates)
        elif len({variable for variable, _ in candidates}) > 1:
            translation.rules.append(Cardinality.at_most(1, candidates, f"{label}: {value}"))


def _shifted(one: Sum, image: Sequence[int]) -> list[int]:
    return [value + one.constant for value in image]
