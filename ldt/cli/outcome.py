"""How deduction alone ended: the last line of ``explain``, and of ``hint`` when none is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ldt.cli.exits import Exit

if TYPE_CHECKING:
    from domains.families.base import Family, Puzzle
    from domains.logic import LogicStep
    from domains.problem import Masks
    from domains.techniques.base import Technique


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the steps left of a puzzle.

    Attributes:
        puzzle: the puzzle.
        family: its family.
        masks: the element after the last step.
        steps: the steps a person would count.
    """

    puzzle: Puzzle
    family: Family
    masks: Masks
    steps: Sequence[LogicStep]

    @property
    def status(self) -> str:
        """``solved``, ``infeasible``, or ``stuck`` where values stay open."""
        if not all(self.masks):
            return "infeasible"
        return "solved" if all(mask.bit_count() == 1 for mask in self.masks) else "stuck"

    @property
    def exit(self) -> Exit:
        """The exit status."""
        table = {"solved": Exit.DONE, "infeasible": Exit.INFEASIBLE, "stuck": Exit.ABSTAINED}
        return table[self.status]

    @property
    def hardest(self) -> Technique | None:
        """The most difficult technique used."""
        techniques = (step.technique for step in self.steps)
        return max(techniques, key=lambda technique: technique.difficulty, default=None)

    def record(self) -> dict[str, object]:
        """Return the JSON record."""
        structure, hardest = self.puzzle.problem.structure, self.hardest
        solved = self.status == "solved"
        solution = (
            self.family.solution_text(structure, structure.decode(self.masks)) if solved else None
        )
        return {
            "type": "outcome",
            "family": self.puzzle.family,
            "puzzle": self.puzzle.text,
            "status": self.status,
            "solution": solution,
            "steps": len(self.steps),
            "hardest": hardest.name if hardest else None,
            "rating": hardest.difficulty if hardest else 0.0,
        }

    def text(self) -> str:
        """Say how it ended, and how hard it was."""
        words = {
            "solved": "solved",
            "infeasible": "infeasible: no assignment is left",
            "stuck": "stuck: no step excludes anything more",
        }[self.status]
        count = "1 step" if len(self.steps) == 1 else f"{len(self.steps)} steps"
        hardest = self.hardest
        rating = f", hardest: {hardest.name} ({hardest.difficulty})" if hardest else ""
        return f"{words}; {count}{rating}"
