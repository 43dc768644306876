"""Which runs an evaluation is made of: the strategies, their controls, and what is swept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ldt.evaluation.asking import asked_with
from ldt.evaluation.runs import Asked
from search.budget import Budget
from search.learned.options import ChainOptions
from search.learned.proposer import Proposer, Uniform


@dataclass(frozen=True, slots=True)
class Sweep:
    """A setting and the values it takes in turn: loops, threshold, conflict or temperature."""

    setting: str
    values: tuple[float, ...]


SETTINGS = ("loops", "threshold", "conflict", "temperature")
"""What can be swept."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be measured.

    Attributes:
        strategies: ``chains``, ``hybrid`` or both.
        proposer: who is measured.
        name: of the proposer.
        loops: at each call; None: as the weights say.
        chain: options of chains and dives.
        budget: of each hybrid and each symbolic search.
        seed: of every random choice.
        control: run each strategy with uniform proposals, too.
        sweeps: each value is a run of chains by itself.
    """

    strategies: tuple[str, ...]
    proposer: Proposer
    name: str
    loops: int | None
    chain: ChainOptions
    budget: Budget
    seed: int
    control: bool
    sweeps: tuple[Sweep, ...]

    def runs(self) -> Iterator[Asked]:
        """Yield the runs: each strategy and its control, then the sweeps."""
        for strategy in self.strategies:
            yield self._run(strategy)
            if self.control and not isinstance(self.proposer, Uniform):
                yield replace(self._run(strategy), proposer=Uniform(), name="uniform")
        for sweep in self.sweeps:
            for value in sweep.values:
                yield self._changed(sweep.setting, value)

    def count(self) -> int:
        """Return how many runs there are."""
        return sum(1 for _ in self.runs())

    def _run(self, strategy: str) -> Asked:
        proposer = asked_with(self.proposer, self.loops, self.seed)
        return Asked(strategy, proposer, self.name, self.chain, self.budget, self.seed)

    def _changed(self, setting: str, value: float) -> Asked:
        """Return the run of chains in which one setting has another value."""
        run = replace(self._run("chains"), change=f"{setting}={value:g}")
        if setting == "loops":
            return replace(run, proposer=asked_with(self.proposer, int(value), self.seed))
        policy = replace(self.chain.policy, **{setting: value})  # type: ignore[arg-type]  # SETTINGS
        chain = replace(self.chain, policy=policy)
        return replace(
            run, chain=replace(chain, thresholds=()) if setting == "threshold" else chain
        )

    def record(self) -> dict[str, Any]:
        """Return the settings."""
        chain, policy = self.chain, self.chain.policy
        return {
            "strategies": list(self.strategies),
            "proposer": self.name,
            "loops": getattr(asked_with(self.proposer, self.loops, 0), "loops", None),
            "chains": chain.chains,
            "rounds": chain.rounds,
            "thresholds": list(chain.thresholds or (policy.threshold,)),
            "conflict": policy.conflict,
            "choice": policy.choice,
            "temperature": policy.temperature,
            "propagate": chain.propagate,
            "remember": chain.remember,
            "checked": chain.checked,
            "rows": chain.rows,
            "node_limit": self.budget.nodes,
            "seed": self.seed,
        }


def values_of(setting: str, texts: Sequence[str]) -> Sweep:
    """Return a sweep from text.

    Raises:
        ValueError: a setting that cannot be swept, or a value it cannot take.
    """
    if setting not in SETTINGS:
        message = f"found the setting {setting!r}, expected one of {', '.join(SETTINGS)}"
        raise ValueError(message)
    low, high = (1, None) if setting == "loops" else (0, 1 if setting != "temperature" else None)
    values = []
    for text in texts:
        value = int(text) if setting == "loops" else float(text)
        if not low <= value <= (float("inf") if high is None else high):
            bounds = f"{low} or more" if high is None else f"{low} to {high}"
            message = f"found {setting}={text}, expected {bounds}"
            raise ValueError(message)
        values.append(float(value))
    return Sweep(setting, tuple(values))
