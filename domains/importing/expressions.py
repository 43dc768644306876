"""What CPMpy's expressions are made of, read without knowing any rule.

An expression of a single variable is known by its *image*, what it takes for each value of the
variable; so ``x``, ``2 * x + 1``, ``x == 3`` and ``abs(x - 2)`` are all one thing here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any, TypeAlias

Expression: TypeAlias = Any
"""An expression of CPMpy, which is published without type information, or a constant."""

COUNTS = {"count", "among"}


def is_constant(expression: Expression) -> bool:
    """Tell whether it is a number or a truth value, CPMpy's own among them."""
    from cpmpy.expressions import core

    return isinstance(expression, core.BoolVal) or not isinstance(expression, core.Expression)


def is_boolean(expression: Expression) -> bool:
    """Tell whether it is true or false rather than a number."""
    from cpmpy.expressions.utils import is_boolexpr

    return bool(is_boolexpr(expression))


def variables_of(expression: Expression) -> list[Expression]:
    """Return the variables it mentions, in order, each once; never the negation of one."""
    from cpmpy.transformations.get_variables import get_variables

    return list(get_variables(expression))


def operator_of(expression: Expression) -> str:
    """Return the name of what it does, such as ``sum`` or ``==``; of a variable nothing."""
    from cpmpy.expressions.variables import _NumVarImpl

    if is_constant(expression) or isinstance(expression, _NumVarImpl):
        return ""
    return str(expression.name)


def counted(expression: Expression) -> Expression:
    """Return a count as a sum: of ``x == value`` for each ``x`` that is counted, and the like."""
    total, more = expression.decompose()
    assert not more, f"{expression} needs {more}"
    return total


def evaluated(
    expression: Expression,
    variables: Sequence[Expression],
    values: Sequence[Sequence[int]],
) -> Iterator[tuple[tuple[int, ...], int | None]]:
    """Yield each combination of values, and what the expression is there; None where undefined.

    A truth value that rests on something undefined is false, as in CPMpy ("relational semantics",
    Frisch and Stuckey, The proper treatment of undefinedness in constraint languages, CP 2009).
    CPMpy evaluates by the values that are stored in variables; theirs are put back at the end.
    """
    from cpmpy.exceptions import IncompleteFunctionError
    from cpmpy.expressions.utils import argval

    before = [variable._value for variable in variables]
    try:
        for row in product(*values):
            for variable, value in zip(variables, row, strict=True):
                variable._value = bool(value) if variable.is_bool() else value
            try:
                yield row, int(argval(expression))
            except IncompleteFunctionError:
                yield row, None
    finally:
        for variable, value in zip(variables, before, strict=True):
            variable._value = value
