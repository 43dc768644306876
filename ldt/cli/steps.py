"""One deduction step in words, and as a JSON record: what ``explain`` and ``hint`` print."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from domains.problem import bits
from domains.techniques.hidden_single import HIDDEN_SINGLE
from domains.techniques.naked_single import NAKED_SINGLE

if TYPE_CHECKING:
    from domains.deduction import Removal
    from domains.families.base import Family
    from domains.logic import LogicStep
    from domains.problem import Structure

SINGLES = (HIDDEN_SINGLE, NAKED_SINGLE)
MOST_RULES = 3
"""A longer list of rules tells a reader nothing; the JSON record has them all."""


@dataclass(frozen=True, slots=True)
class Telling:
    """Words for the steps of one puzzle."""

    family: Family
    structure: Structure

    def record(self, index: int, step: LogicStep) -> dict[str, object]:
        """Return the JSON record of a step; all lists name cells as a person would."""
        reason = step.deduction.reason
        return {
            "type": "step",
            "index": index,
            "technique": step.technique.name,
            "difficulty": step.technique.difficulty,
            "routine": step.routine,
            "rules": [self.structure.rules[rule].label for rule in reason.rules],
            "cells": self._cells(reason.pattern),
            "placed": [self._candidates(pair) for pair in self._stated(step)],
            "removed": [self._candidates(pair) for pair in step.deduction.removals],
            "text": self.text(step),
        }

    def text(self, step: LogicStep) -> str:
        """Return a step as one sentence: the technique, where, and what follows."""
        return f"{self._place(step, self._pattern_values(step))}: {self._consequence(step)}"

    def place(self, step: LogicStep) -> str:
        """Name the technique and where it applies, and give nothing else away."""
        return self._place(step, "")

    def _place(self, step: LogicStep, values: str) -> str:
        reason = step.deduction.reason
        words = [step.technique.name, values]
        labels = [self.structure.rules[rule].label for rule in reason.rules]
        if 0 < len(labels) <= MOST_RULES and step.technique is not NAKED_SINGLE:
            words.append(f"({', '.join(labels)})")
        cells = self._cells(reason.pattern)
        if cells and step.technique not in SINGLES and not reason.detail:
            words.append(f"at {', '.join(cells)}")
        return " ".join(filter(None, words))

    def _pattern_values(self, step: LogicStep) -> str:
        """Name the values a pattern is about, where they are the point of it."""
        pattern = step.deduction.reason.pattern
        if step.technique in SINGLES or step.deduction.reason.detail:
            return ""
        names = (name for pair in pattern for name in self._values(*pair))
        return ", ".join(dict.fromkeys(names))

    def _consequence(self, step: LogicStep) -> str:
        """Say what follows; of a conflict, why nothing is left."""
        reason = step.deduction.reason
        if step.technique is NAKED_SINGLE:
            return self._consequence_of_value(step)
        if step.conflict:
            return reason.detail or f"{self._losses(step)}, which leaves {self._empty(step)}"
        if step.technique is HIDDEN_SINGLE:
            return ", ".join(self._equation(pair) for pair in step.placements)
        return "; ".join(filter(None, (self._losses(step), reason.detail)))

    def _consequence_of_value(self, step: LogicStep) -> str:
        """Say what a naked single does; only a routine one is about what others lose."""
        taken = self._equation(step.deduction.reason.pattern[0])
        if step.conflict:
            return f"{taken}, which leaves {self._empty(step)}"
        return f"{taken}, so {self._losses(step)}" if step.routine else taken

    def _empty(self, step: LogicStep) -> str:
        empty = self._cells([(v, 0) for v, mask in enumerate(step.after) if not mask])
        return f"no value for {', '.join(empty)}"

    def _stated(self, step: LogicStep) -> tuple[Removal, ...]:
        """Return what the step says is taken; a naked single names its own cell first."""
        if step.technique is NAKED_SINGLE and not step.routine:
            return step.deduction.reason.pattern[:1] + step.placements
        return step.placements

    def _losses(self, step: LogicStep) -> str:
        """Say which cells lose which values, cells with the same loss together."""
        cells_of: dict[tuple[str, ...], list[str]] = {}
        for variable, mask in step.deduction.removals:
            cell = self.family.cell_name(self.structure, variable)
            cells_of.setdefault(self._values(variable, mask), []).append(cell)
        return "; ".join(
            f"{', '.join(cells)} {'loses' if len(cells) == 1 else 'lose'} {', '.join(values)}"
            for values, cells in cells_of.items()
        )

    def _values(self, variable: int, mask: int) -> tuple[str, ...]:
        return tuple(self.family.value_name(self.structure, variable, k) for k in bits(mask))

    def _cells(self, pairs: Iterable[Removal]) -> list[str]:
        """Name the variables, each once."""
        variables = dict.fromkeys(variable for variable, _ in pairs)
        return [self.family.cell_name(self.structure, variable) for variable in variables]

    def _equation(self, pair: Removal) -> str:
        cell = self.family.cell_name(self.structure, pair[0])
        return f"{cell} = {', '.join(self._values(*pair))}"

    def _candidates(self, pair: Removal) -> dict[str, object]:
        cell = self.family.cell_name(self.structure, pair[0])
        return {"cell": cell, "values": list(self._values(*pair))}


def wrapped(text: str, indent: str) -> str:
    """Fold a line to the terminal, or to 80 columns where there is none."""
    width = max(20, min(80, shutil.get_terminal_size().columns))
    return textwrap.fill(
        text, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
