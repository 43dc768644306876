"""Solving by deduction alone: step by step with reasons, to a fixpoint, and how hard that was.

No guess is made here; where deduction stalls, `search` goes on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domains.deduction import Deduction, Removal
from domains.problem import Masks, Problem, Structure
from domains.techniques import TECHNIQUES, Technique
from domains.techniques.hidden_single import HIDDEN_SINGLE
from domains.techniques.naked_single import NAKED_SINGLE


@dataclass(frozen=True, slots=True)
class LogicStep:
    """One deduction, applied.

    Attributes:
        technique: what found it.
        deduction: what was removed, and why.
        before: the element it was found in.
        after: the element it leaves.
        routine: whether it only draws the consequence of a value that was given or that an earlier
            step found by a hidden single, which a person does not count as a step.
    """

    technique: Technique
    deduction: Deduction
    before: Masks
    after: Masks
    routine: bool = False

    @property
    def placements(self) -> tuple[Removal, ...]:
        """The variables that now have one value, with the mask of that value."""
        touched = dict.fromkeys(variable for variable, _ in self.deduction.removals)
        return tuple((v, self.after[v]) for v in touched if self.after[v].bit_count() == 1)

    @property
    def conflict(self) -> bool:
        """Whether the step shows that there is no solution."""
        return not all(self.after)


def deduction_steps(
    problem: Problem, techniques: Sequence[Technique] = TECHNIQUES
) -> Iterator[LogicStep]:
    """Yield steps, each the first deduction of the first technique that has one.

    Ends when no technique finds anything, or with the step that shows a conflict.

    Args:
        problem: where to start.
        techniques: what may be used, the preferred (easiest) first.
    """
    structure, masks = problem.structure, problem.masks
    announced = {v for v, mask in enumerate(masks) if mask.bit_count() == 1}
    while all(masks):
        found = _first(structure, masks, techniques)
        if found is None:
            return
        technique, deduction = found
        routine = technique is NAKED_SINGLE and deduction.reason.pattern[0][0] in announced
        step = LogicStep(technique, deduction, masks, deduction.apply(masks), routine)
        if technique is HIDDEN_SINGLE:
            announced.update(variable for variable, _ in step.placements)
        yield step
        masks = step.after


def _first(
    structure: Structure, masks: Masks, techniques: Sequence[Technique]
) -> tuple[Technique, Deduction] | None:
    """Return the first deduction there is."""
    for technique in techniques:
        for deduction in technique.find(structure, masks):
            return technique, deduction
    return None


def deduce_to_fixpoint(
    structure: Structure, masks: Sequence[int], techniques: Sequence[Technique] = TECHNIQUES
) -> Masks:
    """Return what is left when no technique removes anything more.

    Chaotic iteration: everything the first productive technique finds is applied at once, and the
    easiest technique is tried again. The result does not depend on the order of the techniques
    where they are monotone. A conflict gives ⊥, written as a zero mask for every variable.
    """
    current = tuple(masks)
    while all(current):
        smaller = _round(structure, current, techniques)
        if smaller == current:
            return current
        current = smaller
    return (0,) * len(current)


def _round(structure: Structure, masks: Masks, techniques: Sequence[Technique]) -> Masks:
    """Apply all deductions of the first technique that has any."""
    for technique in techniques:
        smaller = list(masks)
        for deduction in technique.find(structure, masks):
            for variable, removed in deduction.removals:
                smaller[variable] &= ~removed
        if tuple(smaller) != masks:
            return tuple(smaller)
    return masks


@dataclass(frozen=True, slots=True)
class Difficulty:
    """How hard a problem is for deduction alone.

    Attributes:
        hardest: the technique with the greatest difficulty that was needed, or None when nothing
            had to be deduced.
        counts: per technique used the number of its steps (routine ones left out), easiest first.
        solved: whether the deductions fixed every variable.
        conflict: whether they showed that there is no solution.
    """

    hardest: Technique | None
    counts: tuple[tuple[Technique, int], ...]
    solved: bool
    conflict: bool

    @property
    def rating(self) -> float:
        """Difficulty of the hardest technique, as Sudoku Explainer rates; 0 when none was needed.

        Of a problem that deduction does not solve: a lower bound.
        """
        return self.hardest.difficulty if self.hardest else 0.0

    @property
    def score(self) -> float:
        """All steps together: the sum of their difficulties."""
        return sum(technique.difficulty * count for technique, count in self.counts)


def rate(problem: Problem, techniques: Sequence[Technique] = TECHNIQUES) -> Difficulty:
    """Solve a problem by deduction and say what that took."""
    used: Counter[Technique] = Counter()
    masks = problem.masks
    for step in deduction_steps(problem, techniques):
        used[step.technique] += not step.routine
        masks = step.after
    counts = tuple((t, used[t]) for t in sorted(used, key=lambda t: t.difficulty) if used[t])
    hardest = counts[-1][0] if counts else None
    solved = all(mask.bit_count() == 1 for mask in masks)
    return Difficulty(hardest, counts, solved, not all(masks))
