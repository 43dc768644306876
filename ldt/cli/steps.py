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
        return f"{self.place(step)}: {self._consequence(step)}"

    def place(self, step: LogicStep) -> str:
        """Name the technique and where it applies, and give nothing else away."""
        reason = step.deduction.reason
        labels = [self.structure.rules[rule].label for rule in reason.rules]
        named = bool(labels) and len(labels) <= MOST_RULES and step.technique is not NAKED_SINGLE
        where = f" ({', '.join(labels)})" if named else ""
        cells = self._cells(reason.pattern)
        if step.technique in SINGLES or not cells or len(cells) > 2 * MOST_RULES:
            return f"{step.technique.name}{where}"
        return f"{step.technique.name}{where} at {', '.join(cells)}"

    def _consequence(self, step: LogicStep) -> str:
        reason = step.deduction.reason
        if step.technique in SINGLES and self._stated(step) and not step.conflict:
            return ", ".join(self._equation(pair) for pair in self._stated(step))
        parts = [self._losses(step.deduction.removals)]
        if step.conflict:
            empty = self._cells([(v, 0) for v, mask in enumerate(step.after) if not mask])
            parts.append(f"no value is left for {', '.join(empty)}")
        if reason.detail:
            parts.append(reason.detail)
        return "; ".join(parts)

    def _stated(self, step: LogicStep) -> tuple[Removal, ...]:
        """Return what the step says is taken; a naked single names its own cell first."""
        if step.technique is NAKED_SINGLE and not step.routine:
            return step.deduction.reason.pattern[:1] + step.placements
        return step.placements

    def _losses(self, removals: Iterable[Removal]) -> str:
        """Say which cells lose which values, cells with the same loss together."""
        cells_of: dict[tuple[str, ...], list[str]] = {}
        for variable, mask in removals:
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
