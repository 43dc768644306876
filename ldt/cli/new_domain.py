"""``ldt new-domain``: a package of one's own that already works, found by entry point."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from domains.plugins import GROUPS, entry_points_of
from ldt.cli.options import format_option
from ldt.cli.output import json_line

if TYPE_CHECKING:
    from ldt.authoring.package import NewPackage

NEXT = {
    "family": "ldt generate {name} | ldt solve --unique -",
    "domain": "python -m pytest",
    "rule": "python -m pytest",
    "proposer": "ldt generate sudoku | ldt solve --strategy hybrid --proposer {name} -",
}
"""What to try once it is installed and audited."""


@click.command("new-domain")
@click.argument("name")
@click.option(
    "--kind",
    type=click.Choice(list(GROUPS)),
    default="family",
    show_default=True,
    help="What the package adds.",
)
@click.option(
    "--into",
    type=click.Path(exists=True, file_okay=False, writable=True, path_type=Path),
    default=".",
    show_default=True,
    metavar="DIR",
    help="Where the folder of the package is made.",
)
@format_option
def command(name: str, kind: str, into: Path, output_format: str) -> None:
    """Write a small package of your own, which works as it is.

    It adds a puzzle family, an abstract domain, a rule or a proposer: one module, its tests, and
    the entry point by which ldt finds it once it is installed. Nothing is overwritten.
    """
    from ldt.authoring.package import NameRefusedError, NewPackage

    try:
        package = NewPackage(name, kind)
    except NameRefusedError as error:
        raise click.UsageError(f"{error}.") from None
    _require_new(package)
    try:
        folder = package.write(into)
    except FileExistsError as error:
        message = f"{error} exists already; nothing was written."
        raise click.UsageError(message) from None
    except OSError as error:
        message = f"cannot write into {into}: {(error.strerror or str(error)).lower()}."
        raise click.UsageError(message) from None
    if output_format == "json":
        record = {"type": "package", "name": name, "kind": kind, "folder": str(folder)}
        click.echo(json_line({**record, "files": list(package.files())}))
    else:
        click.echo(_told(package, folder))


def _require_new(package: NewPackage) -> None:
    """Refuse a name that something of the kind has already."""
    from domains.registry import DOMAINS, FAMILIES
    from ldt.inference.proposers import PROPOSERS

    built_in = {"family": FAMILIES.built_in, "domain": DOMAINS, "proposer": PROPOSERS.built_in}
    known = built_in.get(package.kind, {})
    plugged = [point.name for point in entry_points_of(package.kind)]
    if package.name in {*known, *plugged}:
        message = f"there is a {package.kind} called {package.name!r} already."
        raise click.UsageError(message)


def _told(package: NewPackage, folder: Path) -> str:
    """Return what was written, and what to do next."""
    files = package.files()
    width = max(map(len, files))
    listed = [f"  {name:<{width}}  {text.count(chr(10))} lines" for name, text in files.items()]
    steps = ["pip install -e .", f"ldt audit --plugin {package.distribution}"]
    steps.append(NEXT[package.kind].format(name=package.name))
    told = [f"  {step}" for step in (f"cd {folder}", *steps)]
    return "\n".join([f"{folder}:", *listed, "", "Next:", *told])
