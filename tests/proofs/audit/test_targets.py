"""What can be audited, and how it is named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from domains.candidates import CandidateDomain
from domains.families.base import GenerateRequest
from domains.families.latin import Latin, latin_structure
from domains.rules import AllDifferent, Clause
from domains.techniques.naked_single import NakedSingle
from lattice import Interval
from proofs.audit import Generated, RuleOver, TargetError, audit, audit_domain, resolve, subject_of
from proofs.audit.api import LawBrokenError, assert_audited
from proofs.laws.universes import MINIATURES

MINE = Path(__file__).with_name("mine.py")
QUICK: dict[str, Any] = {"examples": 5, "exhaustive_up_to": 50}


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        (Interval(0, 2), "lattice"),
        (Clause(((0, 1), (1, 1))), "rule"),
        (RuleOver(AllDifferent((0, 1)), ((1, 2), (1, 2))), "rule"),
        (NakedSingle, "technique"),
        (Generated(Latin(), (GenerateRequest(size=3),)), "family"),
        (CandidateDomain(MINIATURES["table"]), "domain"),
        (MINIATURES["table"], "structure"),
        (MINIATURES["table"].problem(), "structure"),
        (lambda: Interval(0, 1), "lattice"),
        (CandidateDomain, "domain"),
        (lambda structure: CandidateDomain(structure, ()), "domain"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_kind_of_thing_can_be_audited(target: object, kind: str) -> None:
    assert subject_of(target, "it").kind == kind


@pytest.mark.parametrize("target", [MINIATURES["table"], Clause(((0, 1), (1, 1)))], ids=str)
def test_rules_and_structures_of_the_project_keep_their_laws(target: object) -> None:
    assert audit(target).ok


def test_a_large_structure_is_sampled() -> None:
    report = audit(latin_structure(5), **QUICK)
    assert report.ok
    assert report.cases > 500


@pytest.mark.parametrize(
    ("target", "message"),
    [
        (7, "it is a int, which is none of: lattice, Galois connection"),
        (lambda first, second: first, "a function of 2 arguments; expected none, or one"),
        (Interval, "it is a class that needs arguments"),
        (lambda structure: structure, "it made a Structure, not an abstract domain"),
    ],
    ids=["number", "two arguments", "class", "no domain"],
)
def test_other_things_are_refused_with_what_was_expected(target: object, message: str) -> None:
    with pytest.raises(TargetError, match=message):
        subject_of(target, "it")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Hidden Single", "technique"),
        ("lattice.interval:Interval", "class"),
        ("tests.proofs.audit.mine:GOOD", "lattice"),
        (f"{MINE}:WRONG", "lattice"),
        (f"{MINE}:Names.LETTERS", "lattice"),
    ],
    ids=["registered", "class", "module", "path", "inside"],
)
def test_a_target_is_found_by_name(name: str, kind: str) -> None:
    if kind == "class":
        with pytest.raises(TargetError, match="needs arguments"):
            resolve(name)
    else:
        assert resolve(name).kind == kind


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("hiden single", "nothing is registered as 'hiden single'. Did you mean 'hidden single'?"),
        ("qq", "Expected a registered name, module:object, or path.py:Object"),
        ("no.such.module:x", "cannot import no.such.module: ModuleNotFoundError"),
        ("nowhere.py:x", "there is no file nowhere.py"),
        (f"{MINE}:GOD", "Did you mean 'GOOD'?"),
        (f"{MINE}:NUMBER", "is a int, which is none of"),
    ],
    ids=["near", "far", "module", "file", "object", "kind"],
)
def test_what_is_not_found_is_said(name: str, message: str) -> None:
    with pytest.raises(TargetError) as caught:
        resolve(name)
    assert message in str(caught.value)


def test_audit_domain_takes_domains_only() -> None:
    assert audit_domain(CandidateDomain(MINIATURES["pigeons"]), **QUICK).ok
    with pytest.raises(TargetError, match="is a lattice, not a domain"):
        audit_domain(Interval(0, 2))


def test_assert_audited_shows_the_counterexample() -> None:
    assert_audited("powerset", **QUICK)
    with pytest.raises(LawBrokenError, match="join is least upper bound"):
        assert_audited(f"{MINE}:WRONG", **QUICK)


def test_an_audit_is_repeatable() -> None:
    first, second = (audit("X-wing", seed=3, **QUICK) for _ in range(2))
    assert [r.verdict for r in first.results] == [r.verdict for r in second.results]
    assert np.isclose(first.cases, second.cases)
