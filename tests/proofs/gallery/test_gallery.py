"""Every specimen is caught by a law that speaks of its fault, and by no other way round."""

from __future__ import annotations

import pytest

from proofs.audit import Broken, Settings
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


def test_most_laws_catch_something() -> None:
    # The laws below follow from others (and show the fault where it is easier to understand), or
    # are about code that no single target can replace: templates and the encoding as clauses.
    used = {name for specimen in GALLERY for name in specimen.laws}
    unused = {law.name for law in ALL_LAWS} - used
    assert unused == {
        "commutative",
        "meet associative",
        "join associative",
        "absorption",
        "order agrees with meet and join",
        "bounds are neutral",
        "extremes are recognised",
        "folds",
        "alpha is proper",
        "alpha is monotone",
        "gamma keeps meets",
        "alpha after gamma is reductive",
        "reduction keeps the meaning",
        "order is that of the lattice",
        "bottom stays",
        "clauses mean the rule",
        "ground solutions pass the rules",
    }


def test_a_fault_in_one_place_leaves_unrelated_laws_alone() -> None:
    specimen = next(s for s in GALLERY if s.name == "technique: no reason")
    report = full_report(specimen, Settings(examples=20))
    broken = {result.law.name for result in report.broken}
    assert broken == {"reasons are present"}
    assert all(isinstance(result.verdict, Broken) for result in report.broken)
