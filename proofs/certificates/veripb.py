"""Writes VeriPB's text format, versions 3.0, 2.0 and 1.1.

The steps are the same in all. 3.0 ends each step with a semicolon; before, a constraint ends with
one and a step with its line. 1.1 has no last section: it points to the contradiction with ``c`` and
shows solutions with ``ov``.

Format: "VeriPB Proof Format Overview", beside the tool; for 1.1 the README of its first version.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from proofs.certificates.derivation import Deletion, Derivation, Lemma, Sum

VERSIONS = {"veripb3": "3.0", "veripb2": "2.0", "veripb1": "1.1"}
"""The formats by the name that the command line gives them."""

Literals = Sequence[int]


def refutation_lines(proof_format: str, derivation: Derivation, loaded: int) -> Iterator[str]:
    """Yield the lines of a refutation of a formula of ``loaded`` constraints."""
    end = ";" if proof_format == "veripb3" else ""
    yield from _header(proof_format, loaded)
    for step in derivation.steps:
        match step:
            case Lemma(literals):
                terms = "".join([f"1 {_name(literal)} " for literal in literals])
                yield f"rup {terms}>= 1 ;\n"
            case Sum(operands):
                yield f"pol {' '.join(_polish(operands))}{end}\n"
            case Deletion(positions):
                numbers = " ".join([str(loaded + 1 + position) for position in positions])
                yield f"del id {numbers}{end}\n"
    yield from _conclusion(proof_format, f"UNSAT : {loaded + derivation.derived}")


def solution_lines(proof_format: str, solutions: Sequence[Literals], loaded: int) -> Iterator[str]:
    """Yield the lines of a proof that solutions are solutions."""
    end = ";" if proof_format == "veripb3" else ""
    yield from _header(proof_format, loaded)
    first, *others = [" ".join(map(_name, solution)) for solution in solutions]
    if proof_format == "veripb1":
        yield from (f"ov {names}\n" for names in (first, *others))
        return
    yield from (f"sol {names}{end}\n" for names in others)
    yield from _conclusion(proof_format, f"SAT : {first}")


def _header(proof_format: str, loaded: int) -> Iterator[str]:
    yield f"pseudo-Boolean proof version {VERSIONS[proof_format]}\n"
    yield f"f {loaded}{';' if proof_format == 'veripb3' else ''}\n"


def _conclusion(proof_format: str, conclusion: str) -> Iterator[str]:
    """Yield the last section; 1.1 only points to the contradiction."""
    if proof_format == "veripb1":
        yield f"c {conclusion.rpartition(' ')[2]}\n"
        return
    end = ";" if proof_format == "veripb3" else ""
    for line in ("output NONE", f"conclusion {conclusion}", "end pseudo-Boolean proof"):
        yield f"{line}{end}\n"


def _polish(operands: Sequence[tuple[int, int]]) -> Iterator[str]:
    """Yield a sum in reverse Polish notation: the operands one by one, each added at once."""
    for position, (number, factor) in enumerate(operands):
        yield str(number)
        if factor != 1:
            yield f"{factor} *"
        if position:
            yield "+"


def _name(literal: int) -> str:
    return f"x{literal}" if literal > 0 else f"~x{-literal}"
