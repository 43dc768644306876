"""Options that several commands share, each defined once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeVar

import click

from ldt.cli.output import require_writable
from ldt.cli.suggest import did_you_mean

if TYPE_CHECKING:
    from domains.families.base import Family

Decorated = TypeVar("Decorated", bound=Callable[..., object])
Decorator = Callable[[Decorated], Decorated]


def known_name(noun: str, name: str, known: Iterable[str]) -> str:
    """Return the name, if it is known.

    Raises:
        click.BadParameter: it is not; with the closest known name and all of them.
    """
    names = list(known)
    if name not in names:
        listed = ", ".join(names)
        message = f"no {noun} {name!r}.{did_you_mean(name, names)} There are: {listed}."
        raise click.BadParameter(message)
    return name


def family_named(ctx: click.Context, param: click.Parameter, value: str | None) -> Family | None:
    """Turn the name of a family into the family (a click callback)."""
    if value is None:
        return None
    from domains.registry import UnknownNameError, family

    try:
        return family(value)
    except UnknownNameError as error:
        raise click.BadParameter(str(error)) from None


def family_option(command: Decorated) -> Decorated:
    """``--family``: what the input is, where it is not obvious."""
    option = click.option(
        "--family",
        callback=family_named,
        metavar="NAME",
        help="What kind of puzzle the input holds [default: guessed from it].",
    )
    return option(command)


def _pairs(
    ctx: click.Context, param: click.Parameter, values: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    """Turn ``name=value`` texts into pairs."""
    pairs = []
    for text in values:
        name, _, value = text.partition("=")
        if not (name and value):
            message = f"found {text!r}, expected NAME=VALUE, such as box=2x3."
            raise click.BadParameter(message, ctx, param)
        pairs.append((name, value))
    return tuple(pairs)


def choices_option(command: Decorated) -> Decorated:
    """``--option NAME=VALUE``: what only one family has."""
    option = click.option(
        "--option",
        "options",
        multiple=True,
        callback=_pairs,
        metavar="NAME=VALUE",
        help="A choice of the family's own, such as box=2x3 (see `ldt domains FAMILY`).",
    )
    return option(command)


def format_option(command: Decorated) -> Decorated:
    """``--format text|json``."""
    option = click.option(
        "--format",
        "output_format",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help="json prints one JSON object a line, with stable keys.",
    )
    return option(command)


def seed_option(command: Decorated) -> Decorated:
    """``--seed``."""
    option = click.option(
        "--seed",
        type=int,
        default=0,
        show_default=True,
        metavar="N",
        help="Seed of every random choice.",
    )
    return option(command)


def written_file(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Check, before anything is computed, that a file can be written there (a click callback)."""
    if value is not None:
        require_writable(value)
    return value


def quiet_option(command: Decorated) -> Decorated:
    """``--quiet``."""
    option = click.option(
        "-q", "--quiet", is_flag=True, help="No notices, progress or summary on stderr."
    )
    return option(command)
