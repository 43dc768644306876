"""The precision of every deduction is what the table says; any change of it shows here."""

from __future__ import annotations

import csv
from dataclasses import replace
from functools import cache

import pytest

from domains.techniques import TECHNIQUES
from proofs.precision import effort, kept, reasons
from proofs.precision.table import (
    EFFORTS,
    GOLDEN,
    MOST_LIMITED,
    Precision,
    measure_universe,
    to_csv,
    universes,
)

REFRESH = "if the change is wanted: python -m proofs.precision --refresh"


@cache
def golden() -> list[dict[str, str]]:
    """The lines of the table."""
    with GOLDEN.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("name", universes())
def test_precision_is_what_the_table_says(name: str) -> None:
    text = to_csv(tuple(measure_universe(name, universes()[name])))
    found = list(csv.DictReader(text.splitlines()))
    assert found == [line for line in golden() if line["universe"] == name], REFRESH


def test_the_table_speaks_of_every_technique_and_universe() -> None:
    named = {technique.name for technique in TECHNIQUES} | {
        "candidate domain",
        "all techniques",
        "search propagation",
        "search propagation in pieces",
        *(
            f"{name}, {n} looks"
            for n in EFFORTS
            for name in ("failed literal", "singleton consistency")
        ),
    }
    assert {line["deduction"] for line in golden()} == named
    assert {line["universe"] for line in golden()} == set(universes())
    limited = [line for line in golden() if line["deduction"].endswith(" looks")]
    small = [s for s in universes().values() if len(s.values) <= MOST_LIMITED]
    assert len(limited) == 2 * len(EFFORTS) * len(small)
    assert len(golden()) - len(limited) == (len(named) - 2 * len(EFFORTS)) * len(universes())


def test_no_deduction_removes_more_than_the_best() -> None:
    for line in golden():
        assert int(line["removed"]) <= int(line["removable"])
        assert int(line["found"]) <= int(line["conflicts"])


def test_all_techniques_remove_at_least_what_each_removes() -> None:
    for line in golden():
        together = next(
            one
            for one in golden()
            if (one["deduction"], one["universe"]) == ("all techniques", line["universe"])
        )
        assert int(line["removed"]) <= int(together["removed"])


@pytest.mark.parametrize("name", universes())
def test_reasons_and_effort_are_what_the_tables_say(name: str) -> None:
    said = reasons.measure_universe(name, universes()[name])
    spent = effort.measure_universe(name, universes()[name])
    again = "if the change is wanted: python -m proofs.precision (reasons or effort) --refresh"
    assert list(kept.changed_lines(reasons.GOLDEN, said)) == [], again
    assert list(kept.changed_lines(effort.GOLDEN, spent)) == [], again


def test_the_tables_of_reasons_and_effort_have_a_line_for_everything() -> None:
    for module, every in ((reasons, len(TECHNIQUES)), (effort, len(effort.SEARCHES))):
        text = module.GOLDEN.read_text(encoding="utf-8").splitlines()
        assert len(set(text)) == len(text) == 1 + every * len(universes())


def test_a_changed_line_is_found() -> None:
    first = next(reasons.measure())
    other = replace(first, rules=first.rules + 1)
    assert list(kept.changed_lines(reasons.GOLDEN, [first, other])) == [other]


def test_an_engine_in_pieces_finds_the_same_solutions() -> None:
    with effort.GOLDEN.open(encoding="utf-8", newline="") as stream:
        lines = list(csv.DictReader(stream))
    found = {
        name: [x["solutions"] for x in lines if x["search"] == name] for name in effort.SEARCHES
    }
    assert found["search"] == found["search in pieces"]


def test_the_share_of_nothing_is_everything() -> None:
    assert Precision("d", "u", 1, 0, 0, 0, 0).share == 100
    assert Precision("d", "u", 1, 8, 2, 0, 0).share == 25
