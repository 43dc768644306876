"""The command line takes every family of the gallery, and only then is its file loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from domains.families.gallery.examples import EXAMPLES
from domains.registry import GALLERY
from tests.cli.conftest import REPOSITORY, Run, records

PROBE = """
import sys
from domains.registry import guess
assert guess(sys.argv[1]).name == sys.argv[2]
print(*sorted(name for name in sys.modules if name.startswith("domains.families.gallery.")))
"""


@pytest.mark.parametrize("name", GALLERY)
def test_an_example_is_solved_unique_and_proven(ldt: Run, name: str, tmp_path: Path) -> None:
    puzzle, solution = EXAMPLES[name]
    proof = tmp_path / "proof"
    result = ldt("solve", puzzle, "--unique", "--proof", proof, "--format", "json")
    assert result.exit_code == 0, result.output
    answer = records(result)[0]
    assert (answer["family"], answer["puzzle"]) == (name, puzzle)
    assert (answer["solution"], answer["unique"]) == (solution, True)
    assert "verified: unique" in ldt("check", proof).stdout


@pytest.mark.parametrize(
    "puzzle",
    [
        "futoshiki:3:r1c1<r1c2,r1c2<r2c2,r2c2<r2c1,r2c1<r1c1",
        "killer:aabb/aabb/ccdd/ccdd:a=10,b=10,c=9,d=10",
        "kenken:aab/ccb/ddd:a=1-,b=1-,c=1-,d=7+",
        "kakuro:###/#../#..:3,3:3,3:1./1.",
        "binairo:4:11../11../..../....",
        "starbattle:1:ab/ab",
        "magic:3:5../.../...",
        "cryptarithm:A+A=A",
        "nonogram:2/2:1/1",
        "zebra:A,B/C,D:A=C,B=C",
        "golfers:4x2x2",
    ],
)
def test_what_contradicts_itself_is_proven_infeasible(ldt: Run, puzzle: str) -> None:
    result = ldt("solve", puzzle, "--format", "json")
    assert result.exit_code == 20
    assert records(result)[0]["status"] == "infeasible"


def test_what_cannot_be_read_is_an_error_with_its_place(ldt: Run) -> None:
    result = ldt("solve", "magic:3:99/..")
    assert result.exit_code == 3
    assert "<argument>:1:9: found 4 cells, expected 9" in result.stderr


@pytest.mark.parametrize(
    ("sample", "name", "loaded"),
    [
        (EXAMPLES["sudoku"].puzzle, "sudoku", ""),
        ("magic:3", "magic", "magic"),
        ("kenken:", "kenken", "kenken"),
    ],
)
def test_guessing_loads_no_other_family_of_the_gallery(sample: str, name: str, loaded: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROBE, sample, name],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    found = {module.rpartition(".")[2] for module in done.stdout.split()}
    assert found & {"star_battle" if one == "starbattle" else one for one in GALLERY} == (
        {loaded} if loaded else set()
    )
    assert bool(found) == bool(loaded)
