"""The command ``ldt``: finds the command that was asked for, and ends the process decently."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

import click

from domains.errors import InputError, ModelError
from ldt.cli.exits import Exit
from ldt.cli.suggest import did_you_mean

COMMANDS = {
    "solve": "Solve puzzles: an answer is checked, proven, or not given.",
    "check": "Check solutions against the rules.",
    "explain": "Solve one puzzle step by step, each step with its reason.",
    "hint": "Show the next step of one puzzle.",
    "generate": "Generate puzzles with exactly one solution.",
    "domains": "List puzzle families, techniques, domains, rules and proposers.",
    "audit": "Audit domains, rules, techniques and families for their laws.",
    "new-domain": "Write a small package of your own, which works as it is.",
    "train": "Train a learned operator.",
    "eval": "Measure a proposer on lists of puzzles.",
    "bench": "Time strategies and a proposer on this machine.",
    "info": "Show versions and the state of this installation.",
}
"""Every command with its help line; the command itself is ``command`` in ``ldt/cli/NAME.py``,
with ``_`` for ``-``."""


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is run, and never for ``--help``."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = import_module(f"ldt.cli.{cmd_name.replace('-', '_')}").command
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; a slip of the pen gets a suggestion."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-") and not ctx.resilient_parsing:
            ctx.fail(f"no such command {name!r}.{did_you_mean(name, COMMANDS)}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; turn bad input, Ctrl-C and a closed pipe into exit statuses."""
        try:
            with _flushed_stdout():
                return super().invoke(ctx)
        except (InputError, ModelError) as error:
            click.echo(f"ldt: {error}", err=True)
            ctx.exit(Exit.UNREADABLE)
        except BrokenPipeError:
            _discard_stdout()
            ctx.exit(Exit.CLOSED_PIPE)
        except KeyboardInterrupt:
            click.echo("ldt: interrupted", err=True)
            ctx.exit(Exit.INTERRUPTED)


@contextmanager
def _flushed_stdout() -> Iterator[None]:
    """Flush while a closed pipe can still be answered; at interpreter exit it is too late."""
    try:
        yield
    finally:
        sys.stdout.flush()


def _discard_stdout() -> None:
    """Send what is still buffered nowhere, so that the interpreter's last flush succeeds."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _show_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    """Print the version; it is only looked up when asked for."""
    if value and not ctx.resilient_parsing:
        from ldt.cli.versions import own_version

        click.echo(f"ldt {own_version()}")
        ctx.exit(Exit.DONE)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Show the version and exit.",
)
def cli() -> None:
    """Solve finite problems soundly: every answer is checked, proven, or not given.

    Exit status: 0 solved or done, 20 proven infeasible, 30 abstained, 1 a check failed, 2 usage, 3
    unreadable input, 130 interrupted; for a batch the highest that occurred.
    """


def main() -> None:
    """Run the command line on ``sys.argv``."""
    cli(prog_name="ldt")
