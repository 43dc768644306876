"""What one puzzle came to in one run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from domains.problem import Assignment
from ldt.evaluation.items import Item

Status = Literal["solved", "wrong", "abstained", "infeasible"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one puzzle came to. A number is None where the strategy has no such thing.

    Attributes:
        item: the puzzle.
        status: solved: the rules hold, and the solution is the only one where that is known;
            wrong: offered unchecked, and no solution; infeasible: proven.
        wrong_unchecked: whether acceptance without a check would have returned an assignment that
            breaks a rule; None where the strategy has no such acceptance.
        calls: forward passes in which the puzzle had a row.
        rows: elements the proposer was asked about.
        flops: of these rows.
        rounds: of the chains.
        resets: lives of chains that ended in a conflict.
        nodes: as the strategy counts them; of chains, their rows.
    """

    item: Item
    status: Status
    wrong_unchecked: bool | None = None
    calls: int | None = None
    rows: int | None = None
    flops: int | None = None
    rounds: int | None = None
    resets: int | None = None
    nodes: int | None = None


def judged(item: Item, assignment: Assignment | None) -> Status:
    """Judge what was offered for a puzzle, by its rules and by its only solution where known."""
    if assignment is None:
        return "abstained"
    if not item.puzzle.problem.holds(assignment):
        return "wrong"
    # Two solutions of a puzzle that was proven unique would be a bug of ours, not of a proposer.
    assert item.solution in (None, assignment), f"{item.puzzle.text}: a second solution"
    return "solved"
