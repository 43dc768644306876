"""How fast a run goes, and how long it will take, for recipes whose steps get longer."""

from __future__ import annotations

from collections import deque
from itertools import accumulate

from ldt.training.measuring import Progress
from ldt.training.recipe import Recipe

WINDOW = 50
"""Readings that the present pace is measured over."""


class Pace:
    """Measures seconds a loop: the time of a step goes with the loops that its phase applies."""

    def __init__(self, recipe: Recipe, step: int, seconds: float) -> None:
        self.recipe, self.step, self.seconds = recipe, step, seconds
        loops = (sum(recipe.loops(s)) / 2 for s in range(recipe.steps))
        self.loops_before = [0.0, *accumulate(loops)]
        self.seen: deque[tuple[int, float]] = deque([(step, seconds)], WINDOW)

    def saw(self, progress: Progress) -> None:
        """Take a reading down."""
        self.seen.append((progress.step + 1, progress.seconds))

    @property
    def rows_a_second(self) -> float:
        """States trained on in a second."""
        (first, start), (last, end) = self.seen[0], self.seen[-1]
        return self.recipe.batch * (last - first) / (end - start) if end > start else 0.0

    @property
    def seconds_left(self) -> float | None:
        """Seconds until the recipe's last step; None before anything was measured."""
        (first, start), (last, end) = self.seen[0], self.seen[-1]
        done = self.loops_before[last] - self.loops_before[first]
        if done <= 0 or end <= start:
            return None
        return (self.loops_before[-1] - self.loops_before[last]) * (end - start) / done
