"""Every public operator, rule, technique, domain, family and search has a law of its own."""

from __future__ import annotations

import inspect

import pytest

import domains.rules
import lattice
from domains.abstract import AbstractDomain
from domains.candidates import CandidateDomain
from domains.families.base import Family, Symmetry
from domains.registry import families
from domains.rules import Rule
from domains.techniques import TECHNIQUES, Technique
from lattice import GaloisConnection, Lattice, Operator
from proofs.audit import RuleExamples, Subject, registered, subject_of
from proofs.audit.rule_examples import EXAMPLES
from proofs.laws import ALL_LAWS
from search.solving import STRATEGIES

SPOKEN_OF = {operator for law in ALL_LAWS for operator in law.operators}

# Public, and no law says anything of it.
NO_LAW = {
    "Family.summary": "text for a list",
    "Family.formats": "text for a list",
    "Family.configured": "how a file is read; what is read is under the laws",
    "Family.rich": "colours for a terminal; the same view as svg",
    "Technique.summary": "text for a list",
    "Technique.source": "text for a list",
    "Technique.difficulty": "a person's judgement",
    "AbstractDomain.structure": "what it was created for",
    "GaloisConnection.lattice": "under the laws of lattices",
    "GaloisConnection.universe": "what the laws range over",
    "GaloisConnection.all_concrete": "what the laws range over",
    "GaloisConnection.best_abstraction": "a composition of alpha and gamma; tests/lattice",
    "GaloisConnection.best_deduction": "compared with brute force in tests/lattice",
    "GaloisConnection.refute_sound": "a check itself; tests/lattice",
    "Operator.name": "for messages",
    "Symmetry.variables": "checked to be a bijection by every symmetry law",
    "Symmetry.indices": "checked to be a bijection by every symmetry law",
}

CLASSES = (
    Lattice,
    GaloisConnection,
    Operator,
    AbstractDomain,
    Rule,
    Technique,
    Family,
    Symmetry,
)


def public(kind: type) -> set[str]:
    """The public operators of a class, and the attributes it declares."""
    names = set(vars(kind)) | set(inspect.get_annotations(kind))
    return {f"{kind.__name__}.{name}" for name in names if not name.startswith("_")}


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_every_public_operator_has_a_law(kind: type) -> None:
    assert public(kind) - SPOKEN_OF - set(NO_LAW) == set()


def test_laws_and_exceptions_name_operators_that_exist() -> None:
    every = {name for kind in CLASSES for name in public(kind)}
    dotted = {name for name in SPOKEN_OF | set(NO_LAW) if "." in name}
    ours = {name for name in dotted if name.partition(".")[0] in {k.__name__ for k in CLASSES}}
    assert ours - every == set()
    assert set(NO_LAW) & SPOKEN_OF == set()


def subjects() -> dict[str, Subject]:
    """Everything that can be audited by name."""
    return {name: subject_of(thing, name) for name, thing in registered().items()}


def test_every_lattice_class_is_registered() -> None:
    classes = {
        value
        for name in lattice.__all__
        if inspect.isclass(value := getattr(lattice, name)) and issubclass(value, Lattice)
    }
    concrete = {kind for kind in classes if not inspect.isabstract(kind)}
    assert {type(thing) for thing in registered().values()} >= concrete


def test_every_rule_is_registered() -> None:
    kinds = {
        value
        for name in domains.rules.__all__
        if inspect.isclass(value := getattr(domains.rules, name))
        and issubclass(value, Rule)
        and value is not Rule
    }
    assert set(EXAMPLES) == kinds
    audited = [thing for thing in registered().values() if isinstance(thing, RuleExamples)]
    assert {type(one.rule) for thing in audited for one in thing.examples} == kinds


def test_every_technique_domain_family_and_search_is_registered() -> None:
    things = registered()
    assert {technique.name for technique in TECHNIQUES} <= set(things)
    assert set(families()) <= set(things)
    assert things["candidates"] is CandidateDomain
    assert {f"{strategy} search" for strategy in STRATEGIES} <= set(things)


def test_every_law_is_tried_on_something_registered() -> None:
    tried = {law for subject in subjects().values() for law, _ in subject.questions()}
    assert tried == set(ALL_LAWS)


def test_laws_are_told_apart_and_say_something() -> None:
    assert len({(law.group, law.name) for law in ALL_LAWS}) == len(ALL_LAWS)
    for law in ALL_LAWS:
        assert law.statement
        assert law.operators
        assert law.refute.__doc__
        assert len(law.variables) == len(law.sorts)


def test_worlds_of_a_target_are_told_apart() -> None:
    for subject in subjects().values():
        for part in subject.parts:
            names = [world.name for world in part.worlds]
            assert len(set(names)) == len(names), subject.name
