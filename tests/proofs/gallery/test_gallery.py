"""Every specimen is caught by a law that speaks of its fault, and by no other way round."""

from __future__ import annotations

import pytest

from proofs.audit import Broken, Settings, subject_of
from proofs.gallery import GALLERY, Specimen, catch, full_report
from proofs.laws import ALL_LAWS

NAMES = {law.name for law in ALL_LAWS}


@pytest.mark.parametrize("specimen", GALLERY, ids=lambda s: s.name)
def test_a_specimen_is_caught_by_a_law_that_speaks_of_its_fault(specimen: Specimen) -> None:
    assert specimen.fault
    assert set(specimen.laws) <= NAMES
    assert catch(specimen, Settings()).law is not None


def test_the_gallery_is_large_and_each_name_hangs_once() -> None:
    assert len(GALLERY) >= 40
    assert len({specimen.name for specimen in GALLERY}) == len(GALLERY)
    assert len({specimen.fault for specimen in GALLERY}) == len(GALLERY)


def test_every_law_catches_something() -> None:
    used = {name for specimen in GALLERY for name in specimen.laws}
    assert NAMES - used == set()


def test_a_fault_in_one_place_leaves_unrelated_laws_alone() -> None:
    specimen = next(s for s in GALLERY if s.name == "technique: no reason")
    report = full_report(specimen, Settings(examples=20))
    broken = {result.law.name for result in report.broken}
    assert broken == {"reasons are present"}
    assert all(isinstance(result.verdict, Broken) for result in report.broken)


@pytest.mark.parametrize("specimen", GALLERY, ids=lambda s: s.name)
def test_the_name_of_a_world_is_the_same_in_every_process(specimen: Specimen) -> None:
    """Random cases follow from names, and addresses once made them another draw each time."""
    worlds = {
        world.name
        for _, found in subject_of(specimen.make(), specimen.name).questions()
        for world in found
    }
    assert worlds
    assert not any("0x" in name for name in worlds)
