"""Errors that point at the input: file, line, column, what was found and what was expected."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece of input stands.

    Attributes:
        source: file path, ``<stdin>`` or ``<argument>``.
        line: 1-based line number, or None where lines mean nothing.
        column: 1-based column, or None when the whole line is meant.
    """

    source: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        numbers = [str(n) for n in (self.line, self.column) if n is not None]
        return ":".join([self.source, *numbers])


class InputError(ValueError):
    """Input that cannot be read as a puzzle. Readers yield it, so that the rest of a batch goes on.

    ``str(error)`` is one line: ``place: found …, expected …``.
    """

    def __init__(self, place: Place, found: str, expected: str) -> None:
        """Keep the three parts, so that the command line can print them as text or JSON."""
        super().__init__(f"{place}: found {found}, expected {expected}")
        self.place = place
        self.found = found
        self.expected = expected


class ModelError(ValueError):
    """A problem, rule or structure that contradicts its own description (a programming error)."""
