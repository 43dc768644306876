"""``ldt audit --gallery``: the broken gallery, and which law caught which fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ldt.cli.exits import Exit
from ldt.cli.output import json_line

if TYPE_CHECKING:
    from proofs.audit import Settings
    from proofs.gallery import Caught


def print_gallery(settings: Settings, *, as_json: bool) -> Exit:
    """Audit every specimen and print a line each; fail when one goes unnoticed."""
    from proofs.gallery import GALLERY, catch

    width = max(len(specimen.name) for specimen in GALLERY)
    caught = []
    for specimen in GALLERY:
        one = catch(specimen, settings)
        caught.append(one)
        click.echo(json_line(_record(one)) if as_json else _line(one, width))
    missed = [one for one in caught if one.law is None]
    if not as_json:
        seconds = sum(one.seconds for one in caught)
        click.echo(f"{len(caught) - len(missed)} of {len(caught)} caught in {seconds:.1f} s")
    return Exit.CHECK_FAILED if missed else Exit.DONE


def _line(one: Caught, width: int) -> str:
    law = one.law or "NOT CAUGHT"
    head = f"{one.specimen.name:<{width}}  {law:<48}  {one.cases:>6,} cases  {one.seconds:>6.2f} s"
    return f"{head}\n    {one.specimen.fault}"


def _record(one: Caught) -> dict[str, object]:
    return {
        "type": "specimen",
        "name": one.specimen.name,
        "fault": one.specimen.fault,
        "caught_by": one.law,
        "cases": one.cases,
        "seconds": round(one.seconds, 3),
    }
