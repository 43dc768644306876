"""CPMpy models as problems.

Integer and Boolean variables; all-different, comparisons of sums, counting, logic, tables and
equality, and whatever else is over few combinations of values. Anything else is an error that names
it. CPMpy: Guns, Increasing modeling language convenience with a universal n-dimensional array,
ModRef 2019.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from domains.importing.constraints import post
from domains.importing.expressions import Expression, variables_of
from domains.importing.translation import NotCoveredError, Translation
from domains.problem import Assignment, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_SHOWN = 300


@dataclass(frozen=True, slots=True)
class Imported:
    """A problem, and the CPMpy variables it came from.

    Attributes:
        problem: variable i is ``variables[i]``; the problem's further variables stand for parts of
            constraints, and the first ones determine them.
        variables: CPMpy's variables.
    """

    problem: Problem
    variables: tuple[Expression, ...]

    def values(self, assignment: Assignment) -> dict[str, int]:
        """Return what each CPMpy variable takes, by name."""
        names = [variable.name for variable in self.variables]
        return dict(zip(names, assignment, strict=False))


def from_cpmpy(model: Expression) -> Imported:
    """Return the problem of a CPMpy model.

    Raises:
        NotCoveredError: a constraint that no rule says, by its position and text; or an objective.
    """
    if model.objective_ is not None:
        require_no_objective(model.objective_)
    translation = Translation()
    variables = tuple(variables_of(model.constraints))
    for variable in variables:
        translation.variable(variable)
    post_all(translation, model.constraints)
    return Imported(translation.problem(), variables)


def post_all(translation: Translation, constraints: Iterable[Expression], first: int = 1) -> None:
    """Post constraints in order, the first of which has the number ``first``.

    Raises:
        NotCoveredError: the first that no rule says.
    """
    for number, constraint in enumerate(constraints, first):
        try:
            post(translation, constraint)
        except NotCoveredError as error:
            text = str(constraint)
            shown = text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
            message = f"constraint {number} is not covered: {shown}\n{error}"
            raise NotCoveredError(message) from None


def require_no_objective(objective: Expression) -> None:
    """Refuse an objective.

    Raises:
        NotCoveredError: always.
    """
    message = f"the objective {objective}: problems are decided, not optimised"
    raise NotCoveredError(message)
