"""The precision of every abstract domain is what the table says; any change of it shows here."""

from __future__ import annotations

import csv
from functools import cache

import pytest

from domains.registry import domain_makers
from proofs.precision.domains import GOLDEN, families, measure_universe, published, universes
from proofs.precision.table import to_csv

REFRESH = "if the change is wanted: python -m proofs.precision domains --refresh"
AGAIN = ["table", "other rules", "five with a sum", *families(), *published()]


@cache
def golden() -> dict[tuple[str, str], dict[str, str]]:
    """The lines of the table, by domain and universe."""
    with GOLDEN.open(encoding="utf-8", newline="") as stream:
        return {(line["deduction"], line["universe"]): line for line in csv.DictReader(stream)}


def number(domain: str, universe: str, column: str) -> int:
    return int(golden()[domain, universe][column])


@pytest.mark.parametrize("name", AGAIN)
def test_precision_is_what_the_table_says(name: str) -> None:
    text = to_csv(tuple(measure_universe(name, universes()[name])))
    found = list(csv.DictReader(text.splitlines()))
    assert found == [line for line in golden().values() if line["universe"] == name], REFRESH


def test_the_table_speaks_of_every_domain_and_universe() -> None:
    assert set(golden()) == {(d, u) for d in domain_makers() for u in universes()}


@pytest.mark.parametrize("column", ["removed", "found"])
def test_richer_is_never_worse_and_intervals_never_better(column: str) -> None:
    for name in universes():
        order = ["intervals", "candidates", "splits", "pairs", "pairs and equations"]
        reached = [number(domain, name, column) for domain in order]
        assert reached == sorted(reached), name
        weaker = number("candidates", name, column)
        assert weaker <= number("equations", name, column) <= reached[-1], name


@pytest.mark.parametrize("name", [*families(), *published()])
def test_each_family_separates_some_domain_from_candidates(name: str) -> None:
    together = ("pairs and equations", name)
    assert number(*together, "removed") == number(*together, "removable")
    assert number(*together, "found") == number(*together, "conflicts")
    columns = ("removed", "found")
    assert any(number("candidates", name, c) < number(*together, c) for c in columns)
