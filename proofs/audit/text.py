"""A report as text: a line a law, and what a person needs to see of a broken one."""

from __future__ import annotations

from collections.abc import Iterator

from proofs.audit.verdict import Broken, Held, Report, Result
from proofs.laws.base import Counterexample


def verdict_word(result: Result) -> str:
    """Return ``held``, ``BROKEN`` or ``not applicable``."""
    if isinstance(result.verdict, Held):
        return "held (all)" if result.verdict.exhaustive else "held"
    return "BROKEN" if isinstance(result.verdict, Broken) else "not applicable"


def table_lines(report: Report) -> Iterator[str]:
    """Yield the table: law, cases, verdict, seconds."""
    names = [f"{result.law.group}: {result.law.name}" for result in report.results]
    width = max(map(len, [*names, "law"]))
    yield f"{'law':<{width}}  {'cases':>8}  {'verdict':<14}  {'seconds':>7}"
    for name, result in zip(names, report.results, strict=True):
        yield (
            f"{name:<{width}}  {result.verdict.cases:>8,}  {verdict_word(result):<14}  "
            f"{result.seconds:>7.2f}"
        )


def counterexample_text(found: Counterexample) -> str:
    """Return what a counterexample shows: the law, its statement, the case, what goes wrong."""
    return f"{found.law.group}: {found.law.name}\n{found.law.statement}\n\n{found.draw()}"


def failure_text(result: Result) -> str:
    """Return a broken law as the text of an error."""
    assert result.counterexample is not None
    return counterexample_text(result.counterexample)


def summary(report: Report) -> str:
    """Return one line: how many laws held, how many cases, how long."""
    held = sum(isinstance(result.verdict, Held) for result in report.results)
    words = f"{held} laws held" + (f", {len(report.broken)} broken" if report.broken else "")
    effort = f"{report.cases:,} cases in {report.seconds:.1f} s"
    return f"{report.target} ({report.kind}): {words}; {effort}"
