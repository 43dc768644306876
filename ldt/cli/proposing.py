"""The proposer a command was asked to use, or a clear end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from domains.errors import InputError
from domains.registry import UnknownNameError
from ldt.cli.exits import Exit

if TYPE_CHECKING:
    from search.learned.proposer import Proposer

NO_TORCH = 'networks need torch: pip install "lattice-deduction[learn]"'


class UnusableError(click.ClickException):
    """Weights that cannot be used: one line, exit status 3."""

    exit_code = Exit.UNREADABLE


def proposer_for(name: str | None) -> Proposer:
    """Return the proposer with a name, or in a file; the shipped one by default.

    Raises:
        click.UsageError: no such name, or torch is not installed.
        UnusableError: the file holds no weights that can be used.
    """
    from ldt.inference.proposers import DEFAULT, proposer

    try:
        return proposer(name or DEFAULT)
    except UnknownNameError as error:
        raise click.UsageError(str(error)) from None
    except InputError as error:
        raise UnusableError(str(error)) from None
    except ModuleNotFoundError as error:
        if error.name != "torch":
            raise
        raise click.UsageError(NO_TORCH) from None
