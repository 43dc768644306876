"""What an audit says: of each law that it held, that it is broken, or that it does not apply."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from proofs.laws.base import Counterexample, Law


@dataclass(frozen=True, slots=True)
class Held:
    """No case refuted the law.

    Attributes:
        cases: how many were tried.
        exhaustive: whether these are all cases there are in every world.
    """

    cases: int
    exhaustive: bool


@dataclass(frozen=True, slots=True)
class Broken:
    """A case refuted the law.

    Attributes:
        cases: how many were tried until then.
        counterexample: the smallest refuting case that was found.
    """

    cases: int
    counterexample: Counterexample


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """The law says nothing of the target."""

    reason: str
    cases: int = 0


Verdict: TypeAlias = Held | Broken | NotApplicable


@dataclass(frozen=True, slots=True)
class Settings:
    """How thorough an audit is.

    Attributes:
        seed: of every random choice.
        examples: random cases a law and world, where not all can be tried.
        exhaustive_up_to: worlds with at most so many cases of a law are tried completely.
    """

    seed: int = 0
    examples: int = 200
    exhaustive_up_to: int = 3000

    def __post_init__(self) -> None:
        """Reject numbers that would try nothing."""
        if self.examples < 1 or self.exhaustive_up_to < 0:
            found = f"{self.examples} examples, exhaustive up to {self.exhaustive_up_to}"
            message = f"{found}; expected at least one example, and no negative number"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one law."""

    law: Law
    verdict: Verdict
    seconds: float

    @property
    def counterexample(self) -> Counterexample | None:
        """The counterexample, where the law is broken."""
        return self.verdict.counterexample if isinstance(self.verdict, Broken) else None


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of one audit.

    Attributes:
        target: the name under which the target can be found again.
        kind: what it is (``technique``, ``lattice`` …).
        settings: how thorough the audit was.
        results: one per law.
    """

    target: str
    kind: str
    settings: Settings
    results: tuple[Result, ...]

    @property
    def broken(self) -> tuple[Result, ...]:
        """The laws that are broken."""
        return tuple(result for result in self.results if isinstance(result.verdict, Broken))

    @property
    def ok(self) -> bool:
        """Whether every law that applies held, and one did apply."""
        return not self.broken and any(isinstance(r.verdict, Held) for r in self.results)

    @property
    def cases(self) -> int:
        """Cases tried in all."""
        return sum(result.verdict.cases for result in self.results)

    @property
    def seconds(self) -> float:
        """Time taken in all."""
        return sum(result.seconds for result in self.results)
