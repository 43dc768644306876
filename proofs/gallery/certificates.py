"""Broken certificates: right ones, damaged in one place. The checker has to reject each."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from domains.problem import Problem
from proofs.audit.kinds import Certifier
from proofs.audit.registry import CERTIFIERS, certified
from proofs.certificates import Certificate
from proofs.gallery.base import Specimen
from search.answer import Goal

Damage = Callable[[str], str]


def damaged(
    damage: Damage, ending: str, proof_format: str, problem: Problem, goal: Goal
) -> Certificate:
    """Return a certificate of which one file is changed; as it is where it has no such file."""
    files = certified(proof_format, problem, goal).files
    return Certificate({name: damage(t) if name == ending else t for name, t in files.items()})


def other_problem(problem: Problem, goal: Goal) -> Certificate:
    """Return the certificate of the problem without its givens."""
    return certified("veripb3", problem.structure.problem(), goal)


def without_first_step(text: str) -> str:
    """Leave out the first step that derives something."""
    return re.sub(r"^(rup|pol) .*\n", "", text, count=1, flags=re.MULTILINE)


def stronger_step(text: str) -> str:
    """Ask one more of the first derived constraint."""
    return re.sub(r"^(rup .*>= )\d+", r"\g<1>9", text, count=1, flags=re.MULTILINE)


def wrong_contradiction(text: str) -> str:
    """Call the first constraint a contradiction."""
    return re.sub(r"UNSAT : -?\d+", "UNSAT : 1", text)


def early_end(text: str) -> str:
    """Leave out the end of the file."""
    return text[: text.index("conclusion")]


def flipped_solution(text: str) -> str:
    """Negate the first literal of each solution shown."""
    return re.sub(r"(sol|SAT :) x", r"\g<1> ~x", text)


def forgotten_solution(text: str) -> str:
    """Leave out the first solution that is listed."""
    return text.split("\n", 1)[1]


def doubled_solution(text: str) -> str:
    """List the first solution twice in place of the second."""
    lines = text.splitlines()
    return "\n".join([lines[0], *lines[:1], *lines[2:]]) + "\n" if len(lines) > 1 else text


def easier_formula(text: str) -> str:
    """Leave out the last constraint, in the header too."""
    lines = text.splitlines()
    fewer = re.sub(r"(#constraint= )(\d+)", lambda m: f"{m[1]}{int(m[2]) - 1}", lines[0])
    return "\n".join([fewer, *lines[1:-1]]) + "\n"


def only_the_empty_clause(text: str) -> str:
    """Claim the empty clause at once."""
    return re.sub(r"\A(.*\n)*0\n", "0\n", text)


def without_a_hint(text: str) -> str:
    """Leave out the last hint of each step."""
    return re.sub(r" \d+ 0$", " 0", text, flags=re.MULTILINE)


def _of(name: str, fault: str, damage: Damage, ending: str = "", form: str = "veripb3") -> Specimen:
    target = CERTIFIERS["clausal certificates" if form in {"drat", "lrat"} else "certificates"]
    broken = Certifier(partial(damaged, damage, ending, form), target.structures)
    return Specimen(f"certificate: {name}", fault, lambda: broken, ("certificates are accepted",))


BROKEN_CERTIFICATES: tuple[Specimen, ...] = (
    _of("a step short", "a step that later ones rest on is left out", without_first_step),
    _of("too much at once", "a step derives more than follows", stronger_step),
    _of("no contradiction", "a constraint of the formula is called one", wrong_contradiction),
    _of("early end", "the conclusion is missing", early_end),
    _of("flipped solution", "the solution shown has a wrong literal", flipped_solution),
    _of("a solution short", "one solution is not listed", forgotten_solution, ".solutions"),
    _of("the same again", "one solution is listed twice", doubled_solution, ".solutions"),
    _of("easier formula", "the formula lacks a constraint the proof uses", easier_formula, ".opb"),
    _of("bold DRAT", "the empty clause is claimed at once", only_the_empty_clause, form="drat"),
    _of("a hint short", "a step of LRAT lacks a hint", without_a_hint, form="lrat"),
    Specimen(
        "certificate: of another problem",
        "it is right, and about the problem without its givens",
        lambda: Certifier(other_problem, CERTIFIERS["certificates"].structures),
        ("claims are true",),
    ),
)
"""Certificates, each wrong in one way."""
