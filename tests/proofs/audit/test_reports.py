"""Reports as text, JSON, JUnit and HTML; case files replay; mixin and plugin run every law."""

from __future__ import annotations

import json
import subprocess
import sys
import unittest
from pathlib import Path
from typing import ClassVar
from xml.etree import ElementTree as Xml

import pytest

from proofs.audit import (
    AuditMixin,
    Report,
    Settings,
    TargetError,
    audit,
    read_case,
    replay,
    write_case,
)
from proofs.audit.api import LawBrokenError
from proofs.audit.pages import html_page, junit_xml
from proofs.audit.records import report_records
from proofs.audit.text import failure_text, summary, table_lines
from proofs.laws.order import LATTICE_LAWS
from tests.conftest import REPOSITORY

WRONG = f"{Path(__file__).with_name('mine.py')}:WRONG"


@pytest.fixture(scope="module")
def report() -> Report:
    """The audit of a lattice whose join is too short."""
    return audit(WRONG)


def test_the_table_has_a_line_a_law(report: Report) -> None:
    head, *lines = table_lines(report)
    assert head.split() == ["law", "cases", "verdict", "seconds"]
    assert len(lines) == len(report.results) == len(LATTICE_LAWS)
    by_law = {line.rsplit(maxsplit=3)[0].strip(): line for line in lines}
    assert "held (all)" in next(line for name, line in by_law.items() if "reflexive" in name)
    assert any("BROKEN" in line for line in lines)
    assert not report.ok
    assert "broken" in summary(report)


def test_a_counterexample_is_drawn_with_its_statement(report: Report) -> None:
    text = failure_text(report.broken[0])
    assert "a ⊔ b ⊑ c ⇔ a ⊑ c and b ⊑ c" in text
    assert "a = " in text
    assert "a ⊔ b = " in text


def test_json_records_have_stable_keys(report: Report) -> None:
    *laws, total = report_records(report)
    assert {record["verdict"] for record in laws} == {"held", "broken"}
    assert total["broken"] == len(report.broken)
    assert total["cases"] == sum(int(str(record["cases"])) for record in laws)
    keys = {"type", "target", "group", "law", "statement", "verdict", "cases", "seconds"}
    assert all(keys <= record.keys() for record in laws)
    assert json.loads(json.dumps(list(report_records(report)))) == [*laws, total]


def test_junit_counts_failures_and_skips(report: Report) -> None:
    text = junit_xml([report, audit("interval connection")])
    root = Xml.fromstring(text.encode())  # noqa: S314  (what was just written)
    first, second = root.findall("testsuite")
    assert first.get("failures") == str(len(report.broken)) == str(len(first.findall(".//failure")))
    assert second.get("skipped") == "2"
    assert first.get("tests") == str(len(first.findall("testcase")))


def test_the_web_page_escapes_and_shows_counterexamples(report: Report) -> None:
    page = html_page([report])
    assert page.count("<tr") == len(report.results) + 1
    assert page.count("<pre>") == len(report.broken)
    assert "<script" not in page
    assert "http" not in page


def test_a_case_file_replays(report: Report, tmp_path: Path) -> None:
    result = report.broken[0]
    assert result.counterexample is not None
    path = write_case(report.target, result.counterexample, tmp_path)
    assert [path] == list(tmp_path.iterdir())
    again = replay(path)
    assert again.counterexample is not None
    assert again.counterexample.explanation == result.counterexample.explanation
    assert read_case(path)["explanation"] == result.counterexample.explanation


def test_a_case_that_was_mended_holds(report: Report, tmp_path: Path) -> None:
    result = report.broken[0]
    assert result.counterexample is not None
    path = write_case(report.target, result.counterexample, tmp_path)
    mended = path.read_text(encoding="utf-8").replace("WRONG", "GOOD").replace("ShortJoin", "")
    record = json.loads(mended) | {"world": "Interval(low=0, high=2)", "arguments": [[0, 1]] * 3}
    path.write_text(json.dumps(record), encoding="utf-8")
    assert replay(path).counterexample is None


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"law": "no such law"}, "is under no law lattice: no such law"),
        ({"world": "elsewhere"}, "has no world 'elsewhere'"),
        ({"arguments": []}, "0 arguments for 3 variables"),
        ({"arguments": ["x", "y", "z"]}, "the arguments are no case of"),
        ({"schema": 99}, "is no case file of an audit"),
    ],
    ids=["law", "world", "number", "value", "schema"],
)
def test_a_case_file_that_does_not_fit_is_refused(
    report: Report, tmp_path: Path, change: dict[str, object], message: str
) -> None:
    result = report.broken[0]
    assert result.counterexample is not None
    path = write_case(report.target, result.counterexample, tmp_path)
    path.write_text(json.dumps(read_case(path) | change), encoding="utf-8")
    with pytest.raises(TargetError, match=message):
        replay(path)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"schema": 1}'])
def test_a_file_that_is_no_case_file_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "case.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TargetError, match="case file"):
        replay(path)


def run_tests(target: str) -> unittest.TestResult:
    """Run the tests that the mixin makes for a target."""

    class Case(AuditMixin, unittest.TestCase):
        settings: ClassVar[Settings] = Settings(examples=5)

    made = type("Made", (Case,), {"target": target})
    result = unittest.TestResult()
    unittest.defaultTestLoader.loadTestsFromTestCase(made).run(result)
    return result


def test_the_mixin_makes_a_test_of_each_law() -> None:
    good, wrong = run_tests("powerset"), run_tests(WRONG)
    assert good.wasSuccessful()
    assert good.testsRun == wrong.testsRun == len(LATTICE_LAWS)
    assert wrong.failures
    assert not wrong.errors
    assert "⊔" in wrong.failures[0][1]


def pytest_with(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run pytest in a fresh process with the plugin."""
    command = [sys.executable, "-m", "pytest", "-p", "proofs.pytest_plugin", "-q", *arguments]
    return subprocess.run(
        [*command, str(Path(__file__).with_name("__init__.py"))],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_pytest_plugin_adds_a_test_a_law() -> None:
    done = pytest_with("--audit", "powerset", "--audit", WRONG)
    assert done.returncode == 1
    assert " passed" in done.stdout
    assert "audit[" in done.stdout
    assert "a ⊔ b ⊑ c ⇔ a ⊑ c and b ⊑ c" in done.stdout
    assert "Traceback" not in done.stdout


def test_the_pytest_plugin_says_what_it_does_not_know() -> None:
    done = pytest_with("--audit", "no such thing")
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert "nothing is registered as 'no such thing'" in done.stderr + done.stdout


def test_law_broken_is_an_assertion_error() -> None:
    assert issubclass(LawBrokenError, AssertionError)
