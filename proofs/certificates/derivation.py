"""The steps of a refutation, before they are written in one format or another."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Lemma:
    """A clause that follows by reverse unit propagation; without literals, the contradiction."""

    literals: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """A cutting-planes sum of constraints of the formula: (number from 1, factor) each."""

    operands: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Deletion:
    """Derived constraints, by their positions from 0, that are no longer needed."""

    positions: tuple[int, ...]


Step = Lemma | Sum | Deletion


@dataclass(slots=True)
class Derivation:
    """Steps in order.

    Attributes:
        steps: the steps.
        derived: how many of them derive a constraint.
    """

    steps: list[Step] = field(default_factory=list)
    derived: int = 0

    def add(self, step: Lemma | Sum) -> int:
        """Append a step; returns the position of the constraint it derives."""
        self.steps.append(step)
        self.derived += 1
        return self.derived - 1

    def delete(self, positions: list[int]) -> None:
        """Append a deletion, if there is anything to delete."""
        if positions:
            self.steps.append(Deletion(tuple(positions)))

    @property
    def closed(self) -> bool:
        """Whether it ends with the contradiction."""
        return bool(self.steps) and self.steps[-1] == Lemma(())
