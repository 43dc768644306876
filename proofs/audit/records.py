"""A report as JSON records: one a law, and one that sums up."""

from __future__ import annotations

from collections.abc import Iterator

from proofs.audit.case_files import case_record
from proofs.audit.verdict import Broken, Held, NotApplicable, Report, Result

_WORDS = {Held: "held", Broken: "broken", NotApplicable: "not applicable"}


def report_records(report: Report) -> Iterator[dict[str, object]]:
    """Yield the records of a report."""
    for result in report.results:
        yield law_record(report, result)
    yield {
        "type": "audit",
        "target": report.target,
        "kind": report.kind,
        "ok": report.ok,
        "broken": len(report.broken),
        "cases": report.cases,
        "seconds": round(report.seconds, 3),
        "seed": report.settings.seed,
        "examples": report.settings.examples,
        "exhaustive_up_to": report.settings.exhaustive_up_to,
    }


def law_record(report: Report, result: Result) -> dict[str, object]:
    """Return the record of one law; the last three fields are null where they mean nothing."""
    verdict = result.verdict
    broken = (
        case_record(report.target, verdict.counterexample) if isinstance(verdict, Broken) else None
    )
    return {
        "type": "law",
        "target": report.target,
        "group": result.law.group,
        "law": result.law.name,
        "statement": result.law.statement,
        "verdict": _WORDS[type(verdict)],
        "cases": verdict.cases,
        "seconds": round(result.seconds, 3),
        "exhaustive": verdict.exhaustive if isinstance(verdict, Held) else None,
        "reason": verdict.reason if isinstance(verdict, NotApplicable) else None,
        "counterexample": broken,
    }
