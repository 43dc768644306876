"""The laws of solving step by step: each step follows, is the easiest there is, and is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from domains.logic import Difficulty, LogicStep
from domains.problem import Masks, Problem, Structure
from domains.techniques import TECHNIQUES, Technique
from domains.techniques.hidden_single import HIDDEN_SINGLE
from domains.techniques.naked_single import NAKED_SINGLE
from proofs.laws.base import Law, Sort, law
from proofs.laws.sorts import MasksSort
from proofs.laws.universes import known_solutions


@dataclass(frozen=True, eq=False)
class StepsWorld:
    """Whatever explains problems of one structure; the sort is ``masks``.

    Attributes:
        name: see `World`.
        structure: whose problems.
        steps: yields the steps of a problem.
        rate: says how hard a problem is.
        weight: see `World`.
    """

    name: str
    structure: Structure
    steps: Callable[[Problem], Iterable[LogicStep]]
    rate: Callable[[Problem], Difficulty]
    weight: int = 5

    def sort(self, name: str) -> Sort[Any]:
        """Return the elements to start from."""
        assert name == "masks", name
        known, _ = known_solutions(self.structure)
        return MasksSort(self.structure, tuple(map(self.structure.encode, known)))

    def explained(self, masks: Masks) -> list[LogicStep]:
        """Return the steps from an element."""
        return list(self.steps(Problem(self.structure, masks)))

    def productive(self, masks: Masks) -> Technique | None:
        """Return the first technique that finds anything."""
        return next((t for t in TECHNIQUES if any(t.find(self.structure, masks))), None)


@law(
    "steps",
    "each step applies its deduction to what the one before left; the last ends it",
    "masks",
    about="deduction_steps LogicStep.placements LogicStep.conflict",
)
def steps_lead_to_the_end(world: StepsWorld, a: Masks) -> str | None:
    """Nothing is skipped, and nothing is left to say."""
    current = a
    for number, step in enumerate(world.explained(a), 1):
        if step.before != current or step.after != step.deduction.apply(current):
            return f"step {number} goes from {step.before} to {step.after}, found at {current}"
        current = step.after
        fixed = {v: current[v] for v, _ in step.deduction.removals if _single(current[v])}
        if dict(step.placements) != fixed or step.conflict == all(current):
            return f"step {number} says {step.placements}, {step.conflict} of {current}"
    if all(current) and world.productive(current) is not None:
        return f"it ends at {current}, where more can be deduced"
    return None


def _single(mask: int) -> bool:
    return mask.bit_count() == 1


@law(
    "steps",
    "each step is the first technique's that finds anything, and routine where it only follows up",
    "masks",
    about="deduction_steps",
)
def steps_are_the_easiest(world: StepsWorld, a: Masks) -> str | None:
    """What a person would do next."""
    announced = {v for v, mask in enumerate(a) if _single(mask)}
    for number, step in enumerate(world.explained(a), 1):
        expected = world.productive(step.before)
        if step.technique is not expected or expected is None:
            return f"step {number} is a {step.technique.name}, expected {expected}"
        single = step.technique is NAKED_SINGLE
        routine = single and step.deduction.reason.pattern[0][0] in announced
        if step.routine != routine:
            return f"step {number} is {'' if step.routine else 'not '}called routine"
        if step.technique is HIDDEN_SINGLE:
            announced.update(v for v, _ in step.placements)
    return None


@law(
    "steps",
    "the rating counts the steps that are not routine, and knows the hardest",
    "masks",
    about="rate Difficulty.rating Difficulty.score",
)
def rating_counts_the_steps(world: StepsWorld, a: Masks) -> str | None:
    """How hard it was is what was done."""
    steps, rated = world.explained(a), world.rate(Problem(world.structure, a))
    used = Counter(step.technique for step in steps if not step.routine)
    ordered = sorted(used, key=lambda t: t.difficulty)
    end = steps[-1].after if steps else a
    expected = (ordered[-1] if ordered else None, tuple((t, used[t]) for t in ordered))
    if (rated.hardest, rated.counts) != expected:
        return f"it counts {_words(rated.counts)}, expected {_words(expected[1])}"
    if (rated.solved, rated.conflict) != (all(map(_single, end)), not all(end)):
        return f"solved is {rated.solved}, conflict {rated.conflict}, at {end}"
    hardest = max((t.difficulty for t in used), default=0.0)
    total = sum(t.difficulty * count for t, count in expected[1])
    if (rated.rating, rated.score) != (hardest, total):
        return f"rating {rated.rating}, score {rated.score}, expected {hardest}, {total}"
    return None


def _words(counts: Sequence[tuple[Technique, int]]) -> str:
    return ", ".join(f"{technique.name} {count}" for technique, count in counts) or "nothing"


STEP_LAWS: tuple[Law, ...] = (
    steps_lead_to_the_end,
    steps_are_the_easiest,
    rating_counts_the_steps,
)
"""Every law of explanations."""
