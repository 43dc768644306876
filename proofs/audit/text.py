"""A report as text: a line a law, and what a person needs to see of a broken one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from proofs.audit.verdict import Broken, Held, Report, Result
from proofs.laws.base import Counterexample, Law


def verdict_word(result: Result) -> str:
    """Return ``held``, ``BROKEN`` or ``not applicable``."""
    if isinstance(result.verdict, Held):
        return "held (all)" if result.verdict.exhaustive else "held"
    return "BROKEN" if isinstance(result.verdict, Broken) else "not applicable"


def law_width(laws: Iterable[Law]) -> int:
    """Return how wide the first column of a table of these laws is."""
    return max(len(f"{law.group}: {law.name}") for law in laws)


def head_line(width: int) -> str:
    """Return the head of the table."""
    return f"{'law':<{width}}  {'cases':>8}  {'verdict':<14}  {'seconds':>7}"


def result_line(result: Result, width: int) -> str:
    """Return the line of one law."""
    name = f"{result.law.group}: {result.law.name}"
    numbers = f"{result.verdict.cases:>8,}  {verdict_word(result):<14}  {result.seconds:>7.2f}"
    return f"{name:<{width}}  {numbers}"


def table_lines(report: Report) -> Iterator[str]:
    """Yield the table: law, cases, verdict, seconds."""
    width = law_width(result.law for result in report.results)
    yield head_line(width)
    yield from (result_line(result, width) for result in report.results)


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
