"""Reading DIMACS CNF: ``p cnf VARIABLES CLAUSES``, then literals, each clause closed by 0.

What is tolerated: comment lines anywhere, clauses over several lines or several on one, empty
clauses, and the trailer ``%`` ``0`` of SATLIB files. What is not, because it means a damaged file:
a count that differs from the header, a literal beyond the header, a last clause without its 0
(CaDiCaL is as strict). Each header begins a new formula, so that formulas in one line each can
share a file. After an error, reading goes on at the next header.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from domains.errors import InputError, Place
from domains.reading import Line, Source

LARGEST_COUNT = 1_000_000
"""Most variables. A header alone must not make the reader fill the memory."""

COMMENT = re.compile(r"\s*(c|$)")
HEADER_START = re.compile(r"\s*p(\s|$)")
HEADER = re.compile(r"\s*p\s+cnf\s+([0-9]{1,9})\s+([0-9]{1,9})(?=\s|$)")
LITERAL = re.compile(r"0|-?[1-9][0-9]{0,8}")
LITERALS = re.compile(r"\s*(?:(?:0|-?[1-9][0-9]{0,8})(?:\s+|$))*")
WORD = re.compile(r"\S+")
TRAILER = "%"
LONGEST_SHOWN = 30
HEADER_EXPECTED = "a line `p cnf VARIABLES CLAUSES`"

Section = list[Line | InputError]
"""The lines of one formula, the header first; comments and blank lines are left out."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula as it stood in the input; its literals are within the number of variables."""

    place: Place
    variable_count: int
    clauses: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Word:
    """Some characters without blanks, and where they stand."""

    text: str
    place: Place

    def error(self, expected: str) -> InputError:
        """Return the error that shows this word."""
        return InputError(self.place, shown(self.text), expected)

    def literal(self, variable_count: int) -> int:
        """Return the literal, or 0.

        Raises:
            InputError: neither, or a variable that the formula does not have.
        """
        if not LITERAL.fullmatch(self.text):
            raise self.error("a literal or 0")
        literal = int(self.text)
        if abs(literal) > variable_count:
            raise self.error(f"variables up to {variable_count}, as the header says")
        return literal


def read_formulas(source: Source) -> Iterator[Formula | InputError]:
    """Yield each formula of a source, or the error that stands in its place."""
    for section in _sections(source):
        try:
            yield _read_formula(section, source.name)
        except InputError as error:
            yield error


def read_words(text: str, place: Place) -> Iterator[Word]:
    """Yield the words of a line with their places."""
    for match in WORD.finditer(text):
        column = (place.column or 1) + match.start()
        yield Word(match[0], Place(place.source, place.line, column))


def shown(text: str) -> str:
    """Return a text as a message shows it: quoted and not long."""
    return repr(text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…")


def _sections(source: Source) -> Iterator[Section]:
    """Cut the lines of a source before each header."""
    section: Section = []
    for line in source.lines:
        if isinstance(line, Line):
            if COMMENT.match(line.text):
                continue
            if HEADER_START.match(line.text) and section:
                yield section
                section = []
        section.append(line)
    if section:
        yield section


def _read_formula(section: Section, name: str) -> Formula:
    """Read the lines of one formula.

    Raises:
        InputError: the first thing that is wrong.
    """
    first, *rest = section
    if isinstance(first, InputError):
        raise first
    place = Place(name, first.number)
    variable_count, clause_count, end = _read_header(first.text, place)
    lines = [Line(first.number, " " * end + first.text[end:]), *rest]
    clauses = tuple(_read_clauses(lines, name, variable_count))
    if len(clauses) != clause_count:
        raise InputError(place, f"{len(clauses)} clauses", f"{clause_count}, as the header says")
    return Formula(place, variable_count, clauses)


def _read_header(text: str, place: Place) -> tuple[int, int, int]:
    """Return the numbers of variables and clauses, and where the header ends."""
    match = HEADER.match(text)
    if not match:
        raise InputError(place, shown(text.strip()), HEADER_EXPECTED)
    variable_count = int(match[1])
    if variable_count > LARGEST_COUNT:
        raise InputError(place, f"{variable_count} variables", f"at most {LARGEST_COUNT}")
    return variable_count, int(match[2]), match.end()


def _read_clauses(lines: Section, name: str, variable_count: int) -> Iterator[tuple[int, ...]]:
    """Yield the clauses that the lines behind a header spell."""
    clause: list[int] = []
    begun = Place(name)
    remaining = iter(lines)
    for line in remaining:
        place, text = _place_and_text(line, name)
        if text.strip() == TRAILER:
            _check_trailer(remaining, name)
            break
        for literal in _read_literals(text, place, variable_count):
            if literal:
                begun = begun if clause else place
                clause.append(literal)
            else:
                yield tuple(clause)
                clause = []
    if clause:
        raise InputError(begun, "a clause without its end", "0 after its literals")


def _place_and_text(line: Line | InputError, name: str) -> tuple[Place, str]:
    if isinstance(line, InputError):
        raise line
    return Place(name, line.number), line.text


def _read_literals(text: str, place: Place, variable_count: int) -> list[int]:
    """Return the numbers in a line; look at the words one by one only where something is wrong."""
    if LITERALS.fullmatch(text):
        literals = list(map(int, text.split()))
        if max(map(abs, literals), default=0) <= variable_count:
            return literals
    return [word.literal(variable_count) for word in read_words(text, place)]


def _check_trailer(lines: Iterator[Line | InputError], name: str) -> None:
    """Accept what SATLIB files have after ``%``: a 0."""
    for line in lines:
        place, text = _place_and_text(line, name)
        for word in read_words(text, place):
            if word.text != "0":
                raise word.error("nothing but 0 after %")
