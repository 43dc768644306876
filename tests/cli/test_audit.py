"""``ldt audit``: what it prints, what it writes, and how it exits."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from tests.cli.conftest import Run, records

WRONG = f"{Path(__file__).parents[1] / 'proofs' / 'audit' / 'mine.py'}:WRONG"


def test_without_a_target_the_registered_ones_are_listed(ldt: Run) -> None:
    listed = ldt("audit")
    assert listed.exit_code == 0
    assert "hidden single" in listed.stdout
    kinds = {record["name"]: record["kind"] for record in records(ldt("audit", "--json"))}
    assert kinds["candidates"] == "domain"
    assert kinds["sudoku"] == "family"


def test_a_target_that_keeps_its_laws(ldt: Run) -> None:
    done = ldt("audit", "powerset")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[0].split() == ["law", "cases", "verdict", "seconds"]
    assert "powerset (lattice): 20 laws held; 3,625 cases" in done.stdout


def test_a_broken_law_is_shown_written_and_replayed(ldt: Run, tmp_path: Path) -> None:
    done = ldt("audit", WRONG, "--cases", tmp_path)
    assert done.exit_code == 1
    assert "BROKEN lattice: join is least upper bound" in done.stdout
    files = sorted(tmp_path.iterdir())
    assert files
    assert all(f"replay: ldt audit --replay {path}" in done.stdout for path in files)
    for path in files:
        again = ldt("audit", "--replay", path)
        assert again.exit_code == 1
        assert again.stdout.startswith("BROKEN lattice: ")


def test_json_has_a_line_a_law_and_one_for_the_whole(ldt: Run, tmp_path: Path) -> None:
    *laws, total = records(ldt("audit", "powerset", "--format", "json"))
    assert len(laws) == 20
    assert total["ok"] is True
    broken = records(ldt("audit", WRONG, "--json", "--cases", tmp_path))
    case = next(record["counterexample"] for record in broken if record.get("verdict") == "broken")
    assert isinstance(case, dict)
    assert len(case["arguments"]) > 0
    paths = [str(record["path"]) for record in broken if record["type"] == "audit-case-file"]
    assert all(json.loads(Path(path).read_text(encoding="utf-8"))["law"] for path in paths)


def test_reports_are_written(ldt: Run, tmp_path: Path) -> None:
    junit, page = tmp_path / "a.xml", tmp_path / "a.html"
    ldt("audit", "powerset", WRONG, "--junit", junit, "--html", page, "--cases", tmp_path)
    suites = Xml.parse(junit).getroot().findall("testsuite")  # noqa: S314  (just written)
    assert [suite.get("name") for suite in suites] == ["powerset", WRONG]
    assert "join is least upper bound" in page.read_text(encoding="utf-8")


def test_several_targets_have_a_line_each(ldt: Run, tmp_path: Path) -> None:
    done = ldt("audit", "powerset", "interval")
    assert [line.split(":")[0] for line in done.stdout.splitlines()] == [
        "powerset (lattice)",
        "interval (lattice)",
    ]
    assert "2 targets" in done.stderr


def test_a_seed_decides_what_is_tried(ldt: Run) -> None:
    def tried(seed: int) -> list[object]:
        options = ("--seed", str(seed), "--examples", "3", "--exhaustive-up-to", "0", "--json")
        return [record.get("cases") for record in records(ldt("audit", "interval", *options))]

    assert tried(1) == tried(1)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["hiden single"], "Did you mean 'hidden single'?"),
        (
            ["powerset", "--all"],
            "expected one of: targets, --all, --gallery, --plugin, --proposer, --replay",
        ),
        (["powerset", "--examples", "0"], "0 is not in the range x>=1"),
        (["--replay", "nowhere.json"], "does not exist"),
        (["no.module:x"], "cannot import no.module"),
    ],
)
def test_misuse_is_explained(ldt: Run, arguments: list[str], message: str) -> None:
    result = ldt("audit", *arguments)
    assert result.exit_code == 2
    assert message in result.stderr


def test_a_file_that_is_no_case_is_refused(ldt: Run, tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    path.write_text("{}", encoding="utf-8")
    result = ldt("audit", "--replay", path)
    assert result.exit_code == 2
    assert "no case file of an audit" in result.stderr


def test_the_gallery_is_printed_with_what_caught_what(
    ldt: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from proofs.gallery import exhibits

    few = exhibits.GALLERY[:3]
    monkeypatch.setattr(exhibits, "GALLERY", few)
    done = ldt("audit", "--gallery")
    assert done.exit_code == 0
    assert "3 of 3 caught" in done.stdout
    assert all(specimen.fault in done.stdout for specimen in few)
    caught = [record["caught_by"] for record in records(ldt("audit", "--gallery", "--json"))]
    assert caught[0] == "lattice: reflexive"


def test_a_specimen_that_goes_unnoticed_fails(ldt: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from lattice import Interval
    from proofs.gallery import Specimen, exhibits

    sound = Specimen("nothing wrong", "none", lambda: Interval(0, 2), ("reflexive",))
    monkeypatch.setattr(exhibits, "GALLERY", (sound,))
    done = ldt("audit", "--gallery")
    assert done.exit_code == 1
    assert "NOT CAUGHT" in done.stdout
