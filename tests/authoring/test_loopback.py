"""Loopback: `ldt` writes a package of each kind, finds it as a plugin, uses it and audits it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.authoring.plugins import installed
from tests.cli.conftest import EASY, EASY_SOLVED, Run, ldt, records
from tests.conftest import REPOSITORY

__all__ = ["ldt"]  # the fixture

Install = Callable[[str], str]


@pytest.fixture
def install(ldt: Run, tmp_path: Path) -> Iterator[Install]:
    """Write the package ``mosaic`` of a kind with the command, and install it for the test."""
    with ExitStack() as stack:

        def make(kind: str) -> str:
            assert ldt("new-domain", "mosaic", "--kind", kind, "--into", tmp_path).exit_code == 0
            return stack.enter_context(installed(tmp_path / "ldt-mosaic"))

        yield make


def audited(ldt: Run, cases: Path, *more: str) -> list[dict[str, object]]:
    """Audit what the package registers; the records of its laws."""
    result = ldt("audit", "--plugin", "ldt-mosaic", "--json", "--quiet", "--cases", cases, *more)
    assert result.exit_code == 0, result.output
    *laws, last = records(result)
    assert last["ok"] is True
    assert {law["verdict"] for law in laws} <= {"held", "not applicable"}
    return [law for law in laws if law["verdict"] == "held"]


def test_a_family_is_listed_generated_solved_checked_drawn_and_audited(
    ldt: Run, install: Install, tmp_path: Path
) -> None:
    install("family")
    (record,) = records(ldt("domains", "mosaic", "--format", "json"))
    assert (record["type"], record["name"]) == ("family", "mosaic")
    puzzles = ldt("generate", "mosaic", "--size", "4", "--count", "3", "--seed", "1").stdout
    answers = records(ldt("solve", "--unique", "--format", "json", "-", stdin=puzzles))
    assert [answer["unique"] for answer in answers] == [True] * 3
    assert {answer["family"] for answer in answers} == {"mosaic"}
    first, solution = puzzles.splitlines()[0], str(answers[0]["solution"])
    assert ldt("check", first, solution).stdout == "right\n"
    assert ldt("check", first, "1" * 16).exit_code == 1
    picture = tmp_path / "picture.svg"
    drawn = ldt("solve", first, "--svg", picture).stdout.partition("solved")[0]
    assert [drawn.count(f" {digit}") for digit in "1234"] == [4] * 4
    texts = [node.text for node in ElementTree.parse(picture).iter() if node.text]  # noqa: S314
    assert sum(text in "1234" for text in texts) == 16
    laws = audited(ldt, tmp_path, "--examples", "1")
    assert {law["group"] for law in laws} == {"family"}
    assert "generated problems have one solution" in {law["law"] for law in laws}


def test_bad_puzzles_of_a_family_are_errors_with_a_place(ldt: Run, install: Install) -> None:
    install("family")
    for text, words in [
        ("mosaic:3", "<argument>:1:8: found '3', expected a number from 4 to 9"),
        ("mosaic:4:12", "<argument>:1:10: found"),
        ("mosaic:4:5.../..../..../....", "expected one of 1234 or ."),
    ]:
        result = ldt("solve", text)
        assert result.exit_code == 3, text
        assert words in result.stderr
    assert ldt("solve", "mosaic:4:11../..../..../....").exit_code == 20


def test_a_domain_is_listed_and_audited(ldt: Run, install: Install, tmp_path: Path) -> None:
    install("domain")
    assert "remainders modulo" in ldt("domains", "mosaic").stdout
    assert "\n  mosaic " in ldt("audit").stdout
    laws = audited(ldt, tmp_path, "--examples", "3", "--exhaustive-up-to", "50")
    assert {law["group"] for law in laws} >= {"deduction", "galois", "lattice"}


def test_a_rule_is_listed_and_audited(ldt: Run, install: Install, tmp_path: Path) -> None:
    module = install("rule")
    (record,) = records(ldt("domains", "mosaic", "--format", "json"))
    assert (record["type"], record["audit"]) == ("rule", 'ldt audit "mosaic"')
    assert str(record["summary"]).startswith("Two variables with values at least a gap apart")
    laws = audited(ldt, tmp_path, "--examples", "5", "--exhaustive-up-to", "300")
    assert {law["group"] for law in laws} >= {"rule", "reasons", "deduction"}
    assert import_module(module).MosaicRule((0, 1), 2).holds((1, 3))


def test_a_proposer_is_listed_asked_and_audited(ldt: Run, install: Install, tmp_path: Path) -> None:
    install("proposer")
    (record,) = records(ldt("domains", "mosaic", "--format", "json"))
    assert (record["type"], record["audit"]) == ("proposer", "ldt audit --proposer mosaic")
    solved = records(
        ldt("solve", EASY, "--strategy", "hybrid", "--proposer", "mosaic", "--format", "json")
    )
    assert [answer["solution"] for answer in solved] == [EASY_SOLVED]
    assert {law["group"] for law in audited(ldt, tmp_path, "--examples", "3")} == {"proposer"}


def test_a_plugin_that_breaks_a_law_is_caught(ldt: Run, install: Install, tmp_path: Path) -> None:
    module = tmp_path / "ldt-mosaic" / "ldt_mosaic.py"
    install("rule")
    text = module.read_text(encoding="utf-8")
    wrong = text.replace("if not any(self.holds", "if any(self.holds")
    assert wrong != text
    module.write_text(wrong, encoding="utf-8")
    result = ldt("audit", "--plugin", "ldt-mosaic", "--quiet", "--cases", tmp_path)
    assert result.exit_code == 1
    assert "BROKEN" in result.stdout
    assert list(tmp_path.glob("audit-ldt-mosaic-examples-*.json"))


def test_info_names_the_plugins(ldt: Run, install: Install) -> None:
    install("rule")
    (record,) = records(ldt("info", "--format", "json"))
    plugin = {"group": "ldt.rules", "name": "mosaic", "value": "ldt_mosaic:examples"}
    assert plugin in record["plugins"]  # type: ignore[operator]


def test_packages_that_register_nothing(ldt: Run, install: Install) -> None:
    install("family")
    absent = ldt("audit", "--plugin", "no-such-package")
    assert absent.exit_code == 2
    text = " ".join(absent.stderr.split())
    assert "no package 'no-such-package' is installed" in text
    assert "ldt-mosaic" in text.partition("those that register something: ")[2]
    nothing = ldt("audit", "--plugin", "pytest")
    assert nothing.exit_code == 2
    assert "the package 'pytest' registers nothing" in " ".join(nothing.stderr.split())
    assert ldt("audit", "--plugin", "ldt-mosaic", "--all").exit_code == 2


def test_a_name_that_is_taken(ldt: Run, install: Install, tmp_path: Path) -> None:
    install("family")
    for name in ("mosaic", "sudoku"):
        refused = ldt("new-domain", name, "--into", tmp_path)
        assert refused.exit_code == 2
        assert f"there is a family called '{name}' already." in refused.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ldt-mosaic"]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["family", "domain", "rule", "proposer"])
def test_pip_installs_it_and_its_own_tests_pass(ldt: Run, tmp_path: Path, kind: str) -> None:
    ldt("new-domain", "mosaic", "--kind", kind, "--into", tmp_path)
    source, target = tmp_path / "ldt-mosaic", tmp_path / "site"
    python = [sys.executable, "-m"]
    pip = [*python, "pip", "install", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "--no-index", "--target", target, source], check=True)
    path = {"PYTHONPATH": f"{target}:{REPOSITORY}", "LDT_COMPILE": "never", "PATH": "/usr/bin"}
    listed = subprocess.run(
        [*python, "ldt", "domains", "mosaic"],
        cwd=target,
        env=path,
        check=True,
        capture_output=True,
        text=True,
    )
    assert listed.stdout.startswith(f"type        {kind}\nname        mosaic\n")
    tests = [*python, "pytest", "-q", "-p", "no:cacheprovider", "test_ldt_mosaic.py"]
    done = subprocess.run(tests, cwd=source, env=path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "2 passed" in done.stdout
