"""What a law is: a statement that every case of a world bears out, or that a case refutes.

Laws know no test framework. A *world* is what is under law (a lattice, a rule over some values, a
technique on a structure); it tells for each *sort* of argument where the arguments come from. A
*case* is a world with one argument for each variable of the law, so that a law with a case is a
yes-or-no question that can be drawn, written down, made smaller, and asked again.
"""

from __future__ import annotations

import inspect
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from proofs.laws.drawing import equation

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

Value = TypeVar("Value")

Refute = Callable[..., "str | None"]
"""Takes a world and the arguments; says in words what is wrong there, None when nothing is."""

Applies = Callable[[Any], "str | None"]
"""Takes a world; says why the law does not apply to it, None when it does."""


class Sort(ABC, Generic[Value]):
    """One kind of argument in one world.

    REQUIRED: `all`, `sample`. OPTIONAL: `smaller`, `draw`, `dump`, `load`.

    Attributes:
        count: how many values there are; None where they cannot be listed.
    """

    count: int | None

    @abstractmethod
    def all(self) -> Iterator[Value]:
        """Yield every value once, the small ones first; of a sort without a count, some."""

    @abstractmethod
    def sample(self, rng: np.random.Generator, drawn: Sequence[Value] = ()) -> Value:
        """Return a random value; ``drawn`` are the values of this sort that the case has already.

        Sorts whose interesting values are related (comparable elements) make use of them.
        """

    def smaller(self, value: Value) -> Iterator[Value]:
        """Yield values that make a simpler case than this one, the boldest steps first."""
        del value
        return iter(())

    def draw(self, value: Value) -> str:
        """Return the value as a person would write or draw it."""
        return str(value)

    def dump(self, value: Value) -> object:
        """Return the value as JSON."""
        return value

    def load(self, data: Any) -> Value:  # noqa: ANN401  (whatever JSON holds)
        """Return the value that `dump` wrote.

        Raises:
            ValueError: the data is no value of this sort.
        """
        loaded: Value = data
        return loaded


class World(Protocol):
    """What laws speak of: anything with a name that knows the sorts of its arguments.

    Attributes:
        weight: how many ordinary cases one case costs here; sampling takes so many times fewer.
    """

    @property
    def name(self) -> str:
        """What distinguishes it from the other worlds of one audit."""

    @property
    def weight(self) -> int:
        """See above; usually 1."""

    def sort(self, name: str) -> Sort[Any]:
        """Return where the arguments of a sort come from."""


@dataclass(frozen=True, slots=True)
class Case:
    """A world and an argument for each variable of a law."""

    world: World
    arguments: tuple[Any, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Counterexample:
    """A case that refutes a law.

    Attributes:
        law: what is refuted.
        case: where.
        explanation: what goes wrong there, in words.
    """

    law: Law
    case: Case
    explanation: str

    def __str__(self) -> str:
        return f"not {self.law.name}: {self.explanation}"

    def draw(self) -> str:
        """Return the arguments as a person would draw them, then what goes wrong."""
        world, law = self.case.world, self.law
        parts = [f"in {world.name}:"]
        for variable, sort, value in zip(
            law.variables, law.sorts, self.case.arguments, strict=True
        ):
            parts.append(equation(variable, world.sort(sort).draw(value)))
        return "\n".join([*parts, self.explanation])


@dataclass(frozen=True, slots=True, eq=False)
class Law:
    """A law.

    Attributes:
        name: a few words, unique.
        group: the laws it belongs to (``lattice``, ``deduction`` …).
        statement: the law in one line of mathematics.
        operators: the public operators it pins down.
        variables: the names of its arguments in the statement.
        sorts: the sort of each argument.
        refute: the test.
        applies: what it applies to.
    """

    name: str
    group: str
    statement: str
    operators: frozenset[str]
    variables: tuple[str, ...]
    sorts: tuple[str, ...]
    refute: Refute
    applies: Applies

    def check(self, case: Case) -> Counterexample | None:
        """Return the case as a counterexample, or None when it bears the law out.

        What is under law may fail in any way: an exception refutes the law that called it.
        """
        try:
            explanation = self.refute(case.world, *case.arguments)
        except Exception as error:  # noqa: BLE001
            explanation = f"it raised {type(error).__name__}: {error}"
        return None if explanation is None else Counterexample(self, case, explanation)


def always(world: object) -> None:
    """Apply to every world."""
    del world


def law(
    group: str, statement: str, *sorts: str, about: str, applies: Applies = always
) -> Callable[[Refute], Law]:
    """Make a law of a function; its name and its variables are those of the function.

    Args:
        group: see `Law`.
        statement: see `Law`.
        sorts: one per argument after the world.
        about: the operators it pins down, separated by blanks.
        applies: see `Law`.
    """

    def make(refute: Refute) -> Law:
        variables = tuple(inspect.signature(refute).parameters)[1:]
        assert len(variables) == len(sorts), f"{refute.__name__}: a sort for each variable"
        name = refute.__name__.removesuffix("_").replace("_", " ")
        operators = frozenset(about.split())
        return Law(name, group, statement, operators, variables, sorts, refute, applies)

    return make
