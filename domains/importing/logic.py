"""Logic as clauses over candidates.

A literal is "variable v takes one of these values", so that every statement about one variable is
a single literal: ``x > 3``, ``x != 2`` and ``b`` alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from domains.importing.expressions import (
    Expression,
    is_boolean,
    is_constant,
    operator_of,
    variables_of,
)
from domains.importing.translation import NotCoveredError, Sum
from domains.rules import Clause, Parity

if TYPE_CHECKING:
    from domains.importing.translation import Translation
    from domains.rules.candidates import Candidate

    Candidates = frozenset[Candidate]

MOST_CLAUSES = 64
"""A disjunction that would multiply out to more clauses gets variables for its parts."""

CONNECTIVES = {"and", "or", "not", "->"}
EQUALITIES = {"==", "!="}
ORDERS = {"<=": (None, 0), "<": (None, -1), ">=": (0, None), ">": (1, None)}
"""Bounds of the left side less the right one."""


def is_logic(expression: Expression) -> bool:
    """Tell whether it is a connective of truth values."""
    name = operator_of(expression)
    equal = name in EQUALITIES and all(map(is_boolean, expression.args))
    return name in CONNECTIVES or equal


def is_plain(expression: Expression) -> bool:
    """Tell whether it is logic over statements of one variable each."""
    if is_constant(expression) or len(variables_of(expression)) <= 1:
        return True
    return is_logic(expression) and all(map(is_plain, expression.args))


def post_logic(translation: Translation, expression: Expression) -> None:
    """Require a truth value."""
    for clause in clauses(translation, expression, wanted=True):
        _post(translation, clause, str(expression))


def clauses(translation: Translation, expression: Expression, *, wanted: bool) -> list[Candidates]:
    """Return clauses that say together that the expression is true, or that it is false."""
    if is_constant(expression):
        return [] if bool(expression) == wanted else [frozenset()]
    if len(variables_of(expression)) <= 1:
        return _of_one_variable(translation, expression, wanted)
    if not is_logic(expression):
        return [frozenset({(truth_of(translation, expression), int(wanted))})]
    name, args = operator_of(expression), expression.args
    if name == "not":
        return clauses(translation, args[0], wanted=not wanted)
    if name == "->":
        parts = [(args[0], not wanted), (args[1], wanted)]
        return (_any if wanted else _all)(translation, parts)
    if name in EQUALITIES:
        left, right = args
        same = (name == "==") == wanted
        forward = _any(translation, [(left, False), (right, same)])
        return forward + _any(translation, [(left, True), (right, not same)])
    joined = _all if (name == "and") == wanted else _any
    return joined(translation, [(part, wanted) for part in args])


def _of_one_variable(
    translation: Translation,
    expression: Expression,
    wanted: bool,
) -> list[Candidates]:
    """Return the literal that says it, or nothing where it always holds."""
    scope, rows = translation.rows(expression)
    kept = [row for row, value in rows if bool(value) == wanted]
    if len(kept) == len(rows):
        return []
    return [frozenset((scope[0], value) for (value,) in kept) if scope else frozenset()]


Signed = tuple[Expression, bool]
"""An expression, and whether it is to be true or false."""


def _all(translation: Translation, parts: Sequence[Signed]) -> list[Candidates]:
    """Return the clauses of a conjunction."""
    return [c for part, wanted in parts for c in clauses(translation, part, wanted=wanted)]


def _any(translation: Translation, parts: Sequence[Signed]) -> list[Candidates]:
    """Return the clauses of a disjunction: one of each part, joined, in every combination."""
    said = [clauses(translation, part, wanted=wanted) for part, wanted in parts]
    if prod(map(len, said)) > MOST_CLAUSES:
        said = [
            own if len(own) == 1 else [_literal(translation, part, wanted=wanted)]
            for own, (part, wanted) in zip(said, parts, strict=True)
        ]
    return [frozenset().union(*chosen) for chosen in product(*said)]


def _literal(translation: Translation, part: Expression, *, wanted: bool) -> Candidates:
    return frozenset({(truth_of(translation, part), int(wanted))})


def truth_of(translation: Translation, expression: Expression) -> int:
    """Return the variable that is 1 where an expression is true and 0 where it is false.

    Raises:
        NotCoveredError: nothing says when that is.
    """
    truth, new = translation.truth(expression)
    if not new:
        return truth
    if is_logic(expression):
        _define(translation, truth, expression, str(expression))
    elif operator_of(expression) == "xor":
        post_parity(translation, [*expression.args], truth, str(expression))
    elif translation.is_small(expression, 2):
        scope, rows = translation.rows(expression)
        table = [(*row, int(bool(value))) for row, value in rows]
        translation.allow((*scope, truth), table, str(expression))
    elif operator_of(expression) in ORDERS:
        _order(translation, truth, expression)
    else:
        _define(translation, truth, _in_other_words(expression), str(expression))
    return truth


def _define(translation: Translation, truth: int, expression: Expression, label: str) -> None:
    """Require that a variable is the truth of an expression, by clauses of both directions."""
    for wanted, other in ((True, 0), (False, 1)):
        for clause in clauses(translation, expression, wanted=wanted):
            _post(translation, clause | {(truth, other)}, label)


def _order(translation: Translation, truth: int, expression: Expression) -> None:
    """Require that a variable is the truth of ``left <= right`` and the like, by two sums.

    Where it does not matter, the term of the variable makes up for the most that it could miss.
    """
    left, right = expression.args
    lower, upper = ORDERS[operator_of(expression)]
    total, label = translation.sum_of(left), str(expression)
    total.add(translation.sum_of(right), -1)
    if upper is None:  # lower <= total says the same as -total <= -lower
        assert lower is not None
        negative = Sum()
        negative.add(total, -1)
        total, upper = negative, -lower
    missed, spare = total.greatest - upper, upper + 1 - total.least
    for factor, low, high in ((missed, None, upper + missed), (spare, upper + 1, None)):
        both = Sum({truth: (0, factor)})
        both.add(total)
        translation.between(both, low, high, label)


def _in_other_words(expression: Expression) -> Expression:
    """Return logic that says the same as an equality of sums, or as a global constraint.

    Raises:
        NotCoveredError: there is none, or only with variables that nothing determines.
    """
    from cpmpy.expressions.core import Comparison, Operator

    name = operator_of(expression)
    if name in EQUALITIES:
        both = Operator("and", [Comparison(op, *expression.args) for op in ("<=", ">=")])
        return both if name == "==" else Operator("not", [both])
    return Operator("and", [*decomposed(expression)])


def decomposed(expression: Expression) -> list[Expression]:
    """Return constraints that say the same as a global one, over its own variables.

    Raises:
        NotCoveredError: there are none.
    """
    from cpmpy.exceptions import CPMpyException

    message = f"{expression} is over too many values for a table, and no rule says it"
    try:
        parts, more = expression.decompose()
    except (AttributeError, CPMpyException, NotImplementedError):
        raise NotCoveredError(message) from None
    own = {variable.name for variable in variables_of(expression)}
    if more or {variable.name for variable in variables_of(parts)} > own:
        raise NotCoveredError(message)
    return list(parts)


def post_parity(
    translation: Translation,
    parts: Sequence[Expression],
    truth: int | None,
    label: str,
) -> None:
    """Require that an odd number of parts is true, or that a variable tells whether it is."""
    odd, scope = truth is None, [] if truth is None else [truth]
    for part in parts:
        if is_constant(part):
            odd ^= bool(part)
            continue
        total = translation.sum_of(part).normalised()
        if len(total.images) != 1 or set(next(iter(total.images.values()))) != {0, 1}:
            total = Sum({truth_of(translation, part): (0, 1)})
        ((variable, image),) = total.images.items()
        if translation.values[variable] != (0, 1):
            variable, image = truth_of(translation, part), (0, 1)
        odd ^= image == (1, 0)
        scope.append(variable)
    translation.rules.append(Parity(tuple(scope), int(odd), label))


def _post(translation: Translation, clause: Candidates, label: str) -> None:
    """Require one of some candidates; of a single variable, by its mask."""
    if len({variable for variable, _ in clause}) == 1:
        ((variable, _), *_) = clause
        translation.allow((variable,), [(value,) for _, value in clause], label)
    else:
        translation.rules.append(Clause(tuple(sorted(clause)), label))
