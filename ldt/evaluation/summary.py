"""Runs as records: per list and per rating band, shares with intervals and what was spent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ldt.evaluation.items import Band, Item
from ldt.evaluation.outcome import Outcome
from ldt.evaluation.runs import Run
from ldt.evaluation.shares import share_record, spread_record
from search.learned.proposer import Uniform

COUNTED = ("calls", "rows", "flops", "rounds", "resets", "nodes")
"""Numbers of an outcome that a group tells the spread of."""


def run_record(run: Run, bands: Sequence[Band]) -> dict[str, Any]:
    """Return a run as a record."""
    asked, chain = run.asked, run.asked.chain
    return {
        "strategy": asked.strategy,
        "proposer": asked.name,
        "control": isinstance(asked.proposer, Uniform),
        "change": asked.change,
        "unchecked": asked.strategy == "chains" and not chain.checked,
        "complete": run.complete,
        "passes": run.passes,
        "seconds": run.seconds,
        "cpu_seconds": run.cpu_seconds,
        "complaints": list(run.complaints),
        "groups": [
            group_record(listed, band, own) for listed, band, own in _groups(run.outcomes, bands)
        ],
        "states": None
        if run.states is None
        else {name: states.record() for name, states in run.states.items()},
        "puzzles": [_puzzle_record(outcome) for outcome in run.outcomes],
    }


def _groups(
    outcomes: Sequence[Outcome], bands: Sequence[Band]
) -> Iterator[tuple[str, str | None, list[Outcome]]]:
    """Yield each list whole, then each of its rating bands that has puzzles."""
    for listed in dict.fromkeys(outcome.item.listed for outcome in outcomes):
        own = [outcome for outcome in outcomes if outcome.item.listed == listed]
        yield listed, None, own
        for band in bands:
            part = [outcome for outcome in own if outcome.item.puzzle.rating in band]
            if part:
                yield listed, str(band), part


def group_record(listed: str, band: str | None, outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Return what a group of puzzles came to."""
    n = len(outcomes)
    by_status = {
        status: share_record(sum(outcome.status == status for outcome in outcomes), n)
        for status in ("solved", "abstained", "wrong", "infeasible")
    }
    judged = [o.wrong_unchecked for o in outcomes if o.wrong_unchecked is not None]
    calls = [outcome.calls for outcome in outcomes if outcome.calls is not None]
    in_one = sum(o.status == "solved" and o.calls in {0, 1} for o in outcomes)
    return {
        "list": listed,
        "band": band,
        "n": n,
        "unique": sum(outcome.item.unique is True for outcome in outcomes),
        **by_status,
        "wrong_unchecked": share_record(sum(judged), len(judged)) if judged else None,
        "in_one_call": share_record(in_one, n) if calls else None,
        **{name: _spread(outcomes, name) for name in COUNTED},
    }


def _spread(outcomes: Sequence[Outcome], name: str) -> dict[str, float | None]:
    """Return the spread of a number over the puzzles that have it."""
    found = (getattr(outcome, name) for outcome in outcomes)
    return spread_record([value for value in found if value is not None])


def symbolic_records(items: Sequence[Item], bands: Sequence[Band]) -> list[dict[str, Any]]:
    """Return what the symbolic strategy came to, in the same groups."""
    outcomes = [
        Outcome(item, item.first.status, nodes=item.first.statistics.nodes) for item in items
    ]
    return [group_record(listed, band, own) for listed, band, own in _groups(outcomes, bands)]


def _puzzle_record(outcome: Outcome) -> dict[str, Any]:
    """Return one puzzle's row."""
    puzzle = outcome.item.puzzle
    return {
        "list": outcome.item.listed,
        "puzzle": puzzle.text,
        "rating": puzzle.rating,
        "unique": outcome.item.unique,
        "status": outcome.status,
        "wrong_unchecked": outcome.wrong_unchecked,
        **{name: getattr(outcome, name) for name in COUNTED},
    }
