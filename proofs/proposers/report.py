"""What was measured of a proposer, as JSON and as a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from proofs.proposers.measure import Bin, Measured, ProposerReport, Share, expected_error


def as_json(report: ProposerReport) -> dict[str, object]:
    """Return a report as JSON; shares with their exact intervals of 95 %."""
    return {
        "type": "proposer-report",
        "proposer": report.proposer,
        "policy": asdict(report.policy),
        "seed": report.seed,
        "faults": report.faults,
        "failed": report.failed,
        "all": _record(report.all),
        "by_depth": [_record(one) for one in report.by_depth],
        "by_distance": [_record(one) for one in report.by_distance],
    }


def _record(one: Measured) -> dict[str, object]:
    return {
        "label": one.label,
        "states": one.states,
        "lost": one.lost,
        "false_elimination": _share(one.eliminated),
        "damaged_states": _share(one.damaged),
        "conflict_precision": _share(one.precision),
        "conflict_recall": _share(one.recall),
        "keep_calibration_error": expected_error(one.keep),
        "conflict_calibration_error": expected_error(one.conflict),
        "keep_bins": [asdict(part) for part in one.keep],
        "conflict_bins": [asdict(part) for part in one.conflict],
    }


def _share(share: Share) -> dict[str, object]:
    low, high = share.interval
    return {
        "hits": share.hits,
        "trials": share.trials,
        "value": share.value,
        "low": low,
        "high": high,
    }


COLUMNS = (
    "states",
    "lost",
    "false elim.",
    "at most",
    "damaged",
    "precision",
    "recall",
    "ECE keep",
    "ECE conflict",
)


def table_lines(report: ProposerReport) -> Iterator[str]:
    """Yield the report as lines of text."""
    policy = report.policy
    yield (
        f"{report.proposer}: {report.all.states} states of its own descents, seed {report.seed};"
        f" eliminates below {policy.threshold:g}, gives up above {policy.conflict:g}"
    )
    if report.failed:
        yield "It failed, and was measured as one that says nothing."
    elif report.faults:
        yield f"{report.faults} answers held numbers that are none."
    yield ""
    yield f"{'':<18}" + "".join(f"{name:>13}" for name in COLUMNS)
    for one in (report.all, *report.by_depth, *report.by_distance):
        yield _line(one)
    yield ""
    yield from _bin_lines("keep, open candidates", report.all.keep)
    yield from _bin_lines("conflict, states", report.all.conflict)


def _line(one: Measured) -> str:
    cells = (
        f"{one.states:,}",
        f"{one.lost:,}",
        _percent(one.eliminated.value),
        _percent(one.eliminated.interval[1] if one.eliminated.trials else None),
        _percent(one.damaged.value),
        _percent(one.precision.value),
        _percent(one.recall.value),
        _percent(expected_error(one.keep)),
        _percent(expected_error(one.conflict)),
    )
    return f"{one.label:<18}" + "".join(f"{cell:>13}" for cell in cells)


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.2f} %"


def _bin_lines(title: str, bins: tuple[Bin, ...]) -> Iterator[str]:
    """Yield the reliability diagram: what was said, what came true, how often."""
    yield f"{title:<24}{'said':>10}{'true':>10}{'count':>10}"
    for one in bins:
        if one.count:
            true = _percent(one.true / one.count)
            yield f"{'':<24}{_percent(one.said):>10}{true:>10}{one.count:>10,}"
