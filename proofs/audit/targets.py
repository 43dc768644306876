"""From a thing to its subject: which laws it is under, and in which worlds they are tried."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

from domains.abstract import AbstractDomain
from domains.families.base import Family
from domains.problem import Problem, Structure
from domains.rules import Rule
from domains.techniques import Technique
from domains.techniques.rule_deduction import RULE_DEDUCTION
from lattice import CandidateSets, GaloisConnection, Lattice
from proofs.audit import worlds
from proofs.audit.kinds import (
    Certifier,
    Explainer,
    Generated,
    OperatorOn,
    Propagation,
    RuleExamples,
    Searcher,
    Surveyor,
    requests_for,
)
from proofs.audit.learned import (
    BoardCodec,
    Proposing,
    parts_of_codec,
    parts_of_proposer,
    parts_of_proposing,
)
from proofs.audit.subject import Part, Subject, TargetError
from proofs.audit.worlds import RuleOver
from proofs.laws.candidates import CANDIDATE_LAWS
from proofs.laws.certificate import CERTIFICATE_LAWS, CertificateWorld
from proofs.laws.connection_world import ConnectionWorld
from proofs.laws.deduction import DEDUCTION_LAWS
from proofs.laws.domain import DOMAIN_LAWS
from proofs.laws.family import FAMILY_LAWS
from proofs.laws.family_world import FamilyWorld
from proofs.laws.galois import GALOIS_LAWS
from proofs.laws.maps import OPERATOR_LAWS, OperatorWorld
from proofs.laws.order import LATTICE_LAWS, LatticeWorld
from proofs.laws.reasons import REASON_LAWS
from proofs.laws.rule import REFUSAL_LAWS, RULE_LAWS, RefusalWorld
from proofs.laws.search import SEARCH_LAWS, SearchWorld
from proofs.laws.solutions import SOLUTION_LAWS, SolutionsWorld
from proofs.laws.steps import STEP_LAWS, StepsWorld
from proofs.laws.universes import LARGER, MINIATURES, TINY, known_solutions
from search.learned.proposer import Proposer

PLAIN_VALUES = ((0, 1), (1, 2, 3))
"""What the variables of a rule take when it is named without values: each of these in turn."""


def subject_of(target: object, name: str) -> Subject:
    """Return what there is to audit of a target.

    Args:
        target: a lattice, connection, domain, rule, technique, family, structure or problem; a
            class of domains, techniques or families; one of `proofs.audit.kinds`; or a function
            without arguments that returns one of these.
        name: how the target is found again.

    Raises:
        TargetError: nothing of the kind.
    """
    if inspect.isclass(target):  # a class of proposers looks like one, having the method
        return _of_class(target, name)
    for kind, known, build in BUILDERS:
        if isinstance(target, known):
            return Subject(name, kind, build(target))
    if callable(target):
        return _of_function(target, name)
    raise TargetError(_cannot(name, target))


def _cannot(name: str, target: object) -> str:
    kinds = ", ".join(dict.fromkeys(kind for kind, _, _ in BUILDERS))
    return f"{name} is a {type(target).__name__}, which is none of: {kinds}"


def _of_class(target: type[Any], name: str) -> Subject:
    if issubclass(target, AbstractDomain):
        return Subject(name, "domain", _domains(target))
    try:
        made = target()
    except TypeError as error:
        message = f"{name} is a class that needs arguments ({error}); name an instance instead"
        raise TargetError(message) from None
    if inspect.isclass(made):
        raise TargetError(_cannot(name, made))
    return subject_of(made, name)


def _of_function(target: Callable[..., Any], name: str) -> Subject:
    """A function of a structure makes domains; one of nothing makes a target."""
    parameters = [p for p in inspect.signature(target).parameters.values() if p.default is p.empty]
    if len(parameters) == 1:
        return Subject(name, "domain", _domains(target))
    if parameters:
        found = f"a function of {len(parameters)} arguments"
        message = f"{name} is {found}; expected none, or one (a structure, to make domains)"
        raise TargetError(message)
    return subject_of(target(), name)


# One builder per kind


def _named(lattice: Lattice[Any]) -> str:
    """Return the lattice as Python writes it, without addresses: random cases follow from names."""
    return re.sub(r" at 0x[0-9a-fA-F]+", "", str(lattice))


def _lattice(target: Lattice[Any]) -> tuple[Part, ...]:
    world = LatticeWorld(_named(target), target)
    own = (Part(CANDIDATE_LAWS, (world,)),) if isinstance(target, CandidateSets) else ()
    return (Part(LATTICE_LAWS, (world,)), *own)


def _connection(target: GaloisConnection[Any, Any]) -> tuple[Part, ...]:
    world = ConnectionWorld(_named(target.lattice), target)
    return (*_lattice(target.lattice), Part(GALOIS_LAWS, (world,)))


def _operator(target: OperatorOn) -> tuple[Part, ...]:
    world = OperatorWorld(target.operator.name, target.lattice, target.operator)
    return (Part(OPERATOR_LAWS, (world,)),)


def _domain_parts(
    domains: Mapping[str, worlds.Domain], left_out: Collection[str] = ()
) -> tuple[Part, ...]:
    """Return the laws of domains; those left out are tried for their deductions only."""
    deductions = [
        w for name, domain in domains.items() for w in worlds.deduction_worlds(name, domain)
    ]
    named = [(name, domain) for name, domain in domains.items() if name not in left_out]
    return (  # what users get wrong most often comes first
        Part(DEDUCTION_LAWS, tuple(deductions)),
        Part(GALOIS_LAWS, tuple(worlds.connection_world(*pair) for pair in named)),
        Part(DOMAIN_LAWS, tuple(worlds.domain_world(*pair) for pair in named)),
        Part(LATTICE_LAWS, tuple(worlds.lattice_world(*pair) for pair in named)),
    )


def _domain(target: worlds.Domain) -> tuple[Part, ...]:
    return _domain_parts({target.structure.family: target})


def _domains(target: Callable[[Structure], object]) -> tuple[Part, ...]:
    """Return the laws of a class of domains, over small structures."""
    made: dict[str, worlds.Domain] = {}
    for name, structure in worlds.universes_for_domains().items():
        domain = target(structure)
        if not isinstance(domain, AbstractDomain):
            message = f"of a structure it made a {type(domain).__name__}, not an abstract domain"
            raise TargetError(message)
        made[name] = domain
    return _domain_parts(made, worlds.FOR_DEDUCTIONS_ONLY)


def _rules(target: RuleExamples) -> tuple[Part, ...]:
    meanings = tuple(map(worlds.rule_world, target.examples))
    reasons = tuple(map(worlds.rule_reasons, target.examples))
    return (
        Part(RULE_LAWS, meanings),
        Part(REASON_LAWS, reasons),
        Part(DEDUCTION_LAWS, worlds.as_deductions(reasons)),
        Part(REFUSAL_LAWS, (RefusalWorld("arguments", target.refused, target.accepted),)),
    )


def _rule_over(target: RuleOver) -> tuple[Part, ...]:
    return _rules(RuleExamples((target,)))


def _rule(target: Rule) -> tuple[Part, ...]:
    last = max(target.scope, default=0)
    rows = [[v if k in target.scope else v[:1] for k in range(last + 1)] for v in PLAIN_VALUES]
    return _rules(RuleExamples(tuple(RuleOver(target, tuple(row)) for row in rows)))


def _technique(target: Technique) -> tuple[Part, ...]:
    structures = worlds.universes_for_techniques()
    found = worlds.technique_worlds(target, structures, target is RULE_DEDUCTION)
    return (Part(REASON_LAWS, found), Part(DEDUCTION_LAWS, worlds.as_deductions(found)))


def _structure(target: Structure) -> tuple[Part, ...]:
    """Return the laws of each rule of a structure, and of propagation over it."""
    from domains.candidates import CandidateDomain

    examples = tuple(
        RuleOver(rule, _narrowed(target, rule)) for rule in dict.fromkeys(target.rules)
    )
    domain = CandidateDomain(target)
    deductions = tuple(worlds.deduction_worlds(target.family, domain))
    return (
        Part(RULE_LAWS, tuple(map(worlds.rule_world, examples))),
        Part(REASON_LAWS, tuple(map(worlds.rule_reasons, examples))),
        Part(DEDUCTION_LAWS, deductions),
    )


def _narrowed(structure: Structure, rule: Rule) -> tuple[tuple[int, ...], ...]:
    """Return the values of a structure, one alone for each variable that a rule does not name."""
    pairs = enumerate(structure.values)
    return tuple(values if v in rule.scope else values[:1] for v, values in pairs)


def _problem(target: Problem) -> tuple[Part, ...]:
    return _structure(target.structure)


def _family(target: Family) -> tuple[Part, ...]:
    return _generated(Generated(target, requests_for(target)))


def _generated(target: Generated) -> tuple[Part, ...]:
    made = [
        FamilyWorld(
            f"size {request.size}" if request.size else "its usual size", target.family, request
        )
        for request in target.requests
    ]
    return (Part(FAMILY_LAWS, tuple(made)),)


def _searcher(target: Searcher) -> tuple[Part, ...]:
    found = tuple(
        SearchWorld(name, s, target.solver, complete=target.complete)
        for name, s in _with_known_solutions()
    )
    return (Part(SEARCH_LAWS, found),)


def _surveyor(target: Surveyor) -> tuple[Part, ...]:
    pairs = _with_known_solutions()
    found = tuple(SolutionsWorld(name, s, target.survey, target.draw) for name, s in pairs)
    return (Part(SOLUTION_LAWS, found),)


def _with_known_solutions() -> list[tuple[str, Structure]]:
    """Return the structures whose solutions are all known."""
    structures = MINIATURES | TINY | LARGER
    return [(name, s) for name, s in structures.items() if known_solutions(s)[1]]


def _explainer(target: Explainer) -> tuple[Part, ...]:
    structures = worlds.universes_for_techniques().items()
    made = tuple(StepsWorld(name, s, target.steps, target.rate) for name, s in structures)
    return (Part(STEP_LAWS, made),)


def _certifier(target: Certifier) -> tuple[Part, ...]:
    structures = target.structures.items()
    made = tuple(CertificateWorld(name, s, target.certify) for name, s in structures)
    return (Part(CERTIFICATE_LAWS, made),)


def _propagation(target: Propagation) -> tuple[Part, ...]:
    made = tuple(
        worlds.shrinking(name, structure, target.fixpoint(structure), target.claims)
        for name, structure in worlds.universes_for_techniques().items()
    )
    return (Part(DEDUCTION_LAWS, made),)


BUILDERS: tuple[tuple[str, type[Any], Callable[[Any], tuple[Part, ...]]], ...] = (
    ("lattice", Lattice, _lattice),
    ("Galois connection", GaloisConnection, _connection),
    ("operator", OperatorOn, _operator),
    ("domain", AbstractDomain, _domain),
    ("rule", RuleExamples, _rules),
    ("rule", RuleOver, _rule_over),
    ("rule", Rule, _rule),
    ("technique", Technique, _technique),
    ("family", Family, _family),
    ("family", Generated, _generated),
    ("structure", Structure, _structure),
    ("structure", Problem, _problem),
    ("search", Searcher, _searcher),
    ("all solutions", Surveyor, _surveyor),
    ("explainer", Explainer, _explainer),
    ("certifier", Certifier, _certifier),
    ("propagation", Propagation, _propagation),
    ("proposer", Proposing, parts_of_proposing),
    ("codec", BoardCodec, parts_of_codec),
    ("proposer", Proposer, parts_of_proposer),
)
"""Each kind of target: its name, its class, and how its laws and worlds are found."""
