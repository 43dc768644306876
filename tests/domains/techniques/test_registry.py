"""The list of techniques: complete, in order, named once, sourced and documented."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

import domains.techniques
from domains.errors import ModelError
from domains.techniques import TECHNIQUES, Technique, technique
from tests.conftest import REPOSITORY

FOLDER = Path(domains.techniques.__file__).parent
MODULES = [f"domains.techniques.{path.stem}" for path in sorted(FOLDER.glob("[a-z]*.py"))]


def test_easier_techniques_come_first() -> None:
    difficulties = [known.difficulty for known in TECHNIQUES]
    assert difficulties == sorted(difficulties)
    assert 0 < difficulties[0] <= difficulties[-1] <= 10


def test_names_are_unique() -> None:
    assert len({known.name.lower() for known in TECHNIQUES}) == len(TECHNIQUES)


def test_every_technique_of_every_file_is_listed() -> None:
    found = {
        value
        for name in MODULES
        for value in vars(importlib.import_module(name)).values()
        if isinstance(value, Technique)
    }
    assert found == set(TECHNIQUES)


@pytest.mark.parametrize("known", TECHNIQUES, ids=lambda t: t.name)
def test_a_technique_names_its_source_and_argues_its_soundness(known: Technique) -> None:
    header = importlib.import_module(type(known).__module__).__doc__ or ""
    assert all(word in header for word in ("Idea:", "Source:", "Soundness:"))
    assert known.summary
    assert known.source


@pytest.mark.parametrize("known", TECHNIQUES, ids=lambda t: t.name)
def test_a_technique_is_documented_with_its_difficulty(known: Technique) -> None:
    page = (REPOSITORY / "docs" / "reference" / "techniques.md").read_text(encoding="utf-8")
    assert f"| {known.name} | {known.difficulty} |" in page


@pytest.mark.parametrize("known", TECHNIQUES, ids=lambda t: t.name)
def test_lookup_by_name(known: Technique) -> None:
    assert technique(known.name) is known
    assert technique(known.name.upper()) is known


@pytest.mark.parametrize(
    ("wrong", "meant"), [("x wing", "X-wing"), ("nacked pair", "naked pair"), ("qq", "pointing")]
)
def test_lookup_suggests(wrong: str, meant: str) -> None:
    with pytest.raises(ModelError, match=f"{wrong!r}; did you mean .*{meant!r}"):
        technique(wrong)
