"""The audit as calls: one report, or an error that says what is broken."""

from __future__ import annotations

from domains.abstract import AbstractDomain
from proofs.audit.names import resolve
from proofs.audit.subject import Subject, TargetError
from proofs.audit.targets import subject_of
from proofs.audit.verdict import Report, Settings


class LawBrokenError(AssertionError):
    """A law is broken; the text has the counterexample."""


def subject(target: object) -> Subject:
    """Return what there is to audit of a name or a thing."""
    if isinstance(target, str):
        return resolve(target)
    return subject_of(target, getattr(target, "__qualname__", None) or repr(target))


def audit(
    target: object, *, seed: int = 0, examples: int = 200, exhaustive_up_to: int = 3000
) -> Report:
    """Audit a target.

    Args:
        target: what to audit: a name as on the command line, or a lattice, Galois connection,
            abstract domain (class or instance), rule, technique, family, structure, or one of the
            dataclasses of `proofs.audit.kinds`.
        seed: of every random choice.
        examples: random cases a law and world, where not all can be tried.
        exhaustive_up_to: worlds with at most so many cases of a law are tried completely.

    Raises:
        TargetError: there is no such target, or nothing to audit of it.
    """
    return subject(target).report(Settings(seed, examples, exhaustive_up_to))


def audit_domain(
    domain: object, *, seed: int = 0, examples: int = 200, exhaustive_up_to: int = 3000
) -> Report:
    """Audit an abstract domain: an instance, a class, or a function that makes one of a structure.

    Raises:
        TargetError: it is none.
    """
    found = subject(domain)
    if found.kind != "domain":
        message = f"{found.name} is a {found.kind}, not a domain"
        raise TargetError(message)
    assert callable(domain) or isinstance(domain, (AbstractDomain, str))
    return found.report(Settings(seed, examples, exhaustive_up_to))


def assert_audited(
    target: object, *, seed: int = 0, examples: int = 200, exhaustive_up_to: int = 3000
) -> None:
    """Audit a target, for a test suite of any kind.

    Raises:
        LawBrokenError: a law is broken; with the smallest counterexample found.
        TargetError: see `audit`.
    """
    report = audit(target, seed=seed, examples=examples, exhaustive_up_to=exhaustive_up_to)
    if not report.ok:
        from proofs.audit.text import failure_text

        raise LawBrokenError("\n\n".join(map(failure_text, report.broken)) or "no law applied")
