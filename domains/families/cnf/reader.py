"""Reading DIMACS CNF: ``p cnf VARIABLES CLAUSES``, then literals, each clause closed by 0.

What is tolerated: comment lines anywhere, clauses over several lines or several on one, empty
clauses, and the trailer ``%`` ``0`` of SATLIB files. What is not, because it means a damaged file:
a count that differs from the header, a literal beyond the header, a last clause without its 0
(CaDiCaL is as strict). Each header begins a new formula, so that formulas in one line each can
share a file. After an error, reading goes on at the next header.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from domains.errors import InputError, Place
from domains.reading import Line, Source

LARGEST_COUNT = 1_000_000
"""Most variables. A header alone must not make the reader fill the memory."""

COMMENT = re.compile(r"\s*(c|$)")
HEADER_START = re.compile(r"\s*p(\s|$)")
HEADER = re.compile(r"\s*p\s+cnf\s+([0-9]{1,9})\s+([0-9]{1,9})(?=\s|$)")
LITERAL = re.compile(r"0|-?[1-9][0-9]{0,8}")
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


def read_words(text: str, place: Place, start: int = 0) -> Iterator[Word]:
    """Yield the words of a line from an index on, with their places."""
    for match in WORD.finditer(text, start):
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
    words = chain(read_words(first.text, place, end), _words_of(rest, name))
    clauses = tuple(_read_clauses(words, variable_count))
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


def _words_of(lines: Sequence[Line | InputError], name: str) -> Iterator[Word]:
    for line in lines:
        if isinstance(line, InputError):
            raise line
        yield from read_words(line.text, Place(name, line.number))


def _read_clauses(words: Iterator[Word], variable_count: int) -> Iterator[tuple[int, ...]]:
    """Yield the clauses that the words of a formula spell."""
    clause: list[int] = []
    first: Word | None = None
    for word in words:
        if word.text == TRAILER:
            _check_trailer(words)
            break
        literal = word.literal(variable_count)
        if literal:
            first = first or word
            clause.append(literal)
        else:
            yield tuple(clause)
            clause, first = [], None
    if first:
        raise InputError(first.place, "a clause without its end", "0 after its literals")


def _check_trailer(words: Iterator[Word]) -> None:
    """Accept what SATLIB files have after ``%``: a 0."""
    for word in words:
        if word.text != "0":
            raise word.error("nothing but 0 after %")
