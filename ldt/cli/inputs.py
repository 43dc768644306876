"""From command-line arguments to puzzles: files, stdin and puzzles typed directly.

Everything unreadable becomes an `InputError` in the place where the puzzle would have stood, so
that the rest of a batch goes on.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from domains.errors import InputError, Place
from domains.reading import Line, Source, from_path, from_text

if TYPE_CHECKING:
    from domains.families.base import Family, Puzzle

STDIN = "-"
Choices = Sequence[tuple[str, str]]
GUESS_LINES = 256
"""A CNF file may begin with many comment lines; no file needs more to show what it is."""

_FILE_NAME = re.compile(r"\.[A-Za-z]\w{0,9}$")
_LONGEST_ECHO = 40


def input_arguments(arguments: Sequence[str], *, quiet: bool) -> tuple[str, ...]:
    """Return the inputs to read: those given, or stdin when it is not a terminal.

    Raises:
        click.UsageError: nothing is given and stdin is a terminal.
    """
    if arguments:
        return tuple(arguments)
    if sys.stdin.isatty():
        message = "no puzzle: give one, or a file, or '-' for stdin."
        raise click.UsageError(message)
    if not quiet:
        click.echo("ldt: reading stdin", err=True)
    return (STDIN,)


def read_puzzles(
    arguments: Sequence[str], family: Family | None = None, options: Choices = ()
) -> Iterator[Puzzle | InputError]:
    """Yield every puzzle of every input, in order, or the error that stands in its place.

    Args:
        arguments: files, ``-``, or puzzles.
        family: what they are, or None to guess it from each.
        options: choices for the family's reading.
    """
    for argument in arguments:
        try:
            yield from _read(source_of(argument), family, options)
        except InputError as error:
            yield error


def read_one(
    arguments: Sequence[str], family: Family | None = None, options: Choices = ()
) -> Puzzle:
    """Return the only puzzle of the inputs; the arguments are those of `read_puzzles`.

    Raises:
        InputError: it cannot be read, or there is a second one.
    """
    found = read_puzzles(arguments, family, options)
    first, second = next(found, None), next(found, None)
    if isinstance(first, InputError):
        raise first
    if first is None:
        raise InputError(Place(arguments[0]), "nothing", "a puzzle")
    if second is not None:
        place = second.place or Place(arguments[-1])
        raise InputError(place, "a second puzzle", "only one (`ldt solve` takes many)")
    return first


def is_file(argument: str) -> bool:
    """Tell whether an argument names something to open rather than being a puzzle."""
    try:
        return argument == STDIN or Path(argument).exists()
    except (OSError, ValueError):  # a long puzzle is no legal file name
        return False


def source_of(argument: str) -> Source:
    """Return the lines an argument stands for.

    Raises:
        InputError: it cannot be opened, or looks like the path of a file that is not there.
    """
    from domains.registry import guess

    if is_file(argument):
        return from_path(argument)
    if _looks_like_path(argument) and guess(argument) is None:
        raise InputError(Place(argument), "no such file", "a file, a puzzle, or '-' for stdin")
    return from_text(argument)


def _looks_like_path(argument: str) -> bool:
    """Tell a mistyped file name from a puzzle, which may hold dots and letters, too."""
    if "\n" in argument or " " in argument.strip():
        return False
    return os.sep in argument or (len(argument) < 64 and bool(_FILE_NAME.search(argument)))


def _read(source: Source, family: Family | None, options: Choices) -> Iterator[Puzzle | InputError]:
    """Yield the puzzles of one source, its family guessed from its beginning if not given."""
    if family is None:
        family, source = _guess(source)
    empty = True
    for item in family.configured(options).read(source):
        empty = False
        yield item
    if empty:
        yield InputError(Place(source.name), "no puzzle", f"a {family.name} puzzle")


def _guess(source: Source) -> tuple[Family, Source]:
    """Return the family whose input this is, and the source as if untouched.

    Asked after 1, 2, 4, 8 … lines, so that a program that writes a line and waits for the answer is
    not kept waiting, and a long preamble costs little.

    Raises:
        InputError: no family knows the input.
    """
    seen: list[Line | InputError] = []
    for line in islice(source.lines, GUESS_LINES):
        seen.append(line)
        if len(seen) & (len(seen) - 1) == 0 and (family := _recognised(seen)):
            return family, Source(source.name, chain(seen, source.lines))
    family = _recognised(seen)
    if family is not None:
        return family, Source(source.name, chain(seen, source.lines))
    raise _unknown(source.name, seen)


def _recognised(lines: Sequence[Line | InputError]) -> Family | None:
    """Return the family that knows these lines, if exactly one does."""
    from domains.registry import guess

    sample = "\n".join(line.text for line in lines if isinstance(line, Line))
    return guess(sample) if sample.strip() else None


def _unknown(name: str, seen: Sequence[Line | InputError]) -> InputError:
    """Return the error for input no family knows: the first line that says something."""
    for line in seen:
        if isinstance(line, InputError):
            return line
        if line.text.strip():
            found = _described(line.text.strip())
            expected = "a puzzle of a known family (`ldt domains` lists them; or give --family)"
            return InputError(Place(name, line.number), found, expected)
    return InputError(Place(name), "nothing", "a puzzle")


def _described(text: str) -> str:
    shown = text if len(text) <= _LONGEST_ECHO else text[: _LONGEST_ECHO - 1] + "…"
    return f"{shown!r} ({len(text)} characters)"
