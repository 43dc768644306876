"""Counterexamples as files: written once, replayed with one command."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from proofs.audit.names import resolve
from proofs.audit.subject import TargetError
from proofs.laws.base import Case, Counterexample, Law

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Replayed:
    """A case that was tried again: the law, the case, and the counterexample if it still is one."""

    law: Law
    case: Case
    counterexample: Counterexample | None


def case_record(target: str, found: Counterexample) -> dict[str, object]:
    """Return a counterexample as JSON: where it is, and for readers what it shows."""
    law, case = found.law, found.case
    pairs = zip(law.sorts, case.arguments, strict=True)
    return {
        "schema": SCHEMA,
        "type": "audit-case",
        "target": target,
        "group": law.group,
        "law": law.name,
        "statement": law.statement,
        "world": case.world.name,
        "arguments": [case.world.sort(sort).dump(value) for sort, value in pairs],
        "explanation": found.explanation,
    }


def write_case(target: str, found: Counterexample, folder: Path) -> Path:
    """Write a counterexample into a folder, complete or not at all; return the file.

    The name says target and law, so that a later audit overwrites what it found again.
    """
    words = f"{target.rpartition('/')[2]} {found.law.group} {found.law.name}"
    name = "".join(c if c.isalnum() else "-" for c in words).strip("-")
    path = folder / f"audit-{name}.json"
    text = json.dumps(case_record(target, found), ensure_ascii=False, indent=2)
    write_text(path, text + "\n")
    return path


def write_text(path: Path, text: str) -> None:
    """Write a whole text file, or leave what was there."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def read_case(path: Path) -> dict[str, Any]:
    """Return the record of a case file.

    Raises:
        TargetError: it cannot be read, or is no such file.
    """
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        message = f"cannot read the case file {path}: {error}"
        raise TargetError(message) from None
    keys = {"schema", "target", "group", "law", "world", "arguments"}
    if not isinstance(record, dict) or not keys <= record.keys() or record["schema"] != SCHEMA:
        message = f"{path} is no case file of an audit (schema {SCHEMA})"
        raise TargetError(message)
    return record


def replay(path: Path) -> Replayed:
    """Try the case of a file again.

    Raises:
        TargetError: the file or its target cannot be read, or the target has no such case.
    """
    record = read_case(path)
    law, world = resolve(record["target"]).find(record["group"], record["law"], record["world"])
    if len(record["arguments"]) != len(law.sorts):
        message = f"{path}: {len(record['arguments'])} arguments for {len(law.sorts)} variables"
        raise TargetError(message)
    try:
        pairs = zip(law.sorts, record["arguments"], strict=True)
        arguments = tuple(world.sort(sort).load(data) for sort, data in pairs)
    except Exception as error:
        message = f"{path}: the arguments are no case of {law.name}: {error}"
        raise TargetError(message) from error
    case = Case(world, arguments)
    return Replayed(law, case, law.check(case))
