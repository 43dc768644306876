"""Reports as JUnit XML for build servers, and as one self-contained web page."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from xml.etree import ElementTree as Xml

from proofs.audit.text import counterexample_text, summary, verdict_word
from proofs.audit.verdict import NotApplicable, Report, Result


def junit_xml(reports: Sequence[Report]) -> str:
    """Return one test suite a report, one test case a law."""
    root = Xml.Element("testsuites")
    for report in reports:
        counts = {
            "name": report.target,
            "tests": str(len(report.results)),
            "failures": str(len(report.broken)),
            "skipped": str(sum(isinstance(r.verdict, NotApplicable) for r in report.results)),
            "time": f"{report.seconds:.3f}",
        }
        suite = Xml.SubElement(root, "testsuite", counts)
        for result in report.results:
            _junit_case(suite, report, result)
    Xml.indent(root)
    declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return declaration + Xml.tostring(root, encoding="unicode") + "\n"


def _junit_case(suite: Xml.Element, report: Report, result: Result) -> None:
    name = f"{result.law.group}: {result.law.name}"
    attributes = {"classname": report.target, "name": name, "time": f"{result.seconds:.3f}"}
    case = Xml.SubElement(suite, "testcase", attributes)
    if isinstance(result.verdict, NotApplicable):
        Xml.SubElement(case, "skipped", {"message": result.verdict.reason})
    elif result.counterexample is not None:
        failure = Xml.SubElement(case, "failure", {"message": result.law.statement})
        failure.text = counterexample_text(result.counterexample)


_STYLE = """
:root { color-scheme: light dark; font-family: system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .2rem .6rem; border-bottom: 1px solid #8884; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
tr.broken td { background: #d332; }
pre { background: #8882; padding: 1rem; overflow-x: auto; }
"""


def html_page(reports: Sequence[Report]) -> str:
    """Return one page with a table a report, and each counterexample as it is drawn."""
    body = "\n".join(map(_section, reports))
    return (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Audit</title>\n'
        f"<style>{_STYLE}</style>\n<h1>Audit</h1>\n{body}\n</html>\n"
    )


def _section(report: Report) -> str:
    rows = "\n".join(map(_row, report.results))
    broken = "\n".join(
        f"<pre>{escape(counterexample_text(result.counterexample))}</pre>"
        for result in report.broken
        if result.counterexample is not None
    )
    heads = "".join(f"<th>{word}</th>" for word in ("law", "says", "cases", "verdict", "seconds"))
    return (
        f"<h2>{escape(report.target)}</h2>\n<p>{escape(summary(report))}</p>\n"
        f"<table>\n<tr>{heads}</tr>\n{rows}\n</table>\n{broken}"
    )


def _row(result: Result) -> str:
    law, word = result.law, verdict_word(result)
    cells = f"<td>{escape(law.group)}: {escape(law.name)}</td><td>{escape(law.statement)}</td>"
    number = f'<td class="number">{result.verdict.cases:,}</td>'
    seconds = f'<td class="number">{result.seconds:.2f}</td>'
    kind = ' class="broken"' if word == "BROKEN" else ""
    return f"<tr{kind}>{cells}{number}<td>{word}</td>{seconds}</tr>"
