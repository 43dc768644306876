"""Solutions of formulas as SAT solvers write them: a literal per variable, then 0."""

from __future__ import annotations

from domains.errors import InputError, Place
from domains.families.cnf.formula import literal_of
from domains.families.cnf.reader import read_words
from domains.problem import Assignment


def write_solution(assignment: Assignment) -> str:
    """Return the literals an assignment makes true, and 0.

    >>> write_solution((1, 0, 1))
    '1 -2 3 0'
    """
    literals = [literal_of(variable, value) for variable, value in enumerate(assignment)]
    return " ".join(map(str, (*literals, 0)))


def read_solution(variable_count: int, text: str, place: Place) -> Assignment:
    """Read one literal per variable, in any order; ``v`` before them and 0 after may be missing.

    Raises:
        InputError: no literal, a variable twice or never, or something after 0.
    """
    values: dict[int, int] = {}
    words = read_words(text, place)
    for word in words:
        if word.text == "v":
            continue
        literal = word.literal(variable_count)
        if not literal:
            break
        if abs(literal) - 1 in values:
            raise word.error("each variable once")
        values[abs(literal) - 1] = int(literal > 0)
    for word in words:
        raise word.error("nothing after 0")
    if len(values) != variable_count:
        missing = next(v for v in range(variable_count) if v not in values)
        raise InputError(place, f"no literal for variable {missing + 1}", "one per variable")
    return tuple(values[variable] for variable in range(variable_count))
