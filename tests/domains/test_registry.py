"""Families are found by name, by entry point and by what an input looks like."""

from __future__ import annotations

from importlib import metadata

import pytest

from domains.families.base import Family
from domains.registry import FAMILIES, GALLERY, Registry, UnknownNameError, families, family, guess
from tests.domains.families.grids import EASY, FOUR

SAMPLES = [
    (EASY, "sudoku"),
    (FOUR, "sudoku"),
    (f"# a list\n\n{EASY}\n{EASY[:40]}", "sudoku"),
    (EASY[:-1], "sudoku"),
    (EASY[:-1] + "Q", "sudoku"),
    (f"source,question,answer,rating\nx,{EASY[:-1]},,\nx,{EASY},,\n", "sudoku"),
    ("12345" + "." * 20, "latin"),
    ("1 2 3 4 5 6 7\n" * 7, "latin"),
    ("c a comment\np cnf 3 2\n1 -2 0\n2 3 0\n", "cnf"),
    ("p cnf 3 2\n1 -2 0", "cnf"),
    ("# mine\n\nsnowflake:1:12....\n", "snowflake"),
    ('[\n{"n": 1, "puzzle": [7, 7, 7, 7, 7, 7]}]', "snowflake"),
    ("queens:8", "queens"),
    ("c a graph\np edge 3 2\ne 1 2\ne 2 3\n", "colouring"),
    ("p col 3 1 k 2 e 1 2", "colouring"),
    ('{"kind": "completion", "n": 4, "placed": [[0, 1]]}', "queens"),
    ("maze:S.#/#.G", "maze"),
    ("minesweeper:1?/1?", "minesweeper"),
    ('{"total_mines": null, "board": ["1?"]}', "minesweeper"),
    ("futoshiki:3:r1c1<r1c2", "futoshiki"),
    ("# a sum\n\ncryptarithm:SEND+MORE=MONEY\n", "cryptarithm"),
    ("zebra:", "zebra"),
    ("S #\n# G\n", "maze"),
    ("S  #    \n" + "  # ##  \n" * 7, "maze"),
    ("puzzle,solution,source\nS ## G ## ,SoooG ## ,a\n", "maze"),
    ('{"topologies": {"1": {"hex_coords_qr": [[0, 0]]}}, "puzzles": []}', "snowflake"),
]


def test_the_built_in_families_have_their_names() -> None:
    found = families()
    assert list(found) == [
        "sudoku",
        "latin",
        "cnf",
        "snowflake",
        "queens",
        "colouring",
        "maze",
        "minesweeper",
        *GALLERY,
    ]
    assert all(thing.name == name for name, thing in found.items())
    assert all(family(name) is thing for name, thing in found.items())
    assert all(thing.summary and thing.formats for thing in found.values())


@pytest.mark.parametrize(
    ("name", "hint"), [("sudko", "did you mean sudoku?"), ("Latin", "latin"), ("zzz", "there are:")]
)
def test_an_unknown_name_is_answered_with_the_nearest(name: str, hint: str) -> None:
    with pytest.raises(UnknownNameError) as caught:
        family(name)
    assert repr(name) in str(caught.value)
    assert hint in str(caught.value)


@pytest.mark.parametrize(("sample", "name"), SAMPLES, ids=range(len(SAMPLES)))
def test_the_family_is_guessed_from_the_input(sample: str, name: str) -> None:
    found = guess(sample)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("sample", ["", "hello", "12", "{}", "a,b\n1,2\n", "#####\n# S #\n"])
def test_what_could_be_anything_is_not_guessed(sample: str) -> None:
    assert guess(sample) is None


def plugins(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    """Let these entry points be the installed ones."""
    points = [metadata.EntryPoint(n, value, "ldt.families") for n, value in values.items()]
    monkeypatch.setattr(metadata, "entry_points", lambda group: metadata.EntryPoints(points))


@pytest.fixture
def registry() -> Registry[Family]:
    """The families, with nothing loaded yet."""
    return Registry("family", "ldt.families", Family, FAMILIES.built_in)  # type: ignore[type-abstract]


def test_a_plugin_is_found_by_name(
    registry: Registry[Family], monkeypatch: pytest.MonkeyPatch
) -> None:
    plugins(monkeypatch, mine="domains.families.latin:Latin")
    assert registry.get("mine").name == "latin"
    assert list(registry.all()) == [
        "sudoku",
        "latin",
        "cnf",
        "snowflake",
        "queens",
        "colouring",
        "maze",
        "minesweeper",
        *GALLERY,
        "mine",
    ]


@pytest.mark.parametrize(
    "value",
    ["no.such.module:Thing", "domains.families.latin:Nothing", "collections:OrderedDict"],
)
def test_a_broken_plugin_is_named_and_skipped(
    registry: Registry[Family], monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    plugins(monkeypatch, broken=value, good="domains.families.latin:Latin")
    with pytest.warns(RuntimeWarning, match=f"family 'broken' .{value}. was skipped"):
        found = registry.all()
    assert list(found) == [
        "sudoku",
        "latin",
        "cnf",
        "snowflake",
        "queens",
        "colouring",
        "maze",
        "minesweeper",
        *GALLERY,
        "good",
    ]


def test_a_plugin_cannot_take_a_built_in_name(
    registry: Registry[Family], monkeypatch: pytest.MonkeyPatch
) -> None:
    plugins(monkeypatch, sudoku="domains.families.latin:Latin")
    assert registry.all()["sudoku"].name == "sudoku"
    assert registry.get("sudoku").name == "sudoku"
