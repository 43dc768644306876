"""``ldt domains``: what can be solved, by which techniques, over which lattices."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from ldt.cli.options import format_option, known_name, written_file
from ldt.cli.output import json_line, write_atomically
from ldt.cli.steps import wrapped

if TYPE_CHECKING:
    from domains.families.base import Family
    from domains.techniques.base import Technique
    from lattice import Lattice

MOST_VALUES = 64
"""Of a powerset that is built at all; `hasse_svg` says how large a lattice it draws."""


def _powerset(size: str) -> Lattice[Any]:
    from lattice import LatticeError, Powerset

    if not 0 <= int(size) <= MOST_VALUES:
        message = f"expected 0 to {MOST_VALUES} values, found {size}"
        raise LatticeError(message)
    return Powerset(tuple(range(1, int(size) + 1)))


def _interval(bounds: str) -> Lattice[Any]:
    from lattice import Interval

    low, _, high = bounds.partition("..")
    return Interval(int(low), int(high))


def _candidates(sizes: str) -> Lattice[Any]:
    from lattice import CandidateSets

    return CandidateSets(tuple(int(size) for size in sizes.split("x")))


@dataclass(frozen=True, slots=True)
class Shape:
    """A lattice that ``--hasse`` draws: ``NAME:PARAMETER``, or ``NAME`` for the example."""

    summary: str
    example: str
    parameter: str
    build: Callable[[str], Lattice[Any]]


SHAPES = {
    "candidates": Shape(
        "the set of values still possible, for each variable: what deductions descend in",
        "2x2",
        "values of each variable, as 2x3",
        _candidates,
    ),
    "powerset": Shape("the subsets of 1 to N by inclusion", "3", "N", _powerset),
    "interval": Shape("the integer intervals by inclusion", "0..3", "LOW..HIGH", _interval),
}


@click.command("domains")
@click.argument("name", required=False)
@click.option(
    "--hasse",
    callback=written_file,
    metavar="FILE",
    help="Draw the lattice NAME as an SVG: powerset:3.",
)
@format_option
def command(name: str | None, hasse: str | None, output_format: str) -> None:
    """List puzzle families, techniques, domains, rules and proposers.

    With NAME only that one, in detail. The lattices can be drawn when they are small:
    powerset:N, interval:LOW..HIGH, candidates:2x3.
    """
    if hasse:
        _draw_hasse(name, hasse)
        return
    records = _records()
    if name is not None:
        bare = name.partition(":")[0]
        nouns = "family, technique, domain, rule or proposer"
        known_name(nouns, bare, (str(r["name"]) for r in records))
        records = [record for record in records if record["name"] == bare]
    if output_format == "json":
        for record in records:
            click.echo(json_line(record))
    elif name is not None:
        _detail(records[0])
    else:
        _overview(records)


def _records() -> list[dict[str, object]]:
    """Return everything there is, as the JSON records."""
    from domains.plugins import plugins
    from domains.registry import domain_makers, families
    from domains.techniques import TECHNIQUES
    from proofs.audit.registry import rule_name
    from proofs.audit.rule_examples import EXAMPLES
    from search.explaining import REFUTATION_BY_SEARCH

    domains = {n: make for n, make in domain_makers().items() if n not in SHAPES}
    rules = {rule_name(kind): kind for kind in EXAMPLES}
    return [
        *(_family_record(family) for family in families().values()),
        *(_technique_record(technique) for technique in (*TECHNIQUES, REFUTATION_BY_SEARCH)),
        *(_shape_record(name, shape) for name, shape in SHAPES.items()),
        *(_record("domain", *one) for one in (*domains.items(), *plugins("domain"))),
        *(_record("rule", *one) for one in (*rules.items(), *plugins("rule"))),
        *(_record("proposer", *one) for one in (*_proposers(), *plugins("proposer"))),
    ]


def _proposers() -> Iterator[tuple[str, object]]:
    """Yield what makes each built-in proposer; no weights are read."""
    from ldt.inference import proposers

    for name, place in proposers.PROPOSERS.built_in.items():
        yield name, getattr(proposers, place.partition(":")[2])


def _record(kind: str, name: str, thing: object) -> dict[str, object]:
    """Return the record of a thing: what its documentation says first, and what tries it."""
    first = (inspect.getdoc(thing) or "").partition("\n\n")[0]
    summary = first.replace("\n", " ").replace("``", "")
    audit = f"ldt audit --proposer {name}" if kind == "proposer" else f'ldt audit "{name}"'
    return {"type": kind, "name": name, "summary": summary, "audit": audit}


def _shape_record(name: str, shape: Shape) -> dict[str, object]:
    return {
        "type": "domain",
        "name": name,
        "summary": shape.summary,
        "parameter": shape.parameter,
    }


def _family_record(family: Family) -> dict[str, object]:
    return {
        "type": "family",
        "name": family.name,
        "summary": family.summary,
        "formats": list(family.formats),
        "generates": _reads(family),
    }


def _reads(family: Family) -> str:
    """Return what a family's generator reads, from its own documentation."""
    text = inspect.getdoc(family.generate) or ""
    paragraphs = (" ".join(paragraph.split()) for paragraph in text.split("\n\n"))
    reads = next((words for words in paragraphs if words.startswith("Reads ")), "")
    return reads.replace("``", "")


def _technique_record(technique: Technique) -> dict[str, object]:
    return {
        "type": "technique",
        "name": technique.name,
        "summary": technique.summary,
        "difficulty": technique.difficulty,
        "source": technique.source,
    }


def _overview(records: Iterable[dict[str, object]]) -> None:
    """Print a table a kind, a line a name."""
    listed = list(records)
    width = max(len(str(record["name"])) for record in listed)
    headings = {
        "family": "Puzzle families",
        "technique": "Techniques, easiest first",
        "domain": "Abstract domains",
        "rule": "Rules",
        "proposer": "Proposers",
    }
    for kind, heading in headings.items():
        click.echo(f"{heading}:")
        for record in listed:
            if record["type"] == kind:
                line = f"  {record['name']:<{width}}  {record['summary']}"
                click.echo(wrapped(line, " " * (width + 4)))
        click.echo()
    click.echo("`ldt domains NAME` says more about one of them.")


def _detail(record: dict[str, object]) -> None:
    """Print every field of one record."""
    for key, value in record.items():
        words = "; ".join(value) if isinstance(value, list) else str(value)
        click.echo(wrapped(f"{key:<10}  {words}", " " * 12))


def _draw_hasse(name: str | None, path: str) -> None:
    """Write the Hasse diagram of a small lattice."""
    from lattice import LatticeError, hasse_svg

    kind, _, parameter = (name or "").partition(":")
    shape = SHAPES[known_name("lattice to draw", kind, SHAPES)]
    try:
        svg = hasse_svg(shape.build(parameter or shape.example))
    except LatticeError as error:
        raise click.UsageError(f"cannot draw {name}: {error}") from None
    except ValueError:
        message = (
            f"found {name!r}, expected {kind}:{shape.parameter}, such as {kind}:{shape.example}."
        )
        raise click.UsageError(message) from None
    write_atomically(path, svg)
