"""What hangs in the gallery: something wrong on purpose, and the laws that speak of the fault."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

from proofs.audit.examine import examine
from proofs.audit.targets import subject_of
from proofs.audit.verdict import Broken, Report, Settings


@dataclass(frozen=True, slots=True)
class Specimen:
    """A broken thing.

    Attributes:
        name: a few words.
        fault: one sentence on what is wrong.
        make: returns it, as `proofs.audit.audit` takes it.
        laws: names of the laws that speak of the fault; one of them has to catch it.
    """

    name: str
    fault: str
    make: Callable[[], object]
    laws: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Caught:
    """What became of a specimen.

    Attributes:
        specimen: the specimen.
        law: the first of its laws that is broken; None when it went unnoticed.
        cases: how many cases that took, other laws included.
        seconds: how long that took.
    """

    specimen: Specimen
    law: str | None
    cases: int
    seconds: float


def catch(specimen: Specimen, settings: Settings) -> Caught:
    """Audit a specimen in the order of its laws, until one of those that speak of it is broken."""
    begin, cases = perf_counter(), 0
    subject = subject_of(specimen.make(), specimen.name)
    for law, worlds in subject.questions():
        if law.name not in specimen.laws:
            continue
        verdict = examine(law, worlds, settings).verdict
        cases += verdict.cases
        if isinstance(verdict, Broken):
            name = f"{law.group}: {law.name}"
            return Caught(specimen, name, cases, perf_counter() - begin)
    return Caught(specimen, None, cases, perf_counter() - begin)


def full_report(specimen: Specimen, settings: Settings) -> Report:
    """Audit a specimen completely."""
    return subject_of(specimen.make(), specimen.name).report(settings)
