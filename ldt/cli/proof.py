"""What ``--proof`` writes, and what ``ldt check`` says about it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ldt.cli.exits import Exit
from ldt.cli.output import json_line

if TYPE_CHECKING:
    from domains.families.base import Family, Puzzle
    from ldt.cli.inputs import Choices
    from ldt.cli.solving import Request
    from search.answer import Answer
    from search.events import Observer

PLACE = "{index}"
"""Stands for the puzzle's position in a file name, so that a batch gets a certificate each."""

_BEGINNINGS = ("pseudo-Boolean proof version", "s SATISFIABLE")


def solve_with_proof(
    request: Request, index: int, puzzle: Puzzle, observers: Sequence[Observer]
) -> tuple[Answer, str | None]:
    """Answer a puzzle and write its certificate; returns also where it is, None if there is none.

    Raises:
        click.UsageError: the options do not go with the puzzle, or a file cannot be written.
    """
    from proofs.certificates import solve_certified

    path = str(request.proof).replace(PLACE, str(index))
    try:
        answer, certificate = solve_certified(
            puzzle.problem,
            observers=observers,
            proof_format=request.proof_format,
            **request.solve,
        )
        if certificate is None:
            return answer, None
        certificate.write(path)
    except ValueError as error:
        message = f"no certificate: {error}."
        raise click.UsageError(message) from None
    except OSError as error:
        message = f"cannot write {path}: {(error.strerror or str(error)).lower()}"
        raise click.UsageError(message) from None
    return answer, path


def is_certificate(argument: str) -> bool:
    """Tell whether an argument names a proof: by the formula beside it, or by its first line."""
    path = Path(argument)
    try:
        if not path.is_file():
            return False
        if any(Path(argument + ending).is_file() for ending in (".opb", ".cnf")):
            return True
        with path.open("rb") as stream:
            first = stream.readline(64)
    except (OSError, ValueError):  # a long puzzle is no legal file name
        return False
    return first.startswith(tuple(beginning.encode() for beginning in _BEGINNINGS))


def check_certificate(
    path: str, puzzle: str | None, family: Family | None, options: Choices, output_format: str
) -> Exit:
    """Check a certificate, and that it is about a puzzle if one is given; print the verdict.

    Raises:
        InputError: the puzzle cannot be read.
    """
    from proofs.checker import Rejected, check

    record: dict[str, object] = {"type": "check", "certificate": path}
    try:
        verdict = check(path)
        if puzzle is not None:
            _require_formula_of(puzzle, family, options, verdict.formula)
    except Rejected as error:
        where = {"file": error.file or path, "line": error.line or None, "reason": error.reason}
        _print({**record, "verdict": "rejected", **where}, f"rejected: {error}", output_format)
        return Exit.CHECK_FAILED
    text = f"verified: {verdict.claim} ({verdict.steps:,} steps; {verdict.formula})"
    fields = {"claim": verdict.claim, "steps": verdict.steps, "formula": verdict.formula}
    _print({**record, "verdict": "verified", **fields}, text, output_format)
    return Exit.DONE


def _require_formula_of(puzzle: str, family: Family | None, options: Choices, formula: str) -> None:
    """Raise `Rejected` unless a formula is the puzzle's, as `--proof` writes it."""
    from ldt.cli.inputs import read_one
    from proofs.certificates.formula import formula_text
    from proofs.checker import Rejected

    path = Path(formula)
    expected = str(formula_text(read_one([puzzle], family, options).problem, path.suffix))
    if path.read_text(encoding="utf-8") != expected:
        message = "this is not the formula of the puzzle"
        raise Rejected(message, file=formula)


def _print(record: dict[str, object], text: str, output_format: str) -> None:
    click.echo(json_line(record) if output_format == "json" else text)
