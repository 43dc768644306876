"""Budgets and what was spent: deterministic limits first, wall clock beside them."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Budget:
    """Limits of one search; None is unlimited. All hold inside propagation too.

    Attributes:
        nodes: decisions of a tree, conflicts of a clause-learning solver.
        propagations: constraint visits of the propagation kernel.
        network_calls: forward passes of a proposer.
        seconds: wall clock.
    """

    nodes: int | None = None
    propagations: int | None = None
    network_calls: int | None = None
    seconds: float | None = None

    def __post_init__(self) -> None:
        """Reject limits nothing could meet."""
        for name in ("nodes", "propagations", "network_calls", "seconds"):
            limit = getattr(self, name)
            if limit is not None and limit < 0:
                message = f"the limit on {name} is {limit}, expected 0 or more"
                raise ValueError(message)


@dataclass(frozen=True, slots=True)
class Statistics:
    """What a search spent; keys are stable and appear in the JSON output.

    Attributes:
        nodes: decisions (tree) or conflicts (clause learning).
        propagations: constraint visits.
        network_calls: forward passes of a proposer.
        seconds: wall clock of the search itself, reading and printing left out.
    """

    nodes: int = 0
    propagations: int = 0
    network_calls: int = 0
    seconds: float = 0.0

    def __add__(self, other: Statistics) -> Statistics:
        return Statistics(
            self.nodes + other.nodes,
            self.propagations + other.propagations,
            self.network_calls + other.network_calls,
            self.seconds + other.seconds,
        )


@dataclass(frozen=True, slots=True)
class Clock:
    """Measures against a wall-clock limit from its creation on."""

    limit: float | None
    start: float = field(default_factory=perf_counter)

    def elapsed(self) -> float:
        """Seconds since the start."""
        return perf_counter() - self.start

    def remaining(self) -> float | None:
        """Seconds left, never negative; None when there is no limit."""
        return None if self.limit is None else max(0.0, self.limit - self.elapsed())

    def expired(self) -> bool:
        """Tell whether the limit is reached."""
        return self.limit is not None and self.elapsed() >= self.limit
